import type { Generated } from 'kysely'
import type { Mode, PrivateMeetings } from '../activities/activity-settings.ts'
import type { LegSource, LegState } from '../activities/leg.ts'
import type { SavedState } from '../activities/saved-meeting.ts'
import type { Booking, Fact } from '../bookings/booking.ts'
import type { Afterwards, GrantLevel } from '../delegates/grant.ts'
import type { Position } from '../delegates/standing.ts'
import type { AnswerState } from '../invitations/given-answer.ts'
import type { Answer, Response } from '../invitations/invitation.ts'
import type { HoldState, WhyLeft } from '../links/holds.ts'
import type { LetterKind } from '../notices/letters.ts'
import type { Message } from '../outbox/message.ts'

/** What the migrations have made, the same on both engines. Instants are epoch milliseconds, JSON is text. */
export type Tables = {
  organizers: {
    id: string
    name: string
    address: string
    enrolled_at: number
    salesforce_username: string | null
    delegates_need_grant: Generated<number>
  }
  mailbox_exports: {
    organizer: string
    /** JSON */
    holders: string
    unclear: number
    uploaded_at: number
    /** JSON: a person. */
    uploaded_by: string
  }
  grants: {
    organizer: string
    person: string
    name: string
    address: string
    level: GrantLevel
    /** JSON */
    opt_ins: string
    ends_at: number | null
    afterwards: Afterwards['links']
    /** JSON: a person; only where the links are handed over. */
    heir: string | null
    /** JSON: a person. */
    recorded_by: string
    recorded_at: number
  }
  sessions: {
    hash: string
    person: string
    name: string
    address: string
    started_at: number
    ends_at: number
    sealed_token: string | null
    token_ends_at: number
  }
  links: {
    id: string
    token_hash: string
    organizer: string
    created_at: number
    revoked_at: number | null
    /** JSON: everything else about the link; none of it ever changes. */
    rules: string
    /** JSON: the person who answers for it since it was handed over. */
    keeper: string | null
  }
  /** The last word of each booking, for queries and for the guard against overlap. Told from its facts, never the other way. */
  bookings: {
    id: string
    key_hash: string
    link_id: string
    organizer: string
    state: Exclude<Booking['state'], 'new'>
    start_at: number
    end_at: number
    claim_start: number
    claim_end: number
    /** The time to which it is being moved, which it claims, too. */
    move_start: number | null
    move_claim_start: number | null
    move_claim_end: number | null
    /** 1: lies on top of something else by somebody's hand in Outlook, and claims nothing. */
    overlapping: number
    /** In Exchange, while it is confirmed or was. */
    meeting_id: string | null
    version: number
    booked_at: number
  }
  booking_facts: {
    booking_id: string
    version: number
    at: number
    type: Fact['type']
    /** JSON */
    body: string
  }
  outbox: {
    id: Generated<number>
    kind: Message['kind']
    booking_id: string
    /** The booking's version that called for this effect: the same call twice is one message. */
    version: number
    attempts: number
    written_at: number
    due_at: number
    lease: string | null
    leased_until: number | null
    done_at: number | null
    parked_at: number | null
    problem: string | null
    sent_at: number | null
    dropped_at: number | null
    dropped_by: string | null
    dropped_why: string | null
  }
  tallies: {
    what: string
    who: string
    count: number
    until_at: number
  }
  collision_checks: {
    booking_id: string
    start_at: number
    looks: number
    due_at: number | null
  }
  collisions: {
    booking_id: string
    entry: string
    start_at: number
    end_at: number
    found_at: number
    told_at: number | null
    over_at: number | null
  }
  subscriptions: {
    organizer: string
    subscription_id: string | null
    secret_hash: string
    address: string
    ends_at: number
    attempts: number
    due_at: number
    lease: string | null
    leased_until: number | null
    problem: string | null
  }
  hints: {
    organizer: string
    item: string
    gone: number
    times: number
    since_at: number
    attempts: number
    due_at: number
    lease: string | null
    leased_until: number | null
    problem: string | null
  }
  sweeps: {
    organizer: string
    link: string | null
    window_start: number | null
    window_end: number | null
    swept_at: number | null
    /** Told to be swept at once, since it was last taken. */
    hastened_at: number | null
    attempts: number
    due_at: number
    lease: string | null
    leased_until: number | null
    problem: string | null
  }
  first_readings: {
    booking_id: string
    /** JSON: addresses and names. */
    attendees: string
  }
  answered_forms: {
    id: string
    answered_at: number
  }
  letters: {
    id: Generated<number>
    person: string
    name: string
    address: string
    key: string
    kind: LetterKind
    subject: string
    text: string
    html: string | null
    language: string | null
    daily: number
    written_at: number
    due_at: number
    attempts: Generated<number>
    lease: string | null
    leased_until: number | null
    done_at: number | null
    problem: string | null
  }
  notice_choices: {
    person: string
    /** JSON */
    whens: string
    as_organizer: number
    zone: string
  }
  mailbox_turns: {
    mailbox: string
    seat: number
    holder: string
    until: number
  }
  calendar_lists: {
    organizer: string
    due_at: number
    read_at: number | null
    failing_since: number | null
    problem: string | null
  }
  calendar_list_entries: {
    organizer: string
    /** Small letters. */
    address: string
    folder: string
    delegate: number
    private_items: number
  }
  full_access_seen: {
    person: string
    organizer: string
    seen_at: number
  }
  suspensions: {
    link_id: string
    because: string
    since: number
  }
  suspension_news: {
    id: Generated<number>
    link_id: string
    organizer: string
    because: string | null
    at: number
    told_at: Generated<number | null>
  }
  link_looks: {
    organizer: string
    looked_at: number
  }
  calendar_watches: {
    organizer: string
    whose: string
    looked_at: number
    failures: number
    unread_since: number | null
    problem: string | null
  }
  calendar_letters: {
    organizer: string
    whose: string
    since: number
    kind: 'unread' | 'readable'
    person: string
    written_at: number
  }
  holds: {
    id: string
    link_id: string
    organizer: string
    start_at: number
    end_at: number
    until_at: number
    takes: number | null
    state: HoldState
    since: number
    why: WhyLeft | null
    asked_at: number | null
    placed_at: number | null
    attempts: number
    due_at: number
    lease: string | null
    leased_until: number | null
    problem: string | null
  }
  activities: {
    key: string
    organizer: string
    source: LegSource['kind']
    source_id: string
    state: LegState
    since: number
    created_at: number
    wished: number
    /** JSON, like the five below. */
    written: string | null
    outcome: string | null
    changed_there: string | null
    candidates: string | null
    choice: string | null
    notes: string | null
    attempts: number
    failures: number
    due_at: number
    lease: string | null
    leased_until: number | null
    asked_at: number | null
    told_at: number | null
  }
  activity_attempts: {
    id: Generated<number>
    key: string
    at: number
    actor: string | null
    result: string
    said: string
    times: Generated<number>
    last_at: number | null
  }
  activity_settings: {
    organizer: string
    mode: Mode
    private_meetings: PrivateMeetings
    all_private: number
  }
  saved_meetings: {
    key: string
    organizer: string
    item: string
    ical_uid: string
    series: string | null
    state: SavedState
    /** JSON, like the three below. */
    said: string
    chosen: string
    saved_by: string
    last_by: string
    made_by: string | null
    end_at: number
    at: number
    version: number
  }
  salesforce_users: {
    person: string
    username: string
    name: string | null
    address: string | null
  }
  duties: {
    name: string
    holder: string
    until: number
  }
  followed_until: {
    name: string
    until: number
  }
  invitation_answers: {
    id: string
    organizer: string
    item: string
    answer: Answer
    comment: string
    silently: number
    answered_before: Response
    times: string
    /** JSON. */
    actor: string
    by_right: Position
    start_at: number
    end_at: number
    title: string
    at: number
    state: AnswerState
    since: number
    sent_at: number | null
    attempts: number
    due_at: number
    lease: string | null
    leased_until: number | null
    problem: string | null
  }
  summaries: {
    organizer: string
    is_on: number
    hour: number
    due_at: number
  }
  summaries_sent: {
    organizer: string
    day: string
    claimed_at: number
  }
  audit: {
    id: Generated<number>
    at: number
    actor: string
    actor_name: string
    organizer: string
    by_right: string
    act: string
    object: string
    result: string
  }
}

/** Bookings in these states claim their time and count among a link's uses. The guard in the migrations says the same. */
export const CLAIMING = ['requested', 'held', 'confirmed'] as const
