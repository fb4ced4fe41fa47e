// What must be true of every booking that the store knows, by itself and against both clouds.
import { usersIn } from './clouds.ts'
import type { Known } from './known.ts'
import type { StoredBooking } from './store.ts'

export function bookingChecks(known: Known) {
  for (const booking of known.store.bookings) {
    checkStory(booking, known)
    checkMessages(booking, known)
    checkClouds(booking, known)
    checkWall(booking, known)
  }
  checkOrphans(known)
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

/** What tells of the calendar and not of the booking. */
const COME_ANY_TIME = ['twin removed', 'seen in calendar']

function checkStory(booking: StoredBooking, { say }: Known) {
  const { id, facts, version, state, bookedAt, start, end, claimStart, claimEnd } = booking
  let stands = 'new'
  for (const [index, { version, type }] of facts.entries()) {
    if (version !== index + 1) say('INV-15', `${id} has fact ${version} at place ${index + 1}`)
    const then = COME_ANY_TIME.includes(type) ? stands : becomes[stands]?.[type]
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
  if (stands === 'moving') say('INV-14', `${id} is still being moved, although nothing is left to wait for`)
}

/** Each fact calls for its effects, and at rest each of them has happened. */
const calledFor: Record<string, string> = {
  held: 'create meeting',
  confirmed: 'write activity',
  released: 'remove meeting',
  'move asked': 'move meeting',
  cancelled: 'cancel meeting'
}

function checkMessages({ id, facts, messages }: StoredBooking, { store, say }: Known) {
  for (const { type, version } of facts) {
    const kind = calledFor[type]
    // what several facts of one step call for is written with the last of them
    if (kind && !messages.some((message) => message.kind === kind && message.version >= version))
      say('INV-15', `${id} was ${type} and nobody was told to ${kind}`)
  }
  for (const { kind, doneAt, parkedAt, problem, attempts } of messages) {
    if (parkedAt !== null) say('INV-42', `${id}: "${kind}" is parked after ${attempts} attempts: ${problem}`)
    else if (doneAt === null) say('INV-42', `${id}: "${kind}" is not delivered after ${attempts} attempts: ${problem}`)
  }
  const leg = store.activities.get(`bk-${id}`)
  if (leg && ['waiting', 'parked', 'removed there'].includes(leg.state))
    say('INV-42', `${id}: its Salesforce leg is ${leg.state} after ${leg.attempts} attempts: ${leg.outcome}`)
}

function checkClouds(booking: StoredBooking, known: Known) {
  const { store, evidence, say } = known
  const { id, state } = booking
  const meetings = known.meetings.filter((meeting) => meeting.booking === id)
  const activities = known.activities.filter(({ key }) => key === `bk-${id}`)
  const stands = state === 'confirmed'

  if (meetings.length > 1) say('INV-02', `${id} has ${meetings.length} meetings`)
  if (activities.length > 1) say('INV-03', `${id} has ${activities.length} Events`)
  if (stands && meetings.length === 0) say('INV-02', `${id} is confirmed and has no meeting`)
  if (stands && activities.length === 0) say('INV-03', `${id} is confirmed and has no Event`)
  if (!stands && meetings.length > 0) say('INV-07', `${id} is ${state} and has a meeting`)
  if (!stands && activities.length > 0) say('INV-07', `${id} is ${state} and has an Event`)

  const organizer = store.organizers.get(booking.organizer)
  const invitee = (booking.facts[0]?.body.invitee ?? {}) as { address?: string }
  const confirmed = booking.facts.find(({ type }) => type === 'confirmed')?.body.meeting as { iCalUId?: string }
  for (const meeting of stands ? meetings : []) {
    const { start, end, mailbox, attendees, uid } = meeting
    if (start !== booking.start || end !== booking.end) say('INV-08', `${id} is at another time in Exchange`)
    if (mailbox !== organizer?.address) say('INV-08', `${id} is in the calendar of ${mailbox}`)
    if (!attendees.includes(invitee.address ?? '')) say('INV-08', `${id} does not invite ${invitee.address}`)
    if (meetings.length === 1 && uid !== confirmed.iCalUId) say('INV-08', `${id} names another meeting than it has`)
  }
  const users = usersIn(evidence.salesforce)
  for (const { start, end, owner } of stands ? activities : []) {
    if (start !== booking.start || end !== booking.end) say('INV-08', `${id} is at another time in Salesforce`)
    if (users.get(owner) !== organizer?.salesforceUsername)
      say('INV-08', `${id} belongs to ${users.get(owner)} in Salesforce`)
  }
}

/** Day, time and offset that both people read name the instant that was booked, by the rules of their zones. */
function checkWall({ id, start, end, facts }: StoredBooking, { say }: Known) {
  // of the time at which it stands, not of one that was only asked for
  const stands = facts.findLast(({ type }) => ['requested', 'held', 'moved'].includes(type))
  const seen = stands?.body.seen as
    | Record<'invitee' | 'organizer', { zone: string; start: string; end: string }>
    | undefined
  if (!seen) return say('INV-09', `${id} does not keep what was seen`)
  for (const who of ['invitee', 'organizer'] as const) {
    const { zone, start: from, end: to } = seen[who]
    if (Date.parse(from) !== start || Date.parse(to) !== end) say('INV-09', `${id}: the ${who} saw another instant`)
    if (from.slice(0, 16) !== wall(start, zone))
      say('INV-09', `${id}: the ${who} saw ${from}, and a clock in ${zone} shows ${wall(start, zone)}`)
  }
}

function wall(at: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23'
  }).formatToParts(at)
  const part = (type: string) => parts.find((each) => each.type === type)?.value
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`
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
