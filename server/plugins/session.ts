import { createHash, randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Accounts } from '../../src/people/accounts.ts'
import type { Person } from '../../src/people/person.ts'
import { ACTIVE_FOR } from '../../src/people/recent-accounts.ts'
import type { Session, Sessions } from '../../src/people/sessions.ts'
import { type Clock, HOUR } from '../../src/time/instant.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The signed-in person; set in every route of a scope that called `signedInOnly`. */
    actor: Person
  }
}

/** A working day: whoever signed in in the morning is asked again the next morning. */
export const SESSION_LIVES = 10 * HOUR

type Settings = { sessions: Sessions; accounts: Accounts; clock: Clock; publicOrigin: string }

/** `__Host-` binds the cookie to this host; browsers accept that name over https only. */
export const cookieNamed = (name: string, publicOrigin: string) =>
  publicOrigin.startsWith('https:') ? `__Host-${name}` : name

export const cookieRules = (publicOrigin: string) => ({
  path: '/',
  httpOnly: true,
  sameSite: 'lax' as const,
  secure: publicOrigin.startsWith('https:'),
  signed: true
})

export const hashOf = (value: string) => createHash('sha256').update(value).digest('hex')

/** Everything registered in this scope asks for a session; a page that was asked for waits behind the sign-in. */
export function signedInOnly(app: FastifyInstance, settings: Settings) {
  app.decorateRequest('actor', null as unknown as Person)
  app.addHook('onRequest', async (request, reply) => {
    const session = await sessionOf(request, settings)
    const standing = session && (await standingOf(session, settings))
    if (session && standing === 'active') {
      request.actor = session.person
      return
    }
    if (session && standing === 'disabled') {
      // all of hers, in whatever browser: within a minute after an administrator has disabled the account
      await settings.sessions.endAllOf(session.person.id)
      request.log.info({ person: session.person.id }, 'account is disabled, sessions ended')
      reply.clearCookie(cookieNamed('session', settings.publicOrigin), { path: '/' })
    }
    if (standing === 'unknown') {
      const page = await reply.code(503).header('retry-after', '60').viewAsync('errors/failure', {
        title: 'Please try again in a moment',
        message:
          'Microsoft’s directory does not answer, so nobody can tell whether your account is active. Nothing was changed.',
        reference: request.id
      })
      return reply.type('text/html; charset=utf-8').send(page)
    }
    const returnTo = request.method === 'GET' ? request.url : '/console'
    return reply.redirect(`/sign-in?returnTo=${encodeURIComponent(returnTo)}`, 303)
  })
}

/** Who signed in a moment ago was active then. */
async function standingOf(
  { person, startedAt }: Session,
  { accounts, clock }: Settings
): Promise<'active' | 'disabled' | 'unknown'> {
  const account = await accounts.of(person)
  if (typeof account === 'string') return account
  return clock() - startedAt < ACTIVE_FOR ? 'active' : 'unknown'
}

/** A new session under a new, unguessable cookie: nothing that was there before signing in lives on. */
export async function startSession(
  reply: FastifyReply,
  { person, sealedToken, tokenEndsAt }: { person: Person; sealedToken: string; tokenEndsAt: number },
  { sessions, clock, publicOrigin }: Settings
) {
  const value = randomBytes(32).toString('base64url')
  const startedAt = clock()
  const endsAt = startedAt + SESSION_LIVES
  await sessions.start({ hash: hashOf(value), person, startedAt, endsAt, sealedToken, tokenEndsAt })
  reply.setCookie(cookieNamed('session', publicOrigin), value, {
    ...cookieRules(publicOrigin),
    maxAge: SESSION_LIVES / 1000
  })
}

export async function endSession(request: FastifyRequest, reply: FastifyReply, settings: Settings) {
  const session = await sessionOf(request, settings)
  if (session) await settings.sessions.end(session.hash)
  reply.clearCookie(cookieNamed('session', settings.publicOrigin), { path: '/' })
}

async function sessionOf(
  request: FastifyRequest,
  { sessions, clock, publicOrigin }: Settings
): Promise<Session | undefined> {
  const cookie = request.cookies[cookieNamed('session', publicOrigin)]
  const { valid, value } = cookie ? request.unsignCookie(cookie) : { valid: false, value: null }
  return valid && value ? sessions.find(hashOf(value), clock()) : undefined
}
