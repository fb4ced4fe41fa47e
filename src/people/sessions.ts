import type { Instant } from '../time/instant.ts'
import type { Person } from './person.ts'

export type Session = {
  /** SHA-256 of the cookie's value: what is stored opens nothing. */
  hash: string
  person: Person
  startedAt: Instant
  endsAt: Instant
  /** The person's own Graph token, sealed; used for the conflict probe only. */
  sealedToken: string | null
  tokenEndsAt: Instant
}

/** PORT */
export type Sessions = {
  start(session: Session): Promise<void>
  find(hash: string, now: Instant): Promise<Session | undefined>
  /** The person's session whose token lives longest, for probing with her own eyes. */
  latestOf(person: Person['id'], now: Instant): Promise<Session | undefined>
  end(hash: string): Promise<void>
  endAllOf(person: Person['id']): Promise<void>
}
