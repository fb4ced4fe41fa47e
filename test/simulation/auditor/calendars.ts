// What must be true of each organizer's calendar as a whole.
import { entriesIn, type Mail, mailIn } from './clouds.ts'
import type { Known } from './known.ts'

/** A booking's look at the calendar may be so old when the claim is committed: five seconds, and the call itself. */
const MAY_BE_OLD = 15_000

export function calendarChecks(known: Known) {
  checkOverlaps(known)
  checkEntries(known)
  checkMail(known)
}

function checkOverlaps({ store, meetings, say }: Known) {
  const claiming = store.bookings.filter(({ state }) => state === 'held' || state === 'confirmed')
  for (const [organizer, own] of Map.groupBy(claiming, (booking) => booking.organizer)) {
    const inOrder = own.toSorted((one, other) => one.claimStart - other.claimStart)
    for (const [index, booking] of inOrder.entries()) {
      const after = inOrder[index + 1]
      if (after && after.claimStart < booking.claimEnd)
        say('INV-04', `${booking.id} and ${after.id} overlap in the calendar of ${organizer}`)
    }
  }
  for (const [mailbox, own] of Map.groupBy(meetings, (meeting) => meeting.mailbox)) {
    const inOrder = own.toSorted((one, other) => one.start - other.start)
    for (const [index, meeting] of inOrder.entries()) {
      const after = inOrder[index + 1]
      if (after && after.start < meeting.end && after.booking !== meeting.booking)
        say('INV-04', `meetings of ${meeting.booking} and ${after.booking} overlap in Exchange, with ${mailbox}`)
    }
  }
}

function checkEntries({ evidence, store, say }: Known) {
  const entries = entriesIn(evidence.exchange).filter(({ showAs }) => ['busy', 'tentative', 'oof'].includes(showAs))
  const addressOf = (organizer: string) => store.organizers.get(organizer)?.address
  for (const booking of store.bookings) {
    for (const { mailbox, start, end, created, subject } of entries) {
      if (mailbox !== addressOf(booking.organizer)) continue
      const overlaps = start < booking.claimEnd && booking.claimStart < end
      if (overlaps && created < booking.bookedAt - MAY_BE_OLD)
        say(
          'INV-05',
          `${booking.id} was booked over "${subject}", which was there ${booking.bookedAt - created} ms before`
        )
    }
  }
  const there = new Set(Object.values(evidence.exchange).flatMap(({ events }) => events.map(({ id }) => String(id))))
  for (const act of evidence.history.acts)
    if (act.did === 'made an entry' && !there.has(act.id)) say('OTHERS', `an entry of ${act.organizer} is gone`)
}

/**
 * Each meeting that stands has invited its attendees once, and each invitation to one that does not stand was taken back.
 */
const isInvitee = (address: string) => address.endsWith('@harborlight.example')

function checkMail({ evidence, store, meetings, say }: Known) {
  const mail = mailIn(evidence.exchange).filter(({ to }) => to.some(isInvitee))
  const of = (kind: string, uid: string) => mail.filter((each: Mail) => each.kind === kind && each.uid === uid)
  const standing = new Set(meetings.map(({ uid }) => uid))
  for (const { uid, booking } of meetings) {
    const invitations = of('invitation', uid).length
    if (invitations !== 1) say('MAIL', `the meeting of ${booking} was announced ${invitations} times`)
    if (of('cancellation', uid).length > 0) say('MAIL', `the meeting of ${booking} stands and was called off`)
  }
  const bookingsOf = (address: string) =>
    store.bookings.filter(
      ({ facts }) => (facts[0]?.body.invitee as { address?: string } | undefined)?.address === address
    )
  const invited = mail.filter(({ kind }) => kind === 'invitation').flatMap(({ to }) => to.filter(isInvitee))
  const tooMany = [...Map.groupBy(invited, (address) => address)].reduce(
    (sum, [address, times]) => sum + Math.max(0, times.length - bookingsOf(address).length),
    0
  )
  if (tooMany > evidence.madeTwice)
    say('MAIL', `${tooMany} invitations too many, and only ${evidence.madeTwice} meetings were doubled outside`)
  for (const { uid, to } of mail.filter(({ kind }) => kind === 'invitation')) {
    if (!standing.has(uid) && of('cancellation', uid).length === 0)
      say('MAIL', `${to.join()} is invited to a meeting that is not there`)
  }
}
