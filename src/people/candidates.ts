import type { Person } from './person.ts'

/** Why somebody cannot be an organizer. Each has its words in server/wording/enrolment.ts and docs/errors.md. */
export const enrolmentReasons = [
  'not_found',
  'guest',
  'room_or_shared_mailbox',
  'group',
  'no_mailbox',
  'account_disabled',
  'other_organization',
  'other_salesforce_org',
  'cannot_be_read'
] as const
export type EnrolmentReason = (typeof enrolmentReasons)[number]

export type Candidate = { person: Person } | { refused: EnrolmentReason }

/** PORT: who may offer her own time. Never throws for an outside failure: what cannot be read refuses. */
export type Candidates = {
  /** By primary address or sign-in name. */
  byAddress(address: string): Promise<Candidate>
  /** A person who has signed in. */
  of(person: Person): Promise<Candidate>
  /** Everybody in the group, groups in it included; each is looked at as if she had been named. */
  inGroup(
    address: string
  ): Promise<{ members: { name: string; candidate: Candidate }[] } | { refused: EnrolmentReason }>
}
