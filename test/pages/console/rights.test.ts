// The rights table as people meet it: what they see for Olga, what they may ask for, and what a crafted request gets.
import { describe, expect, test } from 'vitest'
import type { Reason } from '../../../src/delegates/reason.ts'
import type { Person } from '../../../src/people/person.ts'
import { ari, cora, dana, eve, fay, grace, halfHours, max, olga, rae, sam } from '../../world/cast.ts'
import { flawsOf, textOf, titleOf } from '../../world/pages.ts'
import { consoleOf, olgasPath } from './desk.ts'
import { availabilityForm, timeSlotForm } from './forms.ts'
import { deskWithLegs, outcomes } from './legs.ts'

const stranger: Person = {
  id: `${halfHours.organizer.id.slice(0, 37)}stranger`,
  name: 'Nobody Known',
  address: 'n@acme.example'
}
const foreigner: Person = { id: 'another-tenant/dana', name: 'Dana Whitfield', address: dana.address }

type Row = [who: string, person: Person, sees: boolean, makes: Reason | 'yes', listed: string | null]

const table: Row[] = [
  ['Olga herself', olga, true, 'yes', 'Your own calendar'],
  ['Dana, delegate and Editor', dana, true, 'yes', 'Editor · sees private items'],
  ['Eve, second delegate', eve, true, 'yes', 'Editor · private items hidden'],
  ['Cora, delegate with full access besides', cora, true, 'yes', 'Editor · private items hidden'],
  ['Rae, Reviewer', rae, true, 'role_reviewer', 'Reviewer · view only'],
  ['Ari, custom right', ari, false, 'no_grant', 'Custom right'],
  ['Fay, full access only', fay, false, 'full_access_is_not_delegation', 'Full access only'],
  ['Sam, send-on-behalf only', sam, false, 'no_grant', null],
  ['Max, administrator', max, false, 'no_grant', null],
  ['a stranger', stranger, false, 'no_grant', null]
]

describe.each(table)('%s', (_, person, sees, makes, listed) => {
  test(listed ? `finds Olga as "${listed}"` : 'does not find Olga at all', async () => {
    const { as } = await consoleOf()
    const { body } = await (await as(person)).get('/console')
    const text = textOf(body)
    if (listed) expect(text).toContain(`Olga Okafor ${listed}`)
    else expect(text).not.toContain('Okafor')
    expect(body.includes(`href="${olgasPath}"`)).toBe(sees)
    expect(body.includes(`href="${olgasPath}/availability-links/new"`)).toBe(makes === 'yes')
    expect(body.includes(`href="${olgasPath}/time-slot-links/new"`)).toBe(makes === 'yes')
    expect(flawsOf(body)).toEqual([])
  })

  test(sees ? 'sees the week' : `is told why the week stays closed`, async () => {
    const { as } = await consoleOf()
    const answer = await (await as(person)).get(olgasPath)
    expect(answer.statusCode).toBe(sees ? 200 : 403)
    expect(textOf(answer.body)).toContain(sees ? 'Week of Monday 4 January' : 'You may not do this')
    expect(answer.body.includes('Cardiologist')).toBe(person === olga || person === dana)
    expect(answer.body.includes('Lunch with the board')).toBe(sees)
  })

  test(makes === 'yes' ? 'makes both kinds of link' : `is refused both kinds of link: ${makes}`, async () => {
    const { as, services, audited } = await consoleOf({ links: [] })
    const desk = await as(person)
    for (const kind of ['availability', 'time-slot'] as const) {
      const page = await desk.get(`${olgasPath}/${kind}-links/new`)
      expect(page.statusCode).toBe(makes === 'yes' ? 200 : 403)
      const fields = kind === 'availability' ? availabilityForm() : timeSlotForm()
      // whoever is refused the page has a token of another one: the request is crafted
      const answer = await desk.post(
        `${olgasPath}/${kind}-links`,
        fields,
        makes === 'yes' ? `${olgasPath}/${kind}-links/new` : '/console'
      )
      if (makes === 'yes') {
        expect(answer.headers.location).toMatch(/^\/console\/links\/[\w-]+\?made=1$/)
      } else {
        expect(answer.statusCode).toBe(403)
        expect(answer.body).toContain(`<code>${makes}</code>`)
        expect(textOf(answer.body)).toContain('Ask Olga Okafor to make you a delegate with Editor rights.')
        expect(flawsOf(answer.body)).toEqual([])
      }
    }
    const made = await services.links.ofOrganizer(olga.id)
    expect(made.length).toBe(makes === 'yes' ? 2 : 0)
    expect(audited.map(({ right, result }) => ({ right, result }))).toEqual(
      Array(2).fill(
        makes === 'yes'
          ? {
              right: person === olga ? 'organizer' : 'delegate editor',
              result: expect.stringMatching(/^made: Offered by /)
            }
          : { right: makes, result: 'refused' }
      )
    )
  })

  test('sees links and bookings only with the week', async () => {
    const { as } = await consoleOf()
    const desk = await as(person)
    expect((await desk.get(`/console/links/${halfHours.id}`)).statusCode).toBe(sees ? 200 : 404)
    expect((await desk.get('/console/links')).body.includes(halfHours.id)).toBe(sees)
    expect((await desk.get(`/console/bookings?organizer=${olgasPath.split('/').at(-1)}`)).statusCode).toBe(
      sees ? 200 : 403
    )
  })

  test(makes === 'yes' ? 'looks after an activity in Salesforce' : 'cannot act on an activity', async () => {
    const { as, leg, tried } = await deskWithLegs({ a: { state: 'parked', outcome: outcomes.sf_rejected } })
    const desk = await as(person)
    const { body } = await desk.get('/console/activities?show=stopped')
    expect(body.includes('Grace Hopper-Lee')).toBe(sees)
    expect(body.includes('/console/activities/bk-a/attempts')).toBe(makes === 'yes')
    const status = makes === 'yes' ? 303 : makes === 'no_grant' ? 404 : 403
    expect((await desk.post('/console/activities/bk-a/attempts', {})).statusCode).toBe(status)
    expect([tried, leg('a').state]).toEqual(makes === 'yes' ? [['bk-a'], 'written'] : [[], 'parked'])
  })

  test(makes === 'yes' ? 'revokes a link' : 'cannot revoke a link', async () => {
    const { as, services } = await consoleOf()
    const desk = await as(person)
    const page = makes === 'yes' ? `/console/links/${halfHours.id}` : '/console'
    const answer = await desk.post(`/console/links/${halfHours.id}/revocation`, { sure: 'yes' }, page)
    const found = await services.links.find(halfHours.id)
    expect(found?.link.revokedAt !== null).toBe(makes === 'yes')
    // whom the calendar does not name learns not even that there is such a link
    expect(answer.statusCode).toBe(makes === 'yes' ? 303 : makes === 'no_grant' ? 404 : 403)
  })
})

describe('when Exchange does not answer', () => {
  test('nobody is told how she stands today, nothing is made, and the page says so', async () => {
    const { as, outside, services } = await consoleOf({ links: [] })
    const desk = await as(dana)
    const form = '/console'
    outside.standings[dana.id] = { unknown: 'timed out' }
    const home = textOf((await desk.get('/console')).body)
    expect(home).toContain('What you may do cannot be read right now for Olga Okafor')
    // what was read before stands there with its age, and nothing can be done by it
    expect(home).toContain('Editor · sees private items, as read 4 minutes ago')
    expect(home).not.toContain('Pick times')

    const answer = await desk.post(`${olgasPath}/availability-links`, availabilityForm(), form)
    expect(answer.statusCode).toBe(503)
    expect(textOf(answer.body)).toContain(
      'cannot be read right now, because Exchange does not answer. Nothing was changed.'
    )
    expect(await services.links.ofOrganizer(olga.id)).toEqual([])
  })

  test('a link that exists is not denied to its maker, only not shown', async () => {
    const { as, outside } = await consoleOf()
    outside.standings[dana.id] = { unknown: 'timed out' }
    expect((await (await as(dana)).get(`/console/links/${halfHours.id}`)).statusCode).toBe(503)
  })
})

describe('what does not concern a person', () => {
  test('is not there: the same page for another organizer’s link as for none', async () => {
    const { as } = await consoleOf()
    const desk = await as(sam)
    const theirs = await desk.get(`/console/links/${halfHours.id}`)
    const none = await desk.get('/console/links/00000000-0000-4000-8000-00000000ffff')
    expect([theirs.statusCode, none.statusCode]).toEqual([404, 404])
    expect(theirs.body).toBe(none.body)
  })

  test.each([
    '/console/organizers/nobody',
    '/console/organizers/%00',
    '/console/organizers/..%2f..',
    '/console/links/%0d%0aX:1',
    `/console/organizers/${grace.name}`
  ])('an id that is none is not there either: %s', async (url) => {
    const { as } = await consoleOf()
    expect((await (await as(dana)).get(encodeURI(decodeURI(url)))).statusCode).toBeGreaterThanOrEqual(400)
    expect((await (await as(dana)).get(encodeURI(decodeURI(url)))).statusCode).toBeLessThan(500)
  })

  test('a person of another tenant finds nobody, and cannot name anybody', async () => {
    const { as } = await consoleOf()
    const desk = await as(foreigner)
    expect(textOf((await desk.get('/console')).body)).not.toContain('Okafor')
    expect((await desk.get(olgasPath)).statusCode).toBe(404)
    expect((await desk.get(`/console/links/${halfHours.id}`)).statusCode).toBe(404)
  })

  test('without signing in there is only the way to sign in', async () => {
    const { app } = await consoleOf()
    const { statusCode, headers } = await app.inject({ url: olgasPath })
    expect([statusCode, headers.location]).toEqual([303, `/sign-in?returnTo=${encodeURIComponent(olgasPath)}`])
  })

  test('a form without its token changes nothing', async () => {
    const { app, as, services } = await consoleOf({ links: [] })
    const desk = await as(dana)
    await desk.get('/console')
    const answer = await app.inject({
      method: 'POST',
      url: `${olgasPath}/availability-links`,
      headers: { cookie: desk.cookie(), 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(availabilityForm()).toString()
    })
    expect(answer.statusCode).toBe(403)
    expect(await services.links.ofOrganizer(olga.id)).toEqual([])
  })
})

test('a refusal is a page of its own, with a message ready to copy', async () => {
  const { as } = await consoleOf()
  const { body } = await (await as(rae)).get(`${olgasPath}/availability-links/new`)
  expect(titleOf(body)).toBe('You may not do this · OnBehalf')
  expect(body).toContain('<textarea id="ask" readonly')
  expect(textOf(body)).toContain('Please make me a delegate with Editor rights.')
})
