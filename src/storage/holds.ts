import { randomUUID } from 'node:crypto'
import type { ExpressionBuilder, Selectable, Transaction, UpdateObject } from 'kysely'
import type { FullDay, HoldStore, TakenHold } from '../links/hold-store.ts'
import type { CalendarHold, HeldDay } from '../links/holds.ts'
import type { TimeSlotLink } from '../links/link.ts'
import type { PersonId } from '../people/person.ts'
import type { Instant } from '../time/instant.ts'
import type { Span } from '../time/span.ts'
import { insertEntries } from './audit-log.ts'
import type { Engine } from './engine.ts'
import { insertLink, linkFrom } from './link-store.ts'
import { printable } from './outbox-store.ts'
import { prepared } from './prepared.ts'
import type { Tables } from './tables.ts'

type Row = Selectable<Tables['holds']>

const STANDING = ['wanted', 'placed'] as const

/** ADAPTER for links/hold-store.ts. Whoever holds the row's present lease may say what became of it, and nobody else. */
export function holdsIn(engine: Engine): HoldStore {
  const { db } = engine
  const standing = prepared(engine, ({ link }: { link: string }) =>
    db
      .selectFrom('holds')
      .select(['start_at as start', 'end_at as end'])
      .where('link_id', '=', link)
      .where('state', 'in', ['placed', 'leaving'])
      .where('placed_at', 'is not', null)
      .orderBy('start_at')
  )

  return {
    addLink({ link, tokenHash, holds, days, holdsPerDay, now, entry }) {
      const organizer = link.organizer.id
      return engine.inTransactionFor(organizer, async (tx) => {
        const full = await fullDays(tx, organizer, days, holdsPerDay)
        if (full.length > 0) return { full }
        await insertLink(tx, link, tokenHash)
        await insertEntries(tx, [entry])
        const rows = holds.map(({ id, slot, until }) => ({
          id,
          link_id: link.id,
          organizer,
          start_at: slot.start,
          end_at: slot.end,
          until_at: until,
          takes: link.uses,
          state: 'wanted' as const,
          since: now,
          attempts: 0,
          due_at: now
        }))
        if (rows.length > 0) await tx.insertInto('holds').values(rows).execute()
        return 'added'
      })
    },

    standing: (link) => standing({ link }),

    async ofLink(link) {
      const rows = await db
        .selectFrom('holds')
        .selectAll()
        .where('link_id', '=', link)
        .orderBy('start_at')
        .orderBy('id')
        .execute()
      return rows.map(holdFrom)
    },

    async ofOrganizer(organizer, now) {
      const rows = await db
        .selectFrom('holds')
        .selectAll()
        .where('organizer', '=', organizer)
        .where((hold) =>
          hold.or([
            hold('state', '<>', 'gone'),
            hold.and([hold('start_at', '>', now), hold('why', 'in', ['deleted in Outlook', 'changed in Outlook'])])
          ])
        )
        .orderBy('start_at')
        .orderBy('id')
        .execute()
      return rows.map(holdFrom)
    },

    async hasten(organizer, at) {
      await db
        .updateTable('holds')
        .set({ due_at: at })
        .where('organizer', '=', organizer)
        .where('state', '=', 'placed')
        .where('due_at', '>', at)
        .execute()
    },

    async over(limit, now) {
      const rows = await db
        .selectFrom('holds')
        .innerJoin('links', 'links.id', 'holds.link_id')
        .selectAll('holds')
        .select(['links.created_at', 'links.revoked_at', 'links.rules', 'links.keeper'])
        .where('holds.state', 'in', STANDING)
        .where((hold) => {
          const booked = hold
            .selectFrom('bookings')
            .whereRef('bookings.link_id', '=', 'holds.link_id')
            .where('bookings.state', '=', 'confirmed')
          return hold.or([
            hold('holds.until_at', '<=', now),
            hold('links.revoked_at', 'is not', null),
            hold.exists(
              booked
                .select('bookings.id')
                .whereRef('bookings.start_at', '=', 'holds.start_at')
                .whereRef('bookings.end_at', '=', 'holds.end_at')
            ),
            hold(
              'holds.takes',
              '<=',
              booked.select((booking) => booking.fn.countAll<number>().as('count'))
            )
          ])
        })
        .orderBy('holds.until_at')
        .limit(limit)
        .execute()
      const taken = await takenSlots([...new Set(rows.map(({ link_id }) => link_id))])
      return rows.map(({ created_at, revoked_at, rules, keeper, ...row }) => ({
        hold: holdFrom(row),
        link: linkFrom({ id: row.link_id, created_at, revoked_at, rules, keeper }) as TimeSlotLink,
        taken: taken.get(row.link_id) ?? []
      }))
    },

    async leave(ids, why, now) {
      if (ids.length === 0) return 0
      const { numUpdatedRows } = await db
        .updateTable('holds')
        .set({ state: 'leaving', since: now, why, attempts: 0, due_at: now, problem: null })
        .where('id', 'in', [...ids])
        .where('state', 'in', STANDING)
        .executeTakeFirst()
      return Number(numUpdatedRows)
    },

    /** One statement: found, leased and told, so that two workers never get the same hold. */
    async take(limit, leaseFor, now) {
      const lease = randomUUID()
      const rows = await db
        .with('chosen', (from) =>
          engine.skippingLocked(
            from
              .selectFrom('holds')
              .select('id')
              .where('state', '<>', 'gone')
              .where('due_at', '<=', now)
              .where((hold) => free(hold, now))
              .orderBy('due_at')
              .orderBy('id')
              .limit(limit)
          )
        )
        .updateTable('holds')
        .set((hold) => ({
          attempts: hold('attempts', '+', 1),
          lease,
          leased_until: now + leaseFor,
          // Before anything is asked: a process that dies in between has left a trace.
          asked_at: hold.case().when('state', '=', 'wanted').then(hold.val(now)).else(hold.ref('asked_at')).end()
        }))
        .where('id', 'in', (chosen) => chosen.selectFrom('chosen').select('chosen.id'))
        .returningAll()
        .execute()
      return rows.sort((a, b) => a.due_at - b.due_at || (a.id < b.id ? -1 : 1)).map(takenFrom)
    },

    placed: (taken, checkAt, now) =>
      settle(
        taken,
        {
          state: 'placed',
          since: taken.state === 'placed' ? taken.since : now,
          attempts: 0,
          due_at: checkAt,
          problem: null
        },
        taken.wasPlaced ? {} : { placed_at: now }
      ),
    gone: (taken, why, now) => settle(taken, {}, { state: 'gone', since: now, why, problem: null }),
    later: (taken, dueAt, problem) => settle(taken, { due_at: dueAt, problem: printable(problem) })
  }

  /** `unless`: only while the hold is in the state in which it was taken, and not when it was told to leave meanwhile. */
  function settle(
    taken: TakenHold,
    unless: UpdateObject<Tables, 'holds'>,
    always: UpdateObject<Tables, 'holds'> = {}
  ): Promise<boolean> {
    return engine.inTransaction(async (tx) => {
      const mine = { ...always, lease: null, leased_until: null }
      const asTaken = await tx
        .updateTable('holds')
        .set({ ...unless, ...mine })
        .where('id', '=', taken.id)
        .where('lease', '=', taken.lease)
        .where('state', '=', taken.state)
        .executeTakeFirst()
      if (asTaken.numUpdatedRows === 1n) return true
      const moved = await tx
        .updateTable('holds')
        .set(mine)
        .where('id', '=', taken.id)
        .where('lease', '=', taken.lease)
        .executeTakeFirst()
      return moved.numUpdatedRows === 1n
    })
  }

  async function takenSlots(links: string[]): Promise<Map<string, Span[]>> {
    const slots = new Map<string, Span[]>()
    if (links.length === 0) return slots
    const rows = await db
      .selectFrom('bookings')
      .select(['link_id', 'start_at as start', 'end_at as end'])
      .where('link_id', 'in', links)
      .where('state', '=', 'confirmed')
      .execute()
    for (const { link_id, start, end } of rows) slots.set(link_id, [...(slots.get(link_id) ?? []), { start, end }])
    return slots
  }
}

const free = (hold: ExpressionBuilder<Tables, 'holds'>, now: Instant) =>
  hold.or([hold('leased_until', 'is', null), hold('leased_until', '<=', now)])

/** Days on which more would stand than a day takes. */
async function fullDays(
  tx: Transaction<Tables>,
  organizer: PersonId,
  days: readonly HeldDay[],
  holdsPerDay: number
): Promise<FullDay[]> {
  const full: FullDay[] = []
  for (const day of days) {
    const { count } = await tx
      .selectFrom('holds')
      .select((holds) => holds.fn.countAll<number>().as('count'))
      .where('organizer', '=', organizer)
      .where('state', 'in', STANDING)
      .where('start_at', '>=', day.span.start)
      .where('start_at', '<', day.span.end)
      .executeTakeFirstOrThrow()
    const free = Math.max(0, holdsPerDay - count)
    if (day.wanted > free) full.push({ ...day, free })
  }
  return full
}

const holdFrom = (row: Row): CalendarHold => ({
  id: row.id,
  link: row.link_id,
  organizer: row.organizer,
  slot: { start: row.start_at, end: row.end_at },
  state: row.state,
  since: row.since,
  why: row.why,
  problem: row.problem
})

const takenFrom = (row: Row): TakenHold => ({
  ...holdFrom(row),
  lease: row.lease ?? '',
  attempt: row.attempts,
  asked: row.state === 'wanted' && row.attempts === 1 ? null : row.asked_at, // taking it has written this one
  wasPlaced: row.placed_at !== null
})
