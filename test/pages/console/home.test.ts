import { describe, expect, test } from 'vitest'
import type { Organizer } from '../../../src/people/organizer.ts'
import { MINUTE } from '../../../src/time/instant.ts'
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
    const { as, services, outside, world } = await consoleOf({ organizers: many })
    const listed = { folder: 'editor', delegate: true, privateItems: true, readAt: mondayMorning } as const
    world.indexed.namings.set(
      dana.address,
      many.map(({ id }) => ({ organizer: id, ...listed }))
    )
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

describe('where many have switched scheduling on', () => {
  const listed = { folder: 'editor', delegate: true, privateItems: true, readAt: mondayMorning - 12 * MINUTE } as const

  async function thirty(named: number[]) {
    const many = Array.from(
      { length: 30 },
      (_, index): Organizer => ({ ...olga, id: `${olga.id}${index}`, name: `Organizer ${index}` })
    )
    const here = await consoleOf({ organizers: many })
    const asked: string[] = []
    here.services.standings.of = async ({ id }, organizer) => {
      asked.push(organizer.name)
      return here.outside.standings[id] as never
    }
    here.world.indexed.namings.set(
      dana.address,
      named.map((index) => ({ organizer: `${olga.id}${index}`, ...listed }))
    )
    return { ...here, asked }
  }

  test('only those are asked about whose calendars name her, and what she may do is what Exchange says now', async () => {
    const { as, asked, outside } = await thirty([3, 7])
    const danas = await as(dana)
    const text = textOf((await danas.get('/console')).body)
    expect([...new Set(asked)].sort()).toEqual(['Organizer 3', 'Organizer 7'])
    expect(text).toContain('Organizer 3 Editor · sees private items')
    outside.standings[dana.id] = {
      ...(outside.standings[dana.id] as object),
      folder: 'reviewer',
      delegate: false
    } as never
    expect(textOf((await danas.get('/console')).body)).toContain('Organizer 7 Reviewer · view only')
  })

  test('a calendar that cannot be read keeps what it said, with its age; nobody is told of others', async () => {
    const { as, outside } = await thirty([3])
    outside.standings[dana.id] = { unknown: 'timed out' }
    const { body } = await (await as(dana)).get('/console')
    const text = textOf(body)
    expect(text).toContain('cannot be read right now for Organizer 3, because Exchange does not answer.')
    expect(text).toContain('Editor · sees private items, as read 12 minutes ago')
    expect(text).not.toMatch(/Organizer (?!3)|No calendar names you/)
    expect(flawsOf(body)).toEqual([])
  })

  test('it says how old the list is, and who may be missing', async () => {
    const { as, world } = await thirty([])
    const danas = await as(dana)
    expect(textOf((await danas.get('/console')).body)).toContain('Which calendars name you has not been read yet.')
    world.indexed.state = { never: 2, failing: 1, oldest: mondayMorning - 9 * MINUTE }
    expect(textOf((await danas.get('/console')).body)).toContain(
      'Which calendars name you was last read 9 minutes ago, or later. 2 calendars not read so far: somebody may ' +
        'be missing here. One calendar cannot be read at the moment: of them, what was read before stands here.'
    )
  })

  test('looking again reads the lists anew, and remembers where she can open a whole mailbox', async () => {
    const { as, services, world, outside, asked } = await thirty([3])
    let lists = 3
    services.refreshIndex = async () => lists--
    outside.standings[dana.id] = {
      ...(outside.standings[dana.id] as object),
      folder: 'none',
      delegate: false,
      fullAccess: 'found'
    } as never
    const danas = await as(dana)
    const answer = await danas.post('/console/organizers/reading', {})
    expect([answer.statusCode, answer.headers.location, lists]).toEqual([303, '/console?looked=1', -1])
    expect(world.indexed.hurried).toEqual([mondayMorning - 30_000])
    expect(asked).toContain('Organizer 29')
    expect(world.indexed.fullAccess.get(dana.id)).toHaveLength(29)
    expect(textOf((await danas.get('/console?looked=1')).body)).toContain('Organizer 12 Full access only')
  })

  test('looking changes nothing', async () => {
    const { as } = await thirty([])
    expect((await (await as(dana)).get('/console/organizers/reading')).statusCode).toBe(404)
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
