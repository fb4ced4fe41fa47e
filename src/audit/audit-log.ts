import type { Authority } from '../delegates/authority.ts'
import type { PersonId } from '../people/person.ts'
import type { Instant } from '../time/instant.ts'

/** One act on behalf of somebody. Written once, never changed. */
export type Entry = {
  at: Instant
  /** A person, or one of `system` and `invitee` below. */
  actor: PersonId
  actorName: string
  organizer: PersonId
  /** By which right: a column of the rights table, or the reason of a refusal. */
  right: string
  act: string
  object: string
  /** `refused` for what was refused; else what came of it. */
  result: string
}

/** As it is kept: `number` rises from entry to entry; `organizerName` is what she is called today, '' for who is unknown. */
export type KeptEntry = Entry & { number: number; organizerName: string }

/** What somebody looks for. All that is said must hold. */
export type Search = {
  /** Only what this person did, or what was done in her name; absent: everything. */
  concerning?: PersonId
  /** A part of the actor's name, whatever the case. */
  person?: string
  /** A part of the organizer's name. */
  organizer?: string
  act?: string
  /** From this instant on, and before the other. */
  from?: Instant
  until?: Instant
  result?: 'done' | 'refused'
}

/** PORT */
export type AuditLog = {
  append(entry: Entry): Promise<void>
  /** Newest first. */
  of(organizer: PersonId, limit: number): Promise<Entry[]>
  /** Newest first; only those written before the entry of that number, if one is given. */
  find(search: Search, limit: number, before?: number): Promise<KeptEntry[]>
  /** Every act that somebody has an entry of, by name. */
  acts(): Promise<string[]>
}

/** What nobody does: the program follows what people have decided. */
export const system = { id: 'system', name: 'OnBehalf' }

/** Whoever takes a time. Her name stands in the booking, which can be forgotten; this log cannot. */
export const invitee = { id: 'invitee', name: 'Invitee' }

/** Whoever changes something in Outlook: Exchange does not say who it was. */
export const calendar = { id: 'calendar', name: 'Somebody in Outlook' }

/** What use cases are given: an act that was proved, its object and what came of it. */
export type Audit = { note(authority: Authority, object: string, result: string): Promise<void> }

export const auditInto = (log: AuditLog): Audit => ({
  note: (authority, object, result) => log.append(entryOf(authority, object, result))
})

/** For a store that writes it together with what it tells of: one is never there without the other. */
export const entryOf = ({ actor, organizer, right, act, at }: Authority, object: string, result: string): Entry => ({
  ...{ at, actor: actor.id, actorName: actor.name, organizer: organizer.id },
  ...{ right, act, object, result }
})
