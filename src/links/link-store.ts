import type { PersonId } from '../people/person.ts'
import type { Instant } from '../time/instant.ts'
import type { Link, LinkId } from './link.ts'

/** A link and how many bookings on it are held or confirmed. */
export type Counted = { link: Link; taken: number }

/** PORT */
export type LinkStore = {
  /** `tokenHash`: all that is kept of the token. */
  add(link: Link, tokenHash: string): Promise<void>
  find(id: LinkId): Promise<Counted | undefined>
  findByToken(tokenHash: string): Promise<Counted | undefined>
  /** Newest first; every link in the organizer's name, whoever made it. */
  ofOrganizer(organizer: PersonId): Promise<Counted[]>
  /** False when it was revoked before. */
  revoke(id: LinkId, at: Instant): Promise<boolean>
}
