import type { Selectable } from 'kysely'
import { stewardEntry } from '../audit/steward-notes.ts'
import type { Afterwards, Grant, Grants, OptIn } from '../delegates/grant.ts'
import type { Person } from '../people/person.ts'
import { insertEntries } from './audit-log.ts'
import type { Engine } from './engine.ts'
import { prepared } from './prepared.ts'
import type { Tables } from './tables.ts'

/** ADAPTER for delegates/grant.ts */
export function grantsIn(engine: Engine): Grants {
  const { db } = engine
  const granted = prepared(engine, ({ organizer, person }: { organizer: string; person: string }) =>
    db.selectFrom('grants').selectAll().where('organizer', '=', organizer).where('person', '=', person)
  )
  const needed = prepared(engine, ({ organizer }: { organizer: string }) =>
    db.selectFrom('organizers').select('delegates_need_grant').where('id', '=', organizer)
  )
  const delegatesNeedGrant = async (organizer: string) => {
    const [row] = await needed({ organizer })
    return row?.delegates_need_grant === 1
  }

  return {
    delegatesNeedGrant,
    async about(person, organizer) {
      const [[row], need] = await Promise.all([granted({ organizer, person }), delegatesNeedGrant(organizer)])
      return { grant: row && grantFrom(row), delegatesNeedGrant: need }
    },
    async ofOrganizer(organizer) {
      const rows = await db
        .selectFrom('grants')
        .selectAll()
        .where('organizer', '=', organizer)
        .orderBy('name')
        .orderBy('person')
        .execute()
      return rows.map(grantFrom)
    },
    async handingOver(now) {
      const rows = await db
        .selectFrom('grants')
        .selectAll()
        .where('ends_at', '<=', now)
        .where('afterwards', '=', 'hand over')
        .orderBy('ends_at')
        .execute()
      return rows.map(grantFrom)
    },
    record: (grant, note) =>
      engine.inTransaction(async (tx) => {
        const { organizer, person, ...said } = rowOf(grant)
        await tx
          .insertInto('grants')
          .values({ organizer, person, ...said })
          .onConflict((known) => known.columns(['organizer', 'person']).doUpdateSet(said))
          .execute()
        if (note) await insertEntries(tx, [stewardEntry(note)])
      }),
    remove: (organizer, person, note) =>
      engine.inTransaction(async (tx) => {
        const { numDeletedRows } = await tx
          .deleteFrom('grants')
          .where('organizer', '=', organizer)
          .where('person', '=', person)
          .executeTakeFirst()
        if (numDeletedRows === 0n) return false
        if (note) await insertEntries(tx, [stewardEntry(note)])
        return true
      }),
    setDelegatesNeedGrant: (organizer, need, note) =>
      engine.inTransaction(async (tx) => {
        const value = need ? 1 : 0
        const { numUpdatedRows } = await tx
          .updateTable('organizers')
          .set({ delegates_need_grant: value })
          .where('id', '=', organizer)
          .where('delegates_need_grant', '<>', value)
          .executeTakeFirst()
        if (numUpdatedRows === 0n) return false
        if (note) await insertEntries(tx, [stewardEntry(note)])
        return true
      })
  }
}

type Row = Selectable<Tables['grants']>

function rowOf({ organizer, person, level, optIns, endsAt, afterwards, recordedBy, recordedAt }: Grant): Row {
  return {
    organizer,
    person: person.id,
    name: person.name,
    address: person.address,
    level,
    opt_ins: JSON.stringify(optIns),
    ends_at: endsAt,
    afterwards: afterwards.links,
    heir: 'to' in afterwards ? JSON.stringify(plain(afterwards.to)) : null,
    recorded_by: JSON.stringify(plain(recordedBy)),
    recorded_at: recordedAt
  }
}

const grantFrom = (row: Row): Grant => ({
  organizer: row.organizer,
  person: { id: row.person, name: row.name, address: row.address },
  level: row.level,
  optIns: JSON.parse(row.opt_ins) as OptIn[],
  endsAt: row.ends_at,
  afterwards: (row.heir === null
    ? { links: row.afterwards }
    : { links: 'hand over', to: JSON.parse(row.heir) as Person }) as Afterwards,
  recordedBy: JSON.parse(row.recorded_by) as Person,
  recordedAt: row.recorded_at
})

const plain = ({ id, name, address }: Person): Person => ({ id, name, address })
