import { randomUUID } from 'node:crypto'
import type { Expression, ExpressionBuilder, Kysely, Selectable, SqlBool, UpdateObject } from 'kysely'
import {
  type Attempt,
  type Leg,
  type LegKey,
  type LegState,
  repeats,
  stopped,
  type TakenLeg,
  wishable
} from '../activities/leg.ts'
import type { LegChange, LegStore, NewLeg } from '../activities/leg-store.ts'
import type { Instant } from '../time/instant.ts'
import type { Engine } from './engine.ts'
import { printable } from './outbox-store.ts'
import type { Tables } from './tables.ts'

type Row = Selectable<Tables['activities']>
type Rows = ExpressionBuilder<Tables, 'activities'>

/** ADAPTER for activities/leg-store.ts */
export function legsIn(engine: Engine): LegStore {
  const { db } = engine

  return {
    wish: (leg, now) => wishIn(db, leg, now),

    async find(key) {
      const row = await db.selectFrom('activities').selectAll().where('key', '=', key).executeTakeFirst()
      return row && legFrom(row)
    },

    any: async () => (await db.selectFrom('activities').select('key').limit(1).executeTakeFirst()) !== undefined,

    async findAll(keys) {
      if (keys.length === 0) return []
      const rows = await db
        .selectFrom('activities')
        .selectAll()
        .where('key', 'in', [...keys])
        .execute()
      return rows.map(legFrom)
    },

    async latest(organizers, states, limit) {
      if (organizers.length === 0 || states.length === 0) return []
      const rows = await db
        .selectFrom('activities')
        .selectAll()
        .where('organizer', 'in', [...organizers])
        .where('state', 'in', [...states])
        .orderBy('since', 'desc')
        .orderBy('key')
        .limit(limit)
        .execute()
      return rows.map(legFrom)
    },

    async counts(organizers) {
      if (organizers.length === 0) return {}
      const rows = await db
        .selectFrom('activities')
        .select(({ fn }) => ['state', fn.countAll().as('count')])
        .where('organizer', 'in', [...organizers])
        .groupBy('state')
        .execute()
      return Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)]))
    },

    async notThrough(limit, organizers) {
      if (organizers?.length === 0) return []
      const rows = await db
        .selectFrom('activities')
        .selectAll()
        .where((leg) =>
          leg.or([leg('state', 'in', [...stopped]), leg('state', '=', 'waiting').and('outcome', 'is not', null)])
        )
        .$if(organizers !== undefined, (of) => of.where('organizer', 'in', [...(organizers ?? [])]))
        .orderBy((leg) => leg.case().when('state', '=', 'waiting').then(1).else(0).end())
        .orderBy('created_at')
        .orderBy('key')
        .limit(limit)
        .execute()
      return rows.map(legFrom)
    },

    async attempts(key) {
      const rows = await db
        .selectFrom('activity_attempts')
        .select(['at', 'actor', 'result', 'said', 'times', 'last_at'])
        .where('key', '=', key)
        .orderBy('id')
        .execute()
      return rows.map(({ last_at, ...line }) => ({ ...line, lastAt: last_at ?? line.at }))
    },

    async take(limit, leaseFor, now) {
      const rows = await lease(leaseFor, now, limit, (leg) => leg('due_at', '<=', now))
      return rows.sort(byAge).map(takenFrom)
    },

    async takeOne(key, leaseFor, now) {
      const [row] = await lease(leaseFor, now, 1, (leg) => leg('key', '=', key))
      return row && takenFrom(row)
    },

    async asking(taken, now) {
      const { numUpdatedRows } = await db
        .updateTable('activities')
        .set({ asked_at: now })
        .where('key', '=', taken.key)
        .where('lease', '=', taken.lease)
        .executeTakeFirst()
      return numUpdatedRows === 1n
    },

    settle(taken, change, attempt) {
      const { state, outcome, candidates, attempts, failures, dueAt, choice: _, ...always } = change
      const known = { ...columns(always, attempt.at), ...(change.written ? { asked_at: null } : {}) }
      const calm = state === 'written' ? { told_at: null } : {} // the next trouble is told again
      const free = { lease: null, leased_until: null }
      return engine.inTransaction(async (tx) => {
        const asWished = await tx
          .updateTable('activities')
          .set({
            ...known,
            ...columns(defined({ state, outcome, candidates, attempts, failures, dueAt }), attempt.at),
            ...calm,
            ...free
          })
          .where('key', '=', taken.key)
          .where('lease', '=', taken.lease)
          .where('wished', '=', taken.wished)
          .executeTakeFirst()
        if (asWished.numUpdatedRows === 0n) {
          const mine = await tx
            .updateTable('activities')
            .set({ ...known, ...free })
            .where('key', '=', taken.key)
            .where('lease', '=', taken.lease)
            .executeTakeFirst()
          if (mine.numUpdatedRows === 0n) return false
        }
        await tellIn(tx, taken.key, attempt)
        return true
      })
    },

    change: (key, from, change, attempt) =>
      engine.inTransaction(async (tx) => {
        const leg = await changeIn(tx, key, from, change, attempt.at)
        if (leg) await tellIn(tx, key, attempt)
        return leg
      }),

    async wake(organizer, now) {
      const { numUpdatedRows } = await db
        .updateTable('activities')
        .set({ due_at: now })
        .where('organizer', '=', organizer)
        .where('state', '=', 'waiting')
        .where('due_at', '>', now)
        .where('outcome', 'like', '%"organizer_sync_disabled"%')
        .executeTakeFirst()
      return Number(numUpdatedRows)
    },

    async claimTelling(key, now) {
      const { numUpdatedRows } = await db
        .updateTable('activities')
        .set({ told_at: now })
        .where('key', '=', key)
        .where('told_at', 'is', null)
        .executeTakeFirst()
      return numUpdatedRows === 1n
    },

    async giveBackTelling(key) {
      await db.updateTable('activities').set({ told_at: null }).where('key', '=', key).execute()
    }
  }

  /** One statement: found, leased and told, so that two workers never get the same leg. */
  function lease(
    leaseFor: number,
    now: Instant,
    limit: number,
    which: (leg: Rows) => Expression<SqlBool>
  ): Promise<Row[]> {
    return db
      .with('chosen', (from) =>
        engine.skippingLocked(
          from
            .selectFrom('activities')
            .select('key')
            .where('state', '=', 'waiting')
            .where(which)
            .where((leg) => leg.or([leg('leased_until', 'is', null), leg('leased_until', '<=', now)]))
            .orderBy('due_at')
            .orderBy('created_at')
            .orderBy('key')
            .limit(limit)
        )
      )
      .updateTable('activities')
      .set({ lease: randomUUID(), leased_until: now + leaseFor })
      .where('key', 'in', (chosen) => chosen.selectFrom('chosen').select('chosen.key'))
      .returningAll()
      .execute()
  }
}

/** Also inside a transaction that writes what calls for the leg. */
export async function wishIn(db: Kysely<Tables>, { key, organizer, source }: NewLeg, now: Instant): Promise<Leg> {
  const row = await db
    .insertInto('activities')
    .values({
      key,
      organizer,
      source: source.kind,
      source_id: source.id,
      state: 'waiting',
      since: now,
      created_at: now,
      wished: 1,
      attempts: 0,
      failures: 0,
      due_at: now
    })
    .onConflict((known) =>
      known.column('key').doUpdateSet((leg) => ({
        wished: leg('activities.wished', '+', 1),
        state: whenWishable(leg)
          .then('waiting' as const)
          .else(leg.ref('activities.state'))
          .end(),
        since: whenWishable(leg).then(leg.val(now)).else(leg.ref('activities.since')).end(),
        attempts: 0,
        due_at: now
      }))
    )
    .returningAll()
    .executeTakeFirstOrThrow()
  return legFrom(row)
}

/** Without its line in the story. */
export async function changeIn(
  db: Kysely<Tables>,
  key: LegKey,
  from: readonly LegState[],
  { again = false, ...change }: LegChange & { again?: boolean },
  now: Instant
): Promise<Leg | undefined> {
  const row = await db
    .updateTable('activities')
    .set((leg) => ({
      ...columns(change, now),
      // whoever has the leg in hand at this moment does not write over a newer word
      ...(change.state === undefined ? {} : { wished: leg('wished', '+', 1) }),
      ...(again ? { attempts: 0, failures: 0, due_at: now, told_at: null } : {})
    }))
    .where('key', '=', key)
    .where('state', 'in', [...from])
    .returningAll()
    .executeTakeFirst()
  return row && legFrom(row)
}

/** The row of the leg is locked by whoever tells: nobody else writes its next line meanwhile. */
export async function tellIn(tx: Kysely<Tables>, key: string, attempt: Attempt) {
  const { at, actor, result } = attempt
  const said = printable(attempt.said)
  const before = await tx
    .selectFrom('activity_attempts')
    .select(['id', 'at', 'actor', 'result', 'said'])
    .where('key', '=', key)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (before && repeats(before, { ...attempt, said }))
    await tx
      .updateTable('activity_attempts')
      .set((line) => ({ times: line('times', '+', 1), last_at: at }))
      .where('id', '=', before.id)
      .execute()
  else await tx.insertInto('activity_attempts').values({ key, at, actor, result, said }).execute()
}

const whenWishable = (leg: ExpressionBuilder<Tables, 'activities'>) =>
  leg.case().when('activities.state', 'in', [...wishable])

const byAge = (a: Row, b: Row) => a.due_at - b.due_at || a.created_at - b.created_at || (a.key < b.key ? -1 : 1)

function columns(change: LegChange, now: Instant): UpdateObject<Tables, 'activities'> {
  const { state, written, outcome, changedThere, candidates, choice, notes, attempts, failures, dueAt } = change
  return defined({
    state,
    since: state === undefined ? undefined : now,
    written: json(written),
    outcome: json(outcome),
    changed_there: json(changedThere),
    candidates: json(candidates),
    choice: json(choice),
    notes: json(notes),
    attempts,
    failures,
    due_at: dueAt
  })
}

/** PostgreSQL cannot keep the one character that text from outside may hold. */
const json = (value: unknown) =>
  value === undefined ? undefined : value === null ? null : JSON.stringify(value).replaceAll('\\u0000', '')

const defined = <T extends object>(values: T) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }

const parsed = <T>(text: string | null, otherwise: T): T => (text === null ? otherwise : (JSON.parse(text) as T))

const legFrom = (row: Row): Leg => ({
  key: row.key,
  organizer: row.organizer,
  source: { kind: row.source, id: row.source_id },
  state: row.state,
  since: row.since,
  createdAt: row.created_at,
  wished: row.wished,
  written: parsed(row.written, null),
  outcome: parsed(row.outcome, null),
  changedThere: parsed(row.changed_there, null),
  candidates: parsed(row.candidates, []),
  choice: parsed(row.choice, null),
  notes: parsed(row.notes, []),
  attempts: row.attempts,
  failures: row.failures,
  dueAt: row.due_at,
  toldAt: row.told_at
})

const takenFrom = (row: Row): TakenLeg => ({ ...legFrom(row), lease: row.lease ?? '', askedAt: row.asked_at })
