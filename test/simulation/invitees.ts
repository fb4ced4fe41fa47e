// The people outside: each opens a page, takes a time, presses twice, gives up, comes back. They see pages and nothing else.
import { type AskingNeeds, ask, formIn, nothing, spanOf, wait } from './asking.ts'
import type { Heard, History, Told } from './history.ts'
import type { Asking } from './instances.ts'
import type { Lots } from './lots.ts'
import type { Trace } from './trace.ts'
import { MINUTE, SECOND } from './weather.ts'

const HOUR = 60 * MINUTE

export type OfferedLink = { id: string; token: string; organizer: string }

export type Invitee = { name: string; address: string; zone: string }

export type VisitingNeeds = AskingNeeds & {
  history: History
  trace: Trace
  /** Somebody who looks into Exchange at this moment: when the meetings of this booking begin. */
  meetingsOf(booking: string): number[]
  /** Most want an early time; she wants the last one on the page. */
  takesTheLast?: boolean
  /** In a crowd everybody presses at one moment. */
  pressesAt?: number
  /** Does she take what she was not offered, now and then, and write a note? */
  whims?: boolean
  /** Somebody has this time on her screen. */
  sees?(organizer: string, slot: string): void
}

/** What somebody has, once she has it. */
export type Booked = { key: string; first: Heard; told: Told | undefined }

/** Of all who book, so many send another time than the page has offered them. */
export const MEDDLES = 0.06

/** And so many try addresses that nobody has given them. */
const GUESSES = 0.03

const guessFrom = (token: string) => (token.startsWith('A') ? 'B' : 'A') + token.slice(1)

/** Shorter, off the hours, in the past, at the weekend: whatever a form can be made to say. */
export function meddledWith(offered: string, lots: Lots): string {
  const { start, end } = spanOf(offered)
  const by = lots.pick([-48 * HOUR, -24 * HOUR, -8 * HOUR, 5 * MINUTE, 7 * HOUR, 12 * HOUR, 300 * 24 * HOUR, 0])
  const span = by === 0 ? { start, end: start + (end - start) / 3 } : { start: start + by, end: end + by }
  return `${iso(span.start)}/${iso(span.end)}`
}

const iso = (at: number) => new Date(at).toISOString().replace('.000Z', 'Z')

/** One person who wants a meeting. Resolves when she has one, or has given up. */
export async function bookSomething(
  person: Invitee,
  link: OfferedLink,
  needs: VisitingNeeds
): Promise<Booked | undefined> {
  const { lots, timeline, history } = needs
  const sleep = (milliseconds: number) => wait(timeline, milliseconds)

  if (needs.whims && lots.chance(GUESSES))
    for (const path of [`/book/${guessFrom(link.token)}`, `/booked/${guessFrom(link.token)}`]) {
      const page = await ask({ method: 'GET', path }, needs, nothing)
      if (page) history.odd.push({ at: timeline.now(), what: 'guess', path, status: page.status })
    }
  for (let round = 1; round <= 8; round++) {
    const page = await ask({ method: 'GET', path: `/book/${link.token}` }, needs, nothing)
    if (page?.status === 410) return undefined
    const form = page?.status === 200 ? formIn(page.body) : undefined
    if (!form || form.slots.length === 0) {
      await sleep(lots.between(10, 60) * SECOND)
      continue
    }
    history.offered.push({ at: timeline.now(), link: link.id })
    if (round === 1) history.pages.push({ link: link.id, text: page?.body ?? '' })
    // most want an early time, and so the same one
    const early = lots.next() ** 2
    const offered = form.slots[Math.floor((needs.takesTheLast ? 0.99 : early) * form.slots.length)] ?? ''
    const slot = needs.whims && lots.chance(MEDDLES) ? meddledWith(offered, lots) : offered
    needs.sees?.(link.organizer, slot)
    // some are called away while the page is open
    const together = (needs.pressesAt ?? 0) - timeline.now()
    if (together > 0) await sleep(together)
    else await sleep((lots.chance(0.25) ? lots.between(15, 40) : lots.between(1, 15)) * SECOND)
    const booked = await submit(person, link, form.id, slot, needs)
    if (booked === 'gone') return undefined
    if (booked) return booked
    await sleep(lots.between(1, 20) * SECOND)
  }
  return undefined
}

/** Sends one form, again and again until it is answered; answers what she has when it says that the time is hers. */
async function submit(
  person: Invitee,
  link: OfferedLink,
  id: string,
  slot: string,
  needs: VisitingNeeds
): Promise<Booked | 'gone' | undefined> {
  const { lots, timeline, history, trace } = needs
  const note = needs.whims && lots.chance(0.3) ? `${person.name} brings the figures.` : ''
  const form = { id, slot, name: person.name, email: person.address, note, zone: person.zone }
  const asking: Asking = { method: 'POST', path: `/book/${link.token}/bookings`, form }

  const hear = (heard: Heard['heard'], more: Partial<Heard> = {}): Heard => {
    trace.note(`${person.name} hears ${heard} about ${slot}`)
    const { name, address } = person
    const { id: linkId, organizer } = link
    const said: Heard = {
      at: timeline.now(),
      who: name,
      heard,
      form: id.slice(0, 36),
      slot: spanOf(slot),
      link: linkId,
      organizer,
      invitee: { name, address },
      ...more
    }
    history.heard.push(said)
    return said
  }

  history.sent.push({ at: timeline.now(), form: id.slice(0, 36) })
  for (let attempt = 1; attempt <= 6; attempt++) {
    // Whoever presses twice sees the answer to the second; the first is answered to nobody.
    const isDouble = lots.chance(0.1)
    if (isDouble) {
      void ask(asking, needs, nothing)
      await wait(timeline, lots.between(0, lots.chance(0.7) ? 300 : 2000))
    }
    const page = await ask(asking, needs, nothing)
    if (!page) hear('no answer')
    else if (page.status === 303) {
      const key = page.location.split('/').at(-1) ?? ''
      const first = hear('received', { key })
      const told = await readBooking(first, needs)
      return told === undefined || isYes(told) ? { key, first, told } : undefined
    } else if (page.status === 410) {
      hear('gone')
      return 'gone'
    } else if (page.status >= 500 && !formIn(page.body))
      hear('server error') // it says nothing about the booking
    else {
      hear('refused')
      return undefined
    }
    await wait(timeline, lots.between(1, 10) * SECOND)
  }
  return undefined
}

const isYes = (told: Told) => told !== 'not booked' && told !== 'cancelled'

/** Opens the page of a booking. Undefined: it could not be read, and she believes what she heard before. */
export async function readBooking(before: Heard, needs: VisitingNeeds): Promise<Told | undefined> {
  const { timeline, history, trace } = needs
  const { key = '', form } = before
  for (let attempt = 1; attempt <= 5; attempt++) {
    const page = await ask({ method: 'GET', path: `/booked/${key}` }, needs, () => needs.meetingsOf(form))
    const told = page?.status === 200 ? toldBy(page.body) : undefined
    if (page && told) {
      const iso = isoIn(page.body)
      trace.note(`${before.who} reads ${told} ${iso}`)
      history.heard.push({ ...before, at: timeline.now(), heard: told, page: { iso, inExchange: page.seen } })
      return told
    }
    await wait(timeline, 2 * SECOND)
  }
  return undefined
}

function toldBy(html: string): Told | undefined {
  const [, title = ''] = /<title>([^<]*)/.exec(html) ?? []
  if (title.startsWith('Confirmed')) return 'confirmed'
  if (title.startsWith('Being confirmed')) return 'being confirmed'
  if (title.startsWith('Being moved')) return 'being moved'
  if (title.startsWith('Waiting for approval')) return 'waiting'
  if (title.startsWith('Not booked')) return 'not booked'
  if (title.startsWith('Cancelled')) return 'cancelled'
  return undefined
}

export const isoIn = (html: string) => /<time[^>]* datetime="([^"]+)"/.exec(html)?.[1] ?? ''
