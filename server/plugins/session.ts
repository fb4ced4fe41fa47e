import { createHash, randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Person } from '../../src/people/person.ts'
import type { Sessions } from '../../src/people/sessions.ts'
import { type Clock, HOUR } from '../../src/time/instant.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The signed-in person; set in every route of a scope that called `signedInOnly`. */
    actor: Person
  }
}

/** A working day: whoever signed in in the morning is asked again the next morning. */
export const SESSION_LIVES = 10 * HOUR

type Settings = { sessions: Sessions; clock: Clock; publicOrigin: string }

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
    if (session) {
      request.actor = session.person
      return
    }
    const returnTo = request.method === 'GET' ? request.url : '/console'
    return reply.redirect(`/sign-in?returnTo=${encodeURIComponent(returnTo)}`, 303)
  })
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

async function sessionOf(request: FastifyRequest, { sessions, clock, publicOrigin }: Settings) {
  const cookie = request.cookies[cookieNamed('session', publicOrigin)]
  const { valid, value } = cookie ? request.unsignCookie(cookie) : { valid: false, value: null }
  return valid && value ? sessions.find(hashOf(value), clock()) : undefined
}
