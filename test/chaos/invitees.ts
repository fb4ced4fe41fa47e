// People who book, and write down what they were told. Each request is a connection of its own.
import { type IncomingHttpHeaders, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

export type Told = 'booked' | 'refused' | 'no answer'

/** What one person wanted and was told. `attempts`: how often the same form was sent; `statuses`: what came back, 0 for nothing. */
export type History = {
  email: string
  slot: string
  told: Told
  key: string | null
  /** The page behind her key said so. */
  readConfirmed: boolean
  statuses: number[]
  ms: number
}

type Answer = { status: number; headers: IncomingHttpHeaders; body: string }

export function ask(url: string, form?: Record<string, string>, within = 25_000): Promise<Answer> {
  const body = form && new URLSearchParams(form).toString()
  return new Promise((resolve, reject) => {
    const asked = request(
      url,
      {
        method: body === undefined ? 'GET' : 'POST',
        agent: false,
        headers:
          body === undefined
            ? {}
            : { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) }
      },
      (answer) => {
        let text = ''
        answer.setEncoding('utf8')
        answer.on('data', (chunk) => {
          text += chunk
        })
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text }))
        answer.on('error', reject)
        answer.on('aborted', () => reject(new Error('cut off')))
      }
    )
    asked.setTimeout(within, () => asked.destroy(new Error('no answer in time')))
    asked.on('error', reject)
    asked.end(body)
  })
}

export type Form = { id: string; zone: string; slots: string[] }

/** Opens a link as often as it takes. */
export async function open(link: string, from: string): Promise<Form> {
  for (let attempt = 1; ; attempt++) {
    const page = await ask(`${link}?from=${from}`).catch(() => undefined)
    if (page?.status === 200) {
      const one = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(page.body)?.[1] ?? ''
      const slots = [...page.body.matchAll(/name="slot"[^>]* value="([^"]+)"/g)].map(([, slot = '']) => slot)
      return { id: one('id'), zone: one('zone'), slots }
    }
    if (attempt === 240) throw new Error(`${link} could not be opened: ${page?.status}`)
    await sleep(250)
  }
}

/** Sends one form, and again when nothing came back or the server said "later": as a patient person does with the same page. */
export async function book(
  link: string,
  form: { id: string; zone: string },
  wish: { email: string; slot: string },
  patience: number
): Promise<History> {
  const began = performance.now()
  const statuses: number[] = []
  const fields = {
    ...form,
    slot: wish.slot,
    name: `Chaos ${wish.email.split('@')[0]}`,
    email: wish.email,
    note: '',
    from: ''
  }
  let told: Told = 'no answer'
  let key: string | null = null
  for (let attempt = 0; attempt <= patience; attempt++) {
    if (attempt > 0) await sleep(200 * attempt)
    const answer = await ask(`${link}/bookings`, fields).catch(() => undefined)
    statuses.push(answer?.status ?? 0)
    if (answer?.status === 303) {
      told = 'booked'
      key = /\/booked\/([\w-]+)/.exec(answer.headers.location ?? '')?.[1] ?? null
      break
    }
    // 500: she does not know whether anything was booked, and neither do we
    told =
      answer && answer.status !== 500 && !(answer.status === 503 && !saysNothingWasBooked(answer))
        ? 'refused'
        : 'no answer'
    if (answer && answer.status < 500) break
  }
  return { ...wish, told, key, readConfirmed: false, statuses, ms: performance.now() - began }
}

const saysNothingWasBooked = ({ body }: Answer) => /Nothing was (booked|changed)/.test(body)

/** What the page behind the key says. */
export async function readKey(origin: string, history: History): Promise<History> {
  if (!history.key) return history
  const page = await ask(`${origin}/booked/${history.key}`).catch(() => undefined)
  return { ...history, readConfirmed: page?.status === 200 && /<h1><span class="state state-good">/.test(page.body) }
}
