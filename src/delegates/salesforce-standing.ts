import type { PersonId } from '../people/person.ts'

/** Does Salesforce let us act as this user? `refused`: in its own words. */
export type ConnectionSeen = 'works' | { refused: string } | { unknown: string }

export type UserSeen = 'active' | 'inactive' | 'not found' | { unknown: string }

/** Whom an Event about this invitee would be related to. */
export type RecordSeen = { name: string } | 'nobody' | 'several' | { unknown: string }

/** PORT: what can be told about Salesforce before anything is written there. Never throws for an outside failure. */
export type SalesforceStanding = {
  connectionOf(username: string): Promise<ConnectionSeen>
  userOf(username: string): Promise<UserSeen>
  recordOf(inviteeAddress: string): Promise<RecordSeen>
}

/** A record that was chosen on the link, as the organizer sees it today. */
export type ChosenSeen = { name: string } | 'not there' | { unknown: string }

/** What the organizer has chosen: `private`: every Event is, and so related to nobody · `nothing`: none is written. */
export type Way = { written: 'usual' | 'private' | 'nothing'; strangersAreMade: boolean }

/** PORT: what was chosen here about Salesforce. */
export type SalesforceChoices = {
  chosenOf(recordId: string, username: string): Promise<ChosenSeen>
  wayOf(organizer: PersonId): Promise<Way>
}
