import type { StewardNote } from '../delegates/grant.ts'
import type { StewardNotes } from '../delegates/say-who-may.ts'
import type { AuditLog, Entry } from './audit-log.ts'

/** ADAPTER of delegates/say-who-may.ts to the audit log. */
export const stewardNotesInto = (log: AuditLog): StewardNotes => ({
  note: (by, act, object, result) => log.append(stewardEntry({ by, act, object, result }))
})

/** For a store that writes it together with what it tells of. */
export const stewardEntry = ({ by: { actor, organizer, right, at }, act, object, result }: StewardNote): Entry => ({
  ...{ at, actor: actor.id, actorName: actor.name, organizer: organizer.id },
  ...{ right, act, object, result }
})
