// What an app has to be told to use this sandbox instead of the real clouds.
import { tenants } from './directory.ts'
import type { Ground } from './face.ts'
import type { KeyPair } from './signing-keys.ts'

export function settingsFor({ world, documents }: Ground, origin: string): Record<string, string> {
  const tenant = tenants[world]
  return {
    ENTRA_TENANT_ID: tenant.id,
    ENTRA_CLIENT_ID: tenant.clientId,
    ENTRA_CLIENT_SECRET: tenant.clientSecret,
    ENTRA_AUTHORITY: origin,
    GRAPH_ORIGIN: origin,
    SALESFORCE_LOGIN_URL: origin,
    SALESFORCE_CLIENT_ID: 'APP_KEY',
    SALESFORCE_CLIENT_SECRET: 'APP_SECRET',
    SALESFORCE_PRIVATE_KEY: (documents.salesforce['signing key'] as KeyPair).privateKey
  }
}

/** As lines of a .env file; a line break inside a value is written as \n between double quotes. */
export function asEnvLines(settings: Record<string, string>): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value.includes('\n') ? JSON.stringify(value) : value}`)
    .join('\n')
}
