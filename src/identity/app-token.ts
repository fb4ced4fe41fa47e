// learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
import type { ConfidentialClientApplication } from '@azure/msal-node'
import { type EntraSettings, newClient } from './entra.ts'

/** The application's own token for one of Microsoft's APIs. Both throw when Entra gives none. */
export type AppToken = {
  get(): Promise<string>
  /** `refused`: the token that did not work. Whoever comes later with the same one gets what was renewed meanwhile. */
  renew(refused: string): Promise<string>
}

const GRAPH = 'https://graph.microsoft.com'

/** Of the Exchange admin API. */
export const EXCHANGE = 'https://outlook.office365.com'

export function appToken(settings: EntraSettings, resource = GRAPH): AppToken {
  const scopes = [`${resource}/.default`]
  let client: Promise<ConfidentialClientApplication> | undefined
  let current = ''
  let underWay: Promise<string> | undefined

  return {
    get: () => underWay ?? acquire(false), // MSAL keeps it, and asks for the next one shortly before it ends
    async renew(refused) {
      if (underWay) await underWay.catch(() => undefined)
      return current !== '' && current !== refused ? current : (underWay ?? acquire(true))
    }
  }

  /** At most one question in flight. */
  function acquire(skipCache: boolean): Promise<string> {
    underWay = ask(skipCache).finally(() => {
      underWay = undefined
    })
    return underWay
  }

  async function ask(skipCache: boolean): Promise<string> {
    client ??= newClient(settings)
    const result = await (await client).acquireTokenByClientCredential({ scopes, skipCache })
    if (!result) throw new Error('Entra gave no token for the application')
    current = result.accessToken
    return current
  }
}
