// How an actor gets a session. developer.salesforce.com …/remoteaccess_oauth_jwt_flow.htm, …_client_credentials_flow.htm
import { createSign } from 'node:crypto'
import type { Connection } from 'jsforce/lib/core.js'
import { type Clock, type Instant, SECOND } from '../time/instant.ts'
import { audienceFor } from './audience.ts'
import { USER_ID } from './ids.ts'
import { carryBy, transport } from './transport.ts'

export type SalesforceSettings = {
  /** https://login.salesforce.com, https://test.salesforce.com, a My Domain, or where the sandbox listens. */
  loginUrl: string
  /** Whom an assertion is for, where that does not follow from the address. */
  audience?: string | undefined
  /** Consumer key and secret of the External Client App. */
  clientId: string
  clientSecret: string
  /** PEM; signs that an organizer is to be acted for. */
  privateKey: string
  /** API name of the text field on Activity that is External ID and Unique. */
  keyField: string
  /** Milliseconds for one request. */
  timeLimit?: number
  clock?: Clock
}

/** A person by her Salesforce username, or the app's own Run As user, who only looks things up. */
export type Actor = { username: string } | 'integration'

export type Session = { connection: Connection; userId: string; mintedAt: Instant }

/** Current at Summer '26. jsforce would ask for 50.0. */
const VERSION = '67.0'

/** Seconds; Salesforce takes assertions that end within three minutes. */
const ASSERTION_FOR = 120

const load = () => import('jsforce/lib/core.js') // without the bulk, metadata and streaming parts
let loading: ReturnType<typeof load> | undefined

/** Takes fifty milliseconds and more in which nothing else is attended to: better at the start than while people book. */
export function library() {
  loading ??= load()
  return loading
}

/**
 * A new session. Throws what the token endpoint said. The connection knows no client id, so jsforce tries no renewal of
 * its own, which would go on for ever as long as the answer is 401.
 */
export async function mint(
  actor: Actor,
  settings: SalesforceSettings,
  timeLimit: number,
  now: Instant,
  heard?: (headers: Headers) => void
): Promise<Session> {
  const { Connection } = await library()
  const { loginUrl } = settings
  const connection = new Connection({ loginUrl, version: VERSION, callOptions: { client: 'OnBehalf' } })
  carryBy(connection, transport(timeLimit, heard))
  const { id } = await connection.authorize(grantFor(actor, settings, now))
  if (!USER_ID.test(id)) throw new Error('Salesforce answered a session without a user')
  refuseStrangeInstance(connection.instanceUrl, loginUrl)
  return { connection, userId: id, mintedAt: now }
}

function grantFor(
  actor: Actor,
  settings: SalesforceSettings,
  now: Instant
): Record<string, string> & { grant_type: string } {
  if (actor === 'integration') {
    const { clientId, clientSecret } = settings
    return { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }
  }
  return {
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    assertion: assertionFor(actor.username, settings, now)
  }
}

/** `sub` is a username and never an e-mail address; `exp` counts seconds. */
function assertionFor(
  username: string,
  { loginUrl, audience, clientId, privateKey }: SalesforceSettings,
  now: Instant
): string {
  const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const claims = {
    iss: clientId,
    sub: username,
    aud: audience ?? audienceFor(loginUrl),
    exp: Math.floor(now / SECOND) + ASSERTION_FOR
  }
  const body = `${encoded({ alg: 'RS256' })}.${encoded(claims)}`
  return `${body}.${createSign('RSA-SHA256').update(body).sign(privateKey, 'base64url')}`
}

/** The session travels to wherever the answer says the organization lives: never in clear, except to a local sandbox. */
function refuseStrangeInstance(instanceUrl: string, loginUrl: string) {
  const instance = new URL(instanceUrl)
  if (instance.protocol === 'https:' || instance.origin === new URL(loginUrl).origin) return
  throw new Error('Salesforce named an instance that is not reached by https')
}
