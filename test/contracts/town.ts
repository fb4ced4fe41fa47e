// Everything that follows the calendars, over a real store and a real sandbox, turned by hand: no loop runs by itself.
import { randomBytes, randomUUID } from 'node:crypto'
import Fastify from 'fastify'
import { onTestFinished } from 'vitest'
import { requireAccess } from '../../server/plugins/access.ts'
import { NOTIFICATIONS_PATH, notificationRoutes } from '../../server/routes/exchange/notifications.ts'
import type { SavingCategory } from '../../src/activities/category.ts'
import { followCategory } from '../../src/activities/follow-category.ts'
import { followMeetings } from '../../src/activities/follow-meeting.ts'
import type { Confirmed } from '../../src/bookings/booking.ts'
import { createMeeting } from '../../src/bookings/create-meeting.ts'
import { calendarChanges } from '../../src/exchange/calendar-changes.ts'
import { items } from '../../src/exchange/items.ts'
import { masterCategories } from '../../src/exchange/master-categories.ts'
import { meetings } from '../../src/exchange/meetings.ts'
import { subscriptions } from '../../src/exchange/subscriptions.ts'
import { followHints } from '../../src/following/follow-hints.ts'
import { keepSubscriptions } from '../../src/following/keep-subscriptions.ts'
import { receiver } from '../../src/following/receive.ts'
import { sweep } from '../../src/following/sweep.ts'
import { DAY, HOUR } from '../../src/time/instant.ts'
import type { Span } from '../../src/time/span.ts'
import { everybodyActive } from '../world/accounts.ts'
import { grace, olga } from '../world/cast.ts'
import { editor } from '../world/services.ts'
import type { Acme } from './acme.ts'
import type { Place } from './engines.ts'
import { openWithLinks, wish } from './story.ts'

const needless = () => {}

export async function aTown(acme: Acme, place: Place, category?: SavingCategory) {
  const storage = await openWithLinks(place)
  const outside = { ahead: 0, problems: [] as string[], changed: 0 }
  const clock = () => Date.now() + outside.ahead
  const common = { ...storage, clock, random: () => 0, changed: () => void outside.changed++ }
  const report = (_: unknown, problem: string) => void outside.problems.push(problem)

  const app = Fastify({ forceCloseConnections: true })
  requireAccess(app)
  app.removeContentTypeParser(['text/plain', 'application/json'])
  const receive = receiver({
    subscriptionStore: storage.subscriptions,
    sweepStore: storage.sweeps,
    hintStore: storage.hints,
    clock,
    breathe: async () => {}
  })
  await app.register(notificationRoutes, { services: { receive } })
  const origin = await app.listen({ port: 0, host: '127.0.0.1' })
  onTestFinished(() => app.close())
  const address = `${origin}${NOTIFICATIONS_PATH}`

  const forMeetings = {
    ...{ savedMeetings: storage.savedMeetings, items: items(acme.graph), category, clock, ring: needless },
    mailboxHours: { hoursOf: async () => ({ zone: 'Europe/Berlin', hours: {} }) }
  }
  const followed = followMeetings(forMeetings)
  const others = category
    ? followCategory(followed, {
        ...{ ...storage, ...forMeetings, category, masterCategories: masterCategories(acme.graph) },
        report: (_, problem) => void outside.problems.push(problem)
      })
    : followed
  const forHints = {
    ...common,
    others,
    hintStore: storage.hints,
    items: items(acme.graph),
    ringWorker: needless,
    report
  }
  const forSweeps = {
    ...common,
    others,
    sweepStore: storage.sweeps,
    hintStore: storage.hints,
    subscriptionStore: storage.subscriptions,
    changes: calendarChanges(acme.graph),
    notified: true,
    report
  }
  const forSubscriptions = {
    ...common,
    subscriptionStore: storage.subscriptions,
    sweepStore: storage.sweeps,
    subscriptions: subscriptions(acme.graph),
    newSecret: () => randomBytes(32).toString('base64url'),
    address,
    report
  }

  return {
    storage,
    outside,
    address,
    clock,
    subscribe: () => keepSubscriptions(10, forSubscriptions),
    sweep: () => sweep(10, forSweeps),
    /** Reads hints until none is due; a moment ahead, so that those that settle are due, too. */
    async follow() {
      outside.ahead += 1000
      while ((await followHints(8, forHints)) > 0);
    },
    /** Grace takes a slot, and Exchange has the meeting. */
    async booked(slot: Span, more: { id?: string; buffer?: number } = {}): Promise<Confirmed> {
      const id = more.id ?? randomUUID()
      const placing = wish({ id, slot, invitee: grace, buffer: more.buffer ?? 0 })
      const facts = placing.facts.map((fact) => ({ ...fact, at: clock(), until: clock() + HOUR }))
      await storage.bookings.place({ ...placing, facts: facts as typeof placing.facts, now: clock() })
      const message = { kind: 'create meeting' as const, bookingId: id }
      const taken = {
        ...message,
        id: '0',
        attempt: 1,
        lease: '',
        until: Number.POSITIVE_INFINITY,
        writtenAt: clock(),
        sentAt: null
      }
      await createMeeting(taken, { ...common, ...carried, meetings: meetings(acme.graph) })
      return this.booking(id)
    },
    async booking(id: string): Promise<Confirmed> {
      const booking = await storage.bookings.find(id)
      if (booking.state !== 'confirmed') throw new Error(`the booking is ${booking.state}`)
      return booking
    },
    /** In Outlook. */
    byHand: (meeting: { iCalUId: string }, act: string, more = {}) =>
      acme.post('/_sandbox/meeting', { mailbox: olga.address, meeting: meeting.iCalUId, act, ...more }),
    deliveries: async () =>
      ((await (await fetch(`${acme.origin}/_sandbox/notifications`)).json()) as { deliveries: { outcome: string }[] })
        .deliveries
  }
}

/** Dana's right carries her link here; whether it does is asked elsewhere (test/bookings/right-lost-on-the-way.test.ts). */
const carried = { standings: { of: async () => editor }, accounts: everybodyActive }

/** Next week, so that no entry of the sandbox's diaries is in the way of anybody's understanding. */
export function inDays(days: number, hour: number, minutes = 30): Span {
  const midnight = Math.floor(Date.now() / DAY) * DAY
  const start = midnight + days * DAY + hour * HOUR
  return { start, end: start + minutes * 60_000 }
}
