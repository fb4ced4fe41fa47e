import { describe, expect, test } from 'vitest'
import { type Fact, type Meeting, tell } from '../../src/bookings/booking.ts'
import { type Command, decide, HOLD_FOR } from '../../src/bookings/decide.ts'
import { DAY, HOUR } from '../../src/time/instant.ts'
import { grace, halfHours, mondayMorning, olga } from '../world/cast.ts'

const slot = { start: mondayMorning + 2 * HOUR, end: mondayMorning + 2.5 * HOUR }
const meeting: Meeting = { id: 'AAMk1', iCalUId: 'uid-1', joinUrl: null }
const hold: Command = { type: 'hold', link: halfHours.id, organizer: olga.id, slot, claim: slot, invitee: grace }
const held: Fact = { ...hold, type: 'held', at: mondayMorning, until: slot.start }
const confirmed: Fact = { type: 'confirmed', at: mondayMorning, meeting }
const released: Fact = { type: 'released', at: mondayMorning, why: 'Exchange is down' }
const activity = { recordId: '00U000000000001AAA', actor: 'olga.okafor@acme.example', who: null }
const written: Fact = { type: 'activity written', at: mondayMorning, ...activity }

const confirm: Command = { type: 'confirm', meeting }
const release: Command = { type: 'release', why: 'Exchange is down' }
const note: Command = { type: 'note activity', activity }

describe('the life of a booking', () => {
  // biome-ignore format: given these facts, this command makes these facts or is refused
  test.each<[string, Fact[], Command, string[] | { refused: string }]>([
    ['a free slot is held',                            [],                          hold,    ['held']],
    ['what is held cannot be held again',              [held],                      hold,    { refused: 'already held' }],
    ['Exchange took it: confirmed',                    [held],                      confirm, ['confirmed']],
    ['told twice is once',                             [held, confirmed],           confirm, []],
    ['Exchange did not take it: released',             [held],                      release, ['released']],
    ['released twice is once',                         [held, released],            release, []],
    ['a late answer does not revive it',               [held, released],            confirm, { refused: 'not held' }],
    ['a confirmed meeting is not released',            [held, confirmed],           release, { refused: 'not held' }],
    ['the Salesforce Event is noted',                  [held, confirmed],           note,    ['activity written']],
    ['noted twice is once',                            [held, confirmed, written],  note,    []],
    ['nothing is noted before there is a meeting',     [held],                      note,    { refused: 'not confirmed' }]
  ])('%s', (_, facts, command, expected) => {
    const decision = decide(command, tell('b1', facts), mondayMorning)
    expect('facts' in decision ? decision.facts.map(({ type }) => type) : decision).toEqual(expected)
  })

  test('a slot that has begun cannot be held', () => {
    expect(decide(hold, tell('b1', []), slot.start)).toEqual({ refused: 'slot has passed' })
  })

  test('a hold ends after a day, or when the slot begins', () => {
    const untilOf = (start: number) => {
      const decision = decide({ ...hold, slot: { start, end: start + HOUR } }, tell('b1', []), mondayMorning)
      return 'facts' in decision && decision.facts[0]?.type === 'held' ? decision.facts[0].until : undefined
    }
    expect(untilOf(slot.start)).toBe(slot.start)
    expect(untilOf(mondayMorning + 7 * DAY)).toBe(mondayMorning + HOLD_FOR)
  })

  test('each fact counts, so that nobody writes over what he has not read', () => {
    expect(tell('b1', [held, confirmed, written]).version).toBe(3)
  })
})
