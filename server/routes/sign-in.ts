import type { FastifyInstance, FastifyRequest } from 'fastify'
import { cookieNamed, cookieRules, endSession, startSession } from '../plugins/session.ts'
import type { Services } from '../services.ts'

const TEN_MINUTES = 600

/** To Microsoft and back. It begins with a link (GET): a form that ends on another origin would be blocked by our policy. */
export async function signInRoutes(app: FastifyInstance, { services }: { services: Services }) {
  const { signIn, publicOrigin } = services
  const redirectUri = `${publicOrigin}/sign-in/callback`
  const remembered = cookieNamed('sign-in', publicOrigin)
  const returning = cookieNamed('return-to', publicOrigin)
  const open = { config: { access: 'public' as const } }

  app.get<{ Querystring: { returnTo?: unknown } }>('/sign-in', open, async (request, reply) => {
    const { url, remember } = await signIn.begin(redirectUri)
    const rules = { ...cookieRules(publicOrigin), maxAge: TEN_MINUTES }
    reply.setCookie(remembered, remember, rules)
    reply.setCookie(returning, samePath(request.query.returnTo), rules)
    return reply.redirect(url, 303)
  })

  app.get<{ Querystring: Record<string, unknown> }>('/sign-in/callback', open, async (request, reply) => {
    const remember = signedCookie(request, remembered)
    const returnTo = samePath(signedCookie(request, returning))
    reply.clearCookie(remembered, { path: '/' }).clearCookie(returning, { path: '/' })
    const answer = Object.fromEntries(
      Object.entries(request.query).filter((pair): pair is [string, string] => typeof pair[1] === 'string')
    )
    const finished = remember ? await signIn.finish(remember, answer, redirectUri) : { refused: 'try again' as const }
    if ('refused' in finished) {
      request.log.info({ reason: finished.refused, error: answer.error }, 'sign-in refused')
      return reply.code(403).viewAsync('errors/failure', { ...words[finished.refused], reference: request.id })
    }
    const { person, token, tokenEndsAt } = finished
    await startSession(reply, { person, sealedToken: signIn.seal(token), tokenEndsAt }, services)
    return reply.redirect(returnTo, 303)
  })

  app.post('/sign-out', open, async (request, reply) => {
    await endSession(request, reply, services)
    return reply.redirect('/', 303)
  })
}

const words = {
  different_org: {
    title: 'This account belongs to another organization',
    message: 'Sign in with your work account of this organization, or ask your administrator.'
  },
  'try again': {
    title: 'Sign-in was not completed',
    message: 'It took too long, was opened in another browser, or was cancelled. Open the console and sign in again.'
  }
}

function signedCookie(request: FastifyRequest, name: string): string | undefined {
  const cookie = request.cookies[name]
  const { valid, value } = cookie ? request.unsignCookie(cookie) : { valid: false, value: null }
  return valid && value !== null ? value : undefined
}

/** A path on this site, nothing else: what follows sign-in must not lead anywhere a stranger chose. */
export function samePath(wish: unknown): string {
  if (typeof wish !== 'string' || !/^\/(?![/\\])[\w\-./~?=&%:@+,;]{0,1500}$/.test(wish)) return '/console'
  const url = URL.parse(wish, 'http://here')
  return url?.origin === 'http://here' && !url.pathname.startsWith('//') ? url.pathname + url.search : '/console'
}
