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
