import { randomUUID } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { Letters, TakenLetter } from '../notices/letters.ts'
import { type ChosenNotices, usualChoices } from '../notices/notice.ts'
import type { Engine } from './engine.ts'
import { printable } from './outbox-store.ts'
import type { Tables } from './tables.ts'

/** ADAPTER for notices/letters.ts. Whoever holds the row's present lease may change it, and nobody else. */
export function lettersIn({ db }: Engine): Letters {
  return {
    async write({ to, key, kind, words, dueAt, daily }, now) {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('letters')
        .values({
          person: to.id,
          name: to.name,
          address: to.address,
          key,
          kind,
          subject: printable(words.subject),
          text: printable(words.text, LONGEST_TEXT),
          html: words.html === undefined ? null : printable(words.html, LONGEST_HTML),
          language: words.language ?? null,
          daily: daily ? 1 : 0,
          written_at: now,
          due_at: dueAt
        })
        .onConflict((known) => known.columns(['person', 'key']).doNothing())
        .executeTakeFirst()
      return numInsertedOrUpdatedRows === 1n
    },

    async take(people, leaseFor, now) {
      const lease = randomUUID()
      const rows = await db
        .with('whom', (from) =>
          from
            .selectFrom('letters')
            .select('person')
            .where('done_at', 'is', null)
            .where('due_at', '<=', now)
            .where((letter) => letter.or([letter('leased_until', 'is', null), letter('leased_until', '<=', now)]))
            .groupBy('person')
            .orderBy((letter) => letter.fn.min('due_at'))
            .orderBy((letter) => letter.fn.min('id'))
            .limit(people)
        )
        .updateTable('letters')
        .set((letter) => ({ attempts: letter('attempts', '+', 1), lease, leased_until: now + leaseFor }))
        .where('person', 'in', (whom) => whom.selectFrom('whom').select('whom.person'))
        .where('done_at', 'is', null)
        .where('due_at', '<=', now)
        // where another instance was quicker, PostgreSQL looks at the row again before it changes it
        .where((letter) => letter.or([letter('leased_until', 'is', null), letter('leased_until', '<=', now)]))
        .returningAll()
        .execute()
      return rows.sort((a, b) => Number(a.id) - Number(b.id)).map(takenFrom)
    },

    done: (letters, now) => settle(letters, { done_at: now }),
    later: (letters, dueAt, problem) => settle(letters, { due_at: dueAt, problem: printable(problem) }),
    giveUp: (letters, problem, now) => settle(letters, { done_at: now, problem: printable(problem) })
  }

  async function settle(letters: readonly TakenLetter[], outcome: Partial<Row>): Promise<boolean> {
    const [first] = letters
    if (!first) return true
    const ids = letters.map(({ id }) => Number(id))
    const { numUpdatedRows } = await db
      .updateTable('letters')
      .set({ ...outcome, lease: null, leased_until: null })
      .where('id', 'in', ids)
      .where('lease', '=', first.lease)
      .executeTakeFirst()
    return numUpdatedRows === BigInt(ids.length)
  }
}

/** ADAPTER for notices/notice.ts */
export const chosenNoticesIn = ({ db }: Engine): ChosenNotices => ({
  async of(person) {
    const row = await db.selectFrom('notice_choices').selectAll().where('person', '=', person).executeTakeFirst()
    if (!row) return usualChoices
    // a kind that is newer than the choice is told as usual
    return {
      when: { ...usualChoices.when, ...JSON.parse(row.whens) },
      asOrganizer: row.as_organizer === 1,
      zone: row.zone || null
    }
  },
  async choose(person, { when, asOrganizer, zone }) {
    const choice = { whens: JSON.stringify(when), as_organizer: asOrganizer ? 1 : 0, zone: zone ?? '' }
    await db
      .insertInto('notice_choices')
      .values({ person, ...choice })
      .onConflict((known) => known.column('person').doUpdateSet(choice))
      .execute()
  }
})

type Row = Selectable<Tables['letters']>

/** Characters; a day of letters in one. */
const LONGEST_TEXT = 20_000

/** The same with what makes it HTML. What is longer still goes out as it was cut: mail programs mend that. */
const LONGEST_HTML = 60_000

const takenFrom = (row: Row): TakenLetter => ({
  id: String(row.id),
  to: { id: row.person, name: row.name, address: row.address },
  key: row.key,
  kind: row.kind,
  words: {
    subject: row.subject,
    text: row.text,
    ...(row.html === null ? {} : { html: row.html }),
    ...(row.language === null ? {} : { language: row.language })
  },
  dueAt: row.due_at,
  daily: row.daily === 1,
  attempt: row.attempts,
  lease: row.lease ?? ''
})
