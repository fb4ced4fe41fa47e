import { expect, test } from 'vitest'
import { audit, type Findings, type Ledgers } from './auditor.ts'
import type { History } from './invitees.ts'

const ten = Date.UTC(2027, 0, 4, 10)
const half = 30 * 60_000
const iso = (at: number) => new Date(at).toISOString()

const history = (email: string, more: Partial<History> = {}): History => ({
  email,
  slot: iso(ten),
  told: 'booked',
  key: 'k',
  readConfirmed: true,
  statuses: [303],
  ms: 1,
  ...more
})

const row = (email: string, more: Record<string, unknown> = {}) => ({
  id: `b-${email}`,
  state: 'confirmed',
  email,
  organizer: 'olga',
  start: ten,
  end: ten + half,
  claimStart: ten,
  claimEnd: ten + half,
  ...more
})

const meeting = (email: string, start = ten, id = `m-${email}`) => ({
  id,
  iCalUId: id,
  transactionId: id,
  start: { dateTime: iso(start).slice(0, 19), timeZone: 'UTC' },
  end: { dateTime: iso(start + half).slice(0, 19), timeZone: 'UTC' },
  attendees: [{ emailAddress: { address: email } }]
})

const event = (email: string, start = ten, key = `k-${email}`) => ({
  Id: `e-${email}-${start}`,
  Description: `Grace <${email}>`,
  StartDateTime: iso(start),
  EndDateTime: iso(start + half),
  Booking_Key__c: key
})

const good: Ledgers = {
  store: [row('g@x')],
  undelivered: 0,
  parked: 0,
  meetings: [meeting('g@x')],
  events: [event('g@x')]
}

/** All three ledgers, at another time. */
const at = (start: number): Partial<Ledgers> => ({
  store: [row('g@x', { start, end: start + half, claimStart: start, claimEnd: start + half })],
  meetings: [meeting('g@x', start)],
  events: [event('g@x', start)]
})

const broken = (findings: Findings) =>
  Object.entries(findings)
    .filter(([, found]) => found.length > 0)
    .map(([rule]) => rule)

test('what goes together is not complained about', () => {
  expect(
    broken(
      audit(
        [
          history('g@x'),
          history('n@x', { told: 'no answer', readConfirmed: false }),
          history('r@x', { told: 'refused', readConfirmed: false })
        ],
        good
      )
    )
  ).toEqual([])
})

test('nor about a move and a cancellation that came about, or that nobody was told of', () => {
  const move = { what: 'move' as const, to: `${iso(ten + half)}/x` }
  const moved = { state: 'Moved.', start: iso(ten + half) }
  expect(
    broken(
      audit([history('g@x', { change: { ...move, told: 'changed' }, reads: moved })], { ...good, ...at(ten + half) })
    )
  ).toEqual([])
  expect(broken(audit([history('g@x', { change: { ...move, told: 'no answer' } })], good))).toEqual([])
  expect(broken(audit([history('g@x', { change: { ...move, told: 'refused' } })], good))).toEqual([])
  const gone = { ...good, store: [row('g@x', { state: 'cancelled' })], meetings: [], events: [] }
  for (const told of ['changed', 'no answer'] as const)
    expect(broken(audit([history('g@x', { readConfirmed: false, change: { what: 'cancel', told } })], gone))).toEqual(
      []
    )
})

// biome-ignore format: a table
test.each<[string, History[], Partial<Ledgers>, (keyof Findings)[]]>([
  ['told "booked", and in no ledger', [history('g@x'), history('lost@x', { slot: 'x', readConfirmed: false })], {}, ['lost acks']],
  ['told "booked", and only released in the store', [history('g@x', { readConfirmed: false })], { store: [row('g@x', { state: 'released' })], meetings: [], events: [] }, ['lost acks']],
  ['no Event', [history('g@x')], { events: [] }, ['lost acks']],
  ['two meetings', [history('g@x')], { meetings: [meeting('g@x'), meeting('g@x', ten + half, 'twin')] }, ['duplicate meetings']],
  ['two Events', [history('g@x')], { events: [event('g@x'), event('g@x', ten, 'other key')] }, ['duplicate Events']],
  ['two Events with one key', [history('g@x')], { events: [event('g@x'), { ...event('g@x', ten + 1), Description: null }] }, ['duplicate Events', 'phantom meetings']],
  ['two claims at one time', [history('g@x')], { store: [row('g@x'), row('h@x', { state: 'held', claimStart: ten + 60_000 })] }, ['overlaps']],
  ['two meetings at one time', [history('g@x')], { store: [row('g@x'), row('h@x', { organizer: 'piet' })], meetings: [meeting('g@x'), meeting('h@x')] }, ['overlaps']],
  ['read "confirmed", and no meeting', [history('g@x'), history('p@x', { told: 'no answer' })], {}, ['phantom confirmations']],
  ['told that nothing was booked, and a meeting', [history('g@x', { told: 'refused', readConfirmed: false })], {}, ['phantom confirmations']],
  ['a meeting of nobody', [history('g@x')], { meetings: [meeting('g@x'), meeting('s@x', ten + half)] }, ['phantom meetings']],
  ['another time in the calendar', [history('g@x')], { meetings: [meeting('g@x', ten + half)] }, ['different facts']],
  ['another time in Salesforce', [history('g@x')], { events: [event('g@x', ten + half)] }, ['different facts']],
  ['one slot, two winners', [history('g@x'), history('h@x')], { store: [row('g@x'), row('h@x', { organizer: 'piet', start: ten + half, end: ten + 2 * half })], meetings: [meeting('g@x'), meeting('h@x', ten + half)], events: [event('g@x'), event('h@x', ten + half)] }, ['races with two winners']],
  ['moved, and it stands where it was', [history('g@x', { change: { what: 'move', to: `${iso(ten + half)}/x`, told: 'changed' } })], {}, ['lost changes']],
  ['told that it was not moved, and it was', [history('g@x', { change: { what: 'move', to: `${iso(ten + half)}/x`, told: 'refused' } })], at(ten + half), ['lost changes']],
  ['not told, and at a third time', [history('g@x', { change: { what: 'move', to: `${iso(ten + half)}/x`, told: 'no answer' } })], at(ten + 2 * half), ['lost changes']],
  ['her page shows another time', [history('g@x', { change: { what: 'move', to: `${iso(ten + half)}/x`, told: 'changed' }, reads: { state: 'Confirmed.', start: iso(ten) } })], at(ten + half), ['lost changes']],
  ['cancelled, and it stands', [history('g@x', { change: { what: 'cancel', told: 'changed' } })], {}, ['lost changes']],
  ['cancelled, and the meeting is in the calendar', [history('g@x', { readConfirmed: false, change: { what: 'cancel', told: 'changed' } })], { store: [row('g@x', { state: 'cancelled' })], events: [] }, ['phantom meetings']],
  ['cancelled, and the Event is in Salesforce', [history('g@x', { readConfirmed: false, change: { what: 'cancel', told: 'changed' } })], { store: [row('g@x', { state: 'cancelled' })], meetings: [] }, ['phantom meetings']],
  ['cancelled by nobody', [history('g@x', { readConfirmed: false })], { store: [row('g@x', { state: 'cancelled' })], meetings: [], events: [] }, ['lost acks']],
  ['something is not delivered', [history('g@x')], { undelivered: 1 }, ['not delivered']],
  ['something is parked', [history('g@x')], { parked: 1 }, ['not delivered']]
])('%s', (_, histories, more, rules) => expect(broken(audit(histories, { ...good, ...more }))).toEqual(rules))

test('half a transaction is told', () => {
  expect(broken(audit([history('g@x')], good, ['booking b has no message']))).toEqual(['half transactions'])
})
