import type { Kysely, Selectable } from 'kysely'
import type { LegState } from '../activities/leg.ts'
import type { LegChange } from '../activities/leg-store.ts'
import type { SavedMeeting } from '../activities/saved-meeting.ts'
import type { LegWish, SavedMeetingStore } from '../activities/saved-meeting-store.ts'
import type { Instant } from '../time/instant.ts'
import { insertEntries } from './audit-log.ts'
import type { Engine } from './engine.ts'
import { changeIn, tellIn, wishIn } from './legs.ts'
import type { Tables } from './tables.ts'

type Row = Selectable<Tables['saved_meetings']>

/** ADAPTER for activities/saved-meeting-store.ts */
export function savedMeetingsIn({ db, inTransaction }: Engine): SavedMeetingStore {
  return {
    async find(key) {
      const row = await db.selectFrom('saved_meetings').selectAll().where('key', '=', key).executeTakeFirst()
      return row && savedFrom(row)
    },

    async ofItem(organizer, item) {
      const rows = await db
        .selectFrom('saved_meetings')
        .selectAll()
        .where('organizer', '=', organizer)
        .where((saved) => saved.or([saved('item', '=', item), saved('series', '=', item)]))
        .orderBy('end_at')
        .orderBy('key')
        .execute()
      return rows.map(savedFrom)
    },

    async followed(organizer, from) {
      const rows = await db
        .selectFrom('saved_meetings')
        .selectAll()
        .where('organizer', '=', organizer)
        .where('state', '=', 'followed')
        .where('end_at', '>', from)
        .orderBy('end_at')
        .orderBy('key')
        .execute()
      return rows.map(savedFrom)
    },

    write: (saved, { wish, line, entry }, now) =>
      inTransaction(async (tx) => {
        if (!(await placed(tx, rowOf(saved)))) return false
        await ask(tx, saved, wish, now)
        if (line) await tellIn(tx, saved.key, line)
        if (entry) await insertEntries(tx, [entry])
        return true
      })
  }
}

/** The first one of two who have read the same version is the one. */
async function placed(tx: Kysely<Tables>, row: Row): Promise<boolean> {
  if (row.version === 1) {
    const inserted = await tx
      .insertInto('saved_meetings')
      .values(row)
      .onConflict((known) => known.column('key').doNothing())
      .returning('key')
      .executeTakeFirst()
    return inserted !== undefined
  }
  const { numUpdatedRows } = await tx
    .updateTable('saved_meetings')
    .set(row)
    .where('key', '=', row.key)
    .where('version', '=', row.version - 1)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** What a leg that people or Salesforce have ended needs before it goes on. */
const beginning: { from: LegState[]; change: LegChange }[] = [
  // The Event is there no more: the next one is new.
  { from: ['taken out', 'removed there'], change: { written: null, outcome: null } },
  { from: ['given up'], change: { outcome: null } }
]

async function ask(tx: Kysely<Tables>, { key, organizer }: SavedMeeting, wish: LegWish, now: Instant): Promise<void> {
  if (wish === 'nothing') return
  await wishIn(tx, { key, organizer, source: { kind: 'meeting', id: key } }, now)
  const back = { state: 'waiting' as const, again: true }
  if (wish === 'begin anew') {
    for (const { from, change } of beginning) await changeIn(tx, key, from, { ...change, ...back }, now)
    await changeIn(tx, key, ['waiting'], { ...back, choice: null }, now)
  }
  if (wish === 'take out') await changeIn(tx, key, ['given up', 'removed there'], back, now)
  if (wish === 'give up') {
    const from: LegState[] = ['waiting', 'review', 'written', 'parked', 'removed there', 'withheld']
    await changeIn(tx, key, from, { state: 'given up' }, now)
  }
}

const rowOf = (saved: SavedMeeting): Row => ({
  key: saved.key,
  organizer: saved.organizer,
  item: saved.item,
  ical_uid: saved.iCalUId,
  series: saved.series,
  state: saved.state,
  said: json(saved.said),
  chosen: json(saved.chosen),
  saved_by: json(saved.savedBy),
  last_by: json(saved.lastBy),
  made_by: saved.madeBy,
  end_at: saved.said.end,
  at: saved.at,
  version: saved.version
})

/** PostgreSQL cannot keep the one character that text from outside may hold. */
const json = (value: unknown) => JSON.stringify(value).replaceAll('\\u0000', '')

const savedFrom = (row: Row): SavedMeeting => ({
  key: row.key,
  organizer: row.organizer,
  item: row.item,
  iCalUId: row.ical_uid,
  series: row.series,
  state: row.state,
  said: JSON.parse(row.said),
  chosen: JSON.parse(row.chosen),
  savedBy: JSON.parse(row.saved_by),
  lastBy: JSON.parse(row.last_by),
  madeBy: row.made_by,
  at: row.at,
  version: row.version
})
