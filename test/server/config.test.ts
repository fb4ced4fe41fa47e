import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type ConfigProblem, knownKeys, readConfig } from '../../server/config.ts'

const real = {
  ENTRA_TENANT_ID: '11111111-1111-1111-1111-111111111111',
  ENTRA_CLIENT_ID: 'app',
  ENTRA_CLIENT_SECRET: 'secret',
  ORGANIZATION_NAME: 'Acme Ltd'
}

const problemsOf = (environment: Record<string, string>) => {
  try {
    readConfig(environment)
    return []
  } catch (problem) {
    return (problem as ConfigProblem).problems
  }
}

describe('the settings', () => {
  test('none at all start the sandbox and the embedded store', () => {
    const config = readConfig({})
    expect(config).toMatchObject({
      port: 3000,
      sandbox: { port: 3001, world: 'acme' },
      dataFolder: './data',
      worker: true
    })
    expect(config.databaseUrl).toBeUndefined()
  })

  test('a real tenant switches the sandbox off', () => {
    const config = readConfig(real)
    expect(config.sandbox).toBeUndefined()
    expect(config.graphOrigin).toBe('https://graph.microsoft.com')
    expect(config.salesforce).toBeUndefined()
  })

  test('bookings of one network are limited for a real tenant, and not for rehearsals', () => {
    expect(readConfig(real).bookingsPerHour).toBe(60)
    expect(readConfig({ ...real, BOOKINGS_PER_HOUR: '5', TRUSTED_PROXIES: '10.1.2.3, fd00::/8' })).toMatchObject({
      bookingsPerHour: 5,
      trustedProxies: ['10.1.2.3', 'fd00::/8']
    })
    expect(readConfig({ ...real, ENTRA_AUTHORITY: 'http://localhost:3001' }).bookingsPerHour).toBe(0)
    expect(readConfig({}).bookingsPerHour).toBe(0)
  })

  test('organizers are addresses, with a Salesforce username where the setting says one', () => {
    const { organizers } = readConfig({ ...real, ORGANIZERS: 'olga@acme.example, piet@acme.example=piet@acme.sf' })
    expect(organizers).toEqual([
      { address: 'olga@acme.example', salesforceUsername: undefined },
      { address: 'piet@acme.example', salesforceUsername: 'piet@acme.sf' }
    ])
  })

  // biome-ignore format: a table
  test.each([
    [{ PORT: 'http' },                                    /PORT must be a port/],
    [{ PORT: '70000' },                                   /PORT must be a port/],
    [{ PUBLIC_ORIGIN: 'meet.example.com' },               /PUBLIC_ORIGIN must be like/],
    [{ PUBLIC_ORIGIN: 'https://meet.example.com/x' },     /without a path/],
    [{ DATABASE_URL: 'mysql://x' },                       /DATABASE_URL must begin with postgres/],
    [{ APP_SECRET: 'short' },                             /at least 32/],
    [{ HOLDS_PER_DAY: 'many' },                           /HOLDS_PER_DAY must be a whole number from 0 to 100/],
    [{ HOLDS_PER_DAY: '101' },                            /HOLDS_PER_DAY must be/],
    [{ BOOKINGS_PER_HOUR: '-1' },                         /BOOKINGS_PER_HOUR must be a whole number from 0 to 9999/],
    [{ TRUSTED_PROXIES: '10.0.0.0/8, proxy' },            /TRUSTED_PROXIES has "proxy", which is neither/],
    [{ TRUSTED_PROXIES: '10.0.0.0/33' },                  /neither an address nor a range/],
    [{ TRUSTED_PROXIES: '0.0.0.0/0' },                    /neither an address nor a range/],
    [{ LOG_LEVEL: 'loud' },                               /LOG_LEVEL must be one of/],
    [{ SANDBOX_WORLD: 'mars' },                           /SANDBOX_WORLD must be one of/],
    [{ ORGANIZERS: 'olga' },                              /not an address/],
    [{ ADMINISTRATORS: 'max' },                           /ADMINISTRATORS has "max", which is neither/],
    [{ NOTICES_FROM: 'scheduling' },                      /NOTICES_FROM has "scheduling", which is not an address/],
    [{ ENTRA_TENANT_ID: 'x' },                            /ENTRA_CLIENT_ID is missing/],
    [{ SALESFORCE_CLIENT_ID: 'x' },                       /SALESFORCE_PRIVATE_KEY is missing/],
    [{ ...real, ORGANIZATION_NAME: '' },                  /ORGANIZATION_NAME is missing/],
    [{ ...real, DATABASE_URL: 'postgres://db/x' },        /APP_SECRET is missing/],
    [{ ...real, SALESFORCE_CLIENT_ID: 'x', SALESFORCE_CLIENT_SECRET: 'x', SALESFORCE_PRIVATE_KEY: 'pem' }, /PEM text of a private RSA key/],
    [{ SALESFORCE_CATEGORY: 'Sales, Force' },             /SALESFORCE_CATEGORY must be one name/],
    [{ SALESFORCE_CATEGORY_TAKEN: 'burn' },               /SALESFORCE_CATEGORY_TAKEN must be one of/],
    [{ ...real, SALESFORCE_KEY_FIELD: "x' OR" },          /API name of a custom field/]
  ])('%j is refused with a sentence', (environment, sentence) => expect(problemsOf(environment).join('\n')).toMatch(sentence))

  test('all mistakes are told at once', () =>
    expect(problemsOf({ PORT: 'x', LOG_LEVEL: 'loud', APP_SECRET: 'short' })).toHaveLength(3))

  test('.env.example explains every setting, and no other', () => {
    const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8')
    const explained = [...example.matchAll(/^#? ?([A-Z_]+)=/gm)].map(([, key]) => key)
    expect(explained.sort()).toEqual([...knownKeys].sort())
  })
})
