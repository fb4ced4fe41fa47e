import type { Entry } from '../audit/audit-log.ts'
import type { Person, PersonId } from '../people/person.ts'
import type { Instant } from '../time/instant.ts'
import type { Link, LinkId } from './link.ts'

/** A link and how many bookings on it are held or confirmed. */
export type Counted = { link: Link; taken: number }

/** `only`: one of them; absent: every link of the organizer's, whatever its life. */
export type Handing = {
  organizer: PersonId
  from: PersonId
  to: Person
  only?: LinkId | undefined
  entriesFor(links: readonly Link[]): Entry[]
}

/** PORT */
export type LinkStore = {
  /** `tokenHash`: all that is kept of the token. `entry`: written with it, or neither is. */
  add(link: Link, tokenHash: string, entry?: Entry): Promise<void>
  find(id: LinkId): Promise<Counted | undefined>
  findByToken(tokenHash: string): Promise<Counted | undefined>
  /** Newest first; every link in the organizer's name, whoever made it. */
  ofOrganizer(organizer: PersonId): Promise<Counted[]>
  /**
   * Another person answers from now on for the links that `from` answers for, and the audit log has its entries: one
   * transaction. The links that changed hands, as they were before.
   */
  handOver(handing: Handing): Promise<Link[]>
  /** Newest first; every link that this person answers for, in whosever name, and that is not revoked. */
  ofKeeper(keeper: PersonId): Promise<Counted[]>
  /** False when it was revoked before; then there is no entry of it either. */
  revoke(id: LinkId, at: Instant, entry?: Entry): Promise<boolean>
}
