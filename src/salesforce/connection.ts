import type { Connection, HttpRequest } from 'jsforce/lib/core.js'
import { SECOND } from '../time/instant.ts'
import { type Actor, mint, type SalesforceSettings, type Session } from './mint.ts'
import { codeOf } from './salesforce-errors.ts'
import { NoAnswer, TIME_LIMIT } from './transport.ts'

/**
 * A session that is refused so soon after it was made is refused for another reason (an IP range, a policy): a new one
 * would not help, and Salesforce limits sign-ins by user and hour. Milliseconds.
 */
export const MINT_PAUSE = 5 * SECOND

/** A request relative to the version's root, such as /query?q=…; every part of it encoded. */
export type Ask = { method: HttpRequest['method']; path: string; body?: unknown }

export type Connections = {
  /** Throws what jsforce throws; see salesforce-errors.ts. `ask` is given the user's id, for texts that name her. */
  ask(actor: Actor, ask: (userId: string) => Ask): Promise<unknown>
}

/** One connection for each actor, kept until Salesforce refuses its session. Nobody acts through another's. */
export function connections(settings: SalesforceSettings): Connections {
  const { timeLimit = TIME_LIMIT, clock = Date.now } = settings
  const sessions = new Map<string, Promise<Session>>()

  return {
    async ask(actor, ask) {
      const session = await sessionOf(actor)
      try {
        return await send(session, ask(session.userId))
      } catch (cause) {
        if (!saysSessionIsOver(cause)) throw cause
        await forget(actor, session)
        if (clock() - session.mintedAt < MINT_PAUSE) throw cause
      }
      const renewed = await sessionOf(actor)
      return send(renewed, ask(renewed.userId))
    }
  }

  /** Everybody who comes while one is being made shares it; one that could not be made is made anew next time. */
  function sessionOf(actor: Actor): Promise<Session> {
    const name = nameOf(actor)
    const known = sessions.get(name)
    if (known) return known
    const making = inTime(mint(actor, settings, timeLimit, clock()), timeLimit)
    sessions.set(name, making)
    making.catch(() => sessions.get(name) === making && sessions.delete(name))
    return making
  }

  /** Of many who were refused together, the first forgets; the session that replaced it stays. */
  async function forget(actor: Actor, refused: Session) {
    const name = nameOf(actor)
    const known = sessions.get(name)
    if ((await known) === refused && sessions.get(name) === known) sessions.delete(name)
  }

  function send({ connection }: Session, ask: Ask) {
    return inTime(request(connection, ask), timeLimit)
  }
}

// A gateway may answer 401 without Salesforce's own code: a session that nobody forgets would be refused for ever.
const saysSessionIsOver = (cause: unknown) => ['INVALID_SESSION_ID', 'ERROR_HTTP_401'].includes(codeOf(cause))

const nameOf = (actor: Actor) => (actor === 'integration' ? 'integration' : `organizer ${actor.organizer}`)

function request(connection: Connection, { method, path, body }: Ask): Promise<unknown> {
  const headers = { 'content-type': 'application/json' }
  return connection.request(
    body === undefined ? { method, url: path } : { method, url: path, body: JSON.stringify(body), headers }
  )
}

/** The transport has its own limit; this one also holds for what jsforce does around it. */
async function inTime<T>(promise: Promise<T>, timeLimit: number): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => late.reject(new NoAnswer(`Salesforce gave no answer within ${timeLimit} ms`)),
    timeLimit + 500
  )
  try {
    return await Promise.race([promise, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
