import type { Person, PersonId } from '../people/person.ts'
import type { Instant } from '../time/instant.ts'
import type { Standings } from './standing.ts'

/** Who may open one organizer's whole mailbox, as an administrator's export of Get-MailboxPermission says. */
export type MailboxExport = {
  organizer: PersonId
  holders: readonly PersonId[]
  /** Holders whom the directory does not know as people: groups, accounts that are gone. */
  unclear: number
  uploadedAt: Instant
  uploadedBy: Person
}

/** PORT */
export type MailboxExports = {
  about(organizer: PersonId): Promise<MailboxExport | undefined>
  all(): Promise<MailboxExport[]>
  /** Each in place of what was known of that mailbox; the others stay. All of them, or none. */
  keep(exports: readonly MailboxExport[]): Promise<void>
}

/**
 * The same port, where full access that nobody could probe is answered from the export. What was seen with a person's own token
 * goes before it; and while the export names a holder whom nobody knows, it says no of nobody.
 */
export function withMailboxExports(standings: Standings, exports: Pick<MailboxExports, 'about'>): Standings {
  return {
    async of(person, organizer) {
      const standing = await standings.of(person, organizer)
      if ('unknown' in standing || standing.fullAccess !== 'not checked') return standing
      const known = await exports.about(organizer.id)
      if (!known) return standing
      const eyes = [...(standing.eyes ?? []), 'export' as const]
      if (known.holders.includes(person.id)) return { ...standing, fullAccess: 'found', eyes }
      return known.unclear === 0 ? { ...standing, fullAccess: 'not found', eyes } : standing
    }
  }
}
