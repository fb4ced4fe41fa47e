// What an administrator deploys is what the program writes and asks for.
import { generateKeyPairSync } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readConfig } from '../../server/config.ts'
import { setupWords } from '../../server/wording/setup.ts'
import { activityKey } from '../../src/activities/activity.ts'
import { KEY_LENGTH } from '../../src/activities/judge-organization.ts'
import { setupCodes } from '../../src/activities/setup-finding.ts'

const root = join(import.meta.dirname, '../../docs/salesforce')
const text = (file: string) => readFileSync(join(root, file), 'utf8')
const files = globSync('**/*.xml', { cwd: root })
const valuesOf = (xml: string, tag: string) =>
  [...xml.matchAll(new RegExp(`<${tag}>([^<]*)</${tag}>`, 'g'))].map(([, value = '']) => value)
const partsOf = (xml: string, tag: string) =>
  [...xml.matchAll(new RegExp(`<${tag}>([^]*?)</${tag}>`, 'g'))].map(([, part = '']) => part)

const privateKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
const { keyField } =
  readConfig({
    ...{ ENTRA_TENANT_ID: 't', ENTRA_CLIENT_ID: 'c', ENTRA_CLIENT_SECRET: 's', ORGANIZATION_NAME: 'Acme' },
    ...{ SALESFORCE_CLIENT_ID: 'c', SALESFORCE_CLIENT_SECRET: 's' },
    SALESFORCE_PRIVATE_KEY: String(privateKey.export({ type: 'pkcs8', format: 'pem' }))
  }).salesforce ?? expect.fail('no Salesforce')

const metadata = 'force-app/main/default'
const field = text(`${metadata}/objects/Activity/fields/${keyField}.field-meta.xml`)
const permissionSet = (name: string) => text(`${metadata}/permissionsets/${name}.permissionset-meta.xml`)

test.each(files)('%s is well-formed: every tag that opens closes, in order', (file) => {
  const open: string[] = []
  const body = text(file).replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '')
  for (const [, close, name = ''] of body.matchAll(/<(\/?)([A-Za-z]+)[^>]*>/g))
    if (close) expect(open.pop()).toBe(name)
    else open.push(name)
  expect(open).toEqual([])
  expect(body).toMatch(/^<[A-Za-z]+ xmlns="http:\/\/soap\.sforce\.com\/2006\/04\/metadata">/)
  expect(body).not.toMatch(/&(?!amp;|lt;|gt;|quot;|apos;)/)
})

describe('the field', () => {
  test('is the one that is written without further settings: unique, an external id, long enough for every key', () => {
    expect(valuesOf(field, 'fullName')).toEqual([keyField])
    for (const tag of ['externalId', 'unique', 'caseSensitive']) expect(valuesOf(field, tag)).toEqual(['true'])
    expect(valuesOf(field, 'type')).toEqual(['Text'])
    expect(valuesOf(field, 'length')).toEqual([String(KEY_LENGTH)])
    expect(activityKey('00000000-0000-4000-8000-00000000ffff').length).toBeLessThanOrEqual(KEY_LENGTH)
  })

  test('is required of nobody: other Events have no key', () => {
    expect(valuesOf(field, 'required')).toEqual(['false'])
  })
})

describe('the permission sets', () => {
  // biome-ignore format: a table
  test.each([
    ['OnBehalf_Organizer',   'OnBehalf organizer',   'true',  ['ActivitiesAccess', 'ApiEnabled', 'EditEvent']],
    ['OnBehalf_Integration', 'OnBehalf integration', 'false', ['ActivitiesAccess', 'ApiEnabled', 'ViewAllData', 'ViewSetup']]
  ])('%s gives the key field and what is needed beside it, and nothing else', (name, label, editable, permissions) => {
    const xml = permissionSet(name)
    expect(valuesOf(xml, 'label')).toEqual([label])
    expect(partsOf(xml, 'fieldPermissions').map((part) => [valuesOf(part, 'field')[0], valuesOf(part, 'editable')[0], valuesOf(part, 'readable')[0]])).toEqual([
      [`Event.${keyField}`, editable, 'true'],
      [`Task.${keyField}`, editable, 'true']
    ])
    expect(partsOf(xml, 'userPermissions').map((part) => [valuesOf(part, 'name')[0], valuesOf(part, 'enabled')[0]])).toEqual(
      permissions.map((permission) => [permission, 'true'])
    )
  })

  test('are called in the findings as they are called here', () => {
    const labels = ['OnBehalf_Organizer', 'OnBehalf_Integration'].flatMap((name) =>
      valuesOf(permissionSet(name), 'label')
    )
    const named = setupCodes.flatMap((code) =>
      [...setupWords[code]('', keyField).remedy.matchAll(/permission set “([^”]+)”/g)].map(([, label = '']) => label)
    )
    expect([...new Set(named)].sort()).toEqual(labels.sort())
  })
})

test('the manifest names every file, and no other', () => {
  const types = partsOf(text('manifest/package.xml'), 'types')
  const members = Object.fromEntries(types.map((part) => [valuesOf(part, 'name')[0], valuesOf(part, 'members')]))
  expect(members).toEqual({
    CustomField: [`Activity.${keyField}`],
    PermissionSet: ['OnBehalf_Integration', 'OnBehalf_Organizer']
  })
  expect(files.length).toBe(4)
})

test('the guide names every setting that has to be set, and the field', () => {
  const guide = text('README.md')
  for (const name of [
    'SALESFORCE_CLIENT_ID',
    'SALESFORCE_CLIENT_SECRET',
    'SALESFORCE_PRIVATE_KEY',
    'SALESFORCE_LOGIN_URL',
    keyField
  ])
    expect(guide).toContain(name)
})
