import type { Booking, BookingId, Fact } from '../bookings/booking.ts'
import { evolve, newBooking } from '../bookings/booking.ts'
import type { Changer } from '../bookings/changer.ts'
import { replyOf } from '../bookings/in-calendar.ts'
import type { MeetingMessages } from '../delegates/meeting-messages.ts'
import type { Link } from '../links/link.ts'
import type { LinkStore } from '../links/link-store.ts'
import type { Delivery, Taken } from '../outbox/message.ts'
import type { Organizer, Organizers } from '../people/organizer.ts'
import type { Person } from '../people/person.ts'
import { MINUTE } from '../time/instant.ts'
import type { Words } from '../watch/mail.ts'
import type { NoticeKind } from './notice.ts'
import { kindOf } from './notice-kind-of.ts'
import { type NotifyingNeeds, notify } from './notify.ts'
import { type AnswerToInvitee, answerToInvitee } from './tell-invitee.ts'
import { type AudienceNeeds, whomToTell } from './whom-to-tell.ts'

/** What happened to a booking, for whoever is told: the booking before and after it. */
export type Happened = {
  kind: NoticeKind
  to: Person
  fact: Fact
  before: Booking
  after: Exclude<Booking, { state: 'new' }>
  link: Link
  organizer: Organizer
}

export type TellingNeeds = NotifyingNeeds &
  AudienceNeeds & {
    facts(id: BookingId): Promise<Fact[]>
    links: Pick<LinkStore, 'find'>
    organizers: Pick<Organizers, 'find'>
    meetingMessages: MeetingMessages
    wordsFor(happened: Happened): Promise<Words>
    wordsForInvitee(answer: AnswerToInvitee): Words
  }

/**
 * The outbox's "tell people": those whom a link concerns, of all that was written down in the moment of the message. Nobody is
 * told of what she did herself; and nobody twice, however often this is repeated. The invitee is written to only where
 * Exchange has nothing to tell her: it invites, moves and cancels by itself.
 */
export async function tellPeople(taken: Taken, needs: TellingNeeds): Promise<Delivery> {
  const facts = await needs.facts(taken.bookingId)
  let booking: Booking = newBooking(taken.bookingId)
  for (const fact of facts) {
    const before = booking
    booking = evolve(booking, fact)
    const kind = kindOf(fact)
    if (!kind || !isOf(fact, taken) || booking.state === 'new') continue
    if (fact.type === 'seen in calendar' && !hasJustDeclined(before, booking)) continue

    const [found, organizer] = await Promise.all([
      needs.links.find(booking.link),
      needs.organizers.find(booking.organizer)
    ])
    if (!found || !organizer) return 'done' // nobody keeps it any more
    const { link } = found
    const key = `booking ${booking.id} ${booking.version}`
    for (const to of await listeners(fact, link, organizer, needs)) {
      if (isHers(fact, to)) continue
      const words = await needs.wordsFor({ kind, to, fact, before, after: booking, link, organizer })
      await notify({ kind, to, words, key }, needs)
    }
    const answer = answerToInvitee(fact, booking, link)
    if (answer) {
      const now = needs.clock()
      const words = needs.wordsForInvitee(answer)
      await needs.letters.write({ to: answer.to, key, kind: 'invitee', words, daily: false, dueAt: now }, now)
    }
  }
  return 'done'
}

/** A message is written down in the moment of its facts, or just after it. */
const isOf = ({ at }: Fact, { writtenAt }: Taken) => at <= writtenAt && at > writtenAt - MINUTE

const hasJustDeclined = (before: Booking, after: Booking) => declines(after) && !declines(before)
const declines = (booking: Booking) => booking.state === 'confirmed' && replyOf(booking)?.response === 'declined'

async function listeners(fact: Fact, link: Link, organizer: Organizer, needs: TellingNeeds): Promise<Person[]> {
  const people = await whomToTell(link, organizer, needs)
  if (fact.type !== 'seen in calendar' || people.length === 1) return people
  // whoever lets Exchange send replies to her delegates only does not want them from us either
  const messages = await needs.meetingMessages.of(organizer)
  const delegatesOnly = 'delivery' in messages && messages.delivery === 'delegates only'
  return delegatesOnly ? people.filter(({ id }) => id !== organizer.id) : people
}

const isHers = (fact: Fact, { id }: Person) => 'by' in fact && isBy(fact.by, id)
const isBy = (by: Changer, id: Person['id']) => 'id' in by && by.id === id
