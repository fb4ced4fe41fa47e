/** Why something of the set-up could not be read. `said`: text from outside, which may contain anything. */
export type Unread = {
  unread: 'no permission' | 'not let in' | 'switched off' | 'limit' | 'no answer' | 'other'
  said: string
}

export const isUnread = <T>(answer: T | Unread): answer is Unread =>
  typeof answer === 'object' && answer !== null && 'unread' in answer

/** The kinds of "no" of Salesforce's token endpoint, each with a remedy of its own. */
export type LetInRefusal =
  | 'not approved'
  | 'inactive'
  | 'app unknown'
  | 'wrong secret'
  | 'no run-as user'
  | 'not at this address'
  | 'wrong key'
  | 'wrong audience'
  | 'clock'
  | 'not from here'
  | 'other'

/** A person by her Salesforce username, or the user who looks things up. */
export type SetupActor = { username: string } | 'integration'

export type KeyFieldSeen = { isText: boolean; length: number; external: boolean; unique: boolean }

/** How Salesforce describes the record that we write, to one user: what she may not see is not in it. */
export type ShapeSeen = {
  lacks: readonly ('create' | 'change' | 'remove')[]
  /** null: there is no such field, or this user does not see it. */
  key: KeyFieldSeen | null
  /** Names of fields that we write and this user may not. */
  notWritable: readonly string[]
  /** Names of fields that we do not know, and without which Salesforce takes nothing. */
  required: readonly string[]
  /** Shared Activities: several people may be related to one record. */
  shared: boolean
}

export type SalesforceUserSeen = { id: string; username: string; name: string; active: boolean }

/** PORT: what can be read of how the organization is set up. Writes nothing, and never throws for an outside failure. */
export type SalesforceSetup = {
  /** Does Salesforce let us act as this user now? Asked afresh, whatever was answered before. */
  letIn(who: SetupActor): Promise<{ userId: string } | { refused: LetInRefusal; said: string } | Unread>
  organization(): Promise<{ name: string; edition: string; sandbox: boolean } | Unread>
  shape(who: SetupActor): Promise<ShapeSeen | Unread>
  /** Those of them that there are, by username or by id. */
  users(of: { usernames: readonly string[]; ids: readonly string[] }): Promise<SalesforceUserSeen[] | Unread>
  /** Who looks things up has to see what nobody shared. */
  seesEverything(userId: string): Promise<boolean | Unread>
  multiday(): Promise<boolean | Unread>
  sharing(): Promise<'private' | 'controlled by parent' | Unread>
  /** Of the organization's requests of 24 hours. */
  requests(): Promise<{ used: number; of: number } | Unread>
}
