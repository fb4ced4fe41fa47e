import { describe, expect, test } from 'vitest'
import { type Fact, tell } from '../../src/bookings/booking.ts'
import { movedSince, type Seen, seenOf } from '../../src/bookings/seen.ts'
import { MINUTE } from '../../src/time/instant.ts'
import { zoneDataVersion } from '../../src/time/zone-data.ts'
import { grace, halfHours, mondayMorning, olga } from '../world/cast.ts'

const at = (text: string) => {
  const start = Date.parse(text)
  return { start, end: start + 30 * MINUTE }
}
const seen = (slot: { start: number; end: number }, invitee: string, organizer = 'Europe/Berlin') =>
  seenOf(slot, { invitee, organizer })

describe('what people read when the slot was taken', () => {
  test('is kept for both, with the edition of the rules', () => {
    expect(seen(at('2026-12-15T20:00Z'), 'America/Vancouver')).toEqual({
      tzdata: zoneDataVersion,
      // British Columbia stays on daylight time from 2026 on; the runtime's own rules do not all know
      invitee: { zone: 'America/Vancouver', start: '2026-12-15T13:00-07:00', end: '2026-12-15T13:30-07:00' },
      organizer: { zone: 'Europe/Berlin', start: '2026-12-15T21:00+01:00', end: '2026-12-15T21:30+01:00' }
    })
  })

  test('tells a repeated hour apart, and a half hour that ends in the next day', () => {
    expect(seen(at('2027-10-31T00:30Z'), 'Europe/Berlin').invitee.start).toBe('2027-10-31T02:30+02:00')
    expect(seen(at('2027-10-31T01:30Z'), 'Europe/Berlin').invitee.start).toBe('2027-10-31T02:30+01:00')
    const late = seen(at('2027-01-04T10:00Z'), 'Pacific/Chatham').invitee
    expect([late.start, late.end]).toEqual(['2027-01-04T23:45+13:45', '2027-01-05T00:15+13:45'])
    expect(seen(at('2027-01-04T10:00Z'), 'America/St_Johns').invitee.start).toBe('2027-01-04T06:30-03:30')
  })

  test('holds as long as the rules do', () => {
    const slot = at('2027-01-05T09:00Z')
    expect(movedSince(slot, seen(slot, 'America/New_York'))).toEqual([])
  })

  test('is told when they have changed: whose clock, what it showed, what it shows', () => {
    const slot = at('2026-12-15T20:00Z')
    const old: Seen = {
      ...seen(slot, 'America/Vancouver'),
      tzdata: '2025c',
      invitee: { zone: 'America/Vancouver', start: '2026-12-15T12:00-08:00', end: '2026-12-15T12:30-08:00' }
    }
    expect(movedSince(slot, old)).toEqual([
      { who: 'invitee', agreed: old.invitee, shows: seen(slot, 'America/Vancouver').invitee }
    ])
  })

  test('is told, too, when the zone is gone', () => {
    const slot = at('2027-01-05T09:00Z')
    const lost = { zone: 'Mars/Olympus', start: '2027-01-05T09:00+00:00', end: '2027-01-05T09:30+00:00' }
    expect(movedSince(slot, { ...seen(slot, 'UTC'), organizer: lost })).toEqual([
      { who: 'organizer', agreed: lost, shows: undefined }
    ])
  })
})

describe('a booking', () => {
  const slot = at('2027-01-05T09:00Z')
  const held: Fact = {
    type: 'held',
    at: mondayMorning,
    link: halfHours.id,
    organizer: olga.id,
    slot,
    claim: slot,
    invitee: grace,
    until: slot.start
  }
  const meeting = { id: 'item', iCalUId: 'ical', joinUrl: null }

  test('of before this was kept is told as ever', () => {
    const booking = tell('b1', [held, { type: 'confirmed', at: mondayMorning, meeting }])
    expect(booking).toMatchObject({ state: 'confirmed', slot })
    expect(booking.state !== 'new' && booking.seen).toBeUndefined()
  })

  test('remembers it through its life', () => {
    const kept = seen(slot, 'America/New_York')
    const booking = tell('b1', [
      { ...held, seen: kept },
      { type: 'confirmed', at: mondayMorning, meeting }
    ])
    expect(booking).toMatchObject({ state: 'confirmed', seen: kept })
  })
})
