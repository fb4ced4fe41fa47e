// Olga's Exchange, as far as bookings meet it: what it answers next, and what stands in the calendar. The store is real.
import type { Reading } from '../../src/availability/busy-time.ts'
import { approve, decline, letRequestLapse } from '../../src/bookings/approve.ts'
import { type Answer, book } from '../../src/bookings/book.ts'
import type { Invitee, Meeting } from '../../src/bookings/booking.ts'
import { cancelBooking } from '../../src/bookings/cancel.ts'
import { cancelMeeting } from '../../src/bookings/cancel-meeting.ts'
import type { Changer } from '../../src/bookings/changer.ts'
import { createMeeting, removeMeeting } from '../../src/bookings/create-meeting.ts'
import type { Standing as StandingMeeting } from '../../src/bookings/meetings.ts'
import { moveBooking } from '../../src/bookings/move.ts'
import { moveMeeting } from '../../src/bookings/move-meeting.ts'
import { removeTwins } from '../../src/bookings/remove-twins.ts'
import { rushes } from '../../src/bookings/rush.ts'
import type { Standing } from '../../src/delegates/standing.ts'
import type { Link } from '../../src/links/link.ts'
import type { Tokens } from '../../src/links/token.ts'
import { deliverDue, deliverNow, type IsAwaited } from '../../src/outbox/deliver.ts'
import type { Failure } from '../../src/outbox/failure.ts'
import type { Message, Taken } from '../../src/outbox/message.ts'
import type { Storage } from '../../src/storage/database.ts'
import type { Span } from '../../src/time/span.ts'
import { everybodyActive } from '../world/accounts.ts'
import { busyTimesFrom } from '../world/busy-times.ts'
import { grace, halfHours, mondayMorning } from '../world/cast.ts'

export const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

export const delegate: Standing = {
  folder: 'editor',
  delegate: true,
  privateItems: false,
  fullAccess: 'not checked',
  everyone: 'availability',
  readAt: mondayMorning
}

export function exchangeWith(storage: Storage, tokens: Tokens) {
  const calendar = new Map<string, Meeting & { slot: Span }>()
  let version = 0
  const world = {
    now: mondayMorning,
    calendar,
    standing: delegate as Standing,
    /** What is in the calendar besides our meetings, which are busy there, too. */
    reading: { items: [], readAt: mondayMorning } as Reading,
    /** For the next writes, in order; then Exchange is well. `lost`: written, but the answer does not arrive. */
    troubles: [] as (Failure | 'lost')[],
    finds: undefined as Failure | undefined,
    /** A search does not show yet what was made a moment ago; whoever knows its id reads it. */
    unsearchable: false,
    asked: { find: 0, create: 0, move: 0, remove: 0 },
    /** How often still somebody touches the item between a look and a move. `always`: no version is ever the right one. */
    touched: 0 as number | 'always',
    /** Further meetings that Exchange has of one booking. */
    twins: new Map<string, Meeting[]>(),
    /** What attendees were told, in order. */
    mails: [] as string[]
  }
  const keyOf = (meeting: Meeting) => [...calendar].find(([, each]) => each.id === meeting.id)?.[0]
  const meetings = {
    async find(_: unknown, key: string) {
      world.asked.find++
      return world.finds ?? { meeting: world.unsearchable ? undefined : calendar.get(key) }
    },
    async whereIs(_: unknown, key: string) {
      world.asked.find++
      const meeting = calendar.get(key)
      return world.finds ?? { found: meeting && { meeting, slot: meeting.slot, version: `v${version}` } }
    },
    async all(_: unknown, key: string) {
      const meeting = calendar.get(key)
      return world.finds ?? { meetings: [...(meeting ? [meeting] : []), ...(world.twins.get(key) ?? [])] }
    },
    async create(_: unknown, { key, slot }: { key: string; slot: Span }) {
      world.asked.create++
      const trouble = world.troubles.shift()
      if (trouble && trouble !== 'lost') return trouble
      const meeting = calendar.get(key) ?? { id: `event ${calendar.size}`, iCalUId: `uid ${key}`, joinUrl: null, slot }
      calendar.set(key, meeting)
      return trouble === 'lost' ? { unclear: 'the connection broke' } : { meeting }
    },
    async move(_: unknown, { meeting, version: seen }: StandingMeeting, slot: Span) {
      world.asked.move++
      if (world.touched === 'always' && seen !== '') return 'changed' as const
      if (typeof world.touched === 'number' && world.touched > 0) {
        world.touched--
        version++
      }
      if (seen !== '' && seen !== `v${version}`) return 'changed' as const
      const trouble = world.troubles.shift()
      if (trouble && trouble !== 'lost') return trouble
      const key = keyOf(meeting)
      if (key === undefined) return 'gone' as const
      calendar.set(key, { ...meeting, slot })
      version++
      world.mails.push('update')
      return trouble === 'lost' ? { unclear: 'the connection broke' } : { meeting }
    },
    async remove(_: unknown, meeting: Meeting, comment = '') {
      world.asked.remove++
      const trouble = world.troubles.shift()
      if (trouble && trouble !== 'lost') return trouble
      for (const [key, twins] of world.twins) {
        if (!twins.some(({ id }) => id === meeting.id)) continue
        world.twins.set(
          key,
          twins.filter(({ id }) => id !== meeting.id)
        )
        world.mails.push(`cancellation: ${comment}`)
        return 'removed' as const
      }
      const key = keyOf(meeting)
      if (key !== undefined) {
        calendar.delete(key)
        world.mails.push(`cancellation: ${comment}`)
      }
      return trouble === 'lost' ? { unclear: 'the connection broke' } : ('removed' as const)
    }
  }
  const clock = () => world.now
  const shared = { bookings: storage.bookings, links: storage.links, clock }
  const standings = { of: async () => world.standing }
  const meetingNeeds = { ...storage, standings, accounts: everybodyActive, meetings, clock }
  const delivery = {
    outbox: storage.outbox,
    handlers: {
      'create meeting': (taken: Taken, isAwaited: IsAwaited) => createMeeting(taken, meetingNeeds, isAwaited),
      'keep one meeting': (taken: Taken) => removeTwins(taken, meetingNeeds),
      'remove meeting': (taken: Taken) => removeMeeting(taken, meetingNeeds),
      'move meeting': (taken: Taken, isAwaited: () => boolean) => moveMeeting(taken, meetingNeeds, isAwaited),
      'cancel meeting': (taken: Taken) => cancelMeeting(taken, meetingNeeds),
      'write activity': async () => 'done' as const,
      'tell people': async () => 'done' as const,
      'ask for approval': async () => 'done' as const,
      'let request lapse': (taken: Taken) => letRequestLapse(taken, shared)
    },
    clock,
    random: () => 0,
    report: () => {}
  }
  const busy = () =>
    'items' in world.reading
      ? {
          ...world.reading,
          items: [
            ...world.reading.items,
            ...[...calendar.values()].map(({ slot }) => ({ ...slot, status: 'busy' as const }))
          ]
        }
      : world.reading
  const needs = {
    ...storage,
    heldTimes: storage.bookings,
    busyTimes: busyTimesFrom(async () => busy()),
    standings,
    accounts: everybodyActive,
    tokens,
    clock,
    rush: rushes(),
    deliverMeeting: (booking: string, kind: Message['kind'] = 'create meeting', lease?: string) =>
      deliverNow(booking, kind, delivery, undefined, lease),
    waitUntil: async (_isSo: () => Promise<boolean>) => {}
  }
  return {
    world,
    needs,
    asks: (number: number, slot: Span, link: Link = halfHours, invitee: Invitee = grace): Promise<Answer> =>
      book({ id: id(number), token: tokens.ofLink(link.id), slot, invitee }, needs),
    moves: (number: number, slot: Span, form = 'form 1', by: Changer = { as: 'invitee' }) =>
      moveBooking({ booking: id(number), id: form, slot, by }, needs),
    cancels: (number: number, form = 'cancel 1', by: Changer = { as: 'invitee' }, comment = '') =>
      cancelBooking({ booking: id(number), id: form, by, comment }, needs),
    approves: (number: number, by: Changer) => approve(id(number), by, needs),
    declines: (number: number, by: Changer) => decline(id(number), by, '', needs),
    /** The worker looks at the outbox after this long. */
    async worker(after: number) {
      world.now += after
      while ((await deliverDue(10, delivery)) > 0);
    },
    stateOf: async (number: number) => (await storage.bookings.find(id(number))).state
  }
}
