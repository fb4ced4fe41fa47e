import type { Connection, HttpRequest } from 'jsforce/lib/core.js'
import { SECOND } from '../time/instant.ts'
import { allowance } from './allowance.ts'
import { type Actor, mint, type SalesforceSettings, type Session } from './mint.ts'
import { codeOf, saysLimit, saysNotConnected } from './salesforce-errors.ts'
import { NoAnswer, TIME_LIMIT } from './transport.ts'

/**
 * A session that is refused so soon after it was made is refused for another reason (an IP range, a policy): a new one
 * would not help, and Salesforce limits sign-ins by user and hour. Milliseconds.
 */
export const MINT_PAUSE = 5 * SECOND

/**
 * Who was not let in is not asked for again so soon: a hundred activities that wait for one organizer's connection are one
 * sign-in, not a hundred. Milliseconds.
 */
export const REFUSED_PAUSE = 10 * SECOND

/** A request relative to the version's root, such as /query?q=…; every part of it encoded. */
export type Ask = { method: HttpRequest['method']; path: string; body?: unknown }

export type Connections = {
  /** The user's id, where we may act as her. Throws like `ask`. */
  userId(actor: Actor): Promise<string>
  /** As `userId`, but asked afresh: what was let in or refused before counts for some seconds only. */
  renewed(actor: Actor): Promise<string>
  /** Where the organization lives, as it said itself when it last let us in. Throws like `ask`, before it has. */
  origin(): Promise<string>
  /** Throws what jsforce throws; see salesforce-errors.ts. `spare`: can wait when requests are scarce. */
  ask(actor: Actor, ask: Ask, how?: { spare?: boolean }): Promise<unknown>
}

/** One connection for each actor, kept until Salesforce refuses its session. Nobody acts through another's. */
export function connections(settings: SalesforceSettings): Connections {
  const { timeLimit = TIME_LIMIT, clock = Date.now } = settings
  const sessions = new Map<string, Promise<Session>>()
  const refusals = new Map<string, { cause: unknown; until: number }>()
  const requests = allowance(clock)
  let lives: string | undefined

  return {
    userId: async (actor) => (await sessionOf(actor)).userId,

    async renewed(actor) {
      const name = nameOf(actor)
      const known = sessions.get(name)
      const session = await known?.catch(() => undefined)
      if (session && clock() - session.mintedAt >= MINT_PAUSE && sessions.get(name) === known) sessions.delete(name)
      const refused = refusals.get(name)
      if (refused && refused.until - REFUSED_PAUSE + MINT_PAUSE <= clock()) refusals.delete(name)
      try {
        return (await sessionOf(actor)).userId
      } catch (cause) {
        // Salesforce did not say no: who has a session goes on with it.
        if (session && known && !saysNotConnected(cause) && !sessions.has(name)) sessions.set(name, known)
        throw cause
      }
    },

    async origin() {
      if (!lives) await sessionOf('integration')
      if (!lives) throw new Error('Salesforce did not say where the organization lives')
      return lives
    },

    async ask(actor, ask, { spare = false } = {}) {
      requests.mayAsk(spare)
      const session = await sessionOf(actor)
      try {
        return await send(session, ask)
      } catch (cause) {
        if (saysLimit(cause)) throw requests.refused()
        if (!saysSessionIsOver(cause)) throw cause
        await forget(actor, session)
        if (clock() - session.mintedAt < MINT_PAUSE) throw cause
      }
      return send(await sessionOf(actor), ask)
    }
  }

  /** Everybody who comes while one is being made shares it; one that could not be made is made anew next time. */
  function sessionOf(actor: Actor): Promise<Session> {
    const name = nameOf(actor)
    const known = sessions.get(name)
    if (known) return known
    const refused = refusals.get(name)
    if (refused && refused.until > clock()) return Promise.reject(refused.cause)
    const heard = (headers: Headers) => requests.heard(headers.get('sforce-limit-info') ?? undefined)
    const making = inTime(mint(actor, settings, timeLimit, clock(), heard), timeLimit)
    sessions.set(name, making)
    refusals.delete(name)
    making.then(
      ({ connection }) => {
        lives = new URL(connection.instanceUrl).origin
      },
      () => {}
    )
    making.catch((cause) => {
      if (sessions.get(name) === making) sessions.delete(name)
      if (saysNotConnected(cause)) refusals.set(name, { cause, until: clock() + REFUSED_PAUSE })
    })
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

const nameOf = (actor: Actor) => (actor === 'integration' ? 'integration' : `user ${actor.username}`)

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
