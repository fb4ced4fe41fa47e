// Private appointments: who sees what they are, and who may take the mark away.
import { describe, expect, test } from 'vitest'
import type { Standing } from '../../../src/delegates/standing.ts'
import type { Person } from '../../../src/people/person.ts'
import { ari, cora, dana, eve, fay, max, olga, rae, sam } from '../../world/cast.ts'
import { granted } from '../../world/grants.ts'
import { flawsOf, textOf } from '../../world/pages.ts'
import { consoleOf, doctor, lunch, olgasPath } from './desk.ts'

const page = `${olgasPath}/private?week=2027-01-04`
const clearing = `${olgasPath}/private/clearing`
const sent = { week: '2027-01-04', item: 'item-of-the-doctor' }

async function world() {
  const desk = await consoleOf()
  desk.outside.entries = [
    { ...lunch, id: 'item-of-the-lunch' },
    { ...doctor, id: sent.item }
  ]
  const cleared: string[] = []
  desk.services.privateMarks.clear = async (_, item) => {
    cleared.push(item)
    return 'cleared'
  }
  return { ...desk, cleared }
}

describe('who may', () => {
  test.each([olga, dana])(
    '$name sees what is private and takes the mark away, and the log does not say what it was',
    async (person) => {
      const { as, cleared, audited } = await world()
      const desk = await as(person)
      const { body } = await desk.get(page)
      expect(textOf(body)).toContain('Cardiologist')
      expect(textOf(body)).not.toContain('Lunch with the board')
      expect(flawsOf(body)).toEqual([])
      const answer = await desk.post(clearing, sent, page)
      expect(answer.headers.location).toBe(`${page}&cleared=1`)
      expect(cleared).toEqual([sent.item])
      expect(audited).toMatchObject([{ actor: person.id, act: 'see private items', result: 'mark cleared' }])
      expect(JSON.stringify(audited)).not.toContain('Cardiologist')
    }
  )

  const others: [Person, string][] = [
    [eve, 'private_hidden'],
    [cora, 'private_hidden'],
    [rae, 'private_hidden'],
    [ari, 'no_grant'],
    [fay, 'full_access_is_not_delegation'],
    [sam, 'no_grant'],
    [max, 'no_grant']
  ]
  test.each(others)('not $name, by no request', async (person, reason) => {
    const { as, cleared, audited } = await world()
    const desk = await as(person)
    const seen = await desk.get(page)
    expect(seen.statusCode).toBe(403)
    const answer = await desk.post(clearing, sent)
    expect(answer.body).toContain(`<code>${reason}</code>`)
    expect(answer.body + seen.body).not.toContain('Cardiologist')
    expect(cleared).toEqual([])
    expect(audited).toMatchObject([{ right: reason, result: 'refused' }])
  })

  test('not an Author who sees private items: what others made is not his to change', async () => {
    const { as, outside, services, cleared } = await world()
    outside.standings[ari.id] = { ...(outside.standings[dana.id] as Standing) }
    await services.grants.record(granted(ari, 'author'))
    const answer = await (await as(ari)).post(clearing, sent)
    expect(answer.body).toContain('<code>not_author</code>')
    expect(cleared).toEqual([])
  })
})

describe('what is sent', () => {
  test.each(['item-of-the-lunch', 'an item of another calendar', '', '../../users/piet'])(
    'reaches no item but a private one of that week: "%s"',
    async (item) => {
      const { as, cleared } = await world()
      const answer = await (await as(olga)).post(clearing, { ...sent, item }, page)
      expect(answer.statusCode).toBe(409)
      expect(textOf(answer.body)).toContain('Nothing was changed.')
      expect(cleared).toEqual([])
    }
  )

  test('and not taken by Exchange is told so, without an entry in the log', async () => {
    const { as, services, audited } = await world()
    services.privateMarks.clear = async () => ({ unknown: 'Exchange answered 503' })
    const answer = await (await as(dana)).post(clearing, sent, page)
    expect(answer.statusCode).toBe(503)
    expect(flawsOf(answer.body)).toEqual([])
    expect(audited).toEqual([])
  })
})

test.each([
  ['Dana, with the flag', dana, 'Cardiologist'],
  ['Eve, without it', eve, 'Private appointment'],
  ['Rae, Reviewer', rae, 'Private appointment']
])('%s, reads "%s" of a private item in the week', async (_, person, title) => {
  const { as } = await world()
  const { body } = await (await as(person)).get(`${olgasPath}?week=2027-01-04`)
  expect(textOf(body)).toContain(title)
  if (title !== 'Cardiologist') expect(body).not.toContain('Cardiologist')
})

test('Sam, who may only see that time is taken, does not learn which time is private', async () => {
  const { as, services } = await world()
  await services.grants.record(granted(sam, 'time slots only'))
  const { body } = await (await as(sam)).get(`${olgasPath}?week=2027-01-04`)
  expect(body).not.toContain('Cardiologist')
  expect(body).not.toContain('Lunch')
  expect(textOf(body)).not.toContain('Private appointment')
})
