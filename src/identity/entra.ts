import type { ConfidentialClientApplication, Configuration } from '@azure/msal-node'
import { network, TIME_LIMIT } from './network.ts'

export type EntraSettings = {
  tenantId: string
  clientId: string
  clientSecret: string
  /** Origin of the sign-in service: https://login.microsoftonline.com, another Microsoft cloud, or the sandbox. */
  authority: string
  /** From which the keys for sealed texts are derived. */
  secret: Buffer
  /** Milliseconds for one call. */
  timeLimit?: number
}

let loading: Promise<typeof import('@azure/msal-node')> | undefined

/** Loaded at the first sign-in: start-up stays fast. */
export function library() {
  loading ??= import('@azure/msal-node')
  return loading
}

/** Each has its own token cache, in memory: nobody finds another's tokens, and a sign-in leaves nothing behind. */
export async function newClient(settings: EntraSettings): Promise<ConfidentialClientApplication> {
  const { ConfidentialClientApplication } = await library()
  return new ConfidentialClientApplication(configurationOf(settings))
}

export function configurationOf({ timeLimit = TIME_LIMIT, ...settings }: EntraSettings): Configuration {
  const { clientId, clientSecret } = settings
  return {
    auth: { clientId, clientSecret, ...authorityOf(settings) },
    system: { networkClient: network(timeLimit), disableInternalRetries: true }
  }
}

// learn.microsoft.com/entra/identity-platform/authentication-national-cloud
const MICROSOFT = ['login.microsoftonline.com', 'login.microsoftonline.us', 'login.partner.microsoftonline.cn']

/** MSAL takes only https authorities, but takes their endpoints as told: this host is a name, and is never asked. */
const STAND_IN = 'sign-in.localhost'

/** Another origin than Microsoft's is described whole, so that MSAL discovers nothing; all code paths stay the same. */
function authorityOf({ authority, tenantId }: Pick<EntraSettings, 'authority' | 'tenantId'>) {
  const { origin, host } = new URL(authority)
  if (MICROSOFT.includes(host)) return { authority: `${origin}/${tenantId}` }
  const tenant = `${origin}/${tenantId}`
  return {
    authority: `https://${STAND_IN}/${tenantId}`,
    knownAuthorities: [STAND_IN],
    authorityMetadata: JSON.stringify({
      issuer: `${tenant}/v2.0`,
      authorization_endpoint: `${tenant}/oauth2/v2.0/authorize`,
      token_endpoint: `${tenant}/oauth2/v2.0/token`,
      jwks_uri: `${tenant}/discovery/v2.0/keys`,
      end_session_endpoint: `${tenant}/oauth2/v2.0/logout`
    })
  }
}
