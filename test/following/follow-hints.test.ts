import { describe, expect, test } from 'vitest'
import type { Booking, Fact } from '../../src/bookings/booking.ts'
import { newBooking, tell } from '../../src/bookings/booking.ts'
import type { BookingStore, Changing } from '../../src/bookings/booking-store.ts'
import { type FollowingNeeds, followHints } from '../../src/following/follow-hints.ts'
import type { HintStore, TakenHint } from '../../src/following/hint-store.ts'
import type { Items } from '../../src/following/items.ts'
import type { Others } from '../../src/following/others.ts'
import { ATTEMPTS_AT_MOST } from '../../src/outbox/backoff.ts'
import { HOUR, MINUTE } from '../../src/time/instant.ts'
import { dana, halfHours, mondayMorning, olga } from '../world/cast.ts'
import { factsOfABooking, hers, item, meeting, slot } from './story.ts'

const later = { start: slot.start + HOUR, end: slot.end + HOUR }

type Read = Awaited<ReturnType<Items['read']>>

/** Olga's calendar as we read it, Grace's booking, and hints to follow. */
function aDesk({
  reads = {} as Record<string, Read>,
  found = { item: undefined } as Awaited<ReturnType<Items['find']>>,
  facts = factsOfABooking as Fact[],
  takenBy = [] as ('with buffers' | 'bare')[],
  others = {} as Partial<FollowingNeeds['others']>
} = {}) {
  const time = {
    now: mondayMorning,
    whileReading: () => {},
    pass(ms: number) {
      time.now += ms
    }
  }
  const seen = { asked: [] as string[], changes: [] as Changing[], reports: [] as string[], hastened: 0, forgotten: 0 }
  const outcome = new Map<string, string>()
  let waiting: TakenHint[] = []
  const kept = [...facts]
  const booking = (): Booking => tell('b-1', kept)

  const hintStore: HintStore = {
    write: async () => {},
    take: async () => waiting.splice(0),
    async settle(outcomes) {
      for (const { taken, became } of outcomes)
        outcome.set(taken.item, became === 'done' ? 'done' : `later by ${(became.dueAt - mondayMorning) / 1000}`)
    },
    waiting: async () => ({ count: 0, oldest: null })
  }
  const bookings = {
    find: async (id: string) => (id === 'b-1' ? booking() : newBooking(id)),
    async ofMeeting(organizer: string, id: string) {
      const known = booking()
      const mine = known.state !== 'new' && known.organizer === organizer && 'meeting' in known
      return mine && known.meeting?.id === id ? known : undefined
    },
    async change(changing: Changing) {
      if (changing.version !== booking().version) return 'changed meanwhile'
      const moved = changing.facts.find((fact) => fact.type === 'moved')
      const bare = moved && moved.claim.start === moved.slot.start && moved.claim.end === moved.slot.end
      if (moved && !moved.overlapping && takenBy.includes(bare ? 'bare' : 'with buffers')) return 'slot taken'
      seen.changes.push(changing)
      kept.push(...changing.facts)
      return 'changed'
    }
  } as unknown as BookingStore
  const needs: FollowingNeeds = {
    hintStore,
    organizers: {
      find: async (id) => (id === olga.id ? olga : undefined),
      all: async () => [olga],
      enrol: async () => {}
    },
    bookings,
    links: {
      find: async () => ({ link: { ...halfHours, bufferBefore: 10, bufferAfter: 10 }, taken: 1 })
    } as unknown as FollowingNeeds['links'],
    holds: { hasten: async () => void seen.hastened++ },
    others: {
      known: async () => [],
      prepare: async () => {},
      concerns: () => false,
      follow: async () => undefined,
      ...others
    },
    items: {
      async read(organizer, id) {
        seen.asked.push(`${organizer.name} ${id}`)
        time.whileReading()
        return reads[id] ?? 'gone'
      },
      findAgain: async () => ({ item: undefined }),
      occurrences: async () => ({ items: [] }),
      async find(_, key) {
        seen.asked.push(`key ${key}`)
        return found
      }
    },
    firstReadings: { find: async () => [hers()], keep: async () => {} },
    clock: () => time.now,
    random: () => 0,
    changed: () => void seen.forgotten++,
    ringWorker: () => {},
    report: (_, problem) => void seen.reports.push(problem)
  }
  return {
    seen,
    time,
    kept,
    outcome,
    booking,
    async follow(id: string, more: Partial<TakenHint> = {}) {
      waiting = [
        { ...{ organizer: olga.id, item: id, gone: false, lease: 'x', attempt: 1, times: 1, since: 0 }, ...more }
      ]
      await followHints(8, needs)
      return outcome.get(id)
    }
  }
}

test('the item is read in Olga’s mailbox, and the booking follows with all that must', async () => {
  const desk = aDesk({ reads: { 'item-1': { item: item({ span: later }) } } })
  expect(await desk.follow('item-1')).toBe('done')
  expect(desk.seen.asked).toEqual(['Olga Okafor item-1'])
  expect(desk.booking()).toMatchObject({ slot: later, sequence: 1 })
  expect(desk.seen.changes.map(({ messages }) => messages)).toEqual([[{ kind: 'write activity', bookingId: 'b-1' }]])
  expect(desk.seen.forgotten).toBe(1)
})

describe('while the item is read Grace moves her meeting, and what was read is older than that', () => {
  const moved: Fact = { type: 'moved', at: mondayMorning, by: { as: 'invitee' }, slot: later, claim: later }

  test.each([
    ['done', item()],
    ['later by 1', item({ private: true })]
  ])('it stays where she has put it; %s', async (outcome, read) => {
    const desk = aDesk({ reads: { 'item-1': { item: read } } })
    desk.time.whileReading = () => void desk.kept.push(moved)
    expect(await desk.follow('item-1')).toBe(outcome)
    expect(desk.booking()).toMatchObject({ slot: later, sequence: 1 })
    expect(desk.seen.reports).toEqual([])
  })

  test('also when it is known by its key only, and the process stood still for longer than its lease', async () => {
    const renamed = item({ meeting: { ...meeting, id: 'item-new' } })
    const desk = aDesk({ reads: { 'item-new': { item: renamed } } })
    desk.time.whileReading = () => {
      if (desk.kept.length === factsOfABooking.length) desk.kept.push(moved)
      desk.time.pass(MINUTE)
    }
    expect(await desk.follow('item-new')).toMatch(/^later/)
    expect(desk.booking()).toMatchObject({ slot: later, sequence: 1 })
  })

  test('what else follows the calendar is told whether it may still write', async () => {
    const still: boolean[] = []
    const others = { follow: async (...[, , , isOurs]: Parameters<Others['follow']>) => void still.push(isOurs()) }
    const desk = aDesk({ reads: { 'item-1': { item: item() } }, others })
    await desk.follow('item-1')
    desk.time.whileReading = () => void desk.time.pass(MINUTE)
    await desk.follow('item-1')
    expect(still).toEqual([true, false])
  })
})

test('said again, nothing is written again', async () => {
  const desk = aDesk({
    reads: { 'item-1': { item: item({ span: later, attendees: [hers({ response: 'declined' })] }) } }
  })
  for (let times = 0; times < 3; times++) await desk.follow('item-1')
  expect(desk.seen.changes).toHaveLength(1)
})

test.each([
  ['free with its buffers', [], { overlapping: false, claim: { start: later.start - 10 * MINUTE } }],
  ['free, but next to another', ['with buffers'], { overlapping: false, claim: later }],
  ['taken', ['with buffers', 'bare'], { overlapping: true, claim: later }]
] as const)('Olga moves it to a time that is %s: it stands there', async (_, takenBy, expected) => {
  const desk = aDesk({ reads: { 'item-1': { item: item({ span: later }) } }, takenBy: [...takenBy] })
  expect(await desk.follow('item-1')).toBe('done')
  expect(desk.booking()).toMatchObject({ slot: later, ...expected })
})

test('gone under its id and found by its key: the mailbox was moved, and the booking goes on', async () => {
  const moved = item({ meeting: { ...meeting, id: 'item-new' }, span: later })
  const desk = aDesk({ found: { item: moved } })
  await desk.follow('item-1', { gone: true })
  expect(desk.seen.asked).toEqual(['Olga Okafor item-1', 'key b-1:1'])
  expect(desk.booking()).toMatchObject({ slot: later, meeting: { id: 'item-new' } })
  await desk.follow('item-new')
  expect(desk.booking().state).toBe('confirmed')
})

test('gone under its id and by its key: cancelled, by nobody’s hand that Exchange would name', async () => {
  const desk = aDesk()
  await desk.follow('item-1', { gone: true })
  expect(desk.booking()).toMatchObject({ state: 'cancelled', by: { as: 'calendar' } })
})

test('what left the calendar and is no booking may have been a hold', async () => {
  const desk = aDesk()
  expect(await desk.follow('item-of-hers', { gone: true })).toBe('done')
  expect(desk.seen).toMatchObject({ hastened: 1, changes: [] })
})

test('said to be gone, and there: what is read counts', async () => {
  const desk = aDesk({ reads: { 'item-1': { item: item() } } })
  expect(await desk.follow('item-1', { gone: true })).toBe('done')
  expect(desk.seen.changes).toEqual([])
})

test('a copy that carries our key is not followed while the first one is there', async () => {
  const copy = item({ meeting: { ...meeting, id: 'item-copy' }, span: later })
  const desk = aDesk({ reads: { 'item-copy': { item: copy }, 'item-1': { item: item() } } })
  await desk.follow('item-copy')
  expect(desk.seen.changes).toEqual([])
})

test('nor when it cannot be said whether the first one is there', async () => {
  const copy = item({ meeting: { ...meeting, id: 'item-copy' }, span: later })
  const desk = aDesk({
    reads: { 'item-copy': { item: copy }, 'item-1': { notNow: 'Exchange answered 503', after: 9000 } }
  })
  expect(await desk.follow('item-copy')).toBe('later by 9')
  expect(desk.seen.changes).toEqual([])
})

test.each([
  ['somebody else’s meeting to which she is invited', item({ own: false, span: later })],
  ['one occurrence of a series', item({ kind: 'part', span: later, meeting: { ...meeting, id: 'part' } })],
  ['an entry of her own', item({ key: null, meeting: { ...meeting, id: 'own' }, span: later })],
  ['a key that is no key of ours', item({ key: "b-1' or 1 eq 1", meeting: { ...meeting, id: 'odd' }, span: later })]
])('%s concerns no booking', async (_, read) => {
  const desk = aDesk({ reads: { [read.meeting.id]: { item: read } } })
  expect(await desk.follow(read.meeting.id)).toBe('done')
  expect(desk.seen.changes).toEqual([])
})

test('an item in Dana’s calendar with the key of Olga’s booking is not Olga’s', async () => {
  const facts = factsOfABooking.map((fact) => (fact.type === 'held' ? { ...fact, organizer: dana.id } : fact))
  const stranger = item({ meeting: { ...meeting, id: 'item-2' }, span: later })
  const desk = aDesk({ facts, reads: { 'item-2': { item: stranger } } })
  await desk.follow('item-2')
  expect(desk.seen.changes).toEqual([])
})

test('a booking that Exchange is just confirming is looked at again, without a word in the log', async () => {
  const desk = aDesk({ facts: factsOfABooking.slice(0, 1), reads: { 'item-1': { item: item() } } })
  expect(await desk.follow('item-1')).toMatch(/^later/)
  expect(desk.seen.reports).toEqual([])
})

test('cancelled stays cancelled, whatever is taken out of the bin', async () => {
  const cancelled: Fact = { type: 'cancelled', at: mondayMorning, by: { as: 'calendar' }, comment: '' }
  const desk = aDesk({ facts: [...factsOfABooking, cancelled], reads: { 'item-1': { item: item({ span: later }) } } })
  expect(await desk.follow('item-1')).toBe('done')
  expect(desk.booking().state).toBe('cancelled')
})

test('an item that cannot be read is unknown, not gone: later, for as long as Exchange asks, and given up at last', async () => {
  const desk = aDesk({ reads: { 'item-1': { notNow: 'Exchange answered 429', busy: true, after: 30_000 } } })
  expect(await desk.follow('item-1')).toBe('later by 30')
  expect(await desk.follow('item-1', { attempt: 40 })).toBe('later by 120')
  expect(desk.booking().state).toBe('confirmed')
  expect(await desk.follow('item-1', { attempt: ATTEMPTS_AT_MOST })).toBe('done')
  expect(desk.seen.reports).toHaveLength(3)
})

test('nobody’s calendar is read who is no organizer', async () => {
  const desk = aDesk()
  expect(await desk.follow('item-1', { organizer: dana.id })).toBe('done')
  expect(desk.seen.asked).toEqual([])
})

test('another id alone is nothing for Salesforce', async () => {
  const desk = aDesk({ found: { item: item({ meeting: { ...meeting, id: 'item-new' } }) } })
  await desk.follow('item-1', { gone: true })
  expect(desk.seen.changes.map(({ messages }) => messages)).toEqual([[]])
})
