// Every route that may change something leaves its entry in the history, or says here why there is nothing to tell. A new
// route fails until it has a line: drive it, or give the reason.
import { describe, expect, test } from 'vitest'
import type { Fact } from '../../../src/bookings/booking.ts'
import { entryOf } from '../../../src/bookings/fact-entries.ts'
import { objectIdOf } from '../../../src/people/person.ts'
import { HOUR } from '../../../src/time/instant.ts'
import { confirmedWith } from '../../world/booked.ts'
import { dana, eve, halfHours, max, mondayMorning, olga, sam, twoTimes } from '../../world/cast.ts'
import { granted } from '../../world/grants.ts'
import { numbers } from '../../world/invitations.ts'
import { form } from '../../world/pages.ts'
import { salesforceDesk } from '../../world/salesforce-desk.ts'
import { consoleOf, doctor, olgasPath } from './desk.ts'
import { availabilityForm, timeSlotForm } from './forms.ts'
import { deskWithLegs, elif, outcomes, writtenEvent } from './legs.ts'
import { deskWithMeetings, lunchId } from './meetings.ts'

type World = Awaited<ReturnType<typeof consoleOf>>

/** What the route does to anything that the history is about: nothing, and why; or a fact of a booking, which the store
 *  writes together with its entry (test/contracts/audit.test.ts); or it is driven here, and leaves these acts. */
type Line =
  | { changesNothing: string }
  | { facts: Fact['type'][] }
  | { leaves: string[]; world?(): Promise<World>; drive(world: World): Promise<unknown> }

const samsGrant = `${olgasPath}/people/${objectIdOf(sam.id)}/grant`
const samsPage = `${olgasPath}/people/${objectIdOf(sam.id)}?address=${encodeURIComponent(sam.address)}`
const waiting = {
  ...{ id: '7', kind: 'write activity', bookingId: 'b1', organizer: olga.id, attempts: 40, inHandUntil: null },
  ...{ writtenAt: 0, dueAt: 0, doneAt: null, parkedAt: mondayMorning, lastProblem: 'x' }
}

const withGrant = async ({ services, as }: World) => {
  await services.grants.record(granted(sam, 'time slots only'))
  return as(olga)
}

async function withWaiting(world: World) {
  const booking = confirmedWith()
  world.services.bookings.find = async () => booking
  Object.assign(world.services.waiting, {
    waiting: async () => [waiting],
    findWaiting: async () => waiting,
    retry: async () => true,
    drop: async () => true
  })
  return world.as(dana)
}

const lines: Record<string, Line> = {
  'POST /sign-out': { changesNothing: 'one ends one’s own session' },
  'POST /book/:token/times': { changesNothing: 'shows other times' },
  'POST /booked/:key/times': { changesNothing: 'shows other times' },
  'POST /exchange/notifications': { changesNothing: 'a hint to look; what is found becomes facts' },
  'POST /console/notices': {
    changesNothing: 'about which of her own mails a person is told; nobody else is concerned'
  },
  'POST /console/organizers/reading': { changesNothing: 'reads anew what Exchange says' },
  'POST /console/organizers/:id/meetings/search': { changesNothing: 'shows the form again' },
  'POST /console/organizers/:id/availability-links/preview': { changesNothing: 'shows the form again' },
  'POST /console/organizers/:id/time-slot-links/picks': { changesNothing: 'shows the form again' },

  'POST /book/:token/bookings': { facts: ['held', 'requested', 'confirmed', 'released'] },
  'POST /booked/:key/new-time': { facts: ['move asked', 'moved', 'move given up'] },
  'POST /booked/:key/cancellation': { facts: ['cancelled'] },
  'POST /approvals/:id/:person/:token': { facts: ['approved', 'declined'] },
  'POST /console/bookings/:id/cancellation': { facts: ['cancelled'] },
  'POST /console/bookings/:id/approval': { facts: ['approved'] },
  'POST /console/bookings/:id/refusal': { facts: ['declined'] },
  'POST /console/bookings/:id/new-time': { facts: ['move asked', 'moved'] },

  'POST /console/organizer/enrolment': {
    leaves: ['switch scheduling on'],
    drive: async ({ as }) => (await as(sam)).post('/console/organizer/enrolment', {})
  },
  'POST /console/organizers/:id/availability-links': {
    leaves: ['make availability link'],
    drive: async ({ as }) =>
      (await as(dana)).post(
        `${olgasPath}/availability-links`,
        availabilityForm(),
        `${olgasPath}/availability-links/new`
      )
  },
  'POST /console/organizers/:id/time-slot-links': {
    leaves: ['make time-slot link'],
    drive: async ({ as }) =>
      (await as(dana)).post(`${olgasPath}/time-slot-links`, timeSlotForm(), `${olgasPath}/time-slot-links/new`)
  },
  'POST /console/organizers/:id/holds/release': {
    leaves: ['revoke link'],
    async drive({ as, world }) {
      const [slot] = twoTimes.kind === 'time slots' ? twoTimes.slots : []
      if (!slot) throw new Error('no slot')
      const of = { link: twoTimes.id, organizer: olga.id, slot, since: mondayMorning, why: null, problem: null }
      world.holds.push({ id: 'h1', ...of, state: 'placed' })
      return (await as(dana)).post(`${olgasPath}/holds/release`, {}, `${olgasPath}/holds`)
    }
  },
  'POST /console/links/:id/revocation': {
    leaves: ['revoke link'],
    drive: async ({ as }) =>
      (await as(dana)).post(
        `/console/links/${halfHours.id}/revocation`,
        { sure: 'yes' },
        `/console/links/${halfHours.id}`
      )
  },
  'POST /console/in-my-name/revocation': {
    leaves: ['revoke link'],
    drive: async ({ as }) =>
      (await as(olga)).post('/console/in-my-name/revocation', { keeper: '', sure: 'yes' }, '/console/in-my-name')
  },
  'POST /console/in-my-name/hand-over': {
    leaves: ['hand over links'],
    drive: async ({ as }) =>
      (await as(olga)).post(
        '/console/in-my-name/hand-over',
        { link: '', from: dana.id, to: eve.address, sure: 'yes' },
        '/console/in-my-name'
      )
  },
  'POST /console/organizers/:id/people/delegates-need-grant': {
    leaves: ['say whether delegates need a grant'],
    drive: async ({ as }) =>
      (await as(olga)).post(`${olgasPath}/people/delegates-need-grant`, { needed: 'yes' }, `${olgasPath}/people`)
  },
  'POST /console/organizers/:id/people/:person/grant': {
    leaves: ['record grant'],
    drive: async ({ as }) =>
      (await as(olga)).post(samsGrant, { address: sam.address, level: 'time slots only', links: 'stop' }, samsPage)
  },
  'POST /console/organizers/:id/people/:person/grant/end': {
    leaves: ['end grant'],
    drive: async (world) => (await withGrant(world)).post(`${samsGrant}/end`, {}, samsPage)
  },
  'POST /console/organizers/:id/people/:person/grant/removal': {
    leaves: ['take back grant'],
    drive: async (world) => (await withGrant(world)).post(`${samsGrant}/removal`, {}, samsPage)
  },
  'POST /console/organizers/:id/private/clearing': {
    leaves: ['see private items'],
    async drive({ as, outside, services }) {
      outside.entries = [{ ...doctor, id: 'item-of-the-doctor' }]
      Object.assign(services.privateMarks, { clear: async () => 'cleared' })
      const page = `${olgasPath}/private?week=2027-01-04`
      const sent = { week: '2027-01-04', item: 'item-of-the-doctor' }
      return (await as(olga)).post(`${olgasPath}/private/clearing`, sent, page)
    }
  },
  'POST /console/organizers/:id/invitations/answers': {
    leaves: ['answer invitation'],
    async drive({ as, services, world }) {
      world.invited.outside.invitations = [numbers]
      const form = services.formIds.make(`invitation of ${olga.id}: ${numbers.id}`, services.clock())
      const sent = { form, item: numbers.id, times: numbers.times, before: 'none', answer: 'accept' }
      return (await as(dana)).post(`${olgasPath}/invitations/answers`, sent)
    }
  },
  'POST /console/organizers/:id/meetings/saving': {
    leaves: ['save meeting'],
    world: deskWithMeetings,
    drive: async ({ as }) =>
      (await as(olga)).post(`${olgasPath}/meetings/saving`, { item: lunchId, seen: '0', who: 'nobody' })
  },
  'POST /console/organizers/:id/meetings/stopping': {
    leaves: ['save meeting'],
    world: deskWithMeetings,
    async drive({ as, services }) {
      const olgas = await as(olga)
      await olgas.post(`${olgasPath}/meetings/saving`, { item: lunchId, seen: '0', who: 'nobody' })
      const [saved] = await services.savedMeetings.ofItem(olga.id, lunchId)
      return olgas.post(`${olgasPath}/meetings/stopping`, { key: saved?.key ?? '', seen: '1', activity: 'kept' })
    }
  },
  'POST /console/in-my-name/summary': {
    leaves: ['choose daily summary'],
    drive: async ({ as }) =>
      (await as(olga)).post('/console/in-my-name/summary', { on: 'yes', hour: '7' }, '/console/in-my-name')
  },
  'POST /revoke/:token': {
    leaves: ['revoke link'],
    drive: async ({ app, services }) =>
      app.inject(form(`/revoke/${services.revocations.of(halfHours.id, services.clock() + HOUR)}`, []))
  },
  'POST /console/organizers/:id/salesforce': {
    leaves: ['choose Salesforce settings', 'name Salesforce user'],
    async drive({ as }) {
      const page = `${olgasPath}/salesforce`
      return (await as(max)).post(page, { mode: 'off', 'private-meetings': 'withheld', username: '' }, page)
    }
  },
  'POST /console/administration/salesforce/delegates': {
    leaves: ['name Salesforce user'],
    async drive({ as }) {
      const page = '/console/administration/salesforce'
      const sent = { address: dana.address, username: olga.salesforceUsername ?? '' }
      return (await as(max)).post(`${page}/delegates`, sent, page)
    }
  },
  'POST /console/administration/salesforce/delegates/:person/removal': {
    leaves: ['name Salesforce user'],
    async drive({ as, services }) {
      const page = '/console/administration/salesforce'
      await services.salesforceUsers.note(dana, 'dana@acme.example.sf')
      return (await as(max)).post(`${page}/delegates/${objectIdOf(dana.id)}/removal`, {}, page)
    }
  },
  'POST /console/administration/organizers': {
    leaves: ['enrol organizer'],
    drive: async ({ as }) =>
      (await as(max)).post('/console/administration/organizers', { address: dana.address }, '/console/administration')
  },
  'POST /console/administration/mailbox-permissions': {
    leaves: ['upload mailbox permissions'],
    async drive({ app, as }) {
      const desk = await as(max)
      const token = /name="_csrf" value="([^"]+)"/.exec((await desk.get('/console/administration')).body)?.[1] ?? ''
      const sent = new FormData()
      sent.append('_csrf', token)
      sent.append('file', new File([`Identity,User,AccessRights\n${olga.address},${eve.address},FullAccess`], 'p.csv'))
      const request = new Request('http://x', { method: 'POST', body: sent })
      const headers = { cookie: desk.cookie(), 'content-type': request.headers.get('content-type') ?? '' }
      const payload = Buffer.from(await request.arrayBuffer())
      return app.inject({ method: 'POST', url: '/console/administration/mailbox-permissions', headers, payload })
    }
  },
  'POST /console/activities/:key/choice': {
    leaves: ['write activity'],
    world: () => deskWithLegs({ a: { state: 'review', candidates: [elif] } }),
    drive: async ({ as }) => (await as(dana)).post('/console/activities/bk-a/choice', { who: elif.id })
  },
  'POST /console/activities/:key/attempts': {
    leaves: ['write activity'],
    world: () => deskWithLegs({ a: { state: 'parked', outcome: outcomes.sf_rejected } }),
    drive: async ({ as }) => (await as(dana)).post('/console/activities/bk-a/attempts', {})
  },
  'POST /console/activities/:key/recreation': {
    leaves: ['write activity'],
    world: () => deskWithLegs({ a: { state: 'removed there', outcome: outcomes.sf_gone, written: writtenEvent } }),
    drive: async ({ as }) => (await as(dana)).post('/console/activities/bk-a/recreation', {})
  },
  'POST /console/activities/:key/abandonment': {
    leaves: ['write activity'],
    world: () => deskWithLegs({ a: { state: 'parked', outcome: outcomes.sf_rejected } }),
    drive: async ({ as }) => (await as(dana)).post('/console/activities/bk-a/abandonment', { why: 'not a customer' })
  },
  'POST /console/outbox/:id/attempts': {
    leaves: ['write activity'],
    drive: async (world) => (await withWaiting(world)).post('/console/outbox/7/attempts', {}, '/console/outbox')
  },
  'POST /console/outbox/:id/abandonment': {
    leaves: ['write activity'],
    drive: async (world) =>
      (await withWaiting(world)).post('/console/outbox/7/abandonment', { why: 'not needed' }, '/console/outbox')
  }
}

test('every route that may change something has its line, and every line its route', async () => {
  const { app } = await consoleOf()
  const routes = [...new Set(app.changing)].sort()
  expect(routes.length).toBeGreaterThan(15)
  expect(
    routes.filter((route) => !(route in lines)),
    'add a line to this file for each'
  ).toEqual([])
  expect(Object.keys(lines).filter((line) => !routes.includes(line))).toEqual([])
})

describe('what was done stands in the history', () => {
  const driven = Object.entries(lines).flatMap(([route, line]) => ('drive' in line ? [[route, line] as const] : []))

  test.each(driven)('%s', async (_, { drive, leaves, world: worldOf = consoleOf }) => {
    const world = await worldOf({ salesforce: salesforceDesk })
    const answer = (await drive(world)) as { statusCode: number; body: string }
    expect([200, 303], answer.body).toContain(answer.statusCode)
    expect(world.audited.length).toBeGreaterThan(0)
    for (const entry of world.audited) {
      expect(leaves).toContain(entry.act)
      expect(entry).toMatchObject({ actor: expect.stringMatching(/\//), organizer: expect.stringMatching(/\//) })
      expect(Object.values(entry).every((value) => value !== '' && value !== undefined)).toBe(true)
      expect(entry.result).not.toBe('refused')
    }
  })
})

describe('what becomes of a booking stands there, too, whoever does it', () => {
  const by = { as: 'invitee' } as const
  const facts = [...new Set(Object.values(lines).flatMap((line) => ('facts' in line ? line.facts : [])))]

  test.each(facts)('%s', (type) => {
    const slot = { start: mondayMorning, end: mondayMorning + 1 }
    const fact = {
      type,
      at: mondayMorning,
      by,
      slot,
      why: 'x',
      recordId: 'x',
      comment: '',
      until: 0
    } as unknown as Fact
    const entry = entryOf({ id: 'b', organizer: olga.id }, fact)
    expect(entry).toMatchObject({ object: 'booking b', organizer: olga.id, at: mondayMorning })
    expect(Object.values(entry).every((value) => value !== '')).toBe(true)
  })
})

test('somebody whom the calendar does not name, and who tries all the same, is told nothing and kept', async () => {
  const { as, audited, services } = await consoleOf()
  const sams = await as(sam)
  const answer = await sams.post(`/console/links/${halfHours.id}/revocation`, { sure: 'yes' })
  const none = await sams.post('/console/links/00000000-0000-4000-8000-00000000ffff/revocation', { sure: 'yes' })
  expect([answer.statusCode, answer.body === none.body]).toEqual([404, true])
  expect(audited).toMatchObject([{ actor: sam.id, act: 'revoke link', right: 'no_grant', result: 'refused' }])
  expect((await services.links.find(halfHours.id))?.link.revokedAt).toBeNull()
})
