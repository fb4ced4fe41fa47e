import { describe, expect, test } from 'vitest'
import { type Fact, type Meeting, missedTime, tell } from '../../src/bookings/booking.ts'
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

const invitee = { as: 'invitee' as const }
const other = { start: slot.start + HOUR, end: slot.end + HOUR }
const move: Command = { type: 'ask move', change: 'form', by: invitee, slot: other, claim: other, closedBefore: 0 }
const asked: Fact = { ...move, type: 'move asked', at: mondayMorning, until: slot.start }
const noted: Command = { type: 'note move', by: { as: 'calendar' }, slot: other, claim: other }
const moved: Fact = { ...noted, type: 'moved', at: mondayMorning } as Fact
const giveUp: Command = { type: 'give up move', why: 'Exchange said no' }
const cancel: Command = { type: 'cancel', by: invitee, comment: '', closedBefore: 0 }
const cancelled: Fact = { type: 'cancelled', at: mondayMorning, by: invitee, comment: '' }
const request: Command = { ...hold, type: 'request', answerWithin: HOUR } as Command
const requested: Fact = { ...held, type: 'requested' } as Fact
const dana = { as: 'delegate' as const, id: 'acme/dana', name: 'Dana Whitfield', right: 'delegate editor' }
const approve: Command = { type: 'approve', by: dana }
const approved: Fact = { ...approve, type: 'approved', at: mondayMorning, until: slot.start } as Fact
const decline: Command = { type: 'decline', by: dana, comment: '' }
const declined: Fact = { ...decline, type: 'declined', at: mondayMorning } as Fact

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
    ['nothing is noted before there is a meeting',     [held],                      note,    { refused: 'not confirmed' }],

    ['a confirmed meeting is to be moved',             [held, confirmed],           move,    ['move asked']],
    ['a held one is not',                              [held],                      move,    { refused: 'not confirmed' }],
    ['one at a time',                                  [held, confirmed, asked],    move,    { refused: 'being moved' }],
    ['Exchange has moved it',                          [held, confirmed, asked],    noted,   ['moved']],
    ['told twice is once',                             [held, confirmed, asked, moved], noted, []],
    ['somebody moved it in Outlook',                   [held, confirmed],           noted,   ['moved']],
    ['Exchange would not move it',                     [held, confirmed, asked],    giveUp,  ['move given up']],
    ['nothing to give up',                             [held, confirmed],           giveUp,  []],
    ['moved, its Event is to be written again',        [held, confirmed, written, moved], note, ['activity written']],

    ['what is held can be cancelled',                  [held],                      cancel,  ['cancelled']],
    ['what is confirmed can be cancelled',             [held, confirmed],           cancel,  ['cancelled']],
    ['what is being moved can be cancelled',           [held, confirmed, asked],    cancel,  ['cancelled']],
    ['twice is once',                                  [held, confirmed, cancelled], cancel, []],
    ['what was released is over already',              [held, released],            cancel,  { refused: 'already over' }],
    ['cancelled stays cancelled: Exchange took it',    [held, cancelled],           confirm, { refused: 'not held' }],
    ['cancelled stays cancelled: Exchange moved it',   [held, confirmed, asked, cancelled], noted, { refused: 'already over' }],
    ['cancelled stays cancelled: Salesforce wrote it', [held, confirmed, cancelled], note,   { refused: 'not confirmed' }],
    ['cancelled stays cancelled: an invitee moves it', [held, confirmed, cancelled], move,   { refused: 'already over' }],

    ['a request waits',                                [],                          request, ['requested']],
    ['a yes makes it a booking',                       [requested],                 approve, ['approved']],
    ['one yes',                                        [requested, approved],       approve, { refused: 'not requested' }],
    ['a no ends it',                                   [requested],                 decline, ['declined']],
    ['no is no',                                       [requested, declined],       approve, { refused: 'not requested' }],
    ['a yes is not taken back by a no',                [requested, approved],       decline, { refused: 'not requested' }],
    ['a request has no meeting',                       [requested],                 confirm, { refused: 'not held' }],
    ['a request can be taken back',                    [requested],                 cancel,  ['cancelled']]
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

  test('whoever sees our own move in the calendar first: it is still hers who asked for it', () => {
    const decision = decide(noted, tell('b1', [held, confirmed, asked]), mondayMorning)
    expect(decision).toMatchObject({ facts: [{ type: 'moved', by: invitee, slot: other }] })
  })

  test('somebody moves it in Outlook while Grace wants it elsewhere: the calendar is right, and hers is given up', () => {
    const elsewhere = { start: slot.start + 3 * HOUR, end: slot.end + 3 * HOUR }
    const facts: Fact[] = [held, confirmed, asked, { ...moved, slot: elsewhere, claim: elsewhere } as Fact]
    expect(tell('b1', facts)).toMatchObject({ slot: elsewhere, move: null, changes: [{ became: 'given up' }] })
  })

  test('a time that was missed is told until something else happens to the meeting', () => {
    const missedAfter = (...later: Fact[]) => {
      const booking = tell('b1', [held, confirmed, asked, ...later])
      return booking.state === 'confirmed' ? missedTime(booking) : undefined
    }
    const missed: Fact = { type: 'move given up', at: mondayMorning, why: 'no' }
    const elsewhere = { start: slot.start + 3 * HOUR, end: slot.end + 3 * HOUR }
    const inOutlook = { ...moved, slot: elsewhere, claim: elsewhere } as Fact
    expect([missedAfter(), missedAfter(missed), missedAfter(missed, inOutlook), missedAfter(inOutlook)]).toEqual([
      null,
      other,
      null,
      null
    ])
  })

  test('the number of a calendar file rises with each move and with the cancellation', () => {
    const numbers = [[], [asked], [asked, moved], [asked, moved, cancelled]].map((later) => {
      const booking = tell('b1', [held, confirmed, ...later])
      return booking.state === 'new' ? undefined : booking.sequence
    })
    expect(numbers).toEqual([0, 0, 1, 2])
  })

  test('each fact counts, so that nobody writes over what he has not read', () => {
    expect(tell('b1', [held, confirmed, written]).version).toBe(3)
  })
})
