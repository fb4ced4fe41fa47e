// Subscriptions and sweeps, with an Exchange that says what a test wants.
import { describe, expect, test } from 'vitest'
import type { Booking } from '../../src/bookings/booking.ts'
import type { CalendarChanges, ChangedItem } from '../../src/following/calendar-changes.ts'
import type { Hint } from '../../src/following/hint.ts'
import { hashOfSecret, keepSubscriptions } from '../../src/following/keep-subscriptions.ts'
import type { Known } from '../../src/following/others.ts'
import type { Subscription } from '../../src/following/subscription.ts'
import type { SubscriptionStore, TakenSubscription } from '../../src/following/subscription-store.ts'
import type { Subscriptions } from '../../src/following/subscriptions.ts'
import { sweep } from '../../src/following/sweep.ts'
import type { SweepState, SweepStore, TakenSweep } from '../../src/following/sweep-store.ts'
import { DAY, MINUTE } from '../../src/time/instant.ts'
import { mondayMorning, olga } from '../world/cast.ts'
import { aBooking, meeting } from './story.ts'

const organizers = { find: async () => olga, all: async () => [olga], enrol: async () => {} }
const address = 'https://meet.acme.example/exchange/notifications'
const now = mondayMorning

describe('a subscription', () => {
  const standing: Subscription = {
    organizer: olga.id,
    id: 'sub-1',
    secretHash: hashOfSecret('old'),
    address,
    endsAt: now + 2 * DAY
  }

  async function looked(known: Subscription, answers: Partial<Subscriptions>, { kept = true, attempt = 1 } = {}) {
    const seen = {
      told: [] as unknown[],
      later: [] as number[],
      swept: 0,
      asked: [] as string[],
      reports: [] as string[]
    }
    const subscriptions: Subscriptions = {
      create: async (_, wanted) => {
        seen.asked.push(`create ${wanted.secret}`)
        return { id: 'sub-2', endsAt: wanted.until }
      },
      renew: async (id, until) => {
        seen.asked.push(`renew ${id}`)
        return { endsAt: until }
      },
      remove: async (id) => {
        seen.asked.push(`remove ${id}`)
        return 'removed'
      },
      ...answers
    }
    const store = {
      want: async () => {},
      take: async () => [{ ...known, lease: 'x', attempt } as TakenSubscription],
      stands: async (_: unknown, subscription: Subscription, dueAt: number) => {
        if (kept) seen.told.push({ ...subscription, dueAt })
        return kept
      },
      later: async (_: unknown, dueAt: number) => void seen.later.push(dueAt - now)
    } as unknown as SubscriptionStore
    await keepSubscriptions(10, {
      ...{ organizers, subscriptions, address, newSecret: () => 'new secret', clock: () => now, random: () => 0 },
      subscriptionStore: store,
      sweepStore: { hasten: async () => void seen.swept++ },
      report: (_, problem) => void seen.reports.push(problem)
    })
    return seen
  }

  test('is renewed for three days, and looked at again after one', async () => {
    const seen = await looked(standing, {})
    expect(seen).toMatchObject({ asked: ['renew sub-1'], swept: 0 })
    expect(seen.told).toEqual([{ ...standing, endsAt: now + 3 * DAY, dueAt: now + DAY }])
  })

  test.each([
    [
      'that Exchange does not know any more',
      standing,
      { renew: async () => 'gone' as const },
      ['create new secret', 'remove sub-1']
    ],
    ['that has ended', { ...standing, endsAt: now }, {}, ['create new secret', 'remove sub-1']],
    [
      'to another address of before',
      { ...standing, address: 'https://old.example/x' },
      {},
      ['create new secret', 'remove sub-1']
    ],
    ['that is not there yet', { ...standing, id: null }, {}, ['create new secret']]
  ])('%s is made anew, with a secret of its own, and what was missed is swept', async (_, known, answers, asked) => {
    const seen = await looked(known, answers)
    expect(seen).toMatchObject({ asked, swept: 1 })
    expect(seen.told).toMatchObject([{ id: 'sub-2', secretHash: hashOfSecret('new secret'), address }])
  })

  test('that two instances made at once leaves one', async () => {
    const seen = await looked({ ...standing, id: null }, {}, { kept: false })
    expect(seen.asked).toEqual(['create new secret', 'remove sub-2'])
  })

  test.each([
    ['refused', { refused: 'Exchange answered 403' }, 6, 32_000],
    ['busy', { notNow: 'Exchange answered 429', after: 60_000 }, 1, 60_000],
    ['refused for days', { refused: 'Exchange answered 403' }, 40, 2 * MINUTE]
  ])('that is %s is tried again, and said', async (_, failure, attempt, wait) => {
    const seen = await looked({ ...standing, id: null }, { create: async () => failure }, { attempt })
    expect(seen).toMatchObject({ later: [wait], told: [], reports: [expect.stringContaining('Exchange answered')] })
  })

  test('that cannot be renewed just now is kept, and not made a second time', async () => {
    const seen = await looked(standing, { renew: async () => ({ unclear: 'no answer in time' }) })
    expect(seen).toMatchObject({ asked: [], told: [], swept: 0 })
  })
})

describe('a sweep', () => {
  const booking = aBooking()
  const state: SweepState = { link: 'link-1', window: { start: now - DAY, end: now + 60 * DAY } }

  async function swept(
    {
      known = state as SweepState | null,
      bookings = [booking] as Booking[],
      others = [] as Known[],
      sweptAt = now + DAY,
      attempt = 1,
      told = true
    },
    answers: Partial<CalendarChanges>
  ) {
    const seen = {
      hints: [] as Hint[],
      states: [] as unknown[],
      later: [] as unknown[],
      forgotten: 0,
      asked: [] as string[],
      renewed: 0
    }
    const changes: CalendarChanges = {
      all: async (_, window) => {
        seen.asked.push(`all of ${(window.end - window.start) / DAY} days`)
        return { items: [], link: 'link-all' }
      },
      since: async (_, link) => {
        seen.asked.push(link)
        return { items: [], link: 'link-2' }
      },
      ...answers
    }
    const store = {
      want: async () => {},
      take: async () => [{ organizer: olga.id, state: known, sweptAt, lease: 'x', attempt } as TakenSweep],
      swept: async (_: unknown, after: SweepState, dueAt: number) =>
        void seen.states.push({ link: after.link, in: dueAt - now }),
      later: async (_: unknown, dueAt: number, __: string, forget: boolean) =>
        void seen.later.push({ in: dueAt - now, forget })
    } as unknown as SweepStore
    await sweep(10, {
      ...{ organizers, changes, clock: () => now, random: () => 0, notified: true },
      bookings: { ofOrganizer: async () => bookings },
      others: {
        known: async () => others,
        prepare: async () => {},
        concerns: ({ categories }) => categories.includes('Salesforce')
      },
      sweepStore: store,
      hintStore: { write: async (hints) => void seen.hints.push(...hints) },
      subscriptionStore: { hasten: async () => void seen.renewed++, isStanding: async () => told },
      changed: () => void seen.forgotten++,
      report: () => {}
    })
    return seen
  }

  const changed = (id: string, more: Partial<ChangedItem> = {}): ChangedItem => ({
    id,
    iCalUId: null,
    gone: false,
    categories: [],
    ...more
  })

  test('asks what is different since the last, and hints at what is ours', async () => {
    const items = [
      changed('hers', { iCalUId: 'other' }),
      changed(meeting.id),
      changed('new-id', { iCalUId: meeting.iCalUId })
    ]
    const seen = await swept({}, { since: async () => ({ items, link: 'link-2' }) })
    expect(seen.hints.map(({ item }) => item)).toEqual([meeting.id, 'new-id'])
    expect(seen).toMatchObject({ states: [{ link: 'link-2', in: 5 * MINUTE }], forgotten: 1 })
  })

  test('hints at a meeting that is younger than the last one and is not named: it came and went between the two', async () => {
    const hintsAfter = async (sweptAt: number, items: ChangedItem[] = []) =>
      (await swept({ sweptAt }, { since: async () => ({ items, link: 'l' }) })).hints
    const gone = { organizer: olga.id, item: meeting.id, gone: true }
    expect(await hintsAfter(now - MINUTE)).toEqual([gone])
    expect(await hintsAfter(now - MINUTE, [changed(meeting.id)])).toEqual([{ ...gone, gone: false }])
    expect(await hintsAfter(now + DAY)).toEqual([])
  })

  test('hints at what nobody follows yet, where it carries the category', async () => {
    const items = [changed('hers'), changed('marked', { categories: ['Salesforce'] })]
    const since = await swept({}, { since: async () => ({ items, link: 'l' }) })
    expect(since.hints.map(({ item }) => item)).toEqual(['marked'])
  })

  test('knows meetings that were saved to Salesforce as it knows bookings', async () => {
    const others = [{ id: 'lunch', iCalUId: 'ical-lunch', end: now + 90 * DAY }]
    const items = [changed('lunch'), changed('hers')]
    const one = await swept(
      { others: [{ ...others[0], end: now + DAY } as Known] },
      { since: async () => ({ items, link: 'l' }) }
    )
    expect(one.hints.map(({ item }) => item)).toEqual(['lunch'])
    const all = await swept({ others }, {})
    expect(all.asked).toEqual(['all of 98 days'])
    expect(all.hints).toContainEqual({ organizer: olga.id, item: 'lunch', gone: true })
  })

  test('where nobody tells us comes every two minutes', async () => {
    expect((await swept({ told: false }, {})).states).toEqual([{ link: 'link-2', in: 2 * MINUTE }])
  })

  test('that finds nothing different forgets nothing', async () => {
    expect((await swept({}, {})).forgotten).toBe(0)
  })

  test.each([
    [
      'of which Exchange has forgotten where it was',
      state,
      [booking],
      { since: async () => 'expired' as const },
      'all of 61 days'
    ],
    ['of nothing before', null, [booking], {}, 'all of 61 days'],
    [
      'whose window is a week old',
      { ...state, window: { start: now - 9 * DAY, end: now + 52 * DAY } },
      [booking],
      {},
      'all of 61 days'
    ],
    [
      'whose window a booking lies beyond',
      state,
      [booking, { ...booking, slot: { start: now + 100 * DAY, end: now + 101 * DAY } }],
      {},
      'all of 109 days'
    ]
  ])('%s reads everything, and looks for what is not shown', async (_, known, bookings, answers, asked) => {
    const seen = await swept({ known, bookings }, answers)
    expect(seen.asked).toEqual([asked])
    expect(seen.hints[0]).toEqual({ organizer: olga.id, item: meeting.id, gone: true })
    expect(seen.states).toEqual([{ link: 'link-all', in: 5 * MINUTE }])
    expect(seen.renewed).toBe('since' in answers ? 1 : 0)
  })

  test('that shows a booking under another id does not miss it', async () => {
    const items = [changed('new-id', { iCalUId: meeting.iCalUId })]
    const seen = await swept({ known: null }, { all: async () => ({ items, link: 'x' }) })
    expect(seen.hints).toEqual([{ organizer: olga.id, item: 'new-id', gone: false }])
  })

  test('that fails waits, and from the third time on begins anew', async () => {
    const since = async () => ({ notNow: 'Exchange answered 503' })
    expect((await swept({}, { since })).later).toMatchObject([{ forget: false }])
    expect((await swept({ attempt: 3 }, { since })).later).toMatchObject([{ forget: true }])
  })
})
