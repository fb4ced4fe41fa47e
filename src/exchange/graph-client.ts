// Microsoft Graph through its client library, with our own middleware and nothing of its own: no repeats, no redirects, one
// time limit, one origin for the token. docs/decisions/0003-real-clients-wrapped.md
import type { Client, Context, GraphRequest, Middleware } from '@microsoft/microsoft-graph-client'
import { type Clock, SECOND } from '../time/instant.ts'
import { at, listAt, textAt } from './json.ts'
import { turnstile } from './turnstile.ts'

/** The logical base: paths, links and contexts name it everywhere; only the last step knows where it really is. */
export const GRAPH = 'https://graph.microsoft.com'
const VERSION = 'v1.0'

/** Longest wait for a whole call, waiting for a turn, token, connection and body included; milliseconds. */
export const TIME_LIMIT = 10 * SECOND

/** No list that we read is longer; a server that always has one more page does not hold us for ever. */
const PAGES_AT_MOST = 50

/** Where bearers come from. `renew` is given the token that was refused, so that many refusals make one renewal. */
export type Tokens = { get(): Promise<string>; renew?(refused: string): Promise<string> }

export type GraphSettings = {
  /** https://graph.microsoft.com, or where the sandbox listens. */
  graphOrigin: string
  tokens: Tokens
  clock?: Clock
  /** Milliseconds. */
  timeLimit?: number
}

export type Ask = {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** From `path` in graph-path.ts: every part already encoded. Or a nextLink. */
  path: string
  query?: Record<string, string>
  body?: unknown
  /** Object id of the mailbox that is asked; at most four calls at once for each. */
  mailbox?: string
}

/** `code`: Graph's own, '' when the body is not its error. `after`: milliseconds that it asks us to wait. */
export type Answered = { status: number; body: unknown; code: string; message: string; after?: number }

/** `not sent`: surely nothing arrived. `no answer`: it may have taken effect. */
export type Unanswered = { failed: 'not sent' | 'no answer'; message: string }

export type Graph = {
  ask(ask: Ask): Promise<Answered | Unanswered>
  /** Every entry of every page; or the first answer that was not a page. */
  all(ask: Ask): Promise<{ entries: unknown[] } | Answered | Unanswered>
  /** The same Graph with a person's own token, which is not renewed. */
  as(token: string): Graph
  clock: Clock
}

export function createGraph({ graphOrigin, tokens, clock = Date.now, timeLimit = TIME_LIMIT }: GraphSettings): Graph {
  const gate = turnstile()
  return graphWith(tokens)

  function graphWith(source: Tokens): Graph {
    let client: Promise<Client> | undefined
    const clientOnce = () => {
      client ??= createClient(source, graphOrigin)
      return client
    }
    const graph: Graph = {
      ask,
      all: (first) => allPages(first, ask),
      as: (token) => graphWith({ get: async () => token }),
      clock
    }
    return graph

    async function ask({ method, path, query = {}, body, mailbox }: Ask): Promise<Answered | Unanswered> {
      const signal = AbortSignal.timeout(timeLimit)
      const leave = await gate.enter(mailbox ?? '', signal).catch(() => undefined)
      if (!leave) return { failed: 'not sent', message: `no turn within ${timeLimit} ms` }
      try {
        const search = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
        const request = (await clientOnce()).api(search.length ? `${path}?${search.join('&')}` : path)
        // Ids that survive a move to another folder, which a cancellation is: the header is wanted on every request.
        request.header('Prefer', 'IdType="ImmutableId"').option('signal', signal)
        return await answerOf(await send(request, method, body), clock)
      } catch (cause) {
        return unanswered(cause, timeLimit)
      } finally {
        leave()
      }
    }
  }
}

async function createClient(tokens: Tokens, graphOrigin: string): Promise<Client> {
  const { Client } = await library()
  return Client.initWithMiddleware({
    baseUrl: GRAPH,
    defaultVersion: VERSION,
    middleware: [bearer(tokens), sender(new URL(graphOrigin).origin)]
  })
}

let loading: Promise<typeof import('@microsoft/microsoft-graph-client')> | undefined
function library() {
  loading ??= import('@microsoft/microsoft-graph-client')
  return loading
}

async function send(request: GraphRequest, method: Ask['method'], body: unknown): Promise<Response> {
  const { ResponseType } = await library()
  request.responseType(ResponseType.RAW)
  switch (method) {
    case 'GET':
      return request.get()
    case 'POST':
      return request.post(body ?? {})
    case 'PATCH':
      return request.patch(body ?? {})
    case 'DELETE':
      return request.delete()
  }
}

/** Puts the token on requests for Graph and on no others; after one 401 tries once more with a renewed token. */
function bearer(tokens: Tokens): Middleware {
  let next: Middleware | undefined
  return {
    setNext: (following) => {
      next = following
    },
    async execute(context) {
      refuseOtherOrigins(String(context.request))
      const token = await surely(tokens.get(), context)
      await withToken(token)
      if (context.response?.status === 401 && tokens.renew) await withToken(await surely(tokens.renew(token), context))

      async function withToken(bearer: string) {
        const headers = new Headers(context.options?.headers as HeadersInit)
        headers.set('authorization', `Bearer ${bearer}`)
        context.options = { ...context.options, headers: Object.fromEntries(headers) }
        await next?.execute(context)
      }
    }
  }
}

/** The last step: to where Graph really is, within the time limit, the body included. Follows no redirect. */
function sender(origin: string): Middleware {
  return {
    async execute(context: Context) {
      const url = String(context.request)
      refuseOtherOrigins(url)
      const { signal, ...options } = context.options as RequestInit
      const response = await fetch(origin + url.slice(GRAPH.length), {
        ...options,
        ...(signal ? { signal } : {}),
        redirect: 'manual'
      })
      const text = await response.text()
      const { status, headers } = response
      context.response = new Response(text === '' ? null : text, { status, headers })
    }
  }
}

function refuseOtherOrigins(url: string) {
  if (new URL(url).origin !== GRAPH || !url.startsWith(`${GRAPH}/${VERSION}/`)) {
    throw named('NotSent', `refused to ask another origin: ${new URL(url).origin}`)
  }
}

/** A token that cannot be had means that nothing was sent; the wait for it is part of the time limit. */
async function surely(token: Promise<string>, { options }: Context): Promise<string> {
  const signal = options?.signal as AbortSignal
  const ended = Promise.withResolvers<never>()
  const end = () => ended.reject(signal.reason)
  signal.addEventListener('abort', end)
  try {
    return await Promise.race([token, ended.promise])
  } catch (cause) {
    throw named('NotSent', `no token: ${cause instanceof Error ? cause.message : String(cause)}`)
  } finally {
    signal.removeEventListener('abort', end)
  }
}

/** The library keeps only an error's name (as `code`) and message. */
const named = (name: string, message: string) => Object.assign(new Error(message), { name })

async function answerOf(response: Response, clock: Clock): Promise<Answered> {
  const text = await response.text()
  const body = parsed(text)
  const after = waitOf(response.headers.get('retry-after'), clock)
  return {
    status: response.status,
    body,
    code: textAt(body, 'error', 'code'),
    message: textAt(body, 'error', 'message').slice(0, 300),
    ...(after === undefined ? {} : { after })
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Retry-After: seconds, also decimal ("2.128"), or a date. */
function waitOf(header: string | null, clock: Clock): number | undefined {
  if (!header) return undefined
  const seconds = Number(header)
  const wait = Number.isNaN(seconds) ? Date.parse(header) - clock() : seconds * SECOND
  return Number.isNaN(wait) ? undefined : Math.max(0, Math.ceil(wait))
}

// Codes of Node's network layer for which no byte of the request has left.
const NEVER_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT'
])

function unanswered(cause: unknown, timeLimit: number): Unanswered {
  const { code, message } = cause as { code?: unknown; message?: unknown }
  if (code === 'NotSent') return { failed: 'not sent', message: String(message) }
  if (code === 'TimeoutError') return { failed: 'no answer', message: `no answer within ${timeLimit} ms` }
  const network = String(at(cause, 'networkCode') ?? '')
  return NEVER_CONNECTED.has(network)
    ? { failed: 'not sent', message: `no connection: ${network}` }
    : { failed: 'no answer', message: `connection lost: ${network || String(message)}` }
}

async function allPages(first: Ask, ask: Graph['ask']): Promise<{ entries: unknown[] } | Answered | Unanswered> {
  const entries: unknown[] = []
  let next: Ask = first
  for (let page = 1; page <= PAGES_AT_MOST; page++) {
    const answer = await ask(next)
    if ('failed' in answer || answer.status !== 200) return answer
    const values = listAt(answer.body, 'value')
    if (!values) return { failed: 'no answer', message: 'a list without a value' }
    entries.push(...values)

    const link = at(answer.body, '@odata.nextLink')
    if (link === undefined || link === null) return { entries }
    if (typeof link !== 'string' || !link.startsWith(`${GRAPH}/${VERSION}/`)) {
      return { failed: 'not sent', message: 'refused a next page at another origin' }
    }
    const { body: _, query: __, ...same } = first
    next = { ...same, path: link }
  }
  return { failed: 'no answer', message: `more than ${PAGES_AT_MOST} pages` }
}
