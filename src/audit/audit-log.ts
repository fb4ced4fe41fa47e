import type { Authority } from '../delegates/authority.ts'
import type { PersonId } from '../people/person.ts'
import type { Instant } from '../time/instant.ts'

/** One act on behalf of somebody. Written once, never changed. */
export type Entry = {
  at: Instant
  actor: PersonId
  actorName: string
  organizer: PersonId
  /** By which right: a column of the rights table, or the reason of a refusal. */
  right: string
  act: string
  object: string
  result: string
}

/** PORT */
export type AuditLog = {
  append(entry: Entry): Promise<void>
  /** Newest first. */
  of(organizer: PersonId, limit: number): Promise<Entry[]>
}

/** What use cases are given: an act that was proved, its object and what came of it. */
export type Audit = { note(authority: Authority, object: string, result: string): Promise<void> }

export const auditInto = (log: AuditLog): Audit => ({
  note: ({ actor, organizer, right, act, at }, object, result) =>
    log.append({ at, actor: actor.id, actorName: actor.name, organizer: organizer.id, right, act, object, result })
})
