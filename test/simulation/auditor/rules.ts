// Nothing is taken that the link does not offer: its hours, lengths, notice, end and caps, and what it keeps free around a meeting.
import type { Known } from './known.ts'
import type { Store, StoredBooking, StoredFact, StoredLink } from './store.ts'
import { wall } from './wall.ts'

type Span = { start: number; end: number }

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** An invitee changes nothing so shortly before the start, where her link says nothing else. Minutes. */
const CHANGES_CLOSE = 120

/** Between a look at the rules and what is written down, a process may have stood still. */
const MAY_STAND_STILL = 100_000

export function ruleChecks({ store, say }: Known) {
  for (const booking of store.bookings) {
    const link = store.links.get(booking.link)
    if (!link) continue
    let stands: Span | undefined
    for (const fact of booking.facts) {
      const { type, at, body } = fact
      const slot = body.slot as Span | undefined
      if (isByInvitee(fact) && stands && at > stands.start - (link.rules.changesClose ?? CHANGES_CLOSE) * MINUTE)
        say(
          'INV-16',
          `${booking.id} was ${type} by its invitee ${Math.round((stands.start - at) / MINUTE)} minutes before`
        )
      if (slot && TAKES.includes(type)) {
        for (const why of whyNot(fact, slot, link)) say('INV-16', `${booking.id} was ${type} ${why}`)
        for (const why of whyFull(booking, at, slot, store)) say('INV-16', `${booking.id} was ${type}: ${why}`)
      }
      if (slot && type !== 'move asked') stands = slot
    }
  }
}

const TAKES = ['held', 'requested', 'move asked']

const asOf = (body: StoredFact['body']) => (body.by as { as?: string } | undefined)?.as

const isByInvitee = ({ type, body }: StoredFact) =>
  ['move asked', 'cancelled'].includes(type) && asOf(body) === 'invitee'

function whyNot({ type, at, body }: StoredFact, slot: Span, { rules }: StoredLink): string[] {
  const claim = body.claim as Span
  const why: string[] = []
  const { bufferBefore, bufferAfter } = rules
  if (claim.start !== slot.start - bufferBefore * MINUTE || claim.end !== slot.end + bufferAfter * MINUTE)
    why.push(`and claims ${iso(claim)} for ${iso(slot)}, with ${bufferBefore} minutes before and ${bufferAfter} after`)
  // a person at the console may choose any free time
  if (type === 'move asked' && asOf(body) !== 'invitee') return why

  if (slot.start <= at) why.push(`at ${new Date(at).toISOString()} for ${iso(slot)}, which had passed`)
  if (rules.notice > 0 && slot.start < at + rules.notice * MINUTE - MAY_STAND_STILL)
    why.push(`at ${new Date(at).toISOString()} for ${iso(slot)}, with ${rules.notice} minutes’ notice`)
  if (rules.expiresAt !== null && at > rules.expiresAt + MAY_STAND_STILL)
    why.push(`${at - rules.expiresAt} ms after its link had expired`)
  if (!isOffered(slot, rules)) why.push(`at ${iso(slot)}, which its link does not offer`)
  return why
}

function isOffered(slot: Span, rules: StoredLink['rules']): boolean {
  if (rules.kind === 'time slots')
    return (rules.slots ?? []).some(({ start, end }) => start === slot.start && end === slot.end)
  const length = (slot.end - slot.start) / MINUTE
  if (!rules.lengths?.includes(length)) return false
  const [date = '', time = ''] = wall(slot.start, rules.zone).split('T')
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  const from = hours * 60 + minutes
  const weekday = new Date(`${date}T00:00Z`).getUTCDay() || 7
  return (rules.hours?.[weekday] ?? []).some(
    (open) => open.from <= from && from + length <= open.to && (from - open.from) % (rules.step ?? length) === 0
  )
}

/** So many of the organizer's bookings may begin on one date or in one week, whatever link they came through. */
function whyFull({ id, organizer, link }: StoredBooking, at: number, slot: Span, { bookings, links }: Store): string[] {
  const rules = links.get(link)?.rules
  if (!rules) return []
  const dateOf = (start: number) => Date.parse(`${wall(start, rules.zone).slice(0, 10)}T00:00Z`)
  const weekOf = (start: number) => Math.floor((dateOf(start) - 4 * DAY) / (7 * DAY)) // 1970 began on a Thursday
  const others = bookings.filter((other) => other.id !== id && other.organizer === organizer)
  const full = (which: (start: number) => number, cap: 'perDay' | 'perWeek', of: string) => {
    const atMost = rules[cap]
    if (atMost === null) return []
    // of those that are counted themselves, the last one was counted with all the others, in whatever order they came
    const isCounted = (other: StoredBooking) =>
      (links.get(other.link)?.rules[cap] ?? Number.POSITIVE_INFINITY) <= atMost
    const stood = others
      .flatMap((other) => stoodAt(other, at, isCounted(other) ? 0 : MAY_STAND_STILL) ?? [])
      .filter(({ start }) => which(start) === which(slot.start))
    return stood.length < atMost ? [] : [`there were ${stood.length} on that ${of}, and its link allows ${atMost}`]
  }
  return [...full(dateOf, 'perDay', 'day'), ...full(weekOf, 'perWeek', 'week')]
}

/** Where a booking stood around that instant, if it surely stood, in one place, and was taken so long before. */
function stoodAt({ facts }: StoredBooking, at: number, before: number): Span | undefined {
  let stood: Span | undefined
  for (const fact of facts) {
    const changes = 'slot' in fact.body || ['released', 'declined', 'cancelled'].includes(fact.type)
    if (!changes) continue
    if (fact.at > at + (stood ? MAY_STAND_STILL : 0)) break
    if (fact.at > at - (stood ? MAY_STAND_STILL : before)) return undefined
    if (fact.type !== 'move asked') stood = fact.body.slot as Span | undefined
  }
  return stood
}

const iso = ({ start }: Span) => new Date(start).toISOString().slice(0, 16)
