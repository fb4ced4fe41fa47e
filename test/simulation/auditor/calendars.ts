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

function checkOverlaps({ evidence, store, meetings, changesOf, say }: Known) {
  const claiming = store.bookings.filter(
    ({ state, overlapping }) => !overlapping && ['requested', 'held', 'confirmed'].includes(state)
  )
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
      if (!after || after.start >= meeting.end || after.booking === meeting.booking) continue
      if (![meeting, after].some(({ booking }) => isByHand(booking)))
        say('INV-04', `meetings of ${meeting.booking} and ${after.booking} overlap in Exchange, with ${mailbox}`)
    }
  }

  // On its way from one time to another a meeting lies on nobody else's, either: both times are its own till it has arrived.
  const stood = new Set(store.bookings.flatMap(({ id, state }) => (state === 'confirmed' ? [id] : [])))
  for (const { at, until, mailbox, one, other } of evidence.seen.overlaps) {
    const plain = (booking: string) =>
      stood.has(booking) && !isByHand(booking) && !evidence.seen.doubled.includes(booking)
    if (plain(one) && plain(other))
      say('INV-11', `meetings of ${one} and ${other} overlapped for ${until - at} ms in Exchange, with ${mailbox}`)
  }

  for (const { at, booking, other } of evidence.seen.claims) {
    const when = new Date(at).toISOString()
    if (other === null) say('INV-11', `${booking} did not claim the time at which it stood, at ${when}`)
    else say('INV-04', `${booking} and ${other} claimed the same time at ${when}`)
  }

  function isByHand(booking: string) {
    return changesOf(booking).some(({ by, did }) => by === 'hand' && did === 'move')
  }
}

/** What takes a time because somebody chose it. */
const TAKES = ['requested', 'held', 'move asked']

function checkEntries({ evidence, store, say }: Known) {
  const entries = entriesIn(evidence.exchange).filter(({ showAs }) => ['busy', 'tentative', 'oof'].includes(showAs))
  const addressOf = (organizer: string) => store.organizers.get(organizer)?.address
  for (const { id, organizer, facts, link } of store.bookings) {
    const colleagues = (store.links.get(link)?.rules.required ?? []).map(({ address }) => address)
    for (const { type, at, body } of facts) {
      if (!TAKES.includes(type)) continue
      const claim = body.claim as { start: number; end: number }
      for (const { mailbox, start, end, created, subject, own } of entries) {
        if (mailbox !== addressOf(organizer) && !(own && colleagues.includes(mailbox))) continue
        if (start < claim.end && claim.start < end && created < at - MAY_BE_OLD)
          say('INV-05', `${id} was ${type} over "${subject}", which was there ${at - created} ms before`)
      }
    }
  }
  if (evidence.arrived.some(({ path }) => path.includes('AAkAforged')))
    say('INV-31', 'an item was asked for that only a forged notification had named')
  const there = new Set(Object.values(evidence.exchange).flatMap(({ events }) => events.map(({ id }) => String(id))))
  for (const act of evidence.history.acts)
    if (act.did === 'made an entry' && !there.has(act.id)) say('OTHERS', `an entry of ${act.organizer} is gone`)
}

/**
 * Each meeting that stands has invited its attendees once, and each invitation to one that does not stand was taken back.
 */
const isInvitee = (address: string) => address.endsWith('@harborlight.example')

function checkMail({ evidence, store, meetings, changesOf, say }: Known) {
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
  // what Exchange makes twice by itself is announced twice in the same moment
  let twins = evidence.twins
  const invitations = mail.filter(({ kind }) => kind === 'invitation')
  for (const [address, told] of Map.groupBy(invitations, ({ to }) => to.find(isInvitee) ?? '')) {
    const own = bookingsOf(address)
    const doubled = evidence.createdTwice.filter((booking) => own.some(({ id }) => id === booking)).length
    const moments = new Set(told.map(({ at }) => at)).size
    const byItself = Math.min(twins, told.length - moments)
    twins -= byItself
    const tooMany = told.length - byItself - own.length - doubled
    if (tooMany > 0) say('MAIL', `${address} was invited ${told.length} times, to ${own.length} meetings`)
  }

  // each move is told once, whoever made it
  const tellings = store.bookings.map(({ id, facts }) => {
    const uids = new Set(meetings.filter(({ booking }) => booking === id).map(({ uid }) => uid))
    const moves = facts.filter(({ type, body }) => type === 'moved' && (body.by as { as?: string }).as !== 'calendar')
    const hands = changesOf(id).filter(({ by, did }) => by === 'hand' && did === 'move')
    const told = [...uids].reduce((sum, uid) => sum + of('update', uid).length, 0)
    return { id, tooMany: Math.max(0, told - moves.length - hands.length) }
  })
  const told = tellings.filter(({ tooMany }) => tooMany > 0)
  const times = told.reduce((sum, { tooMany }) => sum + tooMany, 0)
  if (times > evidence.changedTwice)
    say('MAIL', `${told.map(({ id }) => id).join(', ')}: the same move was told ${times} times too often`)
  // who was told that nothing is booked was never invited, unless it was the right that went
  const released = new Map(
    store.bookings.flatMap(({ id, state, facts }) =>
      state === 'released' && !facts.some(({ body }) => body.because !== undefined) ? [[id, true]] : []
    )
  )
  for (const { uid, booking } of evidence.seen.meetings)
    if (released.has(booking) && of('invitation', uid).length > 0)
      say('MAIL', `whoever booked ${booking} was told that nothing is booked, and was invited`)
  for (const [uid, cancellations] of Map.groupBy(
    mail.filter(({ kind }) => kind === 'cancellation'),
    (each) => each.uid
  ))
    if (cancellations.length > 1) say('MAIL', `meeting ${uid} was called off ${cancellations.length} times`)
  for (const { uid, to } of mail.filter(({ kind }) => kind === 'invitation')) {
    if (!standing.has(uid) && of('cancellation', uid).length === 0)
      say('MAIL', `${to.join()} is invited to a meeting that is not there`)
  }
}
