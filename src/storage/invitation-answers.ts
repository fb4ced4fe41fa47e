import { randomUUID } from 'node:crypto'
import type { Insertable, Selectable, UpdateObject } from 'kysely'
import type { AnswerStore } from '../invitations/answer-store.ts'
import type { KeptAnswer, TakenAnswer, WishedAnswer } from '../invitations/given-answer.ts'
import type { Person } from '../people/person.ts'
import { insertEntries } from './audit-log.ts'
import type { Engine } from './engine.ts'
import { printable } from './outbox-store.ts'
import type { Tables } from './tables.ts'

type Row = Selectable<Tables['invitation_answers']>

/** ADAPTER for invitations/answer-store.ts. That of one invitation one answer is on its way, the schema itself sees to. */
export function invitationAnswersIn(engine: Engine): AnswerStore {
  const { db, inTransaction } = engine

  return {
    async place(wish, leaseFor) {
      const row = rowOf(wish, randomUUID(), leaseFor)
      const placed = await db
        .insertInto('invitation_answers')
        .values(row)
        .onConflict((other) => other.doNothing())
        .returningAll()
        .executeTakeFirst()
      if (placed) return takenFrom(placed)
      const known = await find(wish.id)
      return known ? { known } : 'being answered'
    },

    find,

    async ofOrganizer(organizer, since) {
      const rows = await db
        .selectFrom('invitation_answers')
        .selectAll()
        .where('organizer', '=', organizer)
        .where((answer) => answer.or([answer('state', '=', 'wanted'), answer('since', '>=', since)]))
        .orderBy('since', 'desc')
        .orderBy('id')
        .limit(100)
        .execute()
      return rows.map(keptFrom)
    },

    async take(limit, leaseFor, now) {
      const rows = await db
        .with('chosen', (from) =>
          engine.skippingLocked(
            from
              .selectFrom('invitation_answers')
              .select('id')
              .where('state', '=', 'wanted')
              .where('due_at', '<=', now)
              .where((answer) => answer.or([answer('leased_until', 'is', null), answer('leased_until', '<=', now)]))
              .orderBy('due_at')
              .orderBy('id')
              .limit(limit)
          )
        )
        .updateTable('invitation_answers')
        .set((answer) => ({
          attempts: answer('attempts', '+', 1),
          lease: randomUUID(),
          leased_until: now + leaseFor
        }))
        .where('id', 'in', (chosen) => chosen.selectFrom('chosen').select('chosen.id'))
        .returningAll()
        .execute()
      return rows.sort((a, b) => a.due_at - b.due_at || (a.id < b.id ? -1 : 1)).map(takenFrom)
    },

    sending: (taken, now) => mine(taken, { sent_at: now }),

    settle: (taken, { state, problem }, entry, now) =>
      inTransaction(async (tx) => {
        const { numUpdatedRows } = await tx
          .updateTable('invitation_answers')
          .set({ state, since: now, problem: problem === null ? null : printable(problem), ...free })
          .where('id', '=', taken.id)
          .where('lease', '=', taken.lease)
          .executeTakeFirst()
        if (numUpdatedRows === 1n) await insertEntries(tx, [entry])
        return numUpdatedRows === 1n
      }),

    async later(taken, dueAt, problem, untouched) {
      const sent = untouched ? { sent_at: taken.sentAt } : {}
      await mine(taken, { due_at: dueAt, problem: printable(problem), ...sent, ...free })
    }
  }

  async function find(id: string): Promise<KeptAnswer | undefined> {
    const row = await db.selectFrom('invitation_answers').selectAll().where('id', '=', id).executeTakeFirst()
    return row && keptFrom(row)
  }

  async function mine(taken: TakenAnswer, change: UpdateObject<Tables, 'invitation_answers'>): Promise<boolean> {
    const { numUpdatedRows } = await db
      .updateTable('invitation_answers')
      .set(change)
      .where('id', '=', taken.id)
      .where('lease', '=', taken.lease)
      .executeTakeFirst()
    return numUpdatedRows === 1n
  }
}

const free = { lease: null, leased_until: null }

const rowOf = (wish: WishedAnswer, lease: string, leaseFor: number): Insertable<Tables['invitation_answers']> => ({
  id: wish.id,
  organizer: wish.organizer,
  item: wish.item,
  answer: wish.answer,
  comment: printable(wish.comment),
  silently: wish.silently ? 1 : 0,
  answered_before: wish.before,
  times: wish.times,
  actor: JSON.stringify({ id: wish.actor.id, name: wish.actor.name, address: wish.actor.address }),
  by_right: wish.right,
  start_at: wish.start,
  end_at: wish.end,
  title: printable(wish.title),
  at: wish.at,
  state: 'wanted',
  since: wish.at,
  sent_at: null,
  attempts: 1,
  due_at: wish.at,
  lease,
  leased_until: wish.at + leaseFor,
  problem: null
})

const keptFrom = (row: Row): KeptAnswer => ({
  id: row.id,
  organizer: row.organizer,
  item: row.item,
  answer: row.answer,
  comment: row.comment,
  silently: row.silently === 1,
  before: row.answered_before,
  times: row.times,
  actor: JSON.parse(row.actor) as Person,
  right: row.by_right,
  start: row.start_at,
  end: row.end_at,
  title: row.title,
  at: row.at,
  state: row.state,
  since: row.since,
  problem: row.problem
})

const takenFrom = (row: Row): TakenAnswer => ({
  ...keptFrom(row),
  lease: row.lease ?? '',
  attempt: row.attempts,
  sentAt: row.sent_at
})
