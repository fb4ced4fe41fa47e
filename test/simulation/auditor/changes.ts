// What people wanted of a booking after it was taken, held against what became of it: each answer that somebody heard stands.
import type { Change } from './evidence.ts'
import type { Known } from './known.ts'
import type { StoredBooking, StoredFact } from './store.ts'

type Span = { start: number; end: number }

/** A change of a link or booking that is under way when something is taken away may still be written for so long. */
const UNDER_WAY = 25_000

export function changeChecks(known: Known) {
  for (const booking of known.store.bookings) {
    const changes = known.changesOf(booking.id)
    checkEnd(booking, changes, known)
    checkTime(booking, changes, known)
    checkMoves(booking, changes, known)
    checkReply(booking, changes, known)
  }
  checkRevoked(known)
}

/** Cancelled and declined are for good, and somebody wanted them. */
function checkEnd(
  { id, state, facts, link }: StoredBooking,
  changes: readonly Change[],
  { evidence, store, say }: Known
) {
  const heard = (did: string) => changes.filter((change) => change.did === did && change.heard === 'done')
  const wished = (did: string) => changes.some((change) => change.did === did && change.heard !== 'refused')
  // where Exchange had the meeting twice, taking out one of them by hand leaves the other
  const twice = evidence.seen.doubled.includes(id)
  const cancelled = heard('cancel').find(({ by }) => by !== 'hand' || !twice)
  if (cancelled && state !== 'cancelled') say('INV-12', `${cancelled.who} cancelled ${id}, and it is ${state}`)
  if (state === 'cancelled' && !wished('cancel')) say('INV-12', `${id} is cancelled, and nobody wanted that`)
  const [declined] = heard('decline')
  if (declined && state !== 'declined') say('INV-12', `${declined.who} declined ${id}, and it is ${state}`)
  const lapsed = facts.some(({ type, body }) => type === 'declined' && (body.by as { as?: string }).as === 'clock')
  if (state === 'declined' && !lapsed && !wished('decline')) say('INV-12', `${id} is declined, and nobody did that`)
  const [approved] = heard('approve')
  if (approved && !has(facts, 'approved')) say('INV-01', `${approved.who} approved ${id}, and it is ${state}`)
  if (store.links.get(link)?.approved && has(facts, 'confirmed') && !wished('approve'))
    say('INV-12', `${id} was to be approved, and nobody did`)
  if (has(facts, 'approved') && !wished('approve')) say('INV-12', `${id} is approved, and nobody did that`)
}

const has = (facts: readonly StoredFact[], type: string) => facts.some((fact) => fact.type === type)

/**
 * Where it may stand in the end: where somebody has put it last. A change whose answer nobody heard, or that was accepted
 * and not yet done, may have come at any time since; one that was heard to be done stands until somebody wants another.
 */
function checkTime(booking: StoredBooking, changes: readonly Change[], { evidence, say }: Known) {
  const [first] = evidence.history.heard.filter(({ form, heard }) => form === booking.id && heard === 'received')
  const asked = evidence.history.heard.find(({ form }) => form === booking.id)
  const places = [
    ...(asked ? [{ span: asked.slot, settledAt: first?.at ?? Number.POSITIVE_INFINITY }] : []),
    ...changes.flatMap(({ did, to, heard, heardAt }) =>
      did === 'move' && to && heard !== 'refused'
        ? [{ span: to, settledAt: heard === 'done' ? (heardAt ?? 0) : Number.POSITIVE_INFINITY }]
        : []
    )
  ]
  const known = changes.filter(({ did, heard }) => did === 'move' && heard === 'done')
  const possible = places.filter(({ settledAt }) => !known.some(({ at }) => at > settledAt))
  const { id, start, end, state } = booking
  if (state !== 'confirmed') return // it stands nowhere
  if (places.length > 0 && !possible.some(({ span }) => span.start === start && span.end === end))
    say(
      'INV-11',
      `${id} stands at ${iso(start)}, and was wanted ${possible.map(({ span }) => iso(span.start)).join(' or ')}`
    )
}

const iso = (at: number) => new Date(at).toISOString()

/** A move that was heard to be done was done once; one form is one move; nobody moves more often than she may. */
function checkMoves({ id, facts }: StoredBooking, changes: readonly Change[], { say }: Known) {
  for (const { did, heard, by, to, who } of changes) {
    if (did !== 'move' || heard !== 'done' || by === 'hand' || !to) continue
    if (!facts.some(({ type, body }) => type === 'moved' && (body.slot as Span).start === to.start))
      say('INV-01', `${who} was told that ${id} is moved to ${iso(to.start)}, and it never was`)
  }
  const asked = facts.filter(({ type }) => type === 'move asked')
  const forms = new Set(asked.map(({ body }) => body.change))
  if (forms.size < asked.length) say('INV-10', `${id} was moved twice by one form`)
  const byInvitee = asked.filter(({ body }) => (body.by as { as?: string }).as === 'invitee').length
  const givenUp = facts.filter(({ type }) => type === 'move given up').length
  if (byInvitee - givenUp > 3) say('INV-13', `${id} was moved ${byInvitee} times by its invitee`)
}

/** What an attendee answered is noted, unless the meeting has changed since, which asks her again. */
function checkReply({ id, state, facts }: StoredBooking, changes: readonly Change[], { evidence, say }: Known) {
  if (state !== 'confirmed' || evidence.seen.doubled.includes(id)) return
  for (const act of evidence.history.acts) {
    if (act.did !== 'declined as an attendee' || act.booking !== id) continue
    const since = Math.max(...facts.filter(({ type }) => type.startsWith('move')).map(({ at }) => at), 0)
    if (since > act.at - UNDER_WAY || changes.some(({ at, did }) => did === 'move' && at > act.at - UNDER_WAY)) continue
    const seen = facts.findLast(({ type }) => type === 'seen in calendar')?.body.attendees as
      | { address: string; response: string }[]
      | undefined
    const reply = seen?.find(({ address }) => address === act.address)?.response
    if (reply !== 'declined')
      say('INV-08', `the invitee of ${id} has declined in Outlook, and the booking says ${reply}`)
  }
}

/** What was taken back takes nothing any more: no booking, and no other time for one. */
function checkRevoked({ evidence, store, say }: Known) {
  for (const act of evidence.history.acts) {
    if (act.did !== 'revoked a link') continue
    if (store.links.get(act.link)?.revokedAt === null) say('INV-13', `link ${act.link} was revoked, and is open`)
    for (const { id, link, bookedAt, facts } of store.bookings) {
      if (link !== act.link) continue
      if (bookedAt > act.at + UNDER_WAY)
        say('INV-13', `${id} was booked ${bookedAt - act.at} ms after its link was revoked`)
      const moved = facts.find(
        ({ type, at, body }) =>
          type === 'move asked' && at > act.at + UNDER_WAY && (body.by as { as?: string }).as === 'invitee'
      )
      if (moved) say('INV-13', `${id} was moved ${moved.at - act.at} ms after its link was revoked`)
    }
    for (const { at, link } of evidence.history.offered)
      if (link === act.link && at > act.at + UNDER_WAY)
        say('INV-13', `link ${link} offers times ${at - act.at} ms after it was revoked`)
  }
}
