import type { AuditLog } from '../audit/audit-log.ts'
import type { Engine } from './engine.ts'

/** ADAPTER for audit/audit-log.ts. The schema itself refuses to change or delete what was written. */
export function auditIn({ db }: Engine): AuditLog {
  return {
    async append({ at, actor, actorName, organizer, right, act, object, result }) {
      await db
        .insertInto('audit')
        .values({ at, actor, actor_name: actorName, organizer, by_right: right, act, object, result })
        .execute()
    },
    of(organizer, limit) {
      return db
        .selectFrom('audit')
        .select(['at', 'actor', 'actor_name as actorName', 'organizer', 'by_right as right', 'act', 'object', 'result'])
        .where('organizer', '=', organizer)
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute()
    }
  }
}
