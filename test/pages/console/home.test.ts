import { describe, expect, test } from 'vitest'
import type { Organizer } from '../../../src/people/organizer.ts'
import { dana, eve, halfHours, mondayMorning, olga, sam, twoTimes } from '../../world/cast.ts'
import { flawsOf, textOf } from '../../world/pages.ts'
import { consoleOf, olgasPath } from './desk.ts'

const enrolment = '/console/organizer/enrolment'

describe('you act for', () => {
  test('tells links and bookings at a glance', async () => {
    const over = { ...halfHours, id: 'over', revokedAt: mondayMorning }
    const { as } = await consoleOf({ links: [halfHours, twoTimes, over] })
    const text = textOf((await (await as(dana)).get('/console')).body)
    expect(text).toContain('Olga Okafor Editor · sees private items 2 open links no bookings in the next 7 days')
  })

  test('warns of a link whose maker lost the right', async () => {
    const { as, outside } = await consoleOf({ links: [{ ...halfHours, madeBy: eve, initiator: eve }] })
    outside.standings[eve.id] = {
      ...(outside.standings[dana.id] as object),
      folder: 'reviewer',
      delegate: false
    } as never
    const text = textOf((await (await as(dana)).get('/console')).body)
    expect(text).toContain("1 link suspended: nobody can book there until its maker's right returns.")
    expect(text).toContain('no open links')
  })

  test('says since when a calendar cannot be read, here and on its own page', async () => {
    const { as, services } = await consoleOf()
    services.unreadCalendars = async () => new Map([[olga.id, mondayMorning]])
    const danas = await as(dana)
    const since = "Olga Okafor's calendar cannot be read since Monday 4 January 2027"
    expect(textOf((await danas.get('/console')).body)).toContain(`${since}, 07:00, UTC. Nobody can book until`)
    expect(textOf((await danas.get(olgasPath)).body)).toContain(`${since}, 08:00, Berlin time (UTC+1). Nobody can book`)
    expect(textOf((await (await as(sam)).get('/console')).body)).not.toContain('cannot be read since')
  })

  test('is calm when there is nobody yet, and offers the first step', async () => {
    const { as } = await consoleOf()
    const { body } = await (await as(sam)).get('/console')
    expect(textOf(body)).toContain('No calendar names you as a delegate yet.')
    expect(textOf(body)).toContain('Switch scheduling on for my own calendar')
    expect(flawsOf(body)).toEqual([])
  })

  test('asks Exchange about at most eight calendars at a time, and about a hundred in all', async () => {
    const many = Array.from(
      { length: 120 },
      (_, index): Organizer => ({ ...olga, id: `${olga.id}${index}`, name: `Organizer ${index}` })
    )
    const { as, services, outside } = await consoleOf({ organizers: many })
    let asked = 0
    let atOnce = 0
    let most = 0
    services.standings.of = async (person) => {
      asked++
      most = Math.max(most, ++atOnce)
      await new Promise((resolve) => setImmediate(resolve))
      atOnce--
      return outside.standings[person.id] as never
    }
    const { body } = await (await as(dana)).get('/console')
    expect([asked, most]).toEqual([100, 8])
    expect(textOf(body)).toContain('Organizer 42')
  })
})

describe('switching scheduling on', () => {
  test('makes the person an organizer, with her own Salesforce user', async () => {
    const { as, services, audited } = await consoleOf()
    const desk = await as(sam)
    const answer = await desk.post(enrolment, { salesforceUsername: 'somebody@else', enrolledAt: '0', id: 'x' })
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/console?on=1'])
    expect(await services.organizers.find(sam.id)).toEqual({
      ...sam,
      enrolledAt: mondayMorning,
      salesforceUsername: sam.address
    })
    expect(audited).toMatchObject([{ actor: sam.id, organizer: sam.id, right: 'organizer', result: 'done' }])

    const text = textOf((await desk.get('/console?on=1')).body)
    expect(text).toContain('Scheduling is on for your own calendar.')
    expect(text).toContain('Sam Boateng Your own calendar')
    expect(text).not.toContain('Switch scheduling on')
  })

  test('a second time changes nothing', async () => {
    const { as, services, audited } = await consoleOf({ organizers: [{ ...olga, salesforceUsername: 'olga@sf' }] })
    const desk = await as(olga)
    await desk.post(enrolment, {}, `${olgasPath}/availability-links/new`)
    expect((await services.organizers.find(olga.id))?.salesforceUsername).toBe('olga@sf')
    expect(audited).toEqual([])
  })

  test('nobody is told that it is on who has not switched it on', async () => {
    const { as } = await consoleOf()
    expect(textOf((await (await as(sam)).get('/console?on=1')).body)).not.toContain('Scheduling is on')
  })

  test('looking changes nothing', async () => {
    const { as, services } = await consoleOf()
    expect((await (await as(sam)).get(enrolment)).statusCode).toBe(404)
    expect(await services.organizers.find(sam.id)).toBeUndefined()
  })
})
