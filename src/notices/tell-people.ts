import type { Booking, BookingId, Fact } from '../bookings/booking.ts'
import { evolve, newBooking } from '../bookings/booking.ts'
import type { Changer } from '../bookings/changer.ts'
import { replyOf } from '../bookings/in-calendar.ts'
import type { MeetingMessages } from '../delegates/meeting-messages.ts'
import { keeperOf, type Link } from '../links/link.ts'
import type { LinkStore } from '../links/link-store.ts'
import type { Delivery, Taken } from '../outbox/message.ts'
import type { Organizer, Organizers } from '../people/organizer.ts'
import type { Person } from '../people/person.ts'
import { MINUTE } from '../time/instant.ts'
import type { Words } from '../watch/mail.ts'
import { type NotifyingNeeds, notify } from './mail-about.ts'
import type { NoticeKind } from './notice.ts'
import { kindOf } from './notice-kind-of.ts'

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

export type TellingNeeds = NotifyingNeeds & {
  facts(id: BookingId): Promise<Fact[]>
  links: LinkStore
  organizers: Organizers
  meetingMessages: MeetingMessages
  wordsFor(happened: Happened): Words
}

/**
 * The outbox's "tell people": whoever keeps the link, and the organizer if she wants it, of all that was written down in the
 * moment of the message. Nobody is told of what she did herself; and nobody twice, however often this is repeated.
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
    for (const to of await whomToTell(fact, link, organizer, needs)) {
      if (isHers(fact, to)) continue
      const words = needs.wordsFor({ kind, to, fact, before, after: booking, link, organizer })
      await notify({ kind, to, words, key: `booking ${booking.id} ${booking.version}` }, needs)
    }
  }
  return 'done'
}

/** A message is written down in the moment of its facts, or just after it. */
const isOf = ({ at }: Fact, { writtenAt }: Taken) => at <= writtenAt && at > writtenAt - MINUTE

const hasJustDeclined = (before: Booking, after: Booking) => declines(after) && !declines(before)
const declines = (booking: Booking) => booking.state === 'confirmed' && replyOf(booking)?.response === 'declined'

async function whomToTell(fact: Fact, link: Link, organizer: Organizer, needs: TellingNeeds): Promise<Person[]> {
  const keeper = keeperOf(link)
  if (keeper.id === organizer.id) return [organizer]
  const { asOrganizer } = await needs.chosen.of(organizer.id)
  if (!asOrganizer) return [keeper]
  // whoever lets Exchange send replies to her delegates only does not want them from us either
  const isReply = fact.type === 'seen in calendar'
  const messages = isReply ? await needs.meetingMessages.of(organizer) : undefined
  return messages && 'delivery' in messages && messages.delivery === 'delegates only' ? [keeper] : [keeper, organizer]
}

const isHers = (fact: Fact, { id }: Person) => 'by' in fact && isBy(fact.by, id)
const isBy = (by: Changer, id: Person['id']) => 'id' in by && by.id === id
