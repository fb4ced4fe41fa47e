import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** What a person reads for each kind of failure; the log gets the cause, the page only its reference. */
const words: Record<number, { title: string; message: string }> = {
  400: {
    title: 'That could not be read',
    message: 'The address or the form is not complete. Open the page again and repeat.'
  },
  403: { title: 'This form is too old', message: 'Go back, reload the page and send the form again.' },
  408: { title: 'That took too long', message: 'The connection was too slow. Please try again.' },
  413: { title: 'That was too long', message: 'Please shorten the text and send the form again.' },
  414: { title: 'That could not be read', message: 'The address is too long.' },
  415: { title: 'That could not be read', message: 'Please use the form on the page.' },
  503: { title: 'Please try again in a moment', message: 'We are busy right now. Nothing was changed.' }
}

const fault = {
  title: 'Something went wrong here',
  message: 'It is our fault and it has been noted. Please try again in a few minutes.'
}

/** The one error handler and the one not-found page. Refusals are answers of their routes and never come here. */
export function errors(app: FastifyInstance, storeIsAway: (cause: unknown) => boolean = () => false) {
  app.setErrorHandler(async (error, request, reply) => {
    const failing = storeIsAway(error) ? new StoreAway(error as Error, request.method) : (error as Failing)
    return reply.send(await failurePage(failing, request, reply))
  })
  app.setNotFoundHandler(async (_request, reply) => reply.code(404).viewAsync('errors/not-found', {}))
}

type Failing = Error & { statusCode?: number; code?: string; said?: { title: string; message: string } }

/** Nothing was acknowledged. Whether a form arrived is not known: its answer may be all that was lost, and a repeat does no harm. */
class StoreAway extends Error {
  readonly statusCode = 503
  readonly said: NonNullable<Failing['said']>

  constructor(cause: Error, method: string) {
    super(`the store is away: ${cause.message}`, { cause })
    this.said =
      method === 'GET'
        ? {
            title: 'Please try again in a moment',
            message: 'Our records cannot be read right now. Nothing was changed.'
          }
        : {
            title: 'Please send it again in a moment',
            message:
              'Our records do not answer right now, and we cannot tell whether your form arrived. Go back and send the same form again: it is never taken twice.'
          }
  }
}

async function failurePage(error: Failing, request: FastifyRequest, reply: FastifyReply): Promise<string> {
  const status = error.statusCode && error.statusCode >= 400 && error.statusCode < 600 ? error.statusCode : 500
  if (status >= 500) request.log.error({ err: error }, 'request failed')
  else request.log.info({ code: error.code, reason: error.message }, 'request refused')
  if (status === 503) reply.header('retry-after', '5')
  const said = error.said ?? words[status] ?? (status < 500 ? words[400] : fault)
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .viewAsync('errors/failure', { ...said, reference: request.id })
}

/**
 * An address that the router cannot read reaches no route, no hook and no view: it is answered with a word, and nothing of
 * the address is repeated.
 */
export function unreadableAddress(error: Failing, request: FastifyRequest, reply: FastifyReply) {
  request.log.info({ code: error.code }, 'request refused')
  const status = error.statusCode ?? 400
  void reply
    .code(status)
    .headers({ 'content-security-policy': "default-src 'none'", 'x-content-type-options': 'nosniff' })
    .type('text/plain; charset=utf-8')
    .send((words[status] ?? fault).message)
}
