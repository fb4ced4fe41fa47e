import { sql } from 'kysely'
import type { ActivitySettingsStore, SalesforceUsers } from '../activities/activity-settings.ts'
import type { Duties, FollowedUntil, LegStore } from '../activities/leg-store.ts'
import type { SavedMeetingStore } from '../activities/saved-meeting-store.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { HeldTimes } from '../availability/busy-time.ts'
import type { BookingId } from '../bookings/booking.ts'
import type { BookingStore, UpcomingBookings } from '../bookings/booking-store.ts'
import type { Grants } from '../delegates/grant.ts'
import type { MailboxExports } from '../delegates/mailbox-export.ts'
import type { NameIndex } from '../delegates/name-index.ts'
import type { FirstReadings } from '../following/first-readings.ts'
import type { HintStore } from '../following/hint-store.ts'
import type { SubscriptionStore } from '../following/subscription-store.ts'
import type { SweepStore } from '../following/sweep-store.ts'
import type { AnswerStore } from '../invitations/answer-store.ts'
import type { HoldStore } from '../links/hold-store.ts'
import type { LinkStore } from '../links/link-store.ts'
import type { Suspensions } from '../links/suspensions.ts'
import type { Letters } from '../notices/letters.ts'
import type { ChosenNotices } from '../notices/notice.ts'
import type { OutboxStore } from '../outbox/outbox-store.ts'
import type { WaitingMessages } from '../outbox/waiting-messages.ts'
import type { Organizers } from '../people/organizer.ts'
import type { Sessions } from '../people/sessions.ts'
import type { SummaryStore } from '../summary/summary-store.ts'
import type { Instant } from '../time/instant.ts'
import type { CalendarWatches } from '../watch/calendar-watches.ts'
import type { CollisionStore } from '../watch/collisions.ts'
import { activitySettingsIn, salesforceUsersIn } from './activity-settings.ts'
import { auditIn } from './audit-log.ts'
import { bookingsIn } from './booking-store.ts'
import { calendarWatchesIn } from './calendar-watches.ts'
import { collisionsIn } from './collisions.ts'
import { dutiesIn, followedUntilIn } from './duties.ts'
import { firstReadingsIn } from './first-readings.ts'
import { grantsIn } from './grants.ts'
import { heldTimesIn } from './held-time.ts'
import { hintsIn } from './hint-store.ts'
import { holdsIn } from './holds.ts'
import { invitationAnswersIn } from './invitation-answers.ts'
import { legsIn } from './legs.ts'
import { chosenNoticesIn, lettersIn } from './letters.ts'
import { linksIn } from './link-store.ts'
import { mailboxExportsIn } from './mailbox-exports.ts'
import { mailboxTurnsIn } from './mailbox-turns.ts'
import { nameIndexIn } from './name-index.ts'
import { organizersIn } from './organizers.ts'
import { outboxIn } from './outbox-store.ts'
import { openPostgres } from './postgres.ts'
import { savedMeetingsIn } from './saved-meetings.ts'
import { sessionsIn } from './sessions.ts'
import { openSqlite } from './sqlite.ts'
import { subscriptionsIn } from './subscription-store.ts'
import { summariesIn } from './summaries.ts'
import { suspensionsIn } from './suspensions.ts'
import { sweepsIn } from './sweep-store.ts'
import { talliesIn } from './tallies.ts'
import { type Tidied, tidyIn } from './tidy.ts'

export type StorageOptions = {
  /** `postgres://…`; absent: an SQLite file in the folder. */
  url?: string | undefined
  /** Made when it is not there. Not used with a server. */
  folder: string
  /** Hash of the invitee's key, so that a booking can be found by it; the key itself is stored nowhere. */
  keyHashOf(booking: BookingId): string
  /** How long a question waits for a store that is locked, slow or has no connection left; milliseconds. Absent: five seconds. */
  patience?: number
}

/** Every port that is kept on disk. */
export type Storage = {
  readonly engine: 'sqlite' | 'postgres'
  organizers: Organizers
  sessions: Sessions
  grants: Grants
  mailboxExports: MailboxExports
  links: LinkStore
  holds: HoldStore
  bookings: BookingStore & HeldTimes & UpcomingBookings
  outbox: OutboxStore & WaitingMessages
  audit: AuditLog
  summaries: SummaryStore
  watches: CalendarWatches
  nameIndex: NameIndex
  suspensions: Suspensions
  collisions: CollisionStore
  legs: LegStore
  savedMeetings: SavedMeetingStore
  activitySettings: ActivitySettingsStore
  salesforceUsers: SalesforceUsers
  duties: Duties
  followedUntil: FollowedUntil
  invitationAnswers: AnswerStore
  letters: Letters
  chosenNotices: ChosenNotices
  hints: HintStore
  subscriptions: SubscriptionStore
  sweeps: SweepStore
  firstReadings: FirstReadings
  /** Seats at a mailbox, over all instances. */
  mailboxTurns: ReturnType<typeof mailboxTurnsIn>
  /** How often something happened from one place, over all instances. */
  tallies: ReturnType<typeof talliesIn>
  /** Takes out what nobody needs any more (tidy.ts), and says how many rows of each kind. */
  tidy(now: Instant): Promise<Tidied>
  /** To be called when a request arrives, before anything is read for it. */
  arrived(): void
  /** Another number as soon as anybody may have written anything, in whatever process; undefined: nobody can tell. */
  changes(): number | undefined
  /** The store's own clock. */
  time(): Promise<Instant>
  /** The store is down, too slow, full or read-only. What was asked of it may have happened. */
  isAway(error: unknown): boolean
  /** Throws when the store does not answer or cannot be written. */
  ready(): Promise<void>
  /** The role that we use on the server may do more to the history than add to it (docs/running.md). */
  mayChangeAudit(): Promise<boolean>
  close(): Promise<void>
}

/** Opens the store and brings its schema up to date. Throws a StorageProblem with one sentence when it cannot. */
export async function openStorage({ url, folder, keyHashOf, patience }: StorageOptions): Promise<Storage> {
  const engine = url ? await openPostgres(url, patience) : await openSqlite(folder, patience)
  return {
    engine: engine.name,
    organizers: organizersIn(engine),
    sessions: sessionsIn(engine),
    grants: grantsIn(engine),
    mailboxExports: mailboxExportsIn(engine),
    links: linksIn(engine),
    holds: holdsIn(engine),
    bookings: { ...bookingsIn(engine, keyHashOf), ...heldTimesIn(engine) },
    outbox: outboxIn(engine),
    audit: auditIn(engine),
    summaries: summariesIn(engine),
    watches: calendarWatchesIn(engine),
    nameIndex: nameIndexIn(engine),
    suspensions: suspensionsIn(engine),
    collisions: collisionsIn(engine),
    legs: legsIn(engine),
    savedMeetings: savedMeetingsIn(engine),
    activitySettings: activitySettingsIn(engine),
    salesforceUsers: salesforceUsersIn(engine),
    duties: dutiesIn(engine),
    followedUntil: followedUntilIn(engine),
    invitationAnswers: invitationAnswersIn(engine),
    letters: lettersIn(engine),
    chosenNotices: chosenNoticesIn(engine),
    hints: hintsIn(engine),
    subscriptions: subscriptionsIn(engine),
    sweeps: sweepsIn(engine),
    firstReadings: firstReadingsIn(engine),
    mailboxTurns: mailboxTurnsIn(engine),
    tallies: talliesIn(engine),
    tidy: tidyIn(engine),
    time: async () => Number((await sql<{ now: number }>`select ${engine.now} as now`.execute(engine.db)).rows[0]?.now),
    isAway: (error) => engine.isAway(error),
    arrived: () => engine.arrived?.(),
    changes: () => engine.changes?.(),
    ready: () => engine.ready(),
    mayChangeAudit: () => engine.mayChangeAudit(),
    close: () => engine.close()
  }
}
