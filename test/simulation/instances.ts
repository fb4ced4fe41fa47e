// The app as it is started in production, several times over one store: composition, pages, worker. It can die and be
// started again.
import { pino } from 'pino'
import { createApp } from '../../server/app.ts'
import { type Composed, compose } from '../../server/compose.ts'
import { readConfig } from '../../server/config.ts'
import { enrolConfigured } from '../../server/enrol.ts'
import { kill, newProcess, type SimulatedProcess, within } from './processes.ts'
import type { Timeline } from './timeline.ts'
import type { Trace } from './trace.ts'

export const ORIGIN = 'http://meet.invalid'

/** `cookies`: those that the answer sets, as a browser would send them back. */
export type Page = { status: number; location: string; type: string; body: string; cookies: string[] }
export type Asking = {
  method: 'GET' | 'POST'
  path: string
  form?: Record<string, string>
  cookie?: string
  /** What is sent by programs: a body of this type. */
  body?: string
  type?: string
}

export type Running = { process: SimulatedProcess; composed: Composed; ask(asking: Asking): Promise<Page> }

/** A place where one process of the app runs, or will again. */
export type Instance = {
  readonly name: string
  /** Undefined while it is down or still starting. */
  up: Running | undefined
  /** The one that is there, started or not. */
  process: SimulatedProcess | undefined
  start(): void
  /** kill -9; the supervisor starts it again a little later. */
  die(): void
  /** For good. */
  stop(): void
}

type Needs = {
  timeline: Timeline
  trace: Trace
  environment: Record<string, string>
  /** Does it share the store with another? */
  alone: boolean
  log(line: string): void
  /** How long a supervisor waits when a process has ended by itself. */
  restartAfter(): number
}

export function instance(name: string, needs: Needs): Instance {
  const { timeline, trace } = needs
  let starts = 0

  const self: Instance = {
    name,
    up: undefined,
    process: undefined,
    start() {
      starts++
      const process = newProcess(`${name}.${starts}`)
      self.process = process
      process.onDeath.add(() => {
        trace.note(`${process.name} is dead`)
        self.up = undefined
        const after = needs.restartAfter()
        timeline.at(timeline.now() + after, () => self.process === process && self.start())
      })
      trace.note(`${process.name} starts`)
      within(process, () => boot(process)).then(
        (up) => {
          if (process.dead) return
          self.up = up
          trace.note(`${process.name} is up`)
        },
        (cause) => {
          // a start that failed ends the process, and its supervisor tries again
          needs.log(`${process.name} could not start: ${cause}`)
          kill(process)
        }
      )
    },
    die() {
      if (self.process) kill(self.process)
    },
    stop() {
      const { process } = self
      self.process = undefined
      if (process) kill(process)
    }
  }
  return self

  async function boot(process: SimulatedProcess): Promise<Running> {
    const config = readConfig(needs.environment)
    const log = pino({ level: 'info', base: null }, { write: (line) => needs.log(`${process.name} ${line}`) })
    const composed = await compose(config, log, { alone: needs.alone })
    const app = await createApp({ services: composed.services, cookieKey: composed.keys.cookies, log })
    await app.ready()
    await enrolConfigured(config.organizers, composed.services)
    return { process, composed, ask }

    async function ask({ method, path, form, cookie, body: payload, type }: Asking): Promise<Page> {
      const sent = form
        ? {
            payload: new URLSearchParams(form).toString(),
            headers: { 'content-type': 'application/x-www-form-urlencoded', origin: ORIGIN }
          }
        : { ...(payload === undefined ? {} : { payload }), headers: type ? { 'content-type': type } : {} }
      const own = { ...sent.headers, ...(cookie ? { cookie } : {}) }
      const { statusCode, headers, body, cookies } = await app.inject({ method, url: path, ...sent, headers: own })
      return {
        status: statusCode,
        location: String(headers.location ?? ''),
        type: String(headers['content-type'] ?? ''),
        body,
        cookies: cookies.filter(({ value }) => value).map(({ name, value }) => `${name}=${encodeURIComponent(value)}`)
      }
    }
  }
}
