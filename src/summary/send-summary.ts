import type { MailboxesHours } from '../availability/mailbox-hours.ts'
import type { BookingStore } from '../bookings/booking-store.ts'
import type { HoldStore } from '../links/hold-store.ts'
import type { LinkStore } from '../links/link-store.ts'
import type { Organizer, Organizers } from '../people/organizer.ts'
import type { PersonId } from '../people/person.ts'
import { type Clock, HOUR, MINUTE } from '../time/instant.ts'
import { dateAt } from '../time/wall-clock.ts'
import { zoneNamed } from '../time/zones.ts'
import type { Mail, Words } from '../watch/mail.ts'
import { beginOf, dueAfter, dueOn, isQuiet, type Summary, summaryOf } from './summary.ts'
import type { SummaryStore } from './summary-store.ts'

/** How long one instance may take over one letter, and when a letter that was surely not sent is tried again. */
const AGAIN = 10 * MINUTE

/** Nobody reads this morning's letter in the evening: after so long it waits for tomorrow's. */
const LATE = 3 * HOUR

export type SummaryNeeds = {
  organizers: Pick<Organizers, 'find'>
  links: Pick<LinkStore, 'ofOrganizer'>
  bookings: Pick<BookingStore, 'ofOrganizer'>
  holds: Pick<HoldStore, 'ofOrganizer'>
  mailboxHours: MailboxesHours
  summaries: SummaryStore
  mail: Mail
  clock: Clock
  wordsFor(summary: Summary): Words
  report(problem: string, organizer: PersonId, cause?: unknown): void
}

/** Writes the letters that are due. Answers how many turns were taken. */
export async function sendDueSummaries(limit: number, needs: SummaryNeeds): Promise<number> {
  const due = await needs.summaries.take(limit, AGAIN, needs.clock())
  await Promise.all(
    due.map((id) => turnOf(id, needs).catch((cause) => needs.report('a daily summary could not be written', id, cause)))
  )
  return due.length
}

/** One organizer's turn: her letter, if it is time for it, and when to come again. */
async function turnOf(id: PersonId, needs: SummaryNeeds): Promise<void> {
  const organizer = await needs.organizers.find(id)
  if (!organizer) return
  const mailbox = await needs.mailboxHours.hoursOf(organizer)
  const zone = 'zone' in mailbox ? zoneNamed(mailbox.zone) : undefined
  // Her hour is not known without her zone, and no other zone is as good: the turn comes again by itself.
  if (!zone) return needs.report('unknown' in mailbox ? mailbox.unknown : 'no zone', id)

  const { hour } = await needs.summaries.choiceOf(id)
  const now = needs.clock()
  const today = dateAt(zone, now)
  const due = dueOn(zone, today, hour)
  if (now < due) return needs.summaries.next(id, due)
  const again = now - due < LATE && (await letterOf(organizer, today)) === 'not sent'
  return needs.summaries.next(id, again ? now + AGAIN : dueAfter(zone, today, hour))

  async function letterOf(organizer: Organizer, day: string): Promise<'done' | 'not sent'> {
    if (!zone) return 'done'
    const [links, bookings, holds] = await Promise.all([
      needs.links.ofOrganizer(id),
      needs.bookings.ofOrganizer(id, beginOf(zone, now)),
      needs.holds.ofOrganizer(id, now)
    ])
    const summary = summaryOf({ organizer, links, bookings, holds, zone, now })
    if (isQuiet(summary)) return 'done'

    if (!(await needs.summaries.claim(id, day, now))) return 'done'
    const outcome = await needs.mail.send(organizer, needs.wordsFor(summary))
    if (outcome === 'sent') return 'done'
    needs.report('notSent' in outcome ? outcome.notSent : outcome.unclear, id)
    if ('unclear' in outcome) return 'done' // it may have arrived: a second one would be worse than none
    await needs.summaries.giveBack(id, day)
    return 'not sent'
  }
}
