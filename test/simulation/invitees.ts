// The people outside: each opens a page, takes a time, presses twice, gives up, comes back. They see pages and nothing else.
import type { Heard, History, Told } from './history.ts'
import type { Asking, Instance, Page } from './instances.ts'
import type { Lots } from './lots.ts'
import type { Timeline } from './timeline.ts'
import type { Trace } from './trace.ts'
import { SECOND } from './weather.ts'

export type OfferedLink = { id: string; token: string; organizer: string }

export type Invitee = { name: string; address: string; zone: string }

type Needs = {
  timeline: Timeline
  lots: Lots
  instances: readonly Instance[]
  history: History
  trace: Trace
  /** Of a hundred requests, how many are lost on the way, there or back. */
  lost(): number
  /** Somebody who looks into Exchange at this moment; the key is the booking's id. */
  meetingsWith(key: string): number
}

/** A browser gives up after so long. */
const PATIENCE = 40 * SECOND

/** One person who wants a meeting. Resolves when she has one, or has given up; answers the key of her booking. */
export async function bookSomething(person: Invitee, link: OfferedLink, needs: Needs): Promise<string | undefined> {
  const { lots, timeline } = needs
  const sleep = (milliseconds: number) => wait(timeline, milliseconds)

  for (let round = 1; round <= 8; round++) {
    const page = await ask(visit(link), needs)
    if (page?.status === 410) return undefined
    const form = page?.status === 200 ? formIn(page.body) : undefined
    if (!form || form.slots.length === 0) {
      await sleep(lots.between(10, 60) * SECOND)
      continue
    }
    // most want an early time, and so the same one
    const slot = form.slots[Math.floor(lots.next() ** 2 * form.slots.length)] ?? ''
    await sleep(lots.between(1, 15) * SECOND)
    const key = await submit(person, link, form.id, slot, needs)
    if (key === 'gone') return undefined
    if (key) return key
    await sleep(lots.between(1, 20) * SECOND)
  }
  return undefined
}

/** Sends one form, again and again until it is answered; answers the key when it says that the time is hers. */
async function submit(
  person: Invitee,
  link: OfferedLink,
  id: string,
  slot: string,
  needs: Needs
): Promise<string | 'gone' | undefined> {
  const { lots, timeline, history, trace } = needs
  const [start = 0, end = 0] = slot.split('/').map((edge) => Date.parse(edge))
  const form = { id, slot, name: person.name, email: person.address, note: '', zone: person.zone }
  const asking: Asking = { method: 'POST', path: `/book/${link.token}/bookings`, form }

  const hear = (heard: Heard['heard'], more: Partial<Heard> = {}) => {
    trace.note(`${person.name} hears ${heard} about ${slot}`)
    const { name, address } = person
    const { id: linkId, organizer } = link
    history.heard.push({
      at: timeline.now(),
      who: name,
      heard,
      form: id.slice(0, 36),
      slot: { start, end },
      link: linkId,
      organizer,
      invitee: { name, address },
      ...more
    })
  }

  for (let attempt = 1; attempt <= 6; attempt++) {
    // Whoever presses twice sees the answer to the second; the first is answered to nobody.
    const isDouble = lots.chance(0.1)
    if (isDouble) {
      void ask(asking, needs)
      await wait(timeline, lots.between(0, 2000))
    }
    const page = await ask(asking, needs)
    if (!page) hear('no answer')
    else if (page.status === 303) {
      const key = page.location.split('/').at(-1) ?? ''
      hear('received', { key })
      if (await readBooking(key, id.slice(0, 36), hear, needs)) return key
      return undefined
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

type Hear = (heard: Heard['heard'], more?: Partial<Heard>) => void

/** Opens the page of a booking; answers whether it says that there is, or will be, a meeting. */
export async function readBooking(key: string, about: string, hear: Hear, needs: Needs): Promise<boolean> {
  for (let attempt = 1; attempt <= 5; attempt++) {
    const page = await ask({ method: 'GET', path: `/booked/${key}` }, needs, about)
    const told = page?.status === 200 ? toldBy(page.body) : undefined
    if (page && told) {
      hear(told, { key, page: { iso: isoIn(page.body), inExchange: page.inExchange } })
      return told === 'confirmed' || told === 'being confirmed'
    }
    await wait(needs.timeline, 2 * SECOND)
  }
  return true // the address was given: she believes it
}

/** Somebody who comes back to the page of a booking and reads what has become of it. */
export async function lookAgain(key: string, heardBefore: Heard, needs: Needs): Promise<void> {
  const { history, timeline } = needs
  await readBooking(
    key,
    heardBefore.form,
    (heard, more = {}) => history.heard.push({ ...heardBefore, at: timeline.now(), heard, ...more }),
    needs
  )
}

const visit = (link: OfferedLink): Asking => ({ method: 'GET', path: `/book/${link.token}` })

type Seen = Page & { inExchange: number }

/** One request through the balancer, which knows who is up. Undefined: no answer came. */
export async function ask(asking: Asking, needs: Needs, about = ''): Promise<Seen | undefined> {
  const { timeline, lots, instances } = needs
  const loss = lots.chance(needs.lost() / 100) ? lots.pick(['there', 'back'] as const) : undefined
  await wait(timeline, lots.between(5, 150))
  const up = instances.map((each) => each.up).filter((each) => each !== undefined)
  if (up.length === 0 || loss === 'there') {
    await wait(timeline, loss ? PATIENCE : 50)
    return undefined
  }
  const { process, ask } = lots.pick(up)

  const answered = Promise.withResolvers<Seen | undefined>()
  timeline.at(
    timeline.now(),
    () => {
      ask(asking).then(
        // what stands in Exchange in the very moment in which the page says so
        (page) => answered.resolve({ ...page, inExchange: about ? needs.meetingsWith(about) : 0 }),
        () => answered.resolve(undefined)
      )
    },
    process
  )
  const hangUp = () => answered.resolve(undefined)
  process.onDeath.add(hangUp)
  const giveUp = timeline.at(timeline.now() + PATIENCE, hangUp)
  const page = await answered.promise
  giveUp.cancel()
  process.onDeath.delete(hangUp)
  await wait(timeline, lots.between(5, 150))
  return loss ? undefined : page
}

export const wait = (timeline: Timeline, milliseconds: number): Promise<void> =>
  new Promise((resolve) => timeline.at(timeline.now() + milliseconds, resolve))

export function formIn(html: string): { id: string; slots: string[] } | undefined {
  const [, id] = /name="id" value="([^"]+)"/.exec(html) ?? []
  const slots = [...html.matchAll(/name="slot"[^>]* value="([^"]+)"/g)].map(([, value = '']) => value)
  return id ? { id, slots } : undefined
}

export function toldBy(html: string): Told | undefined {
  const [, title = ''] = /<title>([^<]*)/.exec(html) ?? []
  if (title.startsWith('Confirmed')) return 'confirmed'
  if (title.startsWith('Being confirmed')) return 'being confirmed'
  if (title.startsWith('Not booked')) return 'not booked'
  if (/^Cancel/.test(title)) return 'cancelled'
  return undefined
}

export const isoIn = (html: string) => /<time[^>]* datetime="([^"]+)"/.exec(html)?.[1] ?? ''
