// Dana loses her right between every two steps of Grace's booking. Two processes, each with its own memory of standings: the
// app that answers Grace, and a worker.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { book } from '../../src/bookings/book.ts'
import type { Meeting } from '../../src/bookings/booking.ts'
import { createMeeting, removeMeeting } from '../../src/bookings/create-meeting.ts'
import { rushes } from '../../src/bookings/rush.ts'
import { BELIEVED_FOR, recentStandings } from '../../src/delegates/recent-standings.ts'
import type { Standing } from '../../src/delegates/standing.ts'
import { openLink } from '../../src/links/open-link.ts'
import { tokensFrom } from '../../src/links/token.ts'
import { deliverDue, deliverNow, type Handlers } from '../../src/outbox/deliver.ts'
import type { Taken } from '../../src/outbox/message.ts'
import type { Account } from '../../src/people/accounts.ts'
import { recentAccounts } from '../../src/people/recent-accounts.ts'
import { openStorage, type Storage } from '../../src/storage/database.ts'
import { HOUR, MINUTE, SECOND } from '../../src/time/instant.ts'
import { busyTimesFrom } from '../world/busy-times.ts'
import { dana, grace, halfHours, mondayMorning, olga } from '../world/cast.ts'
import { editor } from '../world/services.ts'

const tokens = tokensFrom(Buffer.alloc(32, 7))
const token = tokens.ofLink(halfHours.id)
const slot = { start: mondayMorning + 2 * HOUR, end: mondayMorning + 2.5 * HOUR }
const graces = '00000000-0000-4000-8000-000000000001'
const others = '00000000-0000-4000-8000-000000000002'

const gone: Standing = { ...(editor as object), folder: 'reviewer', delegate: false } as Standing

let folder: string
let storage: Storage
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'onbehalf-lost-'))
  storage = await openStorage({ folder, keyHashOf: (booking) => tokens.hash(tokens.ofBooking(booking)) })
  await storage.organizers.enrol(olga)
  await storage.links.add(halfHours, tokens.hash(token))
})
afterEach(async () => {
  await storage.close()
  rmSync(folder, { recursive: true })
})

/** What follows a booking is not asked here. */
const done: Omit<Handlers, 'create meeting' | 'remove meeting'> = {
  'keep one meeting': async () => 'done',
  'write activity': async () => 'done',
  'move meeting': async () => 'done',
  'cancel meeting': async () => 'done',
  'ask for approval': async () => 'done',
  'tell people': async () => 'done',
  'let request lapse': async () => 'done'
}

/** The steps at which something else may happen first, in their order. */
type Step = 'page' | 'submit' | 'claim' | 'create' | 'retry' | 'confirm' | 'afterwards'

function installation() {
  const calendar = new Map<string, Meeting>()
  const outside = {
    now: mondayMorning,
    standing: editor as Standing,
    account: 'active' as Account,
    /** What becomes of the first creation. */
    first: 'answered' as 'answered' | 'lost before it was written' | 'lost after it was written',
    created: 0
  }
  const hooks: Partial<Record<Step, () => void>> = {}
  const reach = (step: Step) => {
    hooks[step]?.()
    delete hooks[step]
  }
  const clock = () => outside.now
  const exchange = {
    async of(): Promise<Standing> {
      return 'unknown' in outside.standing ? outside.standing : { ...outside.standing, readAt: outside.now }
    }
  }
  const meetings = {
    find: async (_: unknown, key: string) => ({ meeting: calendar.get(key) }),
    async create(_: unknown, { key }: { key: string }) {
      outside.created++
      const lost = outside.created === 1 ? outside.first : 'answered'
      if (lost === 'lost before it was written') return { unclear: 'the connection broke' }
      const meeting = { id: 'event', iCalUId: 'uid', joinUrl: null }
      calendar.set(key, meeting)
      return lost === 'lost after it was written' ? { unclear: 'the connection broke' } : { meeting }
    },
    async remove(_: unknown, meeting: Meeting) {
      for (const [key, each] of calendar) if (each === meeting) calendar.delete(key)
      return 'removed' as const
    },
    all: () => expect.fail('nobody counts them'),
    whereIs: () => expect.fail('nobody looks for it'),
    move: () => expect.fail('nobody moves it')
  }
  const bookings: Storage['bookings'] = {
    ...storage.bookings,
    async place(placing) {
      reach('claim')
      const placed = await storage.bookings.place(placing)
      reach('create')
      return placed
    },
    async append(...asked) {
      reach('confirm')
      return storage.bookings.append(...asked)
    }
  }

  /** One process, with a memory of its own. */
  function aProcess() {
    const needs = {
      ...storage,
      bookings,
      heldTimes: storage.bookings,
      busyTimes: busyTimesFrom(async () => ({ items: [], readAt: outside.now })),
      standings: recentStandings(exchange, clock),
      accounts: recentAccounts({ of: async () => outside.account }, clock),
      tokens,
      meetings,
      clock
    }
    const delivery = {
      outbox: storage.outbox,
      handlers: {
        'create meeting': (taken: Taken) => createMeeting(taken, needs),
        'remove meeting': (taken: Taken) => removeMeeting(taken, needs),
        ...done
      },
      clock,
      random: () => 0,
      report: () => {}
    }
    return {
      opens: () => openLink(token, needs),
      books: (id = graces) =>
        book(
          { id, token, slot, invitee: grace },
          {
            ...needs,
            waitUntil: async () => {},
            rush: rushes(),
            deliverMeeting: (each, _, lease) => deliverNow(each, 'create meeting', delivery, undefined, lease)
          }
        ),
      async works(after: number) {
        outside.now += after
        while ((await deliverDue(10, delivery)) > 0);
      }
    }
  }
  return { outside, hooks, reach, calendar, app: aProcess(), worker: aProcess() }
}

/** Grace's way, from the page to the end of all attempts. */
async function wholeWay({ outside, reach, app, worker }: ReturnType<typeof installation>) {
  reach('page')
  const page = await app.opens()
  await worker.opens() // so that the worker remembers the right, too
  outside.now += 20 * SECOND
  reach('submit')
  const answer = await app.books()
  reach('retry')
  await worker.works(MINUTE)
  reach('afterwards')
  await worker.works(MINUTE)
  return { page: 'link' in page ? 'open' : 'closed', answer }
}

type Row = {
  before: Step
  first?: ReturnType<typeof installation>['outside']['first']
  page: 'open' | 'closed'
  answer: string
  state: 'new' | 'released' | 'confirmed'
}

// biome-ignore format: a table
const table: Row[] = [
  { before: 'page',       page: 'closed', answer: 'link closed',     state: 'new' },
  { before: 'submit',     page: 'open',   answer: 'link closed',     state: 'released' },
  { before: 'claim',      page: 'open',   answer: 'link closed',     state: 'released' },
  { before: 'create',     page: 'open',   answer: 'link closed',     state: 'released' },
  // Exchange had been asked, and surely nothing stands there: nothing is made any more
  { before: 'retry',      page: 'open',   answer: 'being confirmed', state: 'released',  first: 'lost before it was written' },
  // the meeting was made, and Grace invited, while Dana might: that stands, and is only learned late
  { before: 'retry',      page: 'open',   answer: 'being confirmed', state: 'confirmed', first: 'lost after it was written' },
  { before: 'confirm',    page: 'open',   answer: 'confirmed',       state: 'confirmed' },
  { before: 'afterwards', page: 'open',   answer: 'confirmed',       state: 'confirmed' }
]

const losses: [string, (outside: ReturnType<typeof installation>['outside']) => void, string][] = [
  ['her right is taken away', (outside) => (outside.standing = gone), 'role_reviewer'],
  ['her account is disabled', (outside) => (outside.account = 'disabled'), 'organizer_disabled']
]

describe.each(losses)('%s', (_, lose, because) => {
  test.each(table)('before $before ($first): $state', async ({ before, first = 'answered', page, answer, state }) => {
    const here = installation()
    here.outside.first = first
    here.hooks[before] = () => lose(here.outside)
    const came = await wholeWay(here)

    expect(came.page).toBe(page)
    expect('refused' in came.answer ? came.answer.refused : came.answer.as).toBe(answer)
    const booking = await storage.bookings.find(graces)
    expect(booking.state).toBe(state)
    expect(here.calendar.size).toBe(state === 'confirmed' ? 1 : 0)
    if (booking.state === 'released') expect(booking.because).toBe(because)
    if (state !== 'confirmed') expect(here.outside.created).toBe(first === 'answered' ? 0 : 1)
    const [entry] = await storage.audit.find({ act: 'create meeting' }, 1)
    const told = state === 'released' ? [because, 'refused'] : state === 'confirmed' ? ['the link', 'confirmed'] : []
    expect(entry ? [entry.right, entry.result] : []).toEqual(told)
  })

  test('the time is free again at once, for when the right is back', async () => {
    const here = installation()
    const before = { ...here.outside }
    here.hooks.create = () => lose(here.outside)
    await wholeWay(here)
    Object.assign(here.outside, { standing: before.standing, account: before.account })
    here.outside.now += BELIEVED_FOR
    expect(await here.app.books(others)).toEqual({ booked: others, as: 'confirmed' })
    expect(here.calendar.size).toBe(1)
  })
})

describe('two processes remember', () => {
  test('and within a minute of the reading neither opens the link any more; given back, both open it by themselves', async () => {
    const { outside, app, worker } = installation()
    expect([await app.opens(), await worker.opens()]).toMatchObject([{ link: halfHours }, { link: halfHours }])
    outside.now += BELIEVED_FOR - 1
    await app.opens() // looking at what is remembered makes it no younger
    outside.standing = gone
    outside.now += 1
    const closed = { closed: 'suspended', because: 'role_reviewer' }
    expect([await app.opens(), await worker.opens()]).toEqual([closed, closed])
    outside.standing = editor
    outside.now += BELIEVED_FOR
    expect([await app.opens(), await worker.opens()]).toMatchObject([{ link: halfHours }, { link: halfHours }])
  })

  test('what one of them learns afresh before it makes a meeting, its own pages believe at once', async () => {
    const { outside, app } = installation()
    await app.opens()
    outside.standing = gone
    expect(await app.opens()).toMatchObject({ link: halfHours })
    await app.books()
    expect(await app.opens()).toMatchObject({ closed: 'suspended' })
  })
})

describe('nobody knows whether Dana still may', () => {
  const unknown: Standing = { unknown: 'Graph answered 503' }

  test.each<[string, Standing, 'confirmed' | 'released']>([
    ['and she still may: the booking follows', editor, 'confirmed'],
    ['and she may no longer: nothing is booked', gone, 'released']
  ])('when the meeting should be made; then it is known again, %s', async (_, then, state) => {
    const { outside, hooks, app, worker, calendar } = installation()
    await app.opens()
    hooks.create = () => (outside.standing = unknown)
    expect(await app.books()).toEqual({ booked: graces, as: 'being confirmed' })
    await worker.works(10 * MINUTE)
    expect([(await storage.bookings.find(graces)).state, calendar.size]).toEqual(['held', 0])
    outside.standing = then
    await worker.works(30 * MINUTE)
    expect([(await storage.bookings.find(graces)).state, calendar.size]).toEqual([state, state === 'confirmed' ? 1 : 0])
  })

  test('until the slot begins: nothing is booked, and the time was never given away twice', async () => {
    const { outside, hooks, app, worker, calendar } = installation()
    await app.opens()
    hooks.create = () => (outside.standing = unknown)
    await app.books()
    outside.standing = editor
    expect(await app.books(others)).toEqual({ refused: 'slot taken' })
    outside.standing = unknown
    await worker.works(2 * HOUR)
    expect(await storage.bookings.find(graces)).toMatchObject({
      state: 'released',
      why: 'Exchange did not answer in time'
    })
    expect(calendar.size).toBe(0)
  })
})

test('the link of a delegate whose account is disabled is suspended for that reason', async () => {
  const { app } = installation()
  const needs = {
    ...storage,
    standings: { of: async () => editor },
    tokens,
    clock: () => mondayMorning,
    accounts: { of: async ({ id }: { id: string }): Promise<Account> => (id === dana.id ? 'disabled' : 'active') }
  }
  expect(await openLink(token, needs)).toEqual({ closed: 'suspended', because: 'delegate_disabled' })
  const unread = { ...needs, accounts: { of: async (): Promise<Account> => ({ unknown: 'no answer' }) } }
  expect(await openLink(token, unread)).toEqual({ unreachable: 'no answer' })
  expect(await app.opens()).toMatchObject({ link: halfHours })
})
