// What a mailbox holds, as it is kept. Folders and settings are one document, every calendar item and every message
// another, so that booking a meeting writes a few small documents and not the whole mailbox.
import type { WallTime } from './wall-time.ts'

export type Role =
  | 'none'
  | 'freeBusyRead'
  | 'limitedRead'
  | 'read'
  | 'write'
  | 'delegateWithoutPrivateEventAccess'
  | 'delegateWithPrivateEventAccess'
  | 'custom'

export type Provider = 'teamsForBusiness' | 'skypeForBusiness' | 'skypeForConsumer'

export type Address = { name: string; address: string }

export type Permission = {
  id: string
  role: Role
  /** Object id of somebody inside; undefined for My Organization and for people outside. */
  person?: string
  emailAddress: { name: string; address?: string }
  /** Object ids of those who are in the group, if it is one. */
  members?: string[]
  isInsideOrganization: boolean
  isRemovable: boolean
}

export type Folder = {
  serial: number
  name: string
  color: string
  hexColor: string
  change: number
  isDefault: boolean
  permissions: Permission[]
  providers: Provider[]
  defaultProvider: Provider | 'unknown'
}

/** Somebody else's calendar in this person's list, under an id of this person's mailbox. */
export type SharedCopy = {
  serial: number
  name: string
  color: string
  change: number
  owner: string
  folder: number
  remembers?: Role
}

export type Settings = Record<string, unknown> & {
  timeZone: string
  workingHours: WorkingHours
  delegateMeetingMessageDeliveryOptions: string
}

export type WorkingHours = {
  daysOfWeek: string[]
  startTime: string
  endTime: string
  timeZone: { name: string } & Record<string, unknown>
}

/** A name with a colour in somebody's master list; events carry the name alone. */
export type Category = { id: string; displayName: string; color: string }

export type Mailbox = {
  oid: string
  /** Short number of the mailbox, part of every id in it. */
  number: number
  /** Its number before it was moved to another server: immutable ids go on being written with it. */
  origin?: number
  kind: 'user' | 'group'
  owner: Address
  settings: Settings
  folders: Folder[]
  copies: SharedCopy[]
  /** Holders of FullAccess, by object id. No permission list of Graph shows them. */
  fullAccess: string[]
  /** Who may send on behalf, by object id. Only the admin API tells. */
  sendOnBehalf?: string[]
  /** The master list, where somebody has changed what Outlook begins with. */
  categories?: Category[]
}

export type Attendee = {
  type: string
  status: { response: string; time: string }
  emailAddress: Address
  proposedNewTime?: { start: WallTime; end: WallTime }
}

export type Recurrence = {
  pattern: {
    type: string
    interval: number
    month: number
    dayOfMonth: number
    daysOfWeek?: string[]
    firstDayOfWeek: string
    index: string
  }
  range: { type: string; startDate: string; endDate: string; recurrenceTimeZone: string; numberOfOccurrences: number }
}

export type ExtendedProperty = { id: string; value: string }

export type Item = {
  serial: number
  mailbox: string
  folder: number
  /** The same in every mailbox that has a copy of the meeting. */
  uid: string
  change: number
  created: number
  modified: number
  /** Who made it, by object id; never shown. Author rights (custom) hang on it. */
  createdBy?: string
  subject: string
  body: { contentType: 'html' | 'text'; content: string }
  start: WallTime
  end: WallTime
  isAllDay: boolean
  showAs: string
  sensitivity: string
  importance: string
  categories: string[]
  location: Record<string, unknown>
  locations: Record<string, unknown>[]
  attendees: Attendee[]
  organizer: Address
  isOrganizer: boolean
  isCancelled: boolean
  responseStatus: { response: string; time: string }
  responseRequested: boolean
  allowNewTimeProposals: boolean
  hideAttendees: boolean
  isReminderOn: boolean
  reminderMinutesBeforeStart: number
  provider: Provider | 'unknown'
  onlineMeeting?: { joinUrl: string; conferenceId: string; tollNumber: string }
  recurrence?: Recurrence
  /** Occurrences that differ from their series, and those that are gone, by their original local date. */
  exceptions?: Record<string, Partial<Item>>
  removed?: string[]
  transactionId?: string
  /** Digest of the request that created it: the same transactionId with another content is refused. */
  request?: string
  extendedProperties?: ExtendedProperty[]
  extensions?: Record<string, unknown>[]
}

export type MessageKind = 'invitation' | 'update' | 'cancellation' | 'response' | 'mail'

export type Message = {
  serial: number
  mailbox: string
  box: 'inbox' | 'sent'
  kind: MessageKind
  /** How Graph names the kind, for example meetingRequest. */
  meetingMessageType?: string
  from: Address
  /** Who really sent it. Differs from `from` when a delegate acted: the only trace of the delegate. */
  sender: Address
  to: Address[]
  subject: string
  body: { contentType: 'html' | 'text'; content: string }
  /** Of a message in MIME with both: the plain twin. */
  text?: string
  sent: number
  uid?: string
}
