import type { StewardNotes } from '../delegates/say-who-may.ts'
import type { AuditLog } from './audit-log.ts'

/** ADAPTER of delegates/say-who-may.ts to the audit log. */
export const stewardNotesInto = (log: AuditLog): StewardNotes => ({
  note: ({ actor, organizer, right, at }, act, object, result) =>
    log.append({ at, actor: actor.id, actorName: actor.name, organizer: organizer.id, right, act, object, result })
})
