import { describe, expect, test } from 'vitest'
import type { Context } from '../../../src/activities/context.ts'
import { book } from '../../../src/bookings/book.ts'
import { objectIdOf } from '../../../src/people/person.ts'
import { HOUR } from '../../../src/time/instant.ts'
import { tuesdayTwo } from '../../world/booked.ts'
import { dana, eve, grace, halfHours, mondayMorning, olga, rae } from '../../world/cast.ts'
import { flawsOf, form, textOf } from '../../world/pages.ts'
import { consoleOf } from './desk.ts'
import { deskWithLegs, eventId, salesforce, writtenEvent } from './legs.ts'

const call = {
  id: eventId,
  subject: 'Harborlight: contract call',
  start: mondayMorning + 26 * HOUR,
  owner: 'Olga Okafor'
}
const account = { id: '0018X000000001AAAA', name: 'Harborlight <i>Analytics</i>' }
const shown: Context = {
  username: dana.address,
  activitiesTold: true,
  shown: {
    people: [
      {
        ...{ id: '0038X000000001AAAA', kind: 'contact', name: 'Grace Hopper-Lee', title: 'CTO', company: null },
        account: account.id
      }
    ],
    accounts: [account],
    opportunities: [
      { id: '0068X000000001AAAA', name: 'Forecasting rollout', stage: 'Negotiation/Review', closes: '2027-02-18' }
    ],
    past: [],
    coming: [call]
  }
}

async function panelWith(context: Context | undefined, leg = {}) {
  const desk = await deskWithLegs({ a: leg })
  const asked: unknown[] = []
  desk.services.contextFor = async (reader, about) => {
    asked.push([reader.id, about])
    if (!context) throw new Error('a fault of ours')
    return context
  }
  return { ...desk, asked }
}

describe('beside a booking', () => {
  test('stands what Salesforce shows the reader, with links into it', async () => {
    const { as, asked } = await panelWith(shown)
    const { body } = await (await as(dana)).get('/console/bookings/a')
    const text = textOf(body)
    expect(flawsOf(body)).toEqual([])
    expect(text).toContain('Grace Hopper-Lee Contact, CTO, Harborlight <i>Analytics</i>')
    expect(text).toContain('Forecasting rollout Negotiation/Review, closes Thursday 18 February')
    expect(text).toContain('Next activities Harborlight: contract call Tomorrow 10:00 · Olga Okafor')
    expect(text).toContain('Last activities None.')
    expect(text).toContain(`As your Salesforce user ${dana.address} may see it.`)
    for (const { id } of [account, call]) expect(body).toContain(`href="${salesforce}/${id}" rel="noreferrer"`)
    expect(asked).toEqual([[dana.id, { addresses: [grace.address], records: [], own: null }]])
  })

  test('it is about whom the Event is with, once that is known', async () => {
    const { as, asked } = await panelWith(shown, { written: { ...writtenEvent, who: '0038X000000001AAAA' } })
    await (await as(olga)).get('/console/bookings/a')
    expect(asked).toEqual([[olga.id, { addresses: [], records: ['0038X000000001AAAA'], own: eventId }]])
  })

  test.each<[Context | undefined, string]>([
    [{ hidden: 'no username', username: null }, 'Nothing is shown here, because no Salesforce user of yours is known'],
    [{ hidden: 'no such user', username: 'x@y' }, 'because Salesforce knows no user x@y'],
    [{ hidden: 'inactive user', username: 'x@y' }, 'because your Salesforce user x@y is not active'],
    [{ unknown: 'SECRET of the wire' }, 'What Salesforce knows cannot be read right now.'],
    [undefined, 'What Salesforce knows cannot be read right now.'],
    [{ ...shown, activitiesTold: false }, 'Which activities you may see cannot be told, so none are shown.'],
    [
      { ...shown, shown: { people: [], accounts: [], opportunities: [], past: [], coming: [] } },
      'Salesforce shows you nobody with this address.'
    ]
  ])('says why it shows nothing, or not all', async (context, sentence) => {
    const { as } = await panelWith(context)
    const { body, statusCode } = await (await as(dana)).get('/console/bookings/a')
    expect(statusCode).toBe(200)
    expect(textOf(body)).toContain(sentence)
    expect(body).not.toContain('SECRET')
    expect(flawsOf(body)).toEqual([])
  })

  test('of a private meeting it is closed to who may not see private items, and Salesforce is not even asked', async () => {
    const seen = {
      type: 'seen in calendar',
      at: mondayMorning,
      respects: [],
      private: true,
      attendees: [],
      series: false
    }
    const { as, asked } = await panelWith(shown, { facts: [seen] })
    const body = (await (await as(eve)).get('/console/bookings/a')).body
    expect(textOf(body)).toContain('This meeting is private')
    expect(body).not.toContain('Forecasting')
    expect(asked).toEqual([])
    expect((await (await as(dana)).get('/console/bookings/a')).body).toContain('Forecasting')
  })

  test('a Reviewer sees what her own user may see; without Salesforce there is no panel', async () => {
    const { as, asked } = await panelWith(shown)
    expect((await (await as(rae)).get('/console/bookings/a')).body).toContain('Forecasting')
    expect(asked).toMatchObject([[rae.id, {}]])
    const without = await deskWithLegs({ a: {} })
    expect((await (await without.as(dana)).get('/console/bookings/a')).body).not.toContain('What Salesforce knows')
  })
})

/** What a public route is asked with; every one has to be found here. */
const addresses: [prefix: string, of: (world: Public) => string][] = [
  ['/book/:token', ({ link }) => `/book/${link}`],
  ['/booked/:key', ({ key }) => `/booked/${key}`],
  ['/approvals/:id/:person/:token', ({ approval }) => `/approvals/${approval}`],
  ['/revoke/:token', ({ revocation }) => `/revoke/${revocation}`],
  ['/sign-in', () => '/sign-in'],
  ['/sign-out', () => '/sign-out'],
  ['/livez', () => '/livez'],
  ['/readyz', () => '/readyz'],
  ['/', () => '/']
]

type Public = { link: string; key: string; approval: string; revocation: string }

describe('on public pages', () => {
  test('nothing of it stands anywhere, and Salesforce is not asked, whatever an invitee opens or sends', async () => {
    const desk = await consoleOf()
    const { services, app, world } = desk
    const id = 'b00c0000-0000-4000-8000-000000000001'
    const asking = { id, token: world.tokenOf(halfHours), slot: tuesdayTwo, invitee: grace }
    await book(asking, services)
    await services.legs.wish({ key: `bk-${id}`, organizer: olga.id, source: { kind: 'booking', id } }, mondayMorning)
    Object.assign(world.keptLegs.get(`bk-${id}`) ?? {}, { state: 'parked', notes: ['MARK of a leg'] })
    const asked: string[] = []
    const notHere = (part: string) => async () => {
      asked.push(part)
      return { ...shown, shown: { ...shown.shown, people: [] } }
    }
    services.contextFor = notHere('contextFor')
    services.salesforceOrigin = notHere('salesforceOrigin') as never
    for (const part of ['legs', 'legActs', 'activities', 'legSubjects'] as const)
      services[part] = new Proxy({}, { get: (_, name) => notHere(`${part}.${String(name)}`) }) as never

    const approval = `${id}/${objectIdOf(dana.id)}/${services.tokens.ofApproval(id, dana.id)}`
    const revocation = services.revocations.of(halfHours.id, services.clock() + HOUR)
    const known = { link: asking.token, key: services.tokens.ofBooking(id), approval, revocation }
    const fields = { id: 'x', name: 'Grace', email: grace.address, note: 'n', zone: 'Europe/Berlin', slot: 'x' }
    const statuses = new Set<number>()
    const routes = [...new Set(app.open)].filter((route) => !route.startsWith('HEAD '))
    expect(routes.length).toBeGreaterThan(15)
    for (const route of routes) {
      const [method = '', path = ''] = route.split(' ')
      const [prefix = '', of] = addresses.find(([each]) => path.startsWith(each)) ?? []
      if (!of || (prefix === '/' && path !== '/')) return expect.fail(`say in this file how ${route} is asked`)
      const url = `${of(known)}${path.slice(prefix.length)}`
      const answer = await app.inject(method === 'POST' ? form(url, fields) : { url })
      statuses.add(answer.statusCode)
      for (const secret of ['MARK', 'Forecasting', 'Harborlight <', 'contract call', 'Salesforce'])
        expect(answer.body, `${route} ${answer.statusCode}`).not.toContain(secret)
    }
    expect(asked).toEqual([])
    expect([...statuses]).toEqual(expect.arrayContaining([200, 303, 422])) // pages were seen, and not only refusals
  })
})
