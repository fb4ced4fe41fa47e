import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { HOLD_FOR } from '../../src/bookings/decide.ts'
import type { Link } from '../../src/links/link.ts'
import { tokensFrom } from '../../src/links/token.ts'
import { openStorage, type Storage } from '../../src/storage/database.ts'
import { HOUR, MINUTE, SECOND } from '../../src/time/instant.ts'
import type { Span } from '../../src/time/span.ts'
import { ari, dana, grace, halfHours, mondayMorning, olga, twoTimes } from '../world/cast.ts'
import { exchangeWith, id } from './exchange.ts'

const tokens = tokensFrom(Buffer.alloc(32, 7))
const at = (hours: number, minutes = 0): Span => {
  const start = mondayMorning + hours * HOUR + minutes * MINUTE
  return { start, end: start + 30 * MINUTE }
}
const ten = at(2)
const two = at(6)
const three = at(7)
const byDana = { as: 'delegate' as const, id: dana.id, name: dana.name, right: 'delegate editor' }

/** Somebody has to say yes within four hours. */
const withApproval: Link = { ...halfHours, id: '00000000-0000-4000-8000-0000000000c3', approvalWithin: 240 }
const withAri: Link = { ...halfHours, id: '00000000-0000-4000-8000-0000000000d4', required: [ari] }
const onePerDay: Link = { ...halfHours, id: '00000000-0000-4000-8000-0000000000e5', perDay: 1 }

let folder: string
let storage: Storage
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'onbehalf-changes-'))
  storage = await openStorage({ folder, keyHashOf: (booking) => tokens.hash(tokens.ofBooking(booking)) })
  await storage.organizers.enrol(olga)
  for (const link of [halfHours, twoTimes, withApproval, withAri, onePerDay])
    await storage.links.add(link, tokens.hash(tokens.ofLink(link.id)))
})
afterEach(async () => {
  await storage.close()
  rmSync(folder, { recursive: true })
})

/** Grace has the meeting at two. */
async function graceHas(slot = two, link: Link = halfHours) {
  const there = exchangeWith(storage, tokens)
  await there.asks(1, slot, link)
  const booking = async () => storage.bookings.find(id(1))
  const standsAt = () => [...there.world.calendar.values()].map((meeting) => meeting.slot)
  const claims = () => storage.bookings.heldTime(olga.id, { start: mondayMorning, end: mondayMorning + 24 * HOUR })
  return { ...there, booking, standsAt, claims }
}

describe('Grace moves her meeting', () => {
  test('the same meeting has another time, everybody invited gets one update, and the old time is free again', async () => {
    const { moves, booking, standsAt, world, claims } = await graceHas()
    expect(await moves(1, three)).toEqual({ moved: 'moved' })
    expect(standsAt()).toEqual([three])
    expect(world.mails).toEqual(['update'])
    expect(await booking()).toMatchObject({ state: 'confirmed', slot: three, sequence: 1, move: null })
    expect(await claims()).toEqual([three])
  })

  test('by a quarter of an hour less than its length: it does not stand in its own way', async () => {
    const quarters: Link = { ...halfHours, id: '00000000-0000-4000-8000-0000000000f6', step: 15 }
    await storage.links.add(quarters, tokens.hash(tokens.ofLink(quarters.id)))
    const { moves, standsAt } = await graceHas(two, quarters)
    expect(await moves(1, at(6, 15))).toEqual({ moved: 'moved' })
    expect(standsAt()).toEqual([at(6, 15)])
  })

  test('neither in the way of the organizer nor of a colleague who is invited, too', async () => {
    const { moves } = await graceHas(two, withAri)
    expect(await moves(1, three)).toEqual({ moved: 'moved' })
  })

  test('twice by a double click: one move with one answer', async () => {
    const { moves, world } = await graceHas()
    await Promise.all([moves(1, three), moves(1, three)])
    expect(await moves(1, three)).toEqual({ moved: 'moved' })
    expect(world.asked.move).toBe(1)
    expect(await moves(1, ten)).toEqual({ refused: 'form used before' })
  })

  test('while Salesforce writes her Event: what others note of the booking is no reason to turn her away', async () => {
    const { moves, standsAt, booking } = await graceHas()
    const { change, append } = storage.bookings
    let noted = 0
    storage.bookings.change = async (asked) => {
      const written = {
        type: 'activity written' as const,
        at: mondayMorning,
        recordId: '00U1',
        actor: 'olga',
        who: null
      }
      if (++noted <= 2) await append(id(1), asked.version, [written], [], mondayMorning)
      return change(asked)
    }
    expect(await moves(1, three)).toEqual({ moved: 'moved' })
    expect(standsAt()).toEqual([three])
    expect(await booking()).toMatchObject({ slot: three, sequence: 1 })
  })

  test('three times and no more', async () => {
    const { moves, booking } = await graceHas()
    for (const [index, slot] of [three, at(8), two].entries())
      expect(await moves(1, slot, `form ${index}`)).toEqual({ moved: 'moved' })
    expect(await moves(1, three, 'form 4')).toEqual({ refused: 'moved too often' })
    expect(await moves(1, three, 'form 5', byDana)).toEqual({ moved: 'moved' })
    expect(await booking()).toMatchObject({ sequence: 4, movesByInvitee: 3 })
  })

  test('not in the last two hours, in which Dana still can', async () => {
    const { moves, world } = await graceHas(ten)
    world.now = ten.start - 2 * HOUR
    expect(await moves(1, three)).toEqual({ refused: 'too late' })
    expect(await moves(1, three, 'form 2', byDana)).toEqual({ moved: 'moved' })
  })

  test('Dana moves it to any free time, also outside the hours of the link, and to none that is not free', async () => {
    const { moves, world } = await graceHas()
    const evening = at(11)
    expect(await moves(1, evening)).toEqual({ refused: 'slot not offered' })
    world.reading = { items: [{ ...three, status: 'busy' }], readAt: mondayMorning }
    expect(await moves(1, three, 'form 2', byDana)).toEqual({ refused: 'slot not offered' })
    expect(await moves(1, evening, 'form 3', byDana)).toEqual({ moved: 'moved' })
  })

  test('not to a time that somebody else has, nor to one that the calendar does not have', async () => {
    const { moves, asks, world } = await graceHas()
    await asks(2, three)
    expect(await moves(1, three)).toEqual({ refused: 'slot taken' })
    world.reading = { items: [{ ...ten, status: 'busy' }], readAt: mondayMorning }
    expect(await moves(1, ten, 'form 2')).toEqual({ refused: 'slot not offered' })
    world.reading = { unknown: 'no answer' }
    expect(await moves(1, ten, 'form 3')).toEqual({ refused: 'calendar unreachable' })
  })

  test('told that the time is taken, she is not moved by her second click when it comes free, and by a new form she is', async () => {
    const { moves, asks, cancels, standsAt } = await graceHas()
    await asks(2, three)
    expect(await moves(1, three)).toEqual({ refused: 'slot taken' })
    await cancels(2)
    expect(await moves(1, three)).toEqual({ refused: 'refused before' })
    expect(standsAt()).toEqual([two])
    expect(await moves(1, at(8))).toEqual({ moved: 'moved' }) // gone back, and chosen another time
    expect(await moves(1, three, 'form 2')).toEqual({ moved: 'moved' })
  })

  test('not by a link that was revoked, by which she may cancel all the same', async () => {
    const { moves, cancels } = await graceHas()
    await storage.links.revoke(halfHours.id, mondayMorning)
    expect(await moves(1, three)).toEqual({ refused: 'link closed' })
    expect(await moves(1, three, 'form 2', byDana)).toEqual({ moved: 'moved' })
    expect(await cancels(1)).toBe('cancelled')
  })

  test('by a link that her own booking has used up', async () => {
    const [first, second] = twoTimes.kind === 'time slots' ? (twoTimes.slots as [Span, Span]) : [two, three]
    const { moves } = await graceHas(first, twoTimes)
    expect(await moves(1, second)).toEqual({ moved: 'moved' })
  })

  test('within a day that takes one meeting', async () => {
    const { moves } = await graceHas(two, onePerDay)
    expect(await moves(1, three)).toEqual({ moved: 'moved' })
  })
})

describe('while a meeting is being moved', () => {
  test('nobody can take either of the two times, and afterwards the old one', async () => {
    const { moves, asks, world, worker, claims, standsAt } = await graceHas()
    world.troubles = [{ unclear: 'no answer' }]
    expect(await moves(1, three)).toEqual({ moved: 'being moved' })
    expect(await claims()).toEqual([two, three])
    expect(await asks(2, two)).toEqual({ refused: 'slot taken' })
    expect(await asks(3, three)).toEqual({ refused: 'slot taken' })
    await worker(3 * SECOND)
    expect(standsAt()).toEqual([three])
    expect(await asks(4, two)).toMatchObject({ as: 'confirmed' })
  })

  test('an answer that was lost is looked for: nobody gets a second update', async () => {
    const { moves, world, worker, booking } = await graceHas()
    world.troubles = ['lost']
    expect(await moves(1, three)).toEqual({ moved: 'being moved' })
    await worker(3 * SECOND)
    expect(await booking()).toMatchObject({ state: 'confirmed', slot: three })
    expect(world.mails).toEqual(['update'])
    expect(await moves(1, three)).toEqual({ moved: 'moved' })
  })

  test('Exchange says no, or is down: the meeting stays where it was, and the new time is free', async () => {
    const { moves, world, claims, booking } = await graceHas()
    for (const [form, trouble] of [{ refused: 'no' }, { notNow: 'down' }].entries()) {
      world.troubles = [trouble]
      expect(await moves(1, three, `form ${form}`)).toEqual({ refused: 'calendar unreachable' })
      expect(await moves(1, three, `form ${form}`)).toEqual({ refused: 'calendar unreachable' })
    }
    expect(await claims()).toEqual([two])
    expect(await booking()).toMatchObject({ slot: two, sequence: 0, movesByInvitee: 0 })
  })

  test('nobody can look where it stands: nothing was asked for, and she is told at once if she waits', async () => {
    const { moves, world, booking } = await graceHas()
    world.finds = { notNow: 'down' }
    expect(await moves(1, three)).toEqual({ refused: 'calendar unreachable' })
    world.finds = { refused: 'no right' }
    expect(await moves(1, three, 'form 2')).toEqual({ refused: 'calendar unreachable' })
    expect(world.asked.move).toBe(0)
    expect(await booking()).toMatchObject({ slot: two, move: null })
  })

  test('once somebody has read "being moved", a calendar that is down is waited for', async () => {
    const { moves, world, worker, booking, needs } = await graceHas()
    const { deliverMeeting } = needs
    needs.deliverMeeting = async () => {} // the process that should have asked Exchange died
    expect(await moves(1, three)).toEqual({ moved: 'being moved' })
    needs.deliverMeeting = deliverMeeting
    world.troubles = [{ notNow: 'down' }]
    await worker(MINUTE)
    expect(await booking()).toMatchObject({ slot: two, move: { slot: three } })
    await worker(MINUTE)
    expect(await booking()).toMatchObject({ slot: three, move: null })
  })

  test('a process that stood still before it asked for the new time does not ask any more: she has moved it again since', async () => {
    const { moves, booking, worker, standsAt, world } = await graceHas()
    const { find } = storage.links
    let frozen = false
    storage.links.find = async (link) => {
      const now = await booking()
      if (now.state === 'confirmed' && now.move && !frozen) {
        frozen = true
        await worker(2 * MINUTE)
        expect(await moves(1, at(8), 'form 2')).toEqual({ moved: 'moved' })
      }
      return find(link)
    }
    await moves(1, three)
    expect(frozen).toBe(true)
    await worker(MINUTE)
    expect(standsAt()).toEqual([at(8)])
    expect(await booking()).toMatchObject({ slot: at(8), sequence: 2 })
    expect(world.mails).toEqual(['update', 'update'])
  })

  test('somebody answers the invitation in that moment: it is looked at once more, and moved', async () => {
    const { moves, world } = await graceHas()
    world.touched = 1
    expect(await moves(1, three)).toEqual({ moved: 'moved' })
    expect(world.mails).toEqual(['update'])
  })

  test('a calendar that does not know its own versions moves it all the same', async () => {
    const { moves, world } = await graceHas()
    world.touched = 'always'
    expect(await moves(1, three)).toEqual({ moved: 'moved' })
  })

  test('it is touched again and again: it is tried later', async () => {
    const { moves, world, worker, standsAt } = await graceHas()
    world.touched = 2
    expect(await moves(1, three)).toEqual({ moved: 'being moved' })
    await worker(MINUTE)
    expect(standsAt()).toEqual([three])
  })

  test('it cannot be moved a second time', async () => {
    const { moves, world } = await graceHas()
    world.troubles = [{ unclear: 'no answer' }]
    await moves(1, three)
    expect(await moves(1, ten, 'form 2')).toEqual({ refused: 'being moved' })
  })

  test('nobody can look for a day: both times stay hers until somebody can', async () => {
    const { moves, world, worker, claims } = await graceHas()
    world.troubles = ['lost']
    await moves(1, three)
    world.finds = { unclear: 'no answer' }
    await worker(HOLD_FOR)
    expect(await claims()).toEqual([two, three])
    world.finds = undefined
    await worker(2 * HOUR)
    expect(await claims()).toEqual([three])
  })

  test('it vanishes from the calendar: then it is cancelled', async () => {
    const { moves, world, stateOf } = await graceHas()
    world.calendar.clear()
    expect(await moves(1, three)).toEqual({ refused: 'calendar unreachable' })
    expect(await stateOf(1)).toBe('cancelled')
  })

  test('a process that dies after Exchange has answered leaves a move that the next one completes', async () => {
    const { moves, world, worker, needs, booking } = await graceHas()
    const { append } = needs.bookings
    needs.bookings.append = async () => {
      throw new Error('killed')
    }
    expect(await moves(1, three)).toEqual({ moved: 'being moved' })
    needs.bookings.append = append
    await worker(MINUTE)
    expect(await booking()).toMatchObject({ slot: three, move: null })
    expect(world.mails).toEqual(['update'])
  })
})

describe('a meeting is cancelled', () => {
  test('it is taken out of the calendar with one mail in words, and its time is free', async () => {
    const { cancels, world, claims, standsAt } = await graceHas()
    expect(await cancels(1, 'form', { as: 'invitee' }, 'I am ill.\nSorry')).toBe('cancelled')
    expect(standsAt()).toEqual([])
    expect(await claims()).toEqual([])
    expect(world.mails).toEqual([
      `cancellation: Cancelled by ${grace.name}.\n\nText from the invitee, not verified:\n> I am ill.\n> Sorry`
    ])
  })

  test('twice is once, also when the answer was lost', async () => {
    const { cancels, world, worker } = await graceHas()
    world.troubles = ['lost']
    expect(await Promise.all([cancels(1), cancels(1)])).toEqual(['cancelled', 'cancelled'])
    await worker(MINUTE)
    expect(await cancels(1, 'another form')).toBe('cancelled')
    expect(world.mails).toHaveLength(1)
  })

  test('in Outlook before: gone is gone', async () => {
    const { cancels, world } = await graceHas()
    world.calendar.clear()
    expect(await cancels(1)).toBe('cancelled')
    expect(world.asked.remove).toBe(0)
    const kept = await storage.outbox.ofBooking(id(1))
    expect(kept.find(({ kind }) => kind === 'cancel meeting')?.doneAt).toBe(world.now)
  })

  test('right after it was made, when a search does not show it yet: everybody is told at once, in her words', async () => {
    const { cancels, world, standsAt } = await graceHas()
    world.unsearchable = true
    expect(await cancels(1, 'form', { as: 'invitee' }, 'I am ill.')).toBe('cancelled')
    expect(standsAt()).toEqual([])
    expect(world.mails).toEqual([
      `cancellation: Cancelled by ${grace.name}.\n\nText from the invitee, not verified:\n> I am ill.`
    ])
  })

  test('a meeting that came later than its cancellation is called off in the words of it', async () => {
    const { asks, cancels, world, worker, standsAt } = exchangeGrace()
    world.troubles.push('lost')
    await asks(1, two)
    world.unsearchable = true
    expect(await cancels(1)).toBe('cancelled')
    expect(standsAt()).toEqual([two])
    await worker(2 * MINUTE)
    expect(standsAt()).toEqual([])
    expect(world.mails).toEqual([`cancellation: Cancelled by ${grace.name}.`])
  })

  test('while Exchange is down it is cancelled for us at once, and for everybody when Exchange is back', async () => {
    const { cancels, world, worker, standsAt, stateOf } = await graceHas()
    world.finds = { notNow: 'down' }
    expect(await cancels(1)).toBe('cancelled')
    expect(await stateOf(1)).toBe('cancelled')
    expect(standsAt()).toEqual([two])
    world.finds = undefined
    await worker(MINUTE)
    expect(standsAt()).toEqual([])
  })

  test('while it is being moved: both times are free, and a late answer to the move revives nothing', async () => {
    const { moves, cancels, world, worker, claims, standsAt, stateOf } = await graceHas()
    world.troubles = ['lost']
    await moves(1, three)
    expect(await cancels(1)).toBe('cancelled')
    expect(await claims()).toEqual([])
    await worker(MINUTE)
    await worker(MINUTE)
    expect(standsAt()).toEqual([])
    expect(await stateOf(1)).toBe('cancelled')
  })

  test('before it was confirmed: what the lost answer left behind is removed, and nothing comes back', async () => {
    const { asks, cancels, world, worker, standsAt, stateOf } = exchangeGrace()
    world.troubles = ['lost']
    expect(await asks(1, two)).toMatchObject({ as: 'being confirmed' })
    expect(await cancels(1)).toBe('cancelled')
    await worker(MINUTE)
    await worker(MINUTE)
    expect(standsAt()).toEqual([])
    expect(await stateOf(1)).toBe('cancelled')
    expect(await asks(1, two)).toEqual({ booked: id(1), as: 'over' })
  })

  test('by Grace until two hours before, by Dana until it begins', async () => {
    const { cancels, world } = await graceHas()
    world.now = two.start - 2 * HOUR
    expect(await cancels(1)).toEqual({ refused: 'too late' })
    world.now = two.start
    expect(await cancels(1, 'form', byDana)).toEqual({ refused: 'too late' })
    world.now = two.start - 1
    expect(await cancels(1, 'form', byDana)).toBe('cancelled')
  })

  test('a cancelled meeting is not moved', async () => {
    const { moves, cancels } = await graceHas()
    await cancels(1)
    expect(await moves(1, three)).toEqual({ refused: 'already over' })
  })
})

function exchangeGrace() {
  const there = exchangeWith(storage, tokens)
  return { ...there, standsAt: () => [...there.world.calendar.values()].map((meeting) => meeting.slot) }
}

describe('a link whose bookings somebody approves', () => {
  test('no, sent twice at once, is one no, and both hear it', async () => {
    const { asks, declines, stateOf } = exchangeGrace()
    await asks(1, two, withApproval)
    expect(await Promise.all([declines(1, byDana), declines(1, byDana)])).toEqual(['declined', 'declined'])
    expect(await stateOf(1)).toBe('declined')
  })

  test('keeps the time, and asks Exchange only after a yes', async () => {
    const { asks, approves, world, stateOf } = exchangeGrace()
    expect(await asks(1, two, withApproval)).toEqual({ booked: id(1), as: 'waiting for approval' })
    expect(await asks(2, two)).toEqual({ refused: 'slot taken' })
    expect(await asks(3, two, withApproval)).toEqual({ refused: 'slot taken' })
    expect(world.asked.create).toBe(0)
    expect(await approves(1, byDana)).toBe('approved')
    expect(await approves(1, byDana)).toBe('approved')
    expect(await stateOf(1)).toBe('confirmed')
    expect(world.asked.create).toBe(1)
  })

  test('counts on a meeting after the yes: a calendar that is down just then is waited for', async () => {
    const { asks, approves, world, worker, stateOf } = exchangeGrace()
    await asks(1, two, withApproval)
    world.troubles = [{ notNow: 'down' }]
    expect(await approves(1, byDana)).toBe('approved')
    expect(await stateOf(1)).toBe('held')
    await worker(5 * MINUTE)
    expect(await stateOf(1)).toBe('confirmed')
  })

  test('lets the time go when nobody has answered, and a late yes is too late', async () => {
    const { asks, approves, worker, stateOf } = exchangeGrace()
    await asks(1, two, withApproval)
    await worker(4 * HOUR - 1)
    expect(await stateOf(1)).toBe('requested')
    await worker(1)
    expect(await stateOf(1)).toBe('declined')
    expect(await approves(1, byDana)).toEqual({ refused: 'not requested' })
    expect(await asks(2, two)).toMatchObject({ as: 'confirmed' })
  })

  test('a yes too late for the clock, before it was told so, is refused', async () => {
    const { asks, approves, world } = exchangeGrace()
    await asks(1, two, withApproval)
    world.now += 4 * HOUR
    expect(await approves(1, byDana)).toEqual({ refused: 'too late' })
  })

  test('does not book over what was entered in Outlook meanwhile, nor on a calendar that cannot be read', async () => {
    const { asks, approves, world } = exchangeGrace()
    await asks(1, two, withApproval)
    world.reading = { items: [{ ...two, status: 'busy' }], readAt: mondayMorning }
    expect(await approves(1, byDana)).toEqual({ refused: 'slot not free' })
    world.reading = { unknown: 'no answer' }
    expect(await approves(1, byDana)).toEqual({ refused: 'calendar unreachable' })
  })

  test('a request that Grace takes back frees the time, and nothing is sent', async () => {
    const { asks, cancels, world, worker, stateOf } = exchangeGrace()
    await asks(1, two, withApproval)
    expect(await cancels(1)).toBe('cancelled')
    await worker(5 * HOUR)
    expect(await stateOf(1)).toBe('cancelled')
    expect(world.asked).toMatchObject({ find: 0, create: 0, remove: 0 })
  })
})
