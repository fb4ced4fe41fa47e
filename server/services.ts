import type { ActivityLog } from '../src/activities/activity-log.ts'
import type { ActivityRules, ActivitySettingsStore, SalesforceUsers } from '../src/activities/activity-settings.ts'
import type { About, Context } from '../src/activities/context.ts'
import type { LegActNeeds } from '../src/activities/leg-acts.ts'
import type { LegStore } from '../src/activities/leg-store.ts'
import type { Subjects } from '../src/activities/leg-subject.ts'
import type { SalesforceSetup } from '../src/activities/salesforce-setup.ts'
import type { SavingNeeds } from '../src/activities/save-meeting.ts'
import type { SavedMeetingStore } from '../src/activities/saved-meeting-store.ts'
import type { Audit, AuditLog } from '../src/audit/audit-log.ts'
import type { MailboxesHours } from '../src/availability/mailbox-hours.ts'
import type { Weeks } from '../src/availability/week.ts'
import type { BookingNeeds } from '../src/bookings/book.ts'
import type { ChangeNeeds } from '../src/bookings/move.ts'
import type { PreflightNeeds } from '../src/delegates/ask-preflight.ts'
import type { CalendarLists } from '../src/delegates/calendar-list.ts'
import type { MailboxExports } from '../src/delegates/mailbox-export.ts'
import type { NameIndex, NamesOf } from '../src/delegates/name-index.ts'
import type { PrivateMarks } from '../src/delegates/private-marks.ts'
import type { StewardNotes } from '../src/delegates/say-who-may.ts'
import type { Items } from '../src/following/items.ts'
import type { Notification } from '../src/following/notification.ts'
import type { Received } from '../src/following/receive.ts'
import type { DeliverAnswerNeeds } from '../src/invitations/deliver-answer.ts'
import type { HoldingNeeds } from '../src/links/create-held-link.ts'
import type { CreatingNeeds } from '../src/links/create-link.ts'
import type { ChosenNotices } from '../src/notices/notice.ts'
import type { MailboxReaders } from '../src/notices/reader.ts'
import type { OutboxStore } from '../src/outbox/outbox-store.ts'
import type { WaitingMessages } from '../src/outbox/waiting-messages.ts'
import type { Administrators } from '../src/people/administrators.ts'
import type { Candidates } from '../src/people/candidates.ts'
import type { Directory } from '../src/people/directory.ts'
import type { Person } from '../src/people/person.ts'
import type { Sessions } from '../src/people/sessions.ts'
import type { RevocationTokens } from '../src/summary/revocation-token.ts'
import type { SummaryStore } from '../src/summary/summary-store.ts'
import type { CollisionStore } from '../src/watch/collisions.ts'
import type { UnreadCalendars } from '../src/watch/unread-calendars.ts'
import type { FormIds } from './form-ids.ts'
import type { Tallies } from './tallies.ts'

/** Sign-in with Microsoft, as the routes see it. */
export type SignIn = {
  /** Where to send the browser, and what to remember (sealed in a cookie) until it comes back. */
  begin(redirectUri: string): Promise<{ url: string; remember: string }>
  /** Who came back. `refused`: another organization's person, a stale or forged answer, or Microsoft said no. */
  finish(
    remember: string,
    answer: Record<string, string>,
    redirectUri: string
  ): Promise<{ person: Person; token: string; tokenEndsAt: number } | { refused: 'different_org' | 'try again' }>
  /** For keeping a person's own token where only this installation can read it. */
  seal(text: string): string
}

/** How well calendars are followed. `null`: no subscription stands, or a calendar was never swept. */
export type FollowingHealth = {
  notifications: 'on' | 'some missing' | 'off'
  subscriptionEndsInSeconds: number | null
  oldestHintSeconds: number
  oldestSweepSeconds: number | null
}

export type SalesforceDesk = {
  setup: SalesforceSetup
  keyField: string
  rules: ActivityRules
  /** The setting that says which Salesforce user somebody has; undefined: the console says it. */
  fixedBy(address: string): 'ORGANIZERS' | 'SALESFORCE_USERS' | undefined
  subjects: Subjects
  /** Something is to be brought to Salesforce; the worker of another process looks within seconds by itself. */
  ring(): void
}

/** Everything that the surfaces may use; handed to each as an option. A test hands in only what its page asks for. */
export type Services = BookingNeeds &
  ChangeNeeds &
  CreatingNeeds &
  HoldingNeeds &
  PreflightNeeds & {
    publicOrigin: string
    /** The company's name, for pages: who is asking. */
    organization: string
    /** Ids that the server makes with each form (form-ids.ts). */
    formIds: FormIds
    mailboxHours: MailboxesHours
    weeks: Weeks
    unreadCalendars: UnreadCalendars
    calendarLists: CalendarLists
    audit: Audit
    stewardNotes: StewardNotes
    mailboxExports: MailboxExports
    privateMarks: PrivateMarks
    /** Invitations of others, and what answering them needs. */
    answering: DeliverAnswerNeeds
    candidates: Candidates
    directory: Directory
    nameIndex: NameIndex
    namesOf: NamesOf
    /** Reads some of the lists that are due; answers how many. */
    refreshIndex(): Promise<number>
    administrators: Administrators
    sessions: Sessions
    signIn: SignIn
    outbox: OutboxStore
    chosenNotices: ChosenNotices
    /** In which language and zone somebody's mailbox is read. */
    mailboxReaders: MailboxReaders
    /** The mailbox that notices come from; undefined: none is set, and nobody is written to. */
    noticesFrom: string | undefined
    /** For what is limited by what it is about, not by network. */
    tallies: Tallies
    legs: LegStore
    /** What a person may do about a leg, and about records; undefined without Salesforce. */
    legActs: LegActNeeds | undefined
    /** What the bookings and meetings behind legs say. */
    legSubjects: Pick<Subjects, 'of'>
    /** Where people open records of the organization: https://acme.my.salesforce.com; null while that is not known. */
    salesforceOrigin(): Promise<string | null>
    /** What Salesforce shows this reader about whom a meeting is with; undefined without it. For the console alone. */
    contextFor: ((reader: Person, about: About) => Promise<Context>) | undefined
    /** Salesforce itself, for look-ups; undefined without it. */
    activities: ActivityLog | undefined
    /** Single items of organizers' calendars. */
    items: Items
    savedMeetings: SavedMeetingStore
    /** For saving meetings that no link has made; undefined without Salesforce. */
    saving: SavingNeeds | undefined
    activitySettings: ActivitySettingsStore
    salesforceUsers: SalesforceUsers
    /** For whoever sets Salesforce up, and chooses what is written there; undefined without it. */
    salesforceDesk: SalesforceDesk | undefined
    waiting: WaitingMessages
    /** What else stands in the calendar at the time of these bookings. */
    collisionsOf: CollisionStore['ofBookings']
    /** The store is down, slow or full: such a failure passes, and what was asked of it may have happened. */
    storeIsAway(cause: unknown): boolean
    /** To be called when a request arrives, before anything is read for it. */
    requestArrived?(): void
    /**
     * A number that is another as soon as anybody has written to the store, or anything was learned of Exchange. Undefined: nobody can
     * tell. Asked before a look into both, it says afterwards whether that look is still worth something.
     */
    changes?(): number | undefined
    /** Something may be delivered now; a worker of another process looks within a second by itself. */
    ringWorker(): void
    auditLog: AuditLog
    summaries: SummaryStore
    revocations: RevocationTokens
    /** Is there a mailbox that letters are written from? */
    writesLetters: boolean
    /** Takes notifications of Exchange, and comes back when they are kept. */
    receive(notifications: readonly Notification[]): Promise<Received>
    followingHealth(): Promise<FollowingHealth>
    /** How long a calendar may show nothing of what it has got, milliseconds; absent: as src/bookings has it. */
    settles?: number
    /** Store and migrations answer; throws when they do not. */
    ready(): Promise<void>
  }
