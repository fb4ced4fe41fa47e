// People who book, and write down what they were told. Each request is a connection of its own.
import { type IncomingHttpHeaders, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

export type Told = 'booked' | 'refused' | 'no answer'

/** A later wish of somebody who was told "booked". `told`: by the answer, and by her page right after it. */
export type Change = { told: 'changed' | 'refused' | 'no answer' } & ({ what: 'move'; to: string } | { what: 'cancel' })

/** What the page behind a key says: the word of its heading, and when. */
export type Reading = { state: string; start: string }

/** What one person wanted and was told. `attempts`: how often the same form was sent; `statuses`: what came back, 0 for nothing. */
export type History = {
  email: string
  slot: string
  told: Told
  key: string | null
  /** The page behind her key said so. */
  readConfirmed: boolean
  /** What it said at the end. */
  reads?: Reading | undefined
  /** Absent: she wanted nothing else. */
  change?: Change
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

/**
 * Moves or cancels, as with the page behind her key: opens the form as often as it takes, sends it, again when nothing comes
 * back, and looks at her page afterwards. The wish is what it was when the form could not even be opened.
 */
export async function change(
  origin: string,
  history: History,
  wish: { what: 'move'; to: string } | { what: 'cancel' },
  patience: number
): Promise<History> {
  const page = `${origin}/booked/${history.key}`
  const path = wish.what === 'move' ? 'new-time' : 'cancellation'
  const id = await formIdAt(`${page}/${path}`)
  if (!id) return history
  const fields = { id, email: history.email, reason: '', ...(wish.what === 'move' ? { slot: wish.to } : {}) }
  const statuses = [...history.statuses]
  let told: Change['told'] = 'no answer'
  for (let attempt = 0; attempt <= patience; attempt++) {
    if (attempt > 0) await sleep(200 * attempt)
    const answer = await ask(`${page}/${path}`, fields).catch(() => undefined)
    statuses.push(answer?.status ?? 0)
    if (answer?.status === 303) told = becameOf(wish, await readPage(page, 40))
    else if (!answer || answer.status === 500 || (answer.status === 503 && !saysNothingWasBooked(answer))) continue
    else told = 'refused'
    if (!answer || answer.status < 500) break
  }
  return { ...history, statuses, change: { ...wish, told } }
}

/** Undefined: it has no form any more, as when somebody has just changed it, or does not come in a minute. */
async function formIdAt(url: string): Promise<string | undefined> {
  for (let attempt = 1; attempt <= 240; attempt++) {
    const page = await ask(url).catch(() => undefined)
    const id = /name="id" value="([^"]+)"/.exec(page?.body ?? '')?.[1]
    if (id || (page && page.status < 500)) return id
    await sleep(250)
  }
  return undefined
}

function becameOf(wish: { what: 'move'; to: string } | { what: 'cancel' }, reads: Reading | undefined): Change['told'] {
  if (!reads) return 'no answer'
  if (wish.what === 'cancel') return reads.state.startsWith('Cancelled') ? 'changed' : 'no answer'
  if (/^Being moved/.test(reads.state)) return 'changed'
  if (/^Not moved/.test(reads.state)) return 'refused'
  return Date.parse(reads.start) === Date.parse(wish.to.split('/')[0] ?? '') ? 'changed' : 'no answer'
}

async function readPage(url: string, attempts: number): Promise<Reading | undefined> {
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const page = await ask(url).catch(() => undefined)
    if (page?.status === 200) {
      const state = /<h1><span class="state[^>]*>([^<]*)</.exec(page.body)?.[1] ?? ''
      return { state, start: /<time datetime="([^"]+)"/.exec(page.body)?.[1] ?? '' }
    }
    await sleep(250)
  }
  return undefined
}

/** What the page behind the key says when all is over. */
export async function readKey(origin: string, history: History): Promise<History> {
  if (!history.key) return history
  const reads = await readPage(`${origin}/booked/${history.key}`, 1)
  return { ...history, reads, readConfirmed: /^(Confirmed|Moved|Being moved|Not moved)/.test(reads?.state ?? '') }
}
