import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Booking, type Confirmed, evolve, type Fact } from '../../src/bookings/booking.ts'
import { decide } from '../../src/bookings/decide.ts'
import type { Attendance } from '../../src/bookings/in-calendar.ts'
import { type Compared, decisions, whatFollows } from '../../src/following/decisions.ts'
import { DAY, HOUR, MINUTE } from '../../src/time/instant.ts'
import { widen } from '../../src/time/span.ts'
import { dana, halfHours, mondayMorning } from '../world/cast.ts'
import { aBooking, hers, item, link } from './story.ts'

const { slot } = aBooking()
const ari: Attendance = { name: 'Ari Weiss', address: 'ari.weiss@acme.example', response: 'none', proposed: null }
const proposed = { start: slot.start + HOUR, end: slot.end + HOUR }

const compared = (seen: Compared['seen'], more: Partial<Compared> = {}): Compared => ({
  booking: aBooking(),
  link,
  seen,
  first: [hers()],
  ...more
})

/** One row of the table, and an example of it. */
const examples: Record<string, Compared> = {
  deleted: compared('gone'),
  cancelled: compared(item({ cancelled: true })),
  'invitee taken off the list': compared(item({ attendees: [ari] })),
  moved: compared(item({ span: proposed })),
  'made longer or shorter': compared(item({ span: { ...slot, end: slot.end + 15 * MINUTE } })),
  'made all-day': compared(item({ allDay: true, span: wholeDay() })),
  'turned into a series, or back': compared(item({ kind: 'series' })),
  'made private, or no longer': compared(item({ private: true })),
  'attendees added or removed': compared(item({ attendees: [hers(), ari] })),
  'accepted, accepted tentatively or declined': compared(item({ attendees: [hers({ response: 'declined' })] })),
  'another time proposed': compared(item({ attendees: [hers({ response: 'tentative', proposed })] })),
  'mailbox moved: other ids': compared(item({ meeting: { id: 'item-9', iCalUId: 'ical-1', joinUrl: null } })),
  'text, subject, place, category, reminder or show-as changed': compared(item({ categories: ['Salesforce'] }))
}

function wholeDay() {
  const start = Math.floor(slot.start / DAY) * DAY
  return { start, end: start + DAY }
}

describe('what happens in Outlook, and what follows', () => {
  test('the document tells the table, word by word and in its order', () => {
    const text = readFileSync(join(import.meta.dirname, '../../docs/following.md'), 'utf8')
    const rows = decisions.map(
      ({ inOutlook, booking, salesforce, invitee }) => `| ${inOutlook} | ${booking} | ${salesforce} | ${invitee} |`
    )
    expect(text).toContain(['|---|---|---|---|', ...rows].join('\n'))
  })

  test('every line has its example here', () => {
    expect(Object.keys(examples)).toEqual(decisions.map(({ inOutlook }) => inOutlook))
  })

  test.each(decisions.filter(({ effect }) => effect !== 'nothing'))('$inOutlook', ({ inOutlook, effect, holds }) => {
    const example = examples[inOutlook] as Compared
    expect(holds(example)).toBe(true)
    expect(holds(compared(item()))).toBe(false)
    const told = whatFollows(example).flatMap((command) =>
      command.type === 'note calendar' ? command.respects : [command.type]
    )
    expect(told).toContain({ cancel: 'cancel', move: 'note move' }[effect as string] ?? effect)
  })

  test('what is as we have written it, or is nobody’s business of ours, changes nothing', () => {
    expect(whatFollows(compared(item()))).toEqual([])
    expect(whatFollows(examples['text, subject, place, category, reminder or show-as changed'] as Compared)).toEqual([])
  })

  test('what has been followed once is not followed again, whatever it was', () => {
    for (const [name, example] of Object.entries(examples)) {
      const after = followed(example)
      if (after.state !== 'confirmed') continue
      expect([name, whatFollows({ ...example, booking: after })]).toEqual([name, []])
    }
  })

  test('several things at once are all followed; one that ends the booking leaves nothing for the others', () => {
    const both = compared(item({ span: proposed, private: true, attendees: [hers({ response: 'accepted' })] }))
    expect(whatFollows(both).map(({ type }) => type)).toEqual(['note move', 'note calendar'])
    const over = compared(item({ span: proposed, cancelled: true, private: true }))
    expect(whatFollows(over)).toMatchObject([{ type: 'cancel', by: { as: 'calendar' } }])
  })

  test('a moved meeting claims its buffers, and keeps what the clocks of both showed', () => {
    const buffered = { ...halfHours, bufferBefore: 10, bufferAfter: 5 }
    const [move] = whatFollows(compared(item({ span: proposed }), { link: buffered }))
    expect(move).toMatchObject({
      type: 'note move',
      slot: proposed,
      claim: widen(proposed, 10 * MINUTE, 5 * MINUTE),
      seen: { organizer: { zone: 'Europe/Berlin' }, invitee: { zone: 'America/New_York' } }
    })
  })

  test('an all-day meeting takes the whole day on the organizer’s clock', () => {
    const [move] = whatFollows(examples['made all-day'] as Compared)
    const { start, end } = wholeDay()
    expect(move).toMatchObject({ slot: { start: start - HOUR, end: end - HOUR } })
  })

  test('an invitee whose address Exchange wrote anew is not taken for one who was taken off', () => {
    const renamed = hers({ address: 'grace@alias.example' })
    expect(whatFollows(compared(item({ attendees: [renamed] }), { first: [renamed] }))).toEqual([])
    expect(whatFollows(compared(item({ attendees: [renamed] })))).not.toContainEqual(
      expect.objectContaining({ type: 'cancel' })
    )
    expect(whatFollows(compared(item({ attendees: [ari] }), { first: undefined }))).toEqual([])
    expect(whatFollows(compared(item({ attendees: [ari] }), { first: [ari] }))).toEqual([])
  })

  test('our own move, seen in the calendar first, is still the move of whoever asked', () => {
    const by = { as: 'delegate' as const, id: dana.id, name: dana.name, right: 'editor' }
    const asked: Fact = {
      ...{ type: 'move asked', at: mondayMorning, change: 'c-1', by, slot: proposed, claim: proposed },
      until: mondayMorning + DAY
    }
    const moving = evolve(aBooking(), asked) as Confirmed
    const after = followed(compared(item({ span: proposed }), { booking: moving }))
    expect(after).toMatchObject({ slot: proposed, move: null, changes: [{ id: 'c-1', became: 'done' }] })
  })
})

function followed(example: Compared): Booking {
  return whatFollows(example).reduce<Booking>((booking, command) => {
    const decision = decide(command, booking, mondayMorning)
    return 'facts' in decision ? decision.facts.reduce(evolve, booking) : booking
  }, example.booking)
}
