import { expect, test } from 'vitest'
import { type Fact, tell } from '../../src/bookings/booking.ts'
import { type CreatingNeeds, createMeeting } from '../../src/bookings/create-meeting.ts'
import type { Wanted } from '../../src/bookings/meetings.ts'
import type { Link } from '../../src/links/link.ts'
import type { Taken } from '../../src/outbox/message.ts'
import { HOUR, MINUTE, SECOND } from '../../src/time/instant.ts'
import { everybodyActive } from '../world/accounts.ts'
import { ari, eve, grace, halfHours, mondayMorning, olga } from '../world/cast.ts'
import { grantsInMemory } from '../world/grants.ts'
import { editor } from '../world/services.ts'

const slot = { start: Date.parse('2027-01-05T09:00Z'), end: Date.parse('2027-01-05T09:30Z') }
const held: Fact = {
  type: 'held',
  at: mondayMorning,
  link: halfHours.id,
  organizer: olga.id,
  slot,
  claim: slot,
  invitee: grace,
  until: mondayMorning + HOUR
}

/** What Exchange is asked for when somebody has booked with this link. */
async function wantedBy(link: Link): Promise<Wanted | undefined> {
  let asked: Wanted | undefined
  const needs = {
    clock: () => mondayMorning,
    standings: { of: async () => editor },
    grants: grantsInMemory(),
    accounts: everybodyActive,
    organizers: { find: async () => olga },
    links: { find: async () => ({ link, taken: 1 }) },
    bookings: { find: async () => tell('b', [held]), append: async () => true },
    meetings: {
      async create(_: unknown, wanted: Wanted) {
        asked = wanted
        return { meeting: { id: 'AAMk1', iCalUId: '04', joinUrl: null } }
      }
    }
  } as unknown as CreatingNeeds
  const taken = { kind: 'create meeting', bookingId: 'b', attempt: 1, until: mondayMorning + SECOND } as Taken
  expect(await createMeeting(taken, needs)).toBe('done and noted')
  return asked
}

test('whoever the link names is invited along: those who must come, and those who may', async () => {
  const wanted = await wantedBy({ ...halfHours, required: [ari], optional: [eve] })
  expect(wanted).toMatchObject({ slot, invitee: grace, colleagues: { required: [ari], optional: [eve] } })
})

test('a process that stands still before it reads "not there yet" does not take that for today’s answer', async () => {
  const sentAt = mondayMorning
  let now = sentAt + 20 * SECOND
  const needs = {
    clock: () => now,
    links: { find: async () => ({ link: halfHours, taken: 1 }) },
    bookings: { find: async () => tell('b', [held]) },
    meetings: {
      async find() {
        now += 2 * MINUTE // frozen, and Exchange has shown nothing of the meeting that the earlier attempt made
        return { meeting: undefined }
      },
      create: () => expect.unreachable()
    }
  } as unknown as CreatingNeeds
  const taken = { kind: 'create meeting', bookingId: 'b', attempt: 2, sentAt } as Taken
  expect(await createMeeting(taken, needs)).toMatchObject({ later: expect.stringContaining('may still arrive') })
})

test.each([
  ['another has it in hand, and this one asks for nothing', false],
  ['nobody has taken it since, and it goes on', true]
])('a first attempt that stands still for longer than its lease: %s', async (_, stillOurs) => {
  let now = mondayMorning
  let created = 0
  const needs = {
    clock: () => now,
    grants: grantsInMemory(),
    accounts: everybodyActive,
    organizers: { find: async () => olga },
    links: { find: async () => ({ link: halfHours, taken: 1 }) },
    bookings: { find: async () => tell('b', [held]), append: async () => true },
    outbox: { sending: async () => stillOurs },
    standings: {
      async of() {
        now += 5 * MINUTE
        return editor
      }
    },
    meetings: {
      async create() {
        created++
        return { meeting: { id: 'AAMk1', iCalUId: '04', joinUrl: null } }
      }
    }
  } as unknown as CreatingNeeds
  const until = mondayMorning + 15 * SECOND
  const taken = { kind: 'create meeting', bookingId: 'b', attempt: 1, until } as Taken
  expect(await createMeeting(taken, needs)).toEqual(
    stillOurs ? 'done and noted' : { later: 'another has it in hand', untouched: true }
  )
  expect(created).toBe(stillOurs ? 1 : 0)
})

test('a link without colleagues invites nobody else', async () => {
  expect((await wantedBy(halfHours))?.colleagues).toEqual({ required: [], optional: [] })
})
