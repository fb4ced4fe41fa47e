// Which app is asking, and does it know its secret? A certificate (client_assertion) is believed by its claims;
// the sandbox has no list of certificates to check the signature with.
import { tenants } from '../directory.ts'
import type { Asked, Ground } from '../face.ts'
import { type Refusal, refusals } from './aadsts.ts'

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

export function identifyClient(
  { headers }: Asked,
  form: URLSearchParams,
  ground: Ground
): string | { refusal: Refusal } {
  const tenant = tenants[ground.world]
  const basic = readBasic(headers.authorization)
  const clientId = form.get('client_id') ?? basic?.id
  const secret = form.get('client_secret') ?? basic?.secret
  const assertion = form.get('client_assertion')

  if (!clientId) return { refusal: refusals.missing('client_id') }
  if (clientId !== tenant.clientId) return { refusal: refusals.noSuchApp(clientId, tenant.name) }
  if (assertion) {
    const good = form.get('client_assertion_type') === assertionType && isAbout(clientId, assertion, ground.now())
    return good ? clientId : { refusal: refusals.badAssertion }
  }
  if (!secret) return { refusal: refusals.noSecret }
  return secret === tenant.clientSecret ? clientId : { refusal: refusals.wrongSecret(clientId) }
}

// RFC 6749 2.3.1: both parts are form-encoded before they are joined.
function readBasic(authorization = ''): { id: string; secret: string } | undefined {
  const [scheme, credentials = ''] = authorization.split(' ')
  if (scheme?.toLowerCase() !== 'basic') return undefined
  const [, id = '', secret = ''] = /^([^:]*):(.*)$/s.exec(Buffer.from(credentials, 'base64').toString('utf8')) ?? []
  return { id: formDecoded(id), secret: formDecoded(secret) }
}

const formDecoded = (text: string) => new URLSearchParams(`text=${text.replaceAll('&', '%26')}`).get('text') ?? ''

function isAbout(clientId: string, assertion: string, now: number): boolean {
  try {
    const claims = JSON.parse(Buffer.from(assertion.split('.')[1] ?? '', 'base64url').toString('utf8'))
    return claims.iss === clientId && claims.sub === clientId && claims.exp * 1000 > now
  } catch {
    return false
  }
}
