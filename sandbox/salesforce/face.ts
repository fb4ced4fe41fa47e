// The Salesforce org of the sandbox: sign-in under /services/oauth2, identity under /id, the REST API under /services/data.
import type { Answered, Asked, Face, Ground } from '../face.ts'
import { type Answer, type Call, parseJson } from './call.ts'
import type { Inner } from './composite/composite.ts'
import { createKnobs, type Turned } from './knobs.ts'
import { openLimits } from './limits.ts'
import { openOrg, type Row } from './org.ts'
import { isRecordPath, recordPage } from './record-page.ts'
import { invalidSession, notFound, Refusal, retiredVersion } from './refusal.ts'
import { createRoutes, route } from './routes.ts'
import { createScripted } from './scripted.ts'
import { seed } from './seed.ts'
import { openCodes } from './sign-in/authorization-code.ts'
import { Denial } from './sign-in/denial.ts'
import { answerIdentity } from './sign-in/identity.ts'
import { openSessions } from './sign-in/sessions.ts'
import { answerRevoke, answerToken } from './sign-in/token.ts'
import { createLocators } from './soql/resources.ts'
import { isRetired, isSupported, listVersions } from './versions.ts'

export type SalesforceFace = Face & {
  /** Every object by its name, with all its rows, deleted ones included. */
  state(): Record<string, Row[]>
  /** Brings the org into a state that a rehearsal needs and no caller could bring about. */
  turn(given: Record<string, unknown>): Turned
}

const json = { 'content-type': 'application/json;charset=UTF-8' }

export function createSalesforceFace(ground: Ground): SalesforceFace {
  seed(ground)
  const org = openOrg(ground)
  const sessions = openSessions(ground, org)
  const codes = openCodes(ground, org)
  const limits = openLimits(ground, org)
  const scripted = createScripted()
  const ownKey = () => (ground.documents.salesforce['signing key'] as { publicKey: string }).publicKey
  const signIn = { org, sessions, codes, keys: () => [ownKey(), ...org.settings.keys] }

  const inner: Inner = (call, { method, url, body, headers }) => {
    const { pathname, searchParams } = new URL(url, 'http://inner')
    const given = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)])
    return refusable(() =>
      answerResource(pathname, {
        ...call,
        method: method.toUpperCase(),
        query: searchParams,
        headers: Object.fromEntries(given),
        json: () => body ?? {}
      })
    )
  }
  const routes = createRoutes({ limits, locators: createLocators(ground.next), inner })

  function answerResource(path: string, call: Omit<Call, 'version'>): Answer {
    const [, , , version = '', ...rest] = path.split('/')
    const number = version.replace(/^v/, '')
    if (isRetired(number)) throw retiredVersion()
    if (!/^v/.test(version) || !isSupported(number)) throw notFound()
    // An empty part is a trailing slash.
    return route(routes, { ...call, version: number }, rest.filter(Boolean).map(decoded))
  }

  function answerRest(asked: Asked): Answered {
    if (/^\/services\/data\/?$/.test(asked.path)) return { status: 200, body: listVersions() }
    const session = sessions.find(bearer(asked) ?? '')
    if (!session) return denied(invalidSession())
    const { user } = session
    const answer = refusable(() => {
      limits.count()
      return answerResource(asked.path, {
        org,
        user,
        method: asked.query.get('_HttpMethod')?.toUpperCase() ?? asked.method,
        origin: asked.origin,
        query: asked.query,
        headers: asked.headers,
        json: () => parseJson(asked.body)
      })
    })
    return { ...answer, actor: String(user.Username) }
  }

  function answerSignIn(asked: Asked): Answered {
    try {
      const last = asked.path.replace(/\/$/, '').split('/').at(-1)
      if (last === 'authorize') return codes.authorize(asked)
      if (last === 'token' && asked.method === 'POST') return answerToken(asked, signIn)
      if (last === 'revoke') return answerRevoke(asked, signIn)
      throw new Denial('invalid_request', 'no such endpoint')
    } catch (fault) {
      if (!(fault instanceof Denial)) throw fault
      return { status: 400, body: { error: fault.error, error_description: fault.message } }
    }
  }

  return {
    cloud: 'salesforce',
    owns: (path) => path.startsWith('/services/') || path.startsWith('/id/') || isRecordPath(path),
    answer(asked) {
      if (isRecordPath(asked.path)) return recordPage(org, asked.path)
      if (asked.path.startsWith('/services/oauth2/')) return withType(answerSignIn(asked))
      if (asked.path.startsWith('/id/')) {
        return withType(refusable(() => answerIdentity(asked, org, sessions, bearer(asked))))
      }
      const ofApi = asked.path.startsWith('/services/data')
      const answer = scripted.next() ?? (ofApi ? answerRest(asked) : denied(notFound()))
      const { headers, body, ...rest } = withType(answer)
      return { ...rest, headers: { ...headers, ...limits.header() }, body: asked.method === 'HEAD' ? undefined : body }
    },
    state: () => Object.fromEntries(org.objects().map((object) => [object, org.rows(object)])),
    turn: createKnobs({ org, sessions, limits, scripted })
  }
}

const bearer = ({ headers }: Asked) => /^(?:bearer|oauth) (.+)$/i.exec(headers.authorization ?? '')?.[1]?.trim()

function refusable<T extends Answer | Answered>(work: () => T): T | Answer {
  try {
    return work()
  } catch (fault) {
    if (fault instanceof Refusal) return denied(fault)
    throw fault
  }
}

/** A failed precondition has no body. */
const denied = ({ status, errors, headers }: Refusal): Answer =>
  status === 412 ? { status } : { status, headers, body: errors }

function withType(answer: Answered): Answered {
  if (answer.body === undefined || answer.headers?.['content-type']) return answer
  return { ...answer, headers: { ...json, ...answer.headers } }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    throw notFound()
  }
}
