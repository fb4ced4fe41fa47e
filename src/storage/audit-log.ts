import { type Kysely, sql } from 'kysely'
import type { AuditLog, Entry, KeptEntry, Search } from '../audit/audit-log.ts'
import type { Engine } from './engine.ts'
import type { Tables } from './tables.ts'

/** ADAPTER for audit/audit-log.ts. The schema itself refuses to change or delete what was written. */
export function auditIn({ db }: Engine): AuditLog {
  return {
    append: (entry) => insertEntries(db, [entry]),
    of(organizer, limit) {
      return db
        .selectFrom('audit')
        .select(['at', 'actor', 'actor_name as actorName', 'organizer', 'by_right as right', 'act', 'object', 'result'])
        .where('organizer', '=', organizer)
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute()
    },
    async find(search, limit, before) {
      const rows = await searched(search)
        .$if(before !== undefined, (query) => query.where('audit.id', '<', before ?? 0))
        .orderBy('audit.id', 'desc')
        .limit(limit)
        .execute()
      return rows.map(({ organizerName, ...row }): KeptEntry => ({ ...row, organizerName: organizerName ?? '' }))
    },
    async acts() {
      // one step of the index for each act, however long the log is
      const { rows } = await sql<{ act: string }>`
        with recursive acts (act) as (
          select min(act) from audit
          union all
          select (select min(next.act) from audit as next where next.act > acts.act) from acts where acts.act is not null
        )
        select act from acts where act is not null order by act`.execute(db)
      return rows.map(({ act }) => act)
    }
  }

  function searched({ concerning, person, organizer, act, from, until, result }: Search) {
    return db
      .selectFrom('audit')
      .leftJoin('organizers', 'organizers.id', 'audit.organizer')
      .select([
        'audit.id as number',
        'audit.at',
        'audit.actor',
        'audit.actor_name as actorName',
        'audit.organizer',
        'organizers.name as organizerName',
        'audit.by_right as right',
        'audit.act',
        'audit.object',
        'audit.result'
      ])
      .$if(concerning !== undefined, (query) =>
        query.where((entry) =>
          entry.or([entry('audit.actor', '=', concerning ?? ''), entry('audit.organizer', '=', concerning ?? '')])
        )
      )
      .$if(person !== undefined, (query) => query.where(containing('audit.actor_name', person ?? '')))
      .$if(organizer !== undefined, (query) => query.where(containing('organizers.name', organizer ?? '')))
      .$if(act !== undefined, (query) => query.where('audit.act', '=', act ?? ''))
      .$if(from !== undefined, (query) => query.where('audit.at', '>=', from ?? 0))
      .$if(until !== undefined, (query) => query.where('audit.at', '<', until ?? 0))
      .$if(result !== undefined, (query) => query.where('audit.result', result === 'refused' ? '=' : '<>', 'refused'))
  }
}

/** Letters of any case, so far as the engine knows them: SQLite only those of ASCII. What stands for others in LIKE does not here. */
function containing(column: 'audit.actor_name' | 'organizers.name', part: string) {
  const pattern = `%${part.replaceAll(/[\\%_]/g, '\\$&')}%`
  return sql<boolean>`lower(${sql.ref(column)}) like lower(${pattern}) escape '\\'`
}

/** Also inside a transaction that writes what the entries tell. */
export async function insertEntries(db: Kysely<Tables>, entries: readonly Entry[]): Promise<void> {
  if (entries.length === 0) return
  const rows = entries.map(({ at, actor, actorName, organizer, right, act, object, result }) => ({
    ...{ at, actor, actor_name: actorName, organizer, by_right: right, act, object: kept(object), result: kept(result) }
  }))
  await db.insertInto('audit').values(rows).execute()
}

/** PostgreSQL cannot keep a zero character, and an entry must never fail by its words. */
const kept = (text: string) => text.replaceAll('\0', '').slice(0, 1_000)
