// The way from a process to the clouds: packets take their time, get lost, come twice or too late. The clouds are the cores
// of the sandbox, asked without a socket.
import type { Answered, Cloud, Face } from '../../sandbox/face.ts'
import { htmlPage, refuse } from '../../sandbox/refusals.ts'
import type { Lots } from './lots.ts'
import { kill, running, type SimulatedProcess } from './processes.ts'
import type { Timeline } from './timeline.ts'
import type { Trace } from './trace.ts'

export const CLOUDS = 'http://clouds.invalid:8080'

/** What becomes of one request. Milliseconds. */
export type RequestFate =
  | { kind: 'fine' }
  /** Nobody listens: surely not sent. */
  | { kind: 'refused' }
  /** The connection breaks, or nothing comes back; the request had its effect or not. */
  | { kind: 'reset' | 'silence'; effect: boolean }
  /** It takes effect, and the answer takes this much longer. */
  | { kind: 'slow'; by: number }
  /** It arrives so much later that nobody waits for its answer any more. */
  | { kind: 'late'; by: number }
  /** Somebody in between sends it a second time. */
  | { kind: 'twice'; again: number }
  /** `body`: other words than the cloud's usual ones for this status. */
  | { kind: 'status'; status: number; effect: boolean; page?: boolean; retryAfter?: string; body?: unknown }
  /** The asking process stands still before it can read the answer. */
  | { kind: 'freeze'; until: number }
  /** The asking process dies at this very call. */
  | { kind: 'death'; effect: boolean }

export type Request = { cloud: Cloud; method: string; path: string; body: string; by: SimulatedProcess }

/** What reached a cloud, and what it answered. `path` with its search. */
export type Arrived = { at: number; cloud: Cloud; method: string; path: string; body: string; status: number }

/** What was asked, whether it arrived or not. */
export type Asked = Omit<Arrived, 'status'>

export type Network = { fetch(url: string, init: RequestInit): Promise<Response>; arrived: Arrived[]; asked: Asked[] }

type Needs = {
  timeline: Timeline
  lots: Lots
  faces(): readonly Face[]
  /** Called after the clouds have changed. */
  save(): void
  fateOf(request: Request): RequestFate
  trace: Trace
}

export function network({ timeline, lots, faces, save, fateOf, trace }: Needs): Network {
  const latency = () => lots.between(5, 120)
  const arrived: Arrived[] = []
  const asked: Asked[] = []

  return {
    arrived,
    asked,
    fetch(url, init) {
      const by = running()
      if (!by) throw new Error('only processes ask the clouds')
      const { pathname, search } = splitUrl(url)
      const face = faces().find((each) => each.owns(pathname))
      if (!face) throw new Error(`no cloud answers ${url}`)
      const method = (init.method ?? 'GET').toUpperCase()
      const fate = fateOf({ cloud: face.cloud, method, path: pathname + search, body: bodyOf(init.body), by })
      trace.note(`${by.name} asks ${face.cloud} ${method} ${pathname} ${fate.kind}`)
      asked.push({ at: timeline.now(), cloud: face.cloud, method, path: pathname + search, body: bodyOf(init.body) })
      const { signal } = init

      return new Promise<Response>((resolve, reject) => {
        const fail = (code: string) =>
          reject(new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) }))
        const giveUp = () => reject(signal?.reason)
        if (signal?.aborted) return giveUp()
        signal?.addEventListener('abort', giveUp, { once: true })

        const answerWith = (answered: Answered, after = latency()) =>
          timeline.at(timeline.now() + after, () => resolve(responseOf(answered)), by)
        const after = (milliseconds: number, what: () => void) => timeline.at(timeline.now() + milliseconds, what)
        const arrive = async () => {
          const at = timeline.now()
          const body = bodyOf(init.body)
          const answered = await face.answer({
            method,
            path: pathname,
            query: new URLSearchParams(search),
            headers: plainHeaders(init.headers),
            body,
            origin: CLOUDS
          })
          arrived.push({ at, cloud: face.cloud, method, path: pathname + search, body, status: answered.status })
          save()
          trace.note(`${face.cloud} answers ${method} ${pathname} ${answered.status}`)
          return answered
        }

        switch (fate.kind) {
          case 'refused':
            timeline.at(timeline.now() + latency(), () => fail('ECONNREFUSED'), by)
            return
          case 'death':
            if (fate.effect) after(latency(), arrive)
            timeline.at(timeline.now() + lots.between(0, 200), () => kill(by))
            return
          case 'freeze':
            after(latency(), async () => {
              const answered = await arrive()
              by.frozenUntil = Math.max(by.frozenUntil, timeline.now() + fate.until)
              answerWith(answered, 0)
            })
            return
          case 'silence':
            if (fate.effect) after(latency(), arrive)
            return
          case 'reset':
            after(latency(), async () => {
              if (fate.effect) await arrive()
              timeline.at(timeline.now() + latency(), () => fail('ECONNRESET'), by)
            })
            return
          case 'late':
            after(fate.by, arrive)
            return
          case 'slow':
            after(latency(), async () => answerWith(await arrive(), fate.by))
            return
          case 'twice':
            after(latency(), async () => answerWith(await arrive()))
            after(fate.again, arrive)
            return
          case 'status':
            after(latency(), async () => {
              if (fate.effect) await arrive()
              const said = fate.page ? htmlPage(fate.status) : refuse(face.cloud, fate.status, timeline.now())
              const headers = { ...said.headers, ...(fate.retryAfter ? { 'retry-after': fate.retryAfter } : {}) }
              answerWith({ ...said, headers, ...(fate.body === undefined ? {} : { body: fate.body }) })
            })
            return
          case 'fine':
            after(latency(), async () => answerWith(await arrive()))
        }
      })
    }
  }
}

function splitUrl(url: string) {
  if (!url.startsWith(`${CLOUDS}/`)) throw new Error(`a request that leaves the simulation: ${url}`)
  const [pathname = '/', ...search] = url.slice(CLOUDS.length).split('?')
  return { pathname, search: search.length > 0 ? `?${search.join('?')}` : '' }
}

const plainHeaders = (headers: RequestInit['headers']) => Object.fromEntries(new Headers(headers ?? {}))

function bodyOf(body: RequestInit['body']): string {
  if (body === undefined || body === null) return ''
  if (typeof body === 'string') return body
  if (body instanceof URLSearchParams) return body.toString()
  if (body instanceof Uint8Array) return Buffer.from(body).toString('utf8')
  throw new Error('a body that the simulation cannot read')
}

function responseOf({ status, headers = {}, body }: Answered): Response {
  if (body === undefined) return new Response(null, { status, headers })
  if (typeof body === 'string') return new Response(body, { status, headers })
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers }
  })
}
