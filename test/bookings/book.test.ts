import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { book } from '../../src/bookings/book.ts'
import { MAY_STILL_ARRIVE } from '../../src/bookings/create-meeting.ts'
import { HOLD_FOR } from '../../src/bookings/decide.ts'
import { tokensFrom } from '../../src/links/token.ts'
import { FIRST_LEASE } from '../../src/outbox/deliver.ts'
import { openStorage, type Storage } from '../../src/storage/database.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../../src/time/instant.ts'
import type { Span } from '../../src/time/span.ts'
import { grace, halfHours, mondayMorning, olga, twoTimes } from '../world/cast.ts'
import { delegate, exchangeWith, id } from './exchange.ts'

const tokens = tokensFrom(Buffer.alloc(32, 7))
const nine: Span = { start: mondayMorning + HOUR, end: mondayMorning + 1.5 * HOUR }
const ten: Span = { start: mondayMorning + 2 * HOUR, end: mondayMorning + 2.5 * HOUR }
const henry = { ...grace, name: 'Henry Hill', address: 'henry@hill.example' }
const tuesdayTen = twoTimes.kind === 'time slots' ? (twoTimes.slots[0] as Span) : nine
const wednesday = twoTimes.kind === 'time slots' ? (twoTimes.slots[1] as Span) : nine

let folder: string
let storage: Storage
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'onbehalf-book-'))
  storage = await openStorage({ folder, keyHashOf: (booking) => tokens.hash(tokens.ofBooking(booking)) })
  await storage.organizers.enrol(olga)
  for (const link of [halfHours, twoTimes]) await storage.links.add(link, tokens.hash(tokens.ofLink(link.id)))
})
afterEach(async () => {
  await storage.close()
  rmSync(folder, { recursive: true })
})

const exchange = () => exchangeWith(storage, tokens)

describe('Grace takes a slot', () => {
  test('and it is confirmed once the meeting stands in the calendar', async () => {
    const { asks, world } = exchange()
    expect(await asks(1, nine)).toEqual({ booked: id(1), as: 'confirmed' })
    expect(world.calendar.size).toBe(1)
  })

  test('twice by a double click: one booking, one answer, although her own booking holds the slot', async () => {
    const { asks, world } = exchange()
    const answers = await Promise.all([asks(1, nine), asks(1, nine), asks(1, nine)])
    const again = await asks(1, nine)
    expect(again).toEqual({ booked: id(1), as: 'confirmed' })
    for (const answer of answers) expect(answer).toMatchObject({ booked: id(1) })
    expect(world.asked.create).toBe(1)
  })

  test('twice by a double click on a link that takes one booking: her own booking closed it', async () => {
    const { asks, world, needs } = exchange()
    const { findByToken } = needs.links
    let looks = 0
    // the second click looks at the link when the first has just been placed
    needs.links.findByToken = async (hash) => {
      if (++looks === 2) await expect.poll(() => world.calendar.size).toBe(1)
      return findByToken(hash)
    }
    const answers = await Promise.all([asks(1, tuesdayTen, twoTimes), asks(1, tuesdayTen, twoTimes)])
    expect(answers).toEqual([
      { booked: id(1), as: 'confirmed' },
      { booked: id(1), as: expect.stringMatching(/confirmed$/) }
    ])
    expect(world.asked.create).toBe(1)
  })

  test('with a form that she has sent before for another time: the first stands', async () => {
    const { asks } = exchange()
    await asks(1, nine)
    expect(await asks(1, { start: nine.start + HOUR, end: nine.end + HOUR })).toEqual({ refused: 'form used before' })
    expect(await asks(1, nine, halfHours, { ...grace, address: 'other@x.example' })).toEqual({
      refused: 'form used before'
    })
  })

  test('with the same form for two times at once, and the store fails for one of them: nobody is told that the other is hers', async () => {
    const { asks } = exchange()
    const { place } = storage.bookings
    let failed = false
    storage.bookings.place = async (placing) => {
      if (failed) return place(placing)
      failed = true
      await asks(1, ten)
      throw new Error('the connection broke')
    }
    expect(await asks(1, nine)).toEqual({ refused: 'form used before' })
    expect(await asks(1, ten)).toEqual({ booked: id(1), as: 'confirmed' })
  })

  test('after a refusal with the same form, as by the browser’s "Back": the other time is hers', async () => {
    const { asks, world } = exchange()
    await asks(1, nine)
    expect(await asks(2, nine, halfHours, henry)).toEqual({ refused: 'slot taken' })
    expect(await asks(2, ten, halfHours, henry)).toEqual({ booked: id(2), as: 'confirmed' })
    expect(await asks(2, ten, halfHours, henry)).toEqual({ booked: id(2), as: 'confirmed' })
    expect(await asks(2, nine, halfHours, henry)).toEqual({ refused: 'form used before' })
    expect(world.calendar.size).toBe(2)
  })

  test('that was refused, and is free by now, with the very same form: what is still on its way books nothing', async () => {
    const { asks, cancels, worker, world } = exchange()
    await asks(1, nine)
    expect(await asks(2, nine)).toEqual({ refused: 'slot taken' })
    await cancels(1, 'cancel 1', { as: 'calendar' })
    await worker(MINUTE)
    expect(await asks(2, nine)).toEqual({ refused: 'refused before' })
    expect(await asks(3, nine)).toEqual({ booked: id(3), as: 'confirmed' })
    expect(world.calendar.size).toBe(1)
  })

  test('with the form of a meeting that the calendar did not take: another time is tried, the same is answered as before', async () => {
    const { asks, world } = exchange()
    world.troubles = [{ refused: 'ErrorAccessDenied' }]
    expect(await asks(1, nine)).toEqual({ refused: 'calendar unreachable' })
    const again = await asks(1, ten)
    expect(again).toEqual({ booked: expect.not.stringContaining(id(1)), as: 'confirmed' })
    expect(await asks(1, ten)).toEqual(again)
    expect(await asks(1, nine)).toEqual({ refused: 'calendar unreachable' })
    expect(await asks(1, { start: ten.end, end: ten.end + 0.5 * HOUR })).toEqual({ refused: 'form used before' })
    expect(world.calendar.size).toBe(1)
  })

  test('that somebody else has: no question to Exchange is needed to tell her', async () => {
    const { asks, needs } = exchange()
    await asks(1, nine)
    needs.busyTimes.read = () => expect.fail('asked')
    expect(await asks(2, nine)).toEqual({ refused: 'slot taken' })
  })

  test('together with fifty others: one gets it, and Exchange hears of one', async () => {
    const { asks, world } = exchange()
    const answers = await Promise.all(Array.from({ length: 50 }, (_, number) => asks(number, nine)))
    expect(answers.filter((answer) => 'booked' in answer)).toHaveLength(1)
    expect(answers.filter((answer) => 'refused' in answer && answer.refused === 'slot taken')).toHaveLength(49)
    expect(world.calendar.size).toBe(1)
  })

  test('that Olga filled in Outlook a moment ago', async () => {
    const { asks, world } = exchange()
    world.reading = { items: [{ ...nine, status: 'busy' }], readAt: mondayMorning }
    expect(await asks(1, nine)).toEqual({ refused: 'slot not offered' })
  })

  test('of a link that takes one booking: the second time of it is gone, too', async () => {
    const { asks } = exchange()
    const answers = await Promise.all([asks(1, tuesdayTen, twoTimes), asks(2, wednesday, twoTimes)])
    expect(answers.filter((answer) => 'booked' in answer)).toHaveLength(1)
    expect(await asks(3, wednesday, twoTimes)).toEqual({ refused: 'link closed' })
  })
})

describe('nothing is booked', () => {
  test('when Dana has lost her right', async () => {
    const { asks, world } = exchange()
    world.standing = { ...delegate, folder: 'reviewer', delegate: false }
    expect(await asks(1, nine)).toEqual({ refused: 'link closed' })
  })

  test.each<[string, (world: ReturnType<typeof exchange>['world']) => void]>([
    ['her right cannot be read', (world) => (world.standing = { unknown: 'Graph answered 503' })],
    ['the calendar cannot be read', (world) => (world.reading = { unknown: 'Graph answered 503' })]
  ])('when %s: unknown is not a yes', async (_, trouble) => {
    const { asks, world } = exchange()
    trouble(world)
    expect(await asks(1, nine)).toEqual({ refused: 'calendar unreachable' })
    expect(world.asked.create).toBe(0)
  })

  test('when the link was revoked', async () => {
    await storage.links.revoke(halfHours.id, mondayMorning)
    expect(await exchange().asks(1, nine)).toEqual({ refused: 'link closed' })
  })

  test('with an address that we never gave out', async () => {
    const { needs } = exchange()
    const asking = { id: id(1), token: 'x'.repeat(32), slot: nine, invitee: grace }
    expect(await book(asking, needs)).toEqual({ refused: 'link closed' })
  })
})

describe('Exchange in trouble', () => {
  test('down when Grace books: nothing is booked, and the slot is free again', async () => {
    const { asks, world, worker } = exchange()
    world.troubles = [{ notNow: '503' }]
    expect(await asks(1, nine)).toEqual({ refused: 'calendar unreachable' })
    expect(await asks(2, nine)).toEqual({ booked: id(2), as: 'confirmed' })
    await worker(MINUTE)
    expect(world.calendar.size).toBe(1)
  })

  test('says no for good: nothing is booked', async () => {
    const { asks, world, stateOf } = exchange()
    world.troubles = [{ refused: 'ErrorAccessDenied' }]
    expect(await asks(1, nine)).toEqual({ refused: 'calendar unreachable' })
    expect(await stateOf(1)).toBe('released')
  })

  test('busy: the booking is received and follows', async () => {
    const { asks, world, worker, stateOf } = exchange()
    world.troubles = [{ notNow: '429', busy: true, after: 20 * SECOND }]
    expect(await asks(1, nine)).toEqual({ booked: id(1), as: 'being confirmed' })
    await worker(19 * SECOND)
    expect(await stateOf(1)).toBe('held')
    await worker(2 * SECOND)
    expect(await stateOf(1)).toBe('confirmed')
  })

  test('the answer is lost after the meeting was written: it is found and not made again', async () => {
    const { asks, world, worker, stateOf } = exchange()
    world.troubles = ['lost']
    expect(await asks(1, nine)).toEqual({ booked: id(1), as: 'being confirmed' })
    await worker(MINUTE)
    expect(await stateOf(1)).toBe('confirmed')
    expect(world.asked.create).toBe(1)
  })

  test('the question is lost before anything was written: it is asked again', async () => {
    const { asks, world, worker, stateOf } = exchange()
    world.troubles = [{ unclear: 'the connection broke' }]
    await asks(1, nine)
    await worker(MINUTE)
    expect([await stateOf(1), world.asked.create]).toEqual(['held', 1]) // it may still arrive
    await worker(MINUTE)
    expect([await stateOf(1), world.asked.create, world.calendar.size]).toEqual(['confirmed', 2, 1])
  })

  test('the question arrives late: it is found, and not asked a second time', async () => {
    const { asks, world, worker, stateOf } = exchange()
    world.troubles = ['lost']
    const [late] = await Promise.all([world.calendar, asks(1, nine)])
    const [[key, meeting] = ['', undefined]] = late
    late.clear()
    await worker(30 * SECOND)
    expect(await stateOf(1)).toBe('held')
    if (meeting) late.set(key, meeting)
    await worker(MINUTE)
    expect([await stateOf(1), world.asked.create]).toEqual(['confirmed', 1])
  })

  test('a worker that woke up too late asks for nothing: another has the message', async () => {
    const { asks, world, worker, needs, stateOf } = exchange()
    world.troubles = [{ unclear: 'the connection broke' }]
    await asks(1, nine)
    const sending = storage.outbox.sending
    storage.outbox.sending = async (taken, now) => sending({ ...taken, lease: 'of somebody who slept' }, now)
    await worker(2 * MINUTE)
    storage.outbox.sending = sending
    expect([await stateOf(1), world.asked.create]).toEqual(['held', 1])
    expect(needs).toBeDefined()
  })

  test('a busy calendar has surely taken nothing: the next attempt need not wait for it to appear', async () => {
    const { asks, world, worker, stateOf } = exchange()
    world.troubles = [{ notNow: '429', busy: true }, { notNow: '503' }]
    await asks(1, nine)
    await worker(MINUTE)
    await worker(MINUTE)
    expect([await stateOf(1), world.asked.create]).toEqual(['confirmed', 3])
  })

  test('nobody can look: nothing is made a second time on a guess', async () => {
    const { asks, world, worker, stateOf } = exchange()
    world.troubles = ['lost']
    world.finds = { unclear: 'no answer' }
    await asks(1, nine)
    await worker(MINUTE)
    expect([await stateOf(1), world.asked.create]).toEqual(['held', 1])
  })

  test('never comes back: the claim ends when the slot begins, and what was left behind is removed', async () => {
    const { asks, world, worker, stateOf } = exchange()
    world.troubles = ['lost']
    world.finds = { unclear: 'no answer' }
    await asks(1, nine)
    await worker(HOUR)
    expect(await stateOf(1)).toBe('released')
    world.finds = undefined
    await worker(DAY)
    expect([world.calendar.size, world.asked.remove]).toEqual([0, 1])
  })

  test('for a slot next week the claim ends after a day', async () => {
    const { asks, world, worker, stateOf } = exchange()
    const nextMonday = { start: nine.start + 7 * DAY, end: nine.end + 7 * DAY }
    world.troubles = Array.from({ length: 50 }, () => ({ unclear: 'no answer' }))
    await asks(1, nextMonday)
    await worker(HOLD_FOR - MINUTE)
    expect(await stateOf(1)).toBe('held')
    await worker(2 * HOUR)
    expect(await stateOf(1)).toBe('released')
  })
})

describe('somebody was told "being confirmed"', () => {
  test('Exchange says "not now" when she no longer waits: it is tried again, and she has her meeting', async () => {
    const { asks, world, worker, needs, stateOf } = exchange()
    needs.deliverMeeting = async () => {} // she was answered before Exchange was
    expect(await asks(1, nine)).toEqual({ booked: id(1), as: 'being confirmed' })
    world.troubles = [{ notNow: '503' }]
    await worker(FIRST_LEASE + MAY_STILL_ARRIVE)
    expect([await stateOf(1), world.troubles]).toEqual(['held', []])
    await worker(MINUTE)
    expect([await stateOf(1), world.calendar.size]).toEqual(['confirmed', 1])
  })

  test('who presses twice waits for what becomes of the first, and hears the same', async () => {
    const { asks, world, needs } = exchange()
    const deliver = needs.deliverMeeting
    let lease: string | undefined
    needs.deliverMeeting = async (_, __, hers) => {
      lease = hers
    }
    await asks(1, nine)
    world.troubles = [{ notNow: '503' }]
    needs.waitUntil = async (isSo) => {
      expect(await isSo()).toBe(false)
      await deliver(id(1), 'create meeting', lease)
      expect(await isSo()).toBe(true)
    }
    expect(await asks(1, nine)).toEqual({ refused: 'calendar unreachable' })
  })
})

describe('a process dies', () => {
  test('after the claim was written: nobody knows whether Exchange was asked, and the worker goes on once nothing can arrive', async () => {
    const { asks, world, worker, needs, stateOf } = exchange()
    needs.deliverMeeting = async () => {} // kill -9
    expect(await asks(1, nine)).toEqual({ booked: id(1), as: 'being confirmed' })
    await worker(FIRST_LEASE - 1)
    expect([await stateOf(1), world.asked.find]).toEqual(['held', 0])
    await worker(1)
    expect([await stateOf(1), world.asked.create]).toEqual(['held', 0])
    await worker(MAY_STILL_ARRIVE)
    expect([await stateOf(1), world.calendar.size]).toEqual(['confirmed', 1])
  })

  test('after Exchange has answered, before it was noted: the next one adopts the meeting', async () => {
    const { asks, world, worker, stateOf } = exchange()
    const append = storage.bookings.append
    storage.bookings.append = () => new Promise(() => {}) // kill -9
    void asks(1, nine)
    await expect.poll(() => world.calendar.size).toBe(1)
    storage.bookings.append = append
    await worker(FIRST_LEASE)
    expect([await stateOf(1), world.asked.create]).toEqual(['confirmed', 1])
  })

  test('not, but the store’s answer is lost: what it kept is hers without sending the form again', async () => {
    const { asks, world } = exchange()
    const { place } = storage.bookings
    storage.bookings.place = async (placing) => {
      await place(placing)
      throw new Error('Connection terminated unexpectedly')
    }
    expect(await asks(1, nine)).toEqual({ booked: id(1), as: 'confirmed' })
    expect(world.calendar.size).toBe(1)
    storage.bookings.place = () => Promise.reject(new Error('connect ECONNREFUSED'))
    await expect(asks(2, { start: nine.start + HOUR, end: nine.end + HOUR })).rejects.toThrow('ECONNREFUSED')
  })
})

describe('Exchange has two meetings of one booking', () => {
  test('the one that was confirmed stays, the other is called off with a word, and the history tells it', async () => {
    const { asks, world, worker } = exchange()
    await asks(1, nine)
    const [key = '', meeting] = [...world.calendar][0] ?? []
    if (!meeting) throw new Error('no meeting')
    world.twins = new Map([[key, [{ ...meeting, id: 'twin', iCalUId: 'uid of the twin' }]]])
    await worker(2 * MINUTE)
    expect([world.twins.get(key), world.calendar.has(key)]).toEqual([[], true])
    expect(world.mails).toEqual([expect.stringContaining('The other one stays')])
    const facts = await storage.bookings.find(id(1))
    expect(facts).toMatchObject({ state: 'confirmed', meeting: { id: meeting.id } })
  })

  test('of a booking that was cancelled none stays, however late it came', async () => {
    const { asks, cancels, world, worker } = exchange()
    await asks(1, { start: nine.start + 7 * DAY, end: nine.end + 7 * DAY })
    const [key = '', meeting] = [...world.calendar][0] ?? []
    if (!meeting) throw new Error('no meeting')
    expect(await cancels(1)).toBe('cancelled')
    world.calendar.set(key, { ...meeting, id: 'late' })
    await worker(2 * MINUTE)
    expect(world.calendar.size).toBe(0)
  })
})
