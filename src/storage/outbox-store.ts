import { randomUUID } from 'node:crypto'
import type { Expression, ExpressionBuilder, Selectable, SqlBool, Transaction } from 'kysely'
import { FIRST_LEASE } from '../outbox/deliver.ts'
import { type Kept, type Lease, legs, type Message, type Taken, type Waiting } from '../outbox/message.ts'
import type { OutboxStore } from '../outbox/outbox-store.ts'
import type { WaitingMessages } from '../outbox/waiting-messages.ts'
import type { Instant } from '../time/instant.ts'
import type { Engine } from './engine.ts'
import type { Tables } from './tables.ts'

type Row = Selectable<Tables['outbox']>

const LONGEST_PROBLEM = 2_000

/** ADAPTER for outbox/outbox-store.ts and outbox/waiting-messages.ts. Whoever holds the row's present lease may change it, and nobody else. */
export function outboxIn(engine: Engine): OutboxStore & WaitingMessages {
  const { db } = engine

  return {
    async take(limit, leaseFor, now) {
      const rows = await lease(leaseFor, now, limit, (message) =>
        message.and([message('due_at', '<=', now), untaken(message, now), isNext(message)])
      )
      return rows.sort((a, b) => a.due_at - b.due_at || a.id - b.id).map(takenFrom)
    },

    async takeOf(bookingId, kind, leaseFor, now) {
      const [row] = await lease(leaseFor, now, 1, (message) =>
        message.and([
          message('booking_id', '=', bookingId),
          message('kind', '=', kind),
          untaken(message, now),
          isNext(message)
        ])
      )
      return row && takenFrom(row)
    },

    async heldUnder(lease, bookingId, kind) {
      const row = await db
        .selectFrom('outbox')
        .selectAll()
        .where('booking_id', '=', bookingId)
        .where('kind', '=', kind)
        .where('lease', '=', lease)
        .executeTakeFirst()
      return row && takenFrom(row)
    },

    done: (taken, now) => settle(taken, { done_at: now }),
    later: (taken, dueAt, problem, untouched = false) =>
      settle(taken, {
        due_at: dueAt,
        problem: printable(problem),
        ...(untouched ? { sent_at: taken.sentAt } : {})
      }),

    async sending(taken, now) {
      const { numUpdatedRows } = await db
        .updateTable('outbox')
        .set({ sent_at: now })
        .where('id', '=', Number(taken.id))
        .where('lease', '=', taken.lease)
        .executeTakeFirst()
      return numUpdatedRows === 1n
    },

    park: (taken, problem, now) => settle(taken, { parked_at: now, problem: printable(problem) }),

    async ofBooking(bookingId) {
      const rows = await db.selectFrom('outbox').selectAll().where('booking_id', '=', bookingId).orderBy('id').execute()
      return rows.map(keptFrom)
    },

    async oldestDue(now) {
      const { due } = await db
        .selectFrom('outbox')
        .select((message) => message.fn.min('due_at').as('due'))
        .where('done_at', 'is', null)
        .where('parked_at', 'is', null)
        .executeTakeFirstOrThrow()
      return due === null ? 0 : Math.max(0, now - due)
    },

    async waiting(limit, organizers) {
      const rows = await undelivered()
        .$if(organizers !== undefined, (query) => query.where('bookings.organizer', 'in', [...(organizers ?? []), '']))
        .where((message) => message.or([message('parked_at', 'is not', null), message('attempts', '>', 0)]))
        .orderBy((message) => message.case().when('parked_at', 'is', null).then(1).else(0).end())
        .orderBy('outbox.written_at')
        .orderBy('outbox.id')
        .limit(limit)
        .execute()
      return rows.map(waitingFrom)
    },

    async findWaiting(id) {
      const row = await undelivered().where('outbox.id', '=', numberOf(id)).executeTakeFirst()
      return row && waitingFrom(row)
    },

    async retry(id, now) {
      const { numUpdatedRows } = await db
        .updateTable('outbox')
        // not from nothing: the first attempt of all is the only one that does not look before it acts
        .set({ parked_at: null, due_at: now, attempts: 1, lease: null, leased_until: null })
        .where('id', '=', numberOf(id))
        .where('done_at', 'is', null)
        .where('dropped_at', 'is', null)
        .where((message) => message.or([message('leased_until', 'is', null), message('leased_until', '<=', now)]))
        .where((message) => message.or([message('parked_at', 'is not', null), message('due_at', '>', now)]))
        .executeTakeFirst()
      return numUpdatedRows === 1n
    },

    async drop(id, { by, why }, now) {
      const { numUpdatedRows } = await db
        .updateTable('outbox')
        .set({ dropped_at: now, dropped_by: by, dropped_why: printable(why) })
        .where('id', '=', numberOf(id))
        .where('parked_at', 'is not', null)
        .where('dropped_at', 'is', null)
        .executeTakeFirst()
      return numUpdatedRows === 1n
    }
  }

  function undelivered() {
    return db
      .selectFrom('outbox')
      .innerJoin('bookings', 'bookings.id', 'outbox.booking_id')
      .selectAll('outbox')
      .select('bookings.organizer')
      .where('done_at', 'is', null)
      .where('dropped_at', 'is', null)
  }

  /** One statement: found, leased and told, so that two workers never get the same message. */
  function lease(
    leaseFor: number,
    now: Instant,
    limit: number,
    which: (message: ExpressionBuilder<Tables, 'outbox'>) => Expression<SqlBool>
  ): Promise<Row[]> {
    return db
      .with('chosen', (from) =>
        engine.skippingLocked(
          from.selectFrom('outbox').select('id').where(which).orderBy('due_at').orderBy('id').limit(limit)
        )
      )
      .updateTable('outbox')
      .set((message) => ({
        attempts: message('attempts', '+', 1),
        lease: randomUUID(),
        leased_until: now + leaseFor,
        // what is tried for the first time is sent at once
        sent_at: message.case().when('attempts', '=', 0).then(message.val(now)).else(message.ref('sent_at')).end()
      }))
      .where('id', 'in', (chosen) => chosen.selectFrom('chosen').select('chosen.id'))
      .returningAll()
      .execute()
  }

  async function settle(taken: Taken, outcome: Partial<Row>): Promise<boolean> {
    const { numUpdatedRows } = await db
      .updateTable('outbox')
      .set({ ...outcome, lease: null, leased_until: null })
      .where('id', '=', Number(taken.id))
      .where('lease', '=', taken.lease)
      .executeTakeFirst()
    return numUpdatedRows === 1n
  }
}

const untaken = (message: ExpressionBuilder<Tables, 'outbox'>, now: Instant) =>
  message.and([
    message('done_at', 'is', null),
    message('parked_at', 'is', null),
    message.or([message('leased_until', 'is', null), message('leased_until', '<=', now)])
  ])

const kindsOfLegs = Object.values(Object.groupBy(Object.keys(legs) as Message['kind'][], (kind) => legs[kind]))

/** No earlier message of the same part of this booking is still open. Those that are parked keep nobody waiting. */
const isNext = (message: ExpressionBuilder<Tables, 'outbox'>) =>
  message.not(
    message.exists(
      message
        .selectFrom('outbox as earlier')
        .select('earlier.id')
        .whereRef('earlier.booking_id', '=', 'outbox.booking_id')
        .whereRef('earlier.id', '<', 'outbox.id')
        .where('earlier.done_at', 'is', null)
        .where('earlier.parked_at', 'is', null)
        .where((both) =>
          both.or(
            kindsOfLegs.map((kinds) => both.and([both('earlier.kind', 'in', kinds), both('outbox.kind', 'in', kinds)]))
          )
        )
    )
  )

/** In a transaction of facts: the message that they came of is done. Nothing happens when its lease was lost; another looks then. */
export async function closeMessage(tx: Transaction<Tables>, taken: Taken, now: Instant): Promise<void> {
  await tx
    .updateTable('outbox')
    .set({ done_at: now, lease: null, leased_until: null })
    .where('id', '=', Number(taken.id))
    .where('lease', '=', taken.lease)
    .execute()
}

/**
 * Rows for effects that facts call for, written in the transaction of the facts. Under a lease the first attempt has begun with
 * them.
 */
export const messageRows = (messages: Message[], version: number, now: Instant, dueAt = now, lease?: Lease) =>
  messages.map(({ kind, bookingId, notBefore = dueAt }) => ({
    kind,
    booking_id: bookingId,
    version,
    attempts: 0,
    written_at: now,
    due_at: Math.max(notBefore, dueAt),
    ...(lease ? { attempts: 1, lease: lease.key, leased_until: lease.until, sent_at: now } : {})
  }))

/** Foreign text may be long, and may hold the one character that PostgreSQL cannot keep. */
export const printable = (text: string, longest = LONGEST_PROBLEM) => text.replaceAll('\0', '').slice(0, longest)

/** Ids come from addresses and command lines: what is no number is nobody's id. */
const numberOf = (id: string) => (/^\d{1,15}$/.test(id) ? Number(id) : -1)

const waitingFrom = (row: Row & { organizer: string }): Waiting => ({
  ...keptFrom(row),
  organizer: row.organizer,
  writtenAt: row.written_at,
  inHandUntil: row.leased_until
})

const takenFrom = (row: Row): Taken => ({
  id: String(row.id),
  kind: row.kind,
  bookingId: row.booking_id,
  attempt: row.attempts,
  lease: row.lease ?? '',
  // others count from when it was noted that something is sent, so that what is sent much later is noted again
  until: Math.min(row.leased_until ?? 0, (row.sent_at ?? 0) + FIRST_LEASE),
  writtenAt: row.written_at,
  sentAt: row.attempts === 1 ? null : row.sent_at
})

const keptFrom = (row: Row): Kept => ({
  id: String(row.id),
  kind: row.kind,
  bookingId: row.booking_id,
  attempts: row.attempts,
  dueAt: row.due_at,
  doneAt: row.done_at,
  parkedAt: row.parked_at,
  lastProblem: row.problem,
  droppedAt: row.dropped_at
})
