import { hash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Selectable, Transaction } from 'kysely'
import { type Booking, type BookingId, evolve, type Fact, newBooking, tell } from '../bookings/booking.ts'
import {
  type BookingStore,
  type Changing,
  type UpcomingBookings,
  type Wish,
  wishOfMove
} from '../bookings/booking-store.ts'
import { entryOf } from '../bookings/fact-entries.ts'
import type { LinkId } from '../links/link.ts'
import { kindOf } from '../notices/notice-kind-of.ts'
import type { Message } from '../outbox/message.ts'
import type { PersonId } from '../people/person.ts'
import type { Instant } from '../time/instant.ts'
import type { Span } from '../time/span.ts'
import { insertEntries } from './audit-log.ts'
import type { Engine } from './engine.ts'
import { closeMessage, messageRows } from './outbox-store.ts'
import { prepared } from './prepared.ts'
import { CLAIMING, type Tables } from './tables.ts'
import { type Pace, together } from './together.ts'

/** A file is written by stopping the whole process till the disk has it: of a crowd that is refused, those of some moments share it. */
const paceOfNotes = (engine: Engine['name']): Pace | undefined =>
  engine === 'sqlite' ? { atOnce: 1, rest: () => sleep(BETWEEN_NOTES) } : undefined

/** Milliseconds. */
const BETWEEN_NOTES = 20

type FactRow = Selectable<Tables['booking_facts']>
type Placed = Exclude<Booking, { state: 'new' }>

/**
 * ADAPTER for bookings/booking-store.ts. Facts are the truth. The row in `bookings` is told from them in the same
 * transaction, so that the schema can refuse overlap and queries need no folding.
 */
export function bookingsIn(engine: Engine, keyHashOf: (id: BookingId) => string): BookingStore & UpcomingBookings {
  const { db } = engine
  const factsById = prepared(engine, ({ id }: { id: string }) => selectFacts(db, id))

  const find = together(async (ids: readonly BookingId[]) => {
    const [id] = ids
    const rows =
      ids.length === 1 && id !== undefined
        ? await factsById({ id })
        : await engine.read(
            db
              .selectFrom('booking_facts')
              .selectAll()
              .where('booking_id', 'in', filledUp(ids))
              .orderBy('version')
              .compile()
          )
    const stories = Map.groupBy(rows, (row) => row.booking_id)
    return ids.map((id) => tell(id, (stories.get(id) ?? []).map(factFrom)))
  })

  const refuse = together(async (refused: readonly { answer: string; at: Instant }[]) => {
    const rows = await db
      .insertInto('answered_forms')
      .values(filledUp(byAnswer(refused)).map(({ answer, at }) => ({ id: answer, answered_at: at })))
      .onConflict((known) => known.column('id').doNothing())
      .returning('id')
      .execute()
    const written = new Set(rows.map(({ id }) => id))
    // of two that are the same the first hears that it was written
    return refused.map(({ answer }) => written.delete(answer))
  }, paceOfNotes(engine.name))

  return {
    find,
    facts: (id) => factsOf(db, id),

    async findByKey(keyHash) {
      const row = await db.selectFrom('bookings').select('id').where('key_hash', '=', keyHash).executeTakeFirst()
      return row && tell(row.id, await factsOf(db, row.id))
    },

    async place({ id, facts, messages, uses, caps = [], now, dueAt = now, lease }) {
      const booking = tell(id, facts)
      if (booking.state === 'new') throw new Error(`booking ${id} has no facts to be placed with`)
      try {
        return await engine.inTransactionFor(booking.organizer, async (tx) => {
          if (await isKnown(tx, id)) return 'id known'
          if (uses !== null && (await taken(tx, booking.link)) >= uses) return 'link used up'
          for (const cap of caps)
            if ((await startingWithin(tx, booking, cap.within)) >= cap.atMost) return 'day is full'

          if (!(await noteAnswer(tx, booking, now))) return (await isKnown(tx, id)) ? 'id known' : 'refused before'
          await tx
            .insertInto('bookings')
            .values({ id, key_hash: keyHashOf(id), ...rowOf(booking) })
            .execute()
          await writeFacts(tx, booking, 0, facts)
          if (messages.length > 0) await writeMessages(tx, messageRows(messages, booking.version, now, dueAt, lease))
          return 'placed'
        })
      } catch (error) {
        const refused = engine.whyRefused(error)
        if (refused === 'overlap') return 'slot taken'
        // the same id for two organizers at once: two locks, one key
        if (refused === 'duplicate') return 'id known'
        throw error
      }
    },

    refuse: (wish, now) => refuse({ answer: answerTo(wish), at: now }),

    append: (id, version, facts, messages, now, closing) =>
      engine.inTransaction(async (tx) => {
        const appended = await appendTo(tx, { id, version, facts, messages, now })
        if (appended && closing) await closeMessage(tx, closing, now)
        return appended
      }),

    async change({ caps = [], ...changing }) {
      const { organizer } = await db
        .selectFrom('bookings')
        .select('organizer')
        .where('id', '=', changing.id)
        .executeTakeFirstOrThrow()
      try {
        return await engine.inTransactionFor(organizer, async (tx) => {
          for (const cap of caps)
            if ((await startingWithin(tx, { id: changing.id, organizer }, cap.within)) >= cap.atMost)
              return 'day is full'
          return (await appendTo(tx, changing)) ? 'changed' : 'changed meanwhile'
        })
      } catch (error) {
        if (error instanceof RefusedBefore) return 'refused before'
        if (engine.whyRefused(error) === 'overlap') return 'slot taken'
        throw error
      }
    },

    async ofOrganizer(organizer, from) {
      const rows = await storedFacts()
        .where('bookings.organizer', '=', organizer)
        .where('bookings.end_at', '>', from)
        .where((booking) =>
          booking.or([
            booking('bookings.state', 'in', [...CLAIMING, 'cancelled']),
            // Released after more than one attempt: the invitee had been told "being confirmed".
            booking.exists(
              booking
                .selectFrom('outbox')
                .select('outbox.id')
                .whereRef('outbox.booking_id', '=', 'bookings.id')
                .where('outbox.kind', '=', 'create meeting')
                .where('outbox.attempts', '>', 1)
            ),
            // The right to offer the time was lost on the way: who offered it has to know.
            booking.exists(
              booking
                .selectFrom('booking_facts as released')
                .select('released.version')
                .whereRef('released.booking_id', '=', 'bookings.id')
                .where('released.type', '=', 'released')
                .where('released.body', 'like', '%"because":%')
            )
          ])
        )
        .execute()
      return toldInOrder(rows)
    },

    async upcoming(from) {
      const rows = await storedFacts()
        .where('bookings.state', 'in', CLAIMING)
        .where('bookings.end_at', '>', from)
        .execute()
      return toldInOrder(rows)
    },

    async ofMeeting(organizer, meetingId) {
      const row = await db
        .selectFrom('bookings')
        .select('id')
        .where('organizer', '=', organizer)
        .where('meeting_id', '=', meetingId)
        .executeTakeFirst()
      return row && tell(row.id, await factsOf(db, row.id))
    },

    async ofLink(link) {
      return toldInOrder(await storedFacts().where('bookings.link_id', '=', link).execute())
    }
  }

  function storedFacts() {
    return db
      .selectFrom('bookings')
      .innerJoin('booking_facts', 'booking_facts.booking_id', 'bookings.id')
      .selectAll('booking_facts')
      .orderBy('bookings.start_at')
      .orderBy('bookings.id')
      .orderBy('booking_facts.version')
  }
}

/** Writes down that this form and wish have their answer; false when they have had it. Who writes at the same time waits. */
async function noteAnswer(tx: Transaction<Tables>, wish: Wish, now: Instant): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('answered_forms')
    .values({ id: answerTo(wish), answered_at: now })
    .onConflict((known) => known.column('id').doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** A form and what was wished by it, without saying what and by whom. */
const answerTo = ({ id, slot, invitee }: Wish) =>
  hash('sha256', JSON.stringify([id, slot.start, slot.end, invitee.name, invitee.address]))

/** To a power of two, with the last one over again: a statement has few texts then, and stays prepared. */
const filledUp = <Each>(some: readonly Each[]): Each[] =>
  Array.from(
    { length: 2 ** Math.ceil(Math.log2(some.length)) },
    (_, nth) => some[Math.min(nth, some.length - 1)] as Each
  )

/** In one order and each once, so that two instances never wait for each other crosswise. */
const byAnswer = (refused: readonly { answer: string; at: Instant }[]) =>
  [...new Map(refused.map((each) => [each.answer, each])).values()].sort((a, b) => (a.answer < b.answer ? -1 : 1))

async function isKnown(tx: Transaction<Tables>, id: BookingId): Promise<boolean> {
  return (await tx.selectFrom('bookings').select('id').where('id', '=', id).executeTakeFirst()) !== undefined
}

async function taken(tx: Transaction<Tables>, link: LinkId): Promise<number> {
  const { count } = await tx
    .selectFrom('bookings')
    .select((bookings) => bookings.fn.countAll<number>().as('count'))
    .where('link_id', '=', link)
    .where('state', 'in', CLAIMING)
    .executeTakeFirstOrThrow()
  return count
}

/** Bookings of the organizer that start within the span or are being moved into it, the given one apart. */
async function startingWithin(
  tx: Transaction<Tables>,
  { id, organizer }: { id: BookingId; organizer: PersonId },
  within: Span
): Promise<number> {
  const { count } = await tx
    .selectFrom('bookings')
    .select((bookings) => bookings.fn.countAll<number>().as('count'))
    .where('organizer', '=', organizer)
    .where('id', '<>', id)
    .where('state', 'in', CLAIMING)
    .where((booking) =>
      booking.or([
        booking.and([booking('start_at', '>=', within.start), booking('start_at', '<', within.end)]),
        booking.and([booking('move_start', '>=', within.start), booking('move_start', '<', within.end)])
      ])
    )
    .executeTakeFirstOrThrow()
  return count
}

/** A fact and what the history says of it: both, or none. */
async function writeFacts(tx: Transaction<Tables>, booking: Placed, after: number, facts: Fact[]): Promise<void> {
  if (facts.length === 0) return
  await tx
    .insertInto('booking_facts')
    .values(factRows(booking.id, after, facts))
    .execute()
  await insertEntries(
    tx,
    facts.map((fact) => entryOf(booking, fact))
  )
}

/** Nothing of the transaction may stay. */
class RefusedBefore extends Error {}

/** Writes later facts; false when the booking has moved on since it was read. */
async function appendTo(
  tx: Transaction<Tables>,
  { id, version, facts, messages, now, dueAt = now }: Omit<Changing, 'caps'>
): Promise<boolean> {
  const earlier = tell(id, await factsOf(tx, id))
  if (earlier.version !== version) return false
  const booking = facts.reduce(evolve, earlier)
  if (booking.state === 'new') return false

  const { numUpdatedRows } = await tx
    .updateTable('bookings')
    .set(rowOf(booking))
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return false

  await writeFacts(tx, booking, version, facts)
  for (const fact of facts)
    if (fact.type === 'move asked' && !(await noteAnswer(tx, wishOfMove(booking, fact.change, fact.slot), now)))
      throw new RefusedBefore()
  const all: Message[] = facts.some(kindOf)
    ? [...messages, { kind: 'tell people', bookingId: id, notBefore: now }]
    : messages
  if (all.length > 0) await writeMessages(tx, messageRows(all, booking.version, now, dueAt))
  return true
}

/** An effect that the same version has called for already is not called for twice. */
const writeMessages = (tx: Transaction<Tables>, rows: ReturnType<typeof messageRows>) =>
  tx
    .insertInto('outbox')
    .values(rows)
    .onConflict((known) => known.columns(['booking_id', 'kind', 'version']).doNothing())
    .execute()

const factsOf = async (db: Engine['db'], id: BookingId): Promise<Fact[]> =>
  (await selectFacts(db, id).execute()).map(factFrom)

const selectFacts = (db: Engine['db'], id: BookingId) =>
  db.selectFrom('booking_facts').selectAll().where('booking_id', '=', id).orderBy('version')

function toldInOrder(rows: FactRow[]): Booking[] {
  const told = new Map<BookingId, Booking>()
  for (const row of rows) {
    told.set(row.booking_id, evolve(told.get(row.booking_id) ?? newBooking(row.booking_id), factFrom(row)))
  }
  return [...told.values()]
}

function rowOf(booking: Placed) {
  const { link, organizer, state, slot, claim, version, heldAt, overlapping } = booking
  const move = booking.state === 'confirmed' ? booking.move : null
  return {
    link_id: link,
    organizer,
    state,
    start_at: slot.start,
    end_at: slot.end,
    claim_start: claim.start,
    claim_end: claim.end,
    move_start: move?.slot.start ?? null,
    move_claim_start: move?.claim.start ?? null,
    move_claim_end: move?.claim.end ?? null,
    overlapping: overlapping ? 1 : 0,
    meeting_id: 'meeting' in booking ? (booking.meeting?.id ?? null) : null,
    version,
    booked_at: heldAt
  }
}

const factRows = (id: BookingId, after: number, facts: Fact[]) =>
  facts.map(({ at, type, ...body }, index) => ({
    booking_id: id,
    version: after + index + 1,
    at,
    type,
    body: JSON.stringify(body)
  }))

const factFrom = ({ at, type, body }: FactRow) => ({ at, type, ...JSON.parse(body) }) as Fact
