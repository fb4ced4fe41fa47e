// What is written about a booking, and to whom: in the calendar, in Salesforce, in mail and on the page of its link.
import { cancellationsIn, subjectsIn } from './clouds.ts'
import type { Known } from './known.ts'
import type { StoredBooking, StoredLink } from './store.ts'

export function wordChecks(known: Known) {
  for (const booking of known.store.bookings) {
    const link = known.store.links.get(booking.link)
    if (!link) continue
    if (booking.state === 'confirmed') {
      checkMeeting(booking, link, known)
      checkActivity(booking, link, known)
    }
    checkCancellation(booking, known)
  }
  checkPages(known)
}

/** "Offered by Dana Whitfield on behalf of Olga Okafor" */
function offeredBy({ rules: { organizer, initiator, madeBy } }: StoredLink): string {
  if (initiator.id !== organizer.id) return `Offered by ${initiator.name} on behalf of ${organizer.name}`
  return madeBy.id === organizer.id
    ? `Offered by ${organizer.name}`
    : `Offered by ${organizer.name}, arranged by ${madeBy.name}`
}

type Invitee = { name: string; address: string; note: string }
const inviteeOf = ({ facts }: StoredBooking) => (facts[0]?.body.invitee ?? {}) as Invitee

function checkMeeting(booking: StoredBooking, link: StoredLink, { meetings, say }: Known) {
  const { id } = booking
  const { rules } = link
  const { name, address, note } = inviteeOf(booking)
  const people = [
    ...[{ name, address }, ...rules.required].map((each) => `required ${each.name} <${each.address}>`),
    ...rules.optional.map((each) => `optional ${each.name} <${each.address}>`)
  ]
  for (const { subject, text, invited, place, booking: of } of meetings) {
    if (of !== id) continue
    if (subject !== rules.subject) say('INV-25', `${id} is called "${subject}"`)
    if (!text.includes(offeredBy(link))) say('INV-25', `${id} does not say "${offeredBy(link)}"`)
    if (note && !text.includes(note)) say('INV-08', `${id} does not say what its invitee has written`)
    if (invited.toSorted().join() !== people.toSorted().join())
      say('INV-08', `${id} invites ${invited.join()} and should invite ${people.join()}`)
    const { text: where } = rules.place
    if (where !== undefined && place !== where)
      say('INV-08', `${id} takes place at "${place}", and should at "${where}"`)
  }
}

function checkActivity(booking: StoredBooking, link: StoredLink, { activities, say }: Known) {
  const { id } = booking
  const { name, address } = inviteeOf(booking)
  for (const { key, subject, text } of activities) {
    if (key !== `bk-${id}`) continue
    if (subject !== link.rules.subject) say('INV-25', `the Event of ${id} is called "${subject}"`)
    if (!text.includes(offeredBy(link))) say('INV-25', `the Event of ${id} does not say "${offeredBy(link)}"`)
    if (!text.includes(name) || !text.includes(address))
      say('INV-08', `the Event of ${id} does not say with whom it is`)
  }
}

/** Everybody invited reads who has called it off; where somebody did it in Outlook, Exchange's own words stand. */
function checkCancellation({ id, facts }: StoredBooking, { evidence, changesOf, say }: Known) {
  const cancelled = facts.find(({ type }) => type === 'cancelled')
  const confirmed = facts.find(({ type }) => type === 'confirmed')?.body.meeting as { iCalUId?: string } | undefined
  const by = cancelled?.body.by as { as: string; name?: string } | undefined
  if (!by || !confirmed || by.as === 'calendar' || changesOf(id).some((change) => change.by === 'hand')) return
  const uid = facts.findLast(({ body }) => body.meeting !== undefined)?.body.meeting as { iCalUId?: string }
  const letters = cancellationsIn(evidence.exchange).filter((letter) => letter.uid === uid.iCalUId)
  const who = by.as === 'invitee' ? inviteeOf({ facts } as StoredBooking).name : by.name
  if (letters.length > 0 && !letters.some(({ text }) => text.includes(`Cancelled by ${who}`)))
    say('INV-25', `${id} was cancelled by ${who}, and those who were invited do not read that`)
}

function checkPages({ evidence, store, say }: Known) {
  const own = [...store.links.values()].map(({ rules }) => rules.subject)
  const subjects = subjectsIn(evidence.exchange).filter((subject) => !own.includes(subject))
  for (const { link: id, text } of evidence.history.pages) {
    const link = store.links.get(id)
    if (link && !text.includes(offeredBy(link)))
      say('INV-25', `the page of link ${id} does not say "${offeredBy(link)}"`)
    for (const subject of subjects) if (text.includes(subject)) say('INV-23', `a public page says "${subject}"`)
  }
}
