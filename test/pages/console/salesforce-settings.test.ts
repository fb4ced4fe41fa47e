// How one organizer's meetings get into Salesforce: who chooses, who says as whom, and who only reads.
import { describe, expect, test } from 'vitest'
import { ordinary } from '../../../src/activities/activity-settings.ts'
import type { Leg } from '../../../src/activities/leg.ts'
import type { Subject } from '../../../src/activities/leg-subject.ts'
import type { Person } from '../../../src/people/person.ts'
import { HOUR } from '../../../src/time/instant.ts'
import { ari, cora, dana, eve, fay, max, mondayMorning, olga, rae, sam } from '../../world/cast.ts'
import { flawsOf, textOf, titleOf, valuesOf } from '../../world/pages.ts'
import { salesforceDesk } from '../../world/salesforce-desk.ts'
import { consoleOf, olgasPath } from './desk.ts'

const page = `${olgasPath}/salesforce`
const sent = { mode: 'link', 'private-meetings': 'withheld', 'all-private': 'yes' }
const chosen = { mode: 'link', privateMeetings: 'withheld', allPrivate: true }
const other = 'olga@acme.example.sf'

const known = async ({ usernames }: { usernames: readonly string[] }) =>
  usernames.map((username) => ({ id: '0058X000000OlgaQAC', username, name: 'Olga', active: true }))

const worldWith = (more: Partial<typeof salesforceDesk> = {}, given: Parameters<typeof consoleOf>[0] = {}) =>
  consoleOf({ ...given, salesforce: { ...salesforceDesk, ...more } })

describe('the organizer', () => {
  test('chooses, and the history says what', async () => {
    const { as, services, audited } = await worldWith()
    const desk = await as(olga)
    const before = await desk.get(page)
    expect(titleOf(before.body)).toBe('Salesforce: Olga Okafor · OnBehalf')
    expect(flawsOf(before.body)).toEqual([])
    const answer = await desk.post(page, sent, page)
    expect(answer.headers.location).toBe(`${page}?said=saved`)
    expect(await services.activitySettings.of(olga.id)).toEqual(chosen)
    expect(audited).toMatchObject([
      {
        ...{ actor: olga.id, organizer: olga.id, right: 'organizer', act: 'choose Salesforce settings' },
        result: 'Events of another sync are related, private meetings: withheld, every Event is private'
      }
    ])
    expect(textOf((await desk.get(`${page}?said=saved`)).body)).toContain('Saved. Meetings ahead')
  })

  test('who chooses what is so already leaves no entry', async () => {
    const { as, audited } = await worldWith()
    await (await as(olga)).post(page, { mode: 'create', 'private-meetings': 'without relations' }, page)
    expect(audited).toEqual([])
  })

  test('does not say as which Salesforce user she is written: that would let anybody act as anybody', async () => {
    const { as, services } = await worldWith()
    const desk = await as(olga)
    const { body } = await desk.get(page)
    expect(valuesOf(body, 'username')).toEqual([])
    expect(textOf(body)).toContain('An administrator can change this.')
    await desk.post(page, { ...sent, username: 'the.chairman@acme.example' }, page)
    expect((await services.organizers.find(olga.id))?.salesforceUsername).toBe(olga.salesforceUsername)
  })

  test.each([{ mode: '' }, { mode: 'everything' }, { 'private-meetings': 'shown' }])(
    'a choice that is none changes nothing: %o',
    async (odd) => {
      const { as, services, audited } = await worldWith()
      const answer = await (await as(olga)).post(page, { ...sent, ...odd }, page)
      expect([answer.statusCode, textOf(answer.body).includes('Choose one of these.')]).toEqual([422, true])
      expect(flawsOf(answer.body)).toEqual([])
      expect([await services.activitySettings.of(olga.id), audited]).toEqual([ordinary, []])
    }
  )
})

describe('an administrator', () => {
  test('names the Salesforce user, and may take it away', async () => {
    const { as, services, audited } = await worldWith({ setup: { ...salesforceDesk.setup, users: known } })
    const desk = await as(max)
    const asBefore = { mode: 'create', 'private-meetings': 'without relations' }
    expect((await desk.post(page, { ...asBefore, username: other }, page)).statusCode).toBe(303)
    expect((await services.organizers.find(olga.id))?.salesforceUsername).toBe(other)
    await desk.post(page, { ...asBefore, username: '' }, page)
    expect((await services.organizers.find(olga.id))?.salesforceUsername).toBeNull()
    expect(audited.map(({ act, right, object, result }) => [act, right, object, result])).toEqual([
      ['name Salesforce user', 'administrator', `was ${olga.salesforceUsername}`, other],
      ['name Salesforce user', 'administrator', `was ${other}`, 'nobody']
    ])
  })

  // biome-ignore format: a table
  test.each([
    ['what is no username', 'Olga Okafor', 'A Salesforce username looks like an e-mail address'],
    ['a user whom Salesforce does not have', 'olga@elsewhere.example', 'Salesforce has no user with this username.'],
    ['the user of another organizer', 'DANA@acme.example.sf', 'This is the Salesforce user of Dana Whitfield.']
  ])('cannot name %s: nothing is changed, and what was typed stays', async (_, username, says) => {
    const twin = { ...dana, enrolledAt: 0, salesforceUsername: 'dana@acme.example.sf' }
    const { as, services, audited } = await worldWith({ setup: { ...salesforceDesk.setup, users: async () => [] } }, { organizers: [{ ...olga }, twin] })
    const answer = await (await as(max)).post(page, { ...sent, username }, page)
    expect([answer.statusCode, textOf(answer.body).includes(says)]).toEqual([422, true])
    expect(valuesOf(answer.body, 'username')).toEqual([username])
    expect(flawsOf(answer.body)).toEqual([])
    expect((await services.organizers.find(olga.id))?.salesforceUsername).toBe(olga.salesforceUsername)
    expect([await services.activitySettings.of(olga.id), audited]).toEqual([ordinary, []])
  })

  test('is told when Salesforce could not be asked, and it is kept', async () => {
    const users = async () => ({ unread: 'no answer' as const, said: '' })
    const { as, services } = await worldWith({ setup: { ...salesforceDesk.setup, users } })
    const answer = await (await as(max)).post(page, { ...sent, username: other }, page)
    expect(answer.headers.location).toBe(`${page}?said=unchecked`)
    expect((await services.organizers.find(olga.id))?.salesforceUsername).toBe(other)
  })

  test('does not change in the console what a setting says again at each start', async () => {
    const { as, services } = await worldWith({ fixedBy: () => 'ORGANIZERS' })
    const desk = await as(max)
    const { body } = await desk.get(page)
    expect(textOf(body)).toContain('The setting ORGANIZERS of this installation says so.')
    await desk.post(page, { ...sent, username: other }, page)
    expect((await services.organizers.find(olga.id))?.salesforceUsername).toBe(olga.salesforceUsername)
  })
})

describe('everybody else', () => {
  // biome-ignore format: a table
  const table: [Person, reads: number, writes: number][] = [
    [dana, 200, 403], [eve, 200, 403], [cora, 200, 403], [rae, 200, 403], [ari, 200, 403], [fay, 200, 403], [sam, 404, 404]
  ]
  test.each(table)('$name reads or does not, and never writes', async (person, reads, writes) => {
    const { as, services, audited } = await worldWith()
    const desk = await as(person)
    const seen = await desk.get(page)
    expect(seen.statusCode).toBe(reads)
    if (reads === 200) {
      expect(seen.body).not.toContain('name="mode"')
      expect(textOf(seen.body)).toContain('OnBehalf writes an Event for each meeting.')
      expect(flawsOf(seen.body)).toEqual([])
    }
    expect((await desk.post(page, { ...sent, username: other })).statusCode).toBe(writes)
    expect(await services.activitySettings.of(olga.id)).toEqual(ordinary)
    expect(audited).toMatchObject([{ actor: person.id, right: 'not_organizer', result: 'refused' }])
  })
})

describe('what was decided before', () => {
  const leg = (id: string, more: Partial<Leg> = {}) => ({
    key: `bk-${id}`,
    organizer: olga.id,
    source: { kind: 'booking' as const, id },
    ...more
  })
  const subject = (end: number): Subject => ({
    ...{ state: 'on', private: false, attendees: [], record: null, delegates: [], madeBy: null, initiator: null },
    activity: { key: '', subject: '', start: end - HOUR, end, location: '', description: '' }
  })

  test('is brought to the new choice where the meeting lies ahead; what is over stays', async () => {
    const ends: Record<string, number> = { ahead: mondayMorning + 5 * HOUR, over: mondayMorning - 5 * HOUR }
    let rings = 0
    const { as, services } = await worldWith({
      subjects: { of: async ({ id }) => subject(ends[id] ?? 0), earlier: async () => [], noted: async () => {} },
      ring: () => {
        rings += 1
      }
    })
    for (const id of ['ahead', 'over']) {
      await services.legs.wish(leg(id), mondayMorning - HOUR)
      const line = { at: mondayMorning, actor: null, result: 'withheld', said: '' }
      await services.legs.change(`bk-${id}`, ['waiting'], { state: 'withheld' }, line)
    }
    await (await as(olga)).post(page, sent, page)
    expect((await services.legs.find('bk-ahead'))?.state).toBe('waiting')
    expect((await services.legs.find('bk-over'))?.state).toBe('withheld')
    expect(rings).toBe(1)
  })
})

test('without Salesforce there is nothing to choose', async () => {
  const { as, services } = await consoleOf()
  const desk = await as(olga)
  expect(textOf((await desk.get(page)).body)).toContain('This installation writes nothing to Salesforce.')
  expect((await desk.post(page, sent)).statusCode).toBe(404)
  expect(await services.activitySettings.of(olga.id)).toEqual(ordinary)
})

test('the organizer’s page leads here', async () => {
  const { as } = await worldWith()
  expect((await (await as(dana)).get(olgasPath)).body).toContain(`href="${page}"`)
})
