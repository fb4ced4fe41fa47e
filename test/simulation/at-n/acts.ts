// What one person does on the public pages: she books, moves her meeting, or cancels it, and sends the same form again until it is answered.
import { ask, formIn, nothing, wait } from '../asking.ts'
import type { Change, Heard } from '../history.ts'
import type { Asking, Page } from '../instances.ts'
import { bookSomething, type Invitee, isoIn, type OfferedLink, type VisitingNeeds } from '../invitees.ts'
import { SECOND } from '../weather.ts'

export type Visiting = VisitingNeeds & { person: Invitee; link: OfferedLink }

/** What she believes at the end. */
export type Ended =
  | { as: 'booked' | 'gave up' }
  /** The meeting is at this time, as the page says; `moved`: it is the time that she asked for. */
  | { as: 'moved' | 'not moved'; start: number }
  | { as: 'cancelled' | 'not cancelled' }

type Acting = {
  /** What has to stand before: the key of a booking that is at rest, or nothing. */
  before(visiting: Visiting): Promise<string | undefined>
  act(key: string, visiting: Visiting): Promise<Ended>
}

const book = async (visiting: Visiting) => (await bookSomething(visiting.person, visiting.link, visiting))?.key

/** Whoever is told to come back comes back so often. */
const ATTEMPTS = 10

export const acts = {
  create: {
    before: async () => undefined,
    act: async (_, visiting) => ({ as: (await book(visiting)) ? 'booked' : 'gave up' })
  },
  move: { before: book, act: move },
  cancel: { before: book, act: cancel }
} satisfies Record<string, Acting>

export type Act = keyof typeof acts

export const actings: Record<Act, Acting> = acts

async function move(key: string, visiting: Visiting): Promise<Ended> {
  const address = `/booked/${key}/new-time`
  for (let round = 1; round <= ATTEMPTS; round++) {
    const page = await persist({ method: 'GET', path: address }, visiting)
    const form = page?.status === 200 ? formIn(page.body) : undefined
    // where a move is under way or the calendar is silent there is no form: she looks again
    const slot = form?.slots[4]
    if (form && slot) {
      const { person } = visiting
      const fields = { id: form.id, slot, email: person.address, zone: person.zone }
      const answered = await persist({ method: 'POST', path: address, form: fields }, visiting)
      if (answered?.status === 303) {
        const [start = ''] = slot.split('/')
        const stands = await standing(key, visiting)
        return { as: stands === Date.parse(start) ? 'moved' : 'not moved', start: stands }
      }
    }
    await wait(visiting.timeline, 10 * SECOND)
  }
  return { as: 'not moved', start: await standing(key, visiting) }
}

/** Where the page says that the meeting stands, once nothing is under way any more. */
async function standing(key: string, visiting: Visiting): Promise<number> {
  for (let round = 1; round <= 60; round++) {
    const page = await persist({ method: 'GET', path: `/booked/${key}` }, visiting)
    if (page?.status === 200 && !/<title>Being moved/.test(page.body)) return Date.parse(isoIn(page.body))
    await wait(visiting.timeline, 10 * SECOND)
  }
  throw new Error('a move does not come to an end')
}

async function cancel(key: string, visiting: Visiting): Promise<Ended> {
  const address = `/booked/${key}/cancellation`
  for (let round = 1; round <= ATTEMPTS; round++) {
    const page = await persist({ method: 'GET', path: address }, visiting)
    if (page?.status === 303) return { as: 'cancelled' } // it was taken before, and its answer lost
    const form = page?.status === 200 ? formIn(page.body) : undefined
    if (form) {
      const fields = { id: form.id, email: visiting.person.address, reason: 'A conference' }
      const answered = await persist({ method: 'POST', path: address, form: fields }, visiting)
      if (answered?.status === 303) return { as: 'cancelled' }
    }
    await wait(visiting.timeline, 10 * SECOND)
  }
  return { as: 'not cancelled' }
}

/** The same request again while nothing comes back, or a word that the store is away. */
async function persist(asking: Asking, visiting: Visiting): Promise<Page | undefined> {
  for (let attempt = 1; attempt <= 6; attempt++) {
    const page = await ask(asking, visiting, nothing)
    if (page && (page.status < 500 || formIn(page.body))) return page
    visiting.trace.note(`${visiting.person.name} is answered ${page ? page.status : 'nothing'}`)
    await wait(visiting.timeline, 3 * SECOND)
  }
  return undefined
}

/** What she wanted of her booking and heard of it, for the auditor; nothing where it came to nothing. */
export function changeOf(ended: Ended, { at, heardAt }: { at: number; heardAt: number }, booked: Heard): Change[] {
  const { form: booking, link, who } = booked
  const change = { at, heardAt, who, by: 'invitee' as const, booking, link, heard: 'done' as const }
  if (ended.as === 'cancelled') return [{ ...change, did: 'cancel' }]
  if (ended.as !== 'moved') return []
  const length = booked.slot.end - booked.slot.start
  return [{ ...change, did: 'move', to: { start: ended.start, end: ended.start + length } }]
}
