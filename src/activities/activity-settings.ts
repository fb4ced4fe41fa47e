import type { Person, PersonId } from '../people/person.ts'

/**
 * create: we write the Event · link: another sync (Einstein Activity Capture, an Outlook sidebar) writes it, and we find and
 * relate it · off: nothing is written.
 */
export type Mode = 'create' | 'link' | 'off'

/** What becomes of a private meeting: an Event marked private and related to nobody, or none at all. */
export type PrivateMeetings = 'without relations' | 'withheld'

export type ActivitySettings = {
  mode: Mode
  privateMeetings: PrivateMeetings
  /** Every Event of hers is marked private. */
  allPrivate: boolean
}

/** What becomes of an invitee whom Salesforce does not know. */
export type UnknownInvitee = 'leave' | 'contact' | 'lead'

/** What becomes of the Event when the meeting is cancelled. */
export type CancelledActivity = 'remove' | 'mark'

/** For the whole installation. */
export type ActivityRules = { unknownInvitee: UnknownInvitee; cancelled: CancelledActivity }

export const ordinary: ActivitySettings = { mode: 'create', privateMeetings: 'without relations', allPrivate: false }

/** PORT */
export type ActivitySettingsStore = {
  /** `ordinary` where nothing was chosen. */
  of(organizer: PersonId): Promise<ActivitySettings>
  choose(organizer: PersonId, settings: ActivitySettings): Promise<void>
}

/** PORT. Salesforce usernames of people who are no organizers, stored at set-up and never found by e-mail. */
export type SalesforceUsers = {
  usernameOf(person: PersonId): Promise<string | undefined>
  /** By name. */
  all(): Promise<{ person: Person; username: string }[]>
  /** In place of what was said before. */
  note(person: Person, username: string): Promise<void>
  /** False: there was nothing. */
  forget(person: PersonId): Promise<boolean>
}
