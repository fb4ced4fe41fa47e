import { DAY, type Instant } from '../time/instant.ts'
import type { Engine } from './engine.ts'

/** How long delivered messages and gone calendar holds are kept after the meeting: long enough to answer "what happened?". */
export const KEPT_AFTER = 30 * DAY

/** A statement takes out so many rows at most, so that nobody waits for its locks; the rest goes the next time. */
const AT_ONCE = 1_000

/** Rows that went, by table. */
export type Tidied = Record<
  | 'outbox'
  | 'holds'
  | 'sessions'
  | 'tallies'
  | 'mailbox_turns'
  | 'calendar_letters'
  | 'answered_forms'
  | 'letters'
  | 'suspension_news'
  | 'invitation_answers',
  number
>

/**
 * What was needed once: messages that were delivered or given up, a month after their meeting is over; holds that are gone;
 * sessions that have ended; tallies and seats whose time is over; letters of outages and answers to invitations long ago. Facts, bookings, links and the audit
 * log stay. Any number of instances may do this at once.
 */
export function tidyIn({ db }: Engine): (now: Instant) => Promise<Tidied> {
  return async function tidy(now) {
    const before = now - KEPT_AFTER
    const outbox = db.deleteFrom('outbox').where('id', 'in', (from) =>
      from
        .selectFrom('outbox')
        .innerJoin('bookings', 'bookings.id', 'outbox.booking_id')
        .select('outbox.id')
        .where('bookings.end_at', '<', before)
        .where((message) => message.or([message('done_at', '<', before), message('dropped_at', '<', before)]))
        .limit(AT_ONCE)
    )
    const holds = db
      .deleteFrom('holds')
      .where('id', 'in', (from) =>
        from
          .selectFrom('holds')
          .select('id')
          .where('state', '=', 'gone')
          .where('since', '<', before)
          .where('end_at', '<', before)
          .limit(AT_ONCE)
      )
    return {
      outbox: await rows(outbox),
      holds: await rows(holds),
      sessions: await rows(db.deleteFrom('sessions').where('ends_at', '<=', now)),
      tallies: await rows(db.deleteFrom('tallies').where('until_at', '<=', now)),
      mailbox_turns: await rows(db.deleteFrom('mailbox_turns').where('until', '<=', now - DAY)),
      // a form lives for some hours (server/form-ids.ts)
      answered_forms: await rows(db.deleteFrom('answered_forms').where('answered_at', '<', now - DAY)),
      calendar_letters: await rows(db.deleteFrom('calendar_letters').where('written_at', '<', before)),
      letters: await rows(db.deleteFrom('letters').where('done_at', '<', before)),
      suspension_news: await rows(db.deleteFrom('suspension_news').where('at', '<', before)),
      invitation_answers: await rows(
        db.deleteFrom('invitation_answers').where('state', '<>', 'wanted').where('since', '<', before)
      )
    }
  }
}

const rows = async (query: { executeTakeFirst(): Promise<{ numDeletedRows: bigint } | undefined> }): Promise<number> =>
  Number((await query.executeTakeFirst())?.numDeletedRows ?? 0)
