// What must be true of every booking that the store knows, by itself and against both clouds.
import { entriesIn, usersIn } from './clouds.ts'
import type { Known } from './known.ts'
import type { StoredBooking, StoredFact } from './store.ts'
import { wall } from './wall.ts'

export function bookingChecks(known: Known) {
  for (const booking of known.store.bookings) {
    checkStory(booking, known)
    checkMessages(booking, known)
    checkClouds(booking, known)
    checkGone(booking, known)
    checkWall(booking, known)
  }
  checkOrphans(known)
  checkStrays(known)
}

/** What each fact makes of a booking that stands like this; a pair that is not here must not be. */
const becomes: Record<string, Record<string, string>> = {
  new: { held: 'held', requested: 'requested' },
  requested: { approved: 'held', declined: 'declined', cancelled: 'cancelled' },
  held: { confirmed: 'confirmed', released: 'released', cancelled: 'cancelled' },
  confirmed: {
    'activity written': 'confirmed',
    'move asked': 'moving',
    moved: 'confirmed',
    cancelled: 'cancelled'
  },
  moving: {
    'activity written': 'moving',
    moved: 'confirmed',
    'move given up': 'confirmed',
    cancelled: 'cancelled'
  },
  cancelled: {},
  released: {},
  declined: {}
}

/** What tells of the calendar and not of the booking; a twin is found at any time. */
const COMES_ANY_TIME = 'twin removed'
const COMES_WHILE_IT_STANDS = 'seen in calendar'
const STANDS = ['confirmed', 'moving']

/** After its end a request is over as soon as a worker sees it. */
const LAPSES_WITHIN = 60_000

function checkStory(booking: StoredBooking, { evidence: { endedAt }, say }: Known) {
  const { id, facts, version, state, bookedAt, start, end, claimStart, claimEnd } = booking
  let stands = 'new'
  for (const [index, { version, type }] of facts.entries()) {
    if (version !== index + 1) say('INV-15', `${id} has fact ${version} at place ${index + 1}`)
    const stays = type === COMES_ANY_TIME || (type === COMES_WHILE_IT_STANDS && STANDS.includes(stands))
    const then = stays ? stands : becomes[stands]?.[type]
    if (then === undefined) say('INV-15', `${id} is ${stands}, and then comes "${type}"`)
    else stands = then
  }
  if (facts.length !== version) say('INV-15', `${id} has ${facts.length} facts and stands at version ${version}`)
  const told = stands === 'moving' ? 'confirmed' : stands
  if (told !== state) say('INV-15', `${id} is ${told} by its facts and ${state} by its row`)
  if (!(claimStart <= start && start < end && end <= claimEnd)) say('INV-08', `${id} claims another time than its own`)
  const [first] = facts
  if (first && first.at !== bookedAt) say('INV-15', `${id} was booked at another time than it was held`)
  if (stands === 'held') say('INV-14', `${id} is still held, although nothing is left to wait for`)
  const until = first?.type === 'requested' ? Number(first.body.until) : Number.POSITIVE_INFINITY
  if (stands === 'requested' && until < endedAt - LAPSES_WITHIN)
    say('INV-14', `${id} is still asked for, and should have lapsed`)
  if (booking.moving && stands !== 'moving') say('INV-14', `${id} still claims the time to which it was to be moved`)
  if (stands === 'moving') say('INV-14', `${id} is still being moved, although nothing is left to wait for`)
}

/** Each fact calls for its effects, and at rest each of them has happened. */
const calledFor: Record<string, string[]> = {
  requested: ['ask for approval', 'let request lapse'],
  approved: ['create meeting'],
  held: ['create meeting'],
  confirmed: ['write activity', 'keep one meeting'],
  released: ['remove meeting', 'keep one meeting'],
  'move asked': ['move meeting'],
  moved: ['write activity'],
  cancelled: ['cancel meeting', 'keep one meeting']
}

/** What the calendar is asked for one booking, it is asked in the order in which it was written down. */
const OF_THE_CALENDAR = ['create meeting', 'remove meeting', 'move meeting', 'cancel meeting']

/** A request stands in no calendar; what is gone from the calendar is not taken out of it again. */
function effectsOf({ type, body }: StoredFact, before: readonly StoredFact[]): string[] {
  if (type !== 'cancelled') return calledFor[type] ?? []
  const was = (fact: string) => before.some(({ type }) => type === fact)
  const byCalendar = (body.by as { as?: string } | undefined)?.as === 'calendar'
  if (!was('held') && !was('approved')) return []
  return [...(byCalendar ? [] : (calledFor.cancelled ?? [])), ...(was('confirmed') ? ['write activity'] : [])]
}

function checkMessages({ id, facts, messages }: StoredBooking, known: Known) {
  const { store, evidence, say } = known
  for (const [index, fact] of facts.entries()) {
    // what several facts of one step call for is written with the last of them
    for (const kind of effectsOf(fact, facts.slice(0, index)))
      if (!messages.some((message) => message.kind === kind && message.version >= fact.version))
        say('INV-15', `${id} was ${fact.type} and nobody was told to ${kind}`)
  }
  for (const { kind, doneAt, parkedAt, problem, attempts } of messages) {
    if (parkedAt !== null) say('INV-42', `${id}: "${kind}" is parked after ${attempts} attempts: ${problem}`)
    else if (doneAt === null && kind !== 'let request lapse')
      say('INV-42', `${id}: "${kind}" is not delivered after ${attempts} attempts: ${problem}`)
  }
  const leg = store.activities.get(`bk-${id}`)
  const inOrder = messages.filter(({ kind }) => OF_THE_CALENDAR.includes(kind))
  for (const [index, { kind, doneAt }] of inOrder.entries()) {
    const overtaken = inOrder.slice(0, index).find((earlier) => doneAt !== null && doneAt < (earlier.doneAt ?? 0))
    if (overtaken) say('INV-15', `${id}: "${kind}" was done before "${overtaken.kind}", which was written earlier`)
  }
  const byHand = evidence.history.acts.some((act) => act.did === 'deleted an Event' && act.booking === id)
  if (leg && ['waiting', 'parked', ...(byHand ? [] : ['removed there'])].includes(leg.state))
    say('INV-42', `${id}: its Salesforce leg is ${leg.state} after ${leg.attempts} attempts: ${leg.outcome}`)
}

/** "cancel meeting" is done when the meeting is gone, and not before. */
function checkGone({ id, facts, messages }: StoredBooking, { evidence, changesOf, say }: Known) {
  if (!facts.some(({ type }) => type === 'confirmed') || changesOf(id).some(({ by }) => by === 'hand')) return
  const named = facts.findLast(({ body }) => body.meeting !== undefined)?.body.meeting as { iCalUId: string }
  const seen = evidence.seen.meetings.find(({ uid }) => uid === named.iCalUId)
  const doneAt = messages.find(({ kind }) => kind === 'cancel meeting')?.doneAt ?? null
  if (seen && doneAt !== null && seen.until > doneAt + SEES_WITHIN)
    say('INV-12', `${id} was called off, and its meeting still stood ${seen.until - doneAt} ms later`)
}

const SEES_WITHIN = 2_000

function checkClouds(booking: StoredBooking, known: Known) {
  const { store, evidence, say } = known
  const { id, state } = booking
  const meetings = known.meetings.filter((meeting) => meeting.booking === id)
  const activities = known.activities.filter(({ key }) => key === `bk-${id}`)
  const stands = state === 'confirmed'

  if (meetings.length > 1) say('INV-02', `${id} has ${meetings.length} meetings`)
  if (activities.length > 1) say('INV-03', `${id} has ${activities.length} Events`)
  if (stands && meetings.length === 0) say('INV-02', `${id} is confirmed and has no meeting`)
  const acts = evidence.history.acts.filter((act) => 'booking' in act && act.booking === id)
  const deletedThere = acts.some(({ did }) => did === 'deleted an Event')
  const movedThere = acts.some(({ did }) => did === 'moved an Event')
  if (stands && activities.length === 0 && !deletedThere) say('INV-03', `${id} is confirmed and has no Event`)
  if (!stands && meetings.length > 0) say('INV-07', `${id} is ${state} and has a meeting`)
  if (!stands && activities.length > 0) say('INV-07', `${id} is ${state} and has an Event`)

  const organizer = store.organizers.get(booking.organizer)
  const invitee = (booking.facts[0]?.body.invitee ?? {}) as { address?: string }
  const named = booking.facts.findLast(({ body }) => body.meeting !== undefined)?.body.meeting as { iCalUId?: string }
  for (const meeting of stands ? meetings : []) {
    const { start, end, mailbox, attendees, uid } = meeting
    if (start !== booking.start || end !== booking.end) say('INV-08', `${id} is at another time in Exchange`)
    if (mailbox !== organizer?.address) say('INV-08', `${id} is in the calendar of ${mailbox}`)
    if (!attendees.includes(invitee.address ?? '')) say('INV-08', `${id} does not invite ${invitee.address}`)
    if (meetings.length === 1 && uid !== named.iCalUId) say('INV-08', `${id} names another meeting than it has`)
  }
  const users = usersIn(evidence.salesforce)
  for (const { start, end, owner } of stands ? activities : []) {
    if (!movedThere && (start !== booking.start || end !== booking.end))
      say('INV-08', `${id} is at another time in Salesforce`)
    if (users.get(owner) !== organizer?.salesforceUsername)
      say('INV-08', `${id} belongs to ${users.get(owner)} in Salesforce`)
  }
}

/** Day, time and offset that both people read name the instant that was booked, by the rules of their zones. */
function checkWall({ id, facts }: StoredBooking, { say }: Known) {
  for (const { type, body } of facts) {
    if (!['held', 'requested', 'move asked', 'moved'].includes(type)) continue
    const { start, end } = body.slot as { start: number; end: number }
    const seen = body.seen as Record<'invitee' | 'organizer', { zone: string; start: string; end: string }> | undefined
    if (!seen) {
      say('INV-09', `${id} does not keep what was seen when it was ${type}`)
      continue
    }
    for (const who of ['invitee', 'organizer'] as const) {
      const { zone, start: from, end: to } = seen[who]
      if (Date.parse(from) !== start || Date.parse(to) !== end) say('INV-09', `${id}: the ${who} saw another instant`)
      if (from.slice(0, 16) !== wall(start, zone))
        say('INV-09', `${id}: the ${who} saw ${from}, and a clock in ${zone} shows ${wall(start, zone)}`)
    }
  }
}

/** What nobody has entered by hand and what has no key of ours was made by us, and nobody finds it again. */
function checkStrays({ evidence, store, say }: Known) {
  // Exchange may have made one of those twice, too
  const byHand = new Set(evidence.history.acts.flatMap((act) => (act.did === 'made an entry' ? [act.span.start] : [])))
  const organizers = [...store.organizers.values()].map(({ address }) => address)
  for (const { mailbox, subject, start, created, own } of entriesIn(evidence.exchange))
    if (own && organizers.includes(mailbox) && created >= evidence.beganAt && !byHand.has(start))
      say('INV-07', `"${subject}" stands in the calendar of ${mailbox}, and carries no key`)
  for (const { Subject, Booking_Key__c: key, CreatedDate, IsDeleted } of evidence.salesforce.Event ?? [])
    if (!key && IsDeleted !== true && Date.parse(String(CreatedDate)) >= evidence.beganAt)
      say('INV-07', `an Event "${Subject}" was made that carries no key`)
}

function checkOrphans({ store, meetings, activities, say }: Known) {
  const ids = new Set(store.bookings.map(({ id }) => id))
  for (const { booking, mailbox } of meetings)
    if (!ids.has(booking)) say('INV-07', `a meeting of ${mailbox} is of booking ${booking}, which is not there`)
  for (const { key } of activities)
    if (key.startsWith('bk-') && !ids.has(key.slice(3)) && isOfABooking(key))
      say('INV-07', `an Event is of booking ${key.slice(3)}, which is not there`)
}

/** The world begins with Events of its own that have other keys. */
const isOfABooking = (key: string) => /^bk-[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(key)
