// Microsoft Graph through its client library, with our own middleware and none of the library's: no repeats, no redirects,
// one time limit, one origin for the token. docs/decisions/0003-real-clients-wrapped.md
import type { Client, GraphRequest } from '@microsoft/microsoft-graph-client'
import { type Clock, SECOND } from '../time/instant.ts'
import { type Answered, answerOf, type Unanswered, unanswered } from './graph-answer.ts'
import { bearer, type Tokens } from './graph-bearer.ts'
import { GRAPH, isOfGraph, VERSION } from './graph-origin.ts'
import { sender } from './graph-sender.ts'
import { at, listAt } from './json.ts'
import { type Turnstile, turnstile } from './turnstile.ts'

/** For a whole call, in milliseconds: waiting for a turn, token, connection and body included. */
export const TIME_LIMIT = 10 * SECOND

/** No list that we read is longer: a server that always has one more page does not hold us for ever. */
const PAGES_AT_MOST = 50

export type GraphSettings = {
  /** https://graph.microsoft.com, or where the sandbox listens. */
  graphOrigin: string
  tokens: Tokens
  clock?: Clock
  /** Milliseconds. */
  timeLimit?: number
  /** At most four calls at once to each mailbox; absent: counted in this process. */
  turns?: Turnstile
}

export type Ask = {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** From `path` in graph-path.ts: every part is encoded. Or a link to a next page. */
  path: string
  query?: Record<string, string>
  body?: unknown
  /** What `body` is when it is a text and no JSON. */
  contentType?: 'text/plain'
  /** The etag of what is to be changed: nothing newer is. */
  ifMatch?: string
  /** Object id of the mailbox that is asked; none for the directory. At most four calls at once to each. */
  mailbox?: string
  /** How many entries a page should have, where Exchange lets us say so. */
  pageSize?: number
  /** Milliseconds, where an answer needs more than usual. */
  timeLimit?: number
}

export type Graph = {
  /** Never throws for an outside failure. */
  ask(ask: Ask): Promise<Answered | Unanswered>
  /** Every entry of every page; or the first answer that was no page. */
  all(ask: Ask): Promise<{ entries: unknown[] } | Answered | Unanswered>
  /** The same Graph with a person's own token, which is not renewed. */
  as(token: string): Graph
  clock: Clock
}

export function createGraph(settings: GraphSettings): Graph {
  const { graphOrigin, tokens, clock = Date.now, timeLimit = TIME_LIMIT, turns = turnstile() } = settings
  return graphFor(tokens)

  function graphFor(tokens: Tokens): Graph {
    let client: Promise<Client> | undefined
    const clientOnce = () => {
      client ??= createClient(tokens, graphOrigin)
      return client
    }
    return { ask, all: (first) => allPages(first, ask), as: (token) => graphFor({ get: async () => token }), clock }

    async function ask({
      method,
      path,
      query = {},
      body,
      contentType,
      ifMatch,
      mailbox,
      pageSize,
      timeLimit: own
    }: Ask): Promise<Answered | Unanswered> {
      const client = await clientOnce() // loading the library is not Exchange's time
      const limit = own ?? timeLimit
      const signal = AbortSignal.timeout(limit)
      const sendBefore = performance.now() + limit
      const leave = mailbox ? await turns.enter(mailbox, signal) : () => {}
      if (!leave) return { failed: 'not sent', message: 'no turn in time: too many calls to one mailbox' }
      try {
        const request = client.api(path + searchOf(query))
        // Ids that survive a move to another folder, which a cancellation is: the header is wanted on every request.
        const paging = pageSize === undefined ? '' : `, odata.maxpagesize=${pageSize}`
        request
          .header('Prefer', `IdType="ImmutableId"${paging}`)
          .option('signal', signal)
          .option('sendBefore', sendBefore)
        if (ifMatch) request.header('If-Match', ifMatch)
        if (contentType) request.header('Content-Type', contentType)
        return await answerOf(await send(request, method, body), clock)
      } catch (cause) {
        return unanswered(cause)
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
    middleware: [bearer(tokens), sender(graphOrigin)]
  })
}

let loading: Promise<typeof import('@microsoft/microsoft-graph-client')> | undefined
function library() {
  loading ??= import('@microsoft/microsoft-graph-client')
  return loading
}

function searchOf(query: Record<string, string>): string {
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return pairs.length > 0 ? `?${pairs.join('&')}` : ''
}

/** The raw response: the library would leave an HTML page unread, and cannot say what a 202 without a type is. */
async function send(request: GraphRequest, method: Ask['method'], body: unknown = {}): Promise<Response> {
  const { ResponseType } = await library()
  request.responseType(ResponseType.RAW)
  switch (method) {
    case 'GET':
      return request.get()
    case 'POST':
      return request.post(body)
    case 'PATCH':
      return request.patch(body)
    case 'DELETE':
      return request.delete()
  }
}

async function allPages(first: Ask, ask: Graph['ask']): Promise<{ entries: unknown[] } | Answered | Unanswered> {
  const entries: unknown[] = []
  let next: Ask = first
  for (let page = 1; page <= PAGES_AT_MOST; page++) {
    const answer = await ask(next)
    if ('failed' in answer || answer.status !== 200) return answer
    const values = listAt(answer.body, 'value')
    if (!values) return { failed: 'no answer', message: 'a list without its value' }
    entries.push(...values)

    const link = at(answer.body, '@odata.nextLink') ?? undefined
    if (link === undefined) return { entries }
    if (typeof link !== 'string' || !isOfGraph(link)) {
      return { failed: 'not sent', message: 'refused a next page at another origin' }
    }
    next = { ...first, path: link, query: {} }
  }
  return { failed: 'no answer', message: `more than ${PAGES_AT_MOST} pages` }
}
