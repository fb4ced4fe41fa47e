import { randomUUID } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { Subscription } from '../following/subscription.ts'
import type { SubscriptionStore } from '../following/subscription-store.ts'
import type { Engine } from './engine.ts'
import { printable } from './outbox-store.ts'
import type { Tables } from './tables.ts'

type Row = Selectable<Tables['subscriptions']>

/** ADAPTER for following/subscription-store.ts. Whoever holds the row's present lease may change it, and nobody else. */
export function subscriptionsIn(engine: Engine): SubscriptionStore {
  const { db } = engine

  return {
    async want(organizers, dueAt) {
      const known = new Set(
        (await db.selectFrom('subscriptions').select('organizer').execute()).map((row) => row.organizer)
      )
      for (const organizer of organizers) {
        if (known.has(organizer)) continue
        await db
          .insertInto('subscriptions')
          .values({ organizer, secret_hash: '', address: '', ends_at: 0, attempts: 0, due_at: dueAt })
          .onConflict((row) => row.column('organizer').doNothing())
          .execute()
      }
    },

    async take(limit, leaseFor, now) {
      const rows = await db
        .with('chosen', (from) =>
          engine.skippingLocked(
            from
              .selectFrom('subscriptions')
              .select('organizer')
              .where('due_at', '<=', now)
              .where((row) => row.or([row('leased_until', 'is', null), row('leased_until', '<=', now)]))
              .orderBy('due_at')
              .limit(limit)
          )
        )
        .updateTable('subscriptions')
        .set((row) => ({ attempts: row('attempts', '+', 1), lease: randomUUID(), leased_until: now + leaseFor }))
        .where('organizer', 'in', (chosen) => chosen.selectFrom('chosen').select('chosen.organizer'))
        .returningAll()
        .execute()
      return rows.map((row) => ({ ...subscriptionFrom(row), lease: row.lease ?? '', attempt: row.attempts }))
    },

    stands: (taken, { id, secretHash, address, endsAt }, dueAt) =>
      settle(taken, {
        subscription_id: id,
        secret_hash: secretHash,
        address,
        ends_at: endsAt,
        attempts: 0,
        due_at: dueAt,
        problem: null
      }),

    later: (taken, dueAt, problem) => settle(taken, { due_at: dueAt, problem: printable(problem) }),

    async hasten(organizer, ended, now) {
      await db
        .updateTable('subscriptions')
        // a lease that somebody holds is void: what he is about to write may be older than this
        .set({ due_at: now, attempts: 0, lease: null, leased_until: null, ...(ended ? { subscription_id: null } : {}) })
        .where('organizer', '=', organizer)
        .execute()
    },

    async isStanding(organizer, now) {
      const row = await db
        .selectFrom('subscriptions')
        .select('organizer')
        .where('organizer', '=', organizer)
        .where('subscription_id', 'is not', null)
        .where('ends_at', '>', now)
        .executeTakeFirst()
      return row !== undefined
    },

    async standing() {
      const rows = await db.selectFrom('subscriptions').selectAll().where('subscription_id', 'is not', null).execute()
      return rows.map(subscriptionFrom)
    },

    async health(now) {
      const rows = await db.selectFrom('subscriptions').selectAll().execute()
      const standing = rows.filter(({ subscription_id, ends_at }) => subscription_id !== null && ends_at > now)
      return {
        wanted: rows.length,
        standing: standing.length,
        endsFirst: standing.length > 0 ? Math.min(...standing.map(({ ends_at }) => ends_at)) : null,
        problem: rows.find(({ problem }) => problem !== null)?.problem ?? null
      }
    }
  }

  async function settle({ organizer, lease }: { organizer: string; lease: string }, outcome: Partial<Row>) {
    const { numUpdatedRows } = await db
      .updateTable('subscriptions')
      .set({ ...outcome, lease: null, leased_until: null })
      .where('organizer', '=', organizer)
      .where('lease', '=', lease)
      .executeTakeFirst()
    return numUpdatedRows === 1n
  }
}

const subscriptionFrom = ({ organizer, subscription_id, secret_hash, address, ends_at }: Row): Subscription => ({
  organizer,
  id: subscription_id,
  secretHash: secret_hash,
  address,
  endsAt: ends_at
})
