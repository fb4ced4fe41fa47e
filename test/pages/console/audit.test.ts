// The history as people meet it: whose entries they see, how they search, and what the files hold.
import { describe, expect, test } from 'vitest'
import type { Entry, KeptEntry, Search } from '../../../src/audit/audit-log.ts'
import type { Person } from '../../../src/people/person.ts'
import { DAY } from '../../../src/time/instant.ts'
import { ari, dana, halfHours, max, mondayMorning, olga, sam } from '../../world/cast.ts'
import { flawsOf, textOf, titleOf } from '../../world/pages.ts'
import { consoleOf } from './desk.ts'

const made: Entry = {
  at: mondayMorning,
  actor: dana.id,
  actorName: dana.name,
  organizer: olga.id,
  right: 'delegate editor',
  act: 'make availability link',
  object: `link ${halfHours.id}`,
  result: 'made'
}
const refused: Entry = { ...made, actor: sam.id, actorName: sam.name, right: 'role_reviewer', result: 'refused' }

/** A console whose log holds these, newest last, and remembers what it was asked. */
async function history(entries: readonly Entry[]) {
  const { as, services } = await consoleOf()
  const kept = entries.map((entry, index): KeptEntry => ({ ...entry, number: index + 1, organizerName: olga.name }))
  const asked: { search: Search; limit: number; before: number | undefined }[] = []
  services.auditLog.find = async (search, limit, before) => {
    asked.push({ search, limit, before })
    return kept
      .toReversed()
      .filter(({ number }) => before === undefined || number < before)
      .slice(0, limit)
  }
  services.auditLog.acts = async () => ['make availability link', 'revoke link']
  return { as, asked }
}

describe('who reads what', () => {
  test.each<[string, Person, string | undefined]>([
    ['Dana what she did, and what was done in her name', dana, dana.id],
    ['Olga what was done in her name, and what she did', olga, olga.id],
    ['Ari nothing of theirs', ari, ari.id],
    ['Max, who looks after the installation, everything', max, undefined]
  ])('%s', async (_, person, concerning) => {
    const { as, asked } = await history([made])
    const desk = await as(person)
    for (const url of ['/console/audit', '/console/audit.csv', '/console/audit.json'])
      expect((await desk.get(url)).statusCode).toBe(200)
    expect(asked.map(({ search }) => search.concerning)).toEqual([concerning, concerning, concerning])
  })

  test.each(['concerning=', `concerning=${olga.id}`, 'everything=true', 'actor=x'])(
    'nobody reads more by writing %s into the address',
    async (query) => {
      const { as, asked } = await history([made])
      await (await as(dana)).get(`/console/audit?${query}`)
      expect(asked[0]?.search).toEqual({ concerning: dana.id })
    }
  )
})

describe('the page', () => {
  test('tells who did what, in whose name, by which right, and what came of it', async () => {
    const { as } = await history([made, refused])
    const { body } = await (await as(olga)).get('/console/audit')
    const text = textOf(body)
    expect(titleOf(body)).toBe('History · OnBehalf')
    expect(text).toContain(
      'Today 07:00 Dana Whitfield make availability link link 00000000… Olga Okafor as a delegate with Editor rights made'
    )
    expect(text).toContain('role_reviewer: Ask Olga Okafor to make you a delegate with Editor rights. refused')
    expect(body).toContain(`href="/console/links/${halfHours.id}"`)
    expect(flawsOf(body)).toEqual([])
  })

  test('searches by all that its form asks for, the last day included', async () => {
    const { as, asked } = await history([made])
    const query =
      'person=dana&organizer=Okafor&act=make+availability+link&from=2027-01-04&until=2027-01-05&result=refused'
    const { body } = await (await as(max)).get(`/console/audit?${query}`)
    const from = Date.parse('2027-01-04T00:00Z')
    expect(asked[0]?.search).toEqual({
      person: 'dana',
      organizer: 'Okafor',
      act: 'make availability link',
      from,
      until: from + 2 * DAY,
      result: 'refused'
    })
    expect(body).toContain('value="dana"')
    expect(body).toContain('<option value="make availability link" selected>')
    expect(body).toContain(
      'href="/console/audit.csv?person=dana&amp;organizer=Okafor&amp;act=make+availability+link&amp;from=2027-01-04'
    )
  })

  test('shows fifty, and the way to those before', async () => {
    const { as } = await history(Array.from({ length: 60 }, (_, index) => ({ ...made, object: `link ${index}` })))
    const desk = await as(max)
    const first = (await desk.get('/console/audit?person=d')).body
    expect(first.match(/data-label="Who"/g)).toHaveLength(50)
    const older = /href="(\/console\/audit\?person=d&amp;before=\d+)"/.exec(first)?.[1]?.replace('&amp;', '&') ?? ''
    const second = (await desk.get(older)).body
    expect(second.match(/data-label="Who"/g)).toHaveLength(10)
    expect(second).not.toContain('Older entries')
  })

  test.each([
    ['from=yesterday', 'Write the day as year, month and day: 2027-01-31.'],
    ['until=2027-02-30', 'Write the day as year, month and day: 2027-01-31.'],
    ['from=2027-01-05&until=2027-01-04', 'Choose a day that is not before the first one.'],
    ['result=perhaps', 'Choose done, refused, or both.']
  ])('says what is wrong with %s, and finds nothing rather than everything', async (query, sentence) => {
    const { as, asked } = await history([made])
    const desk = await as(max)
    const page = await desk.get(`/console/audit?${query}`)
    expect([page.statusCode, titleOf(page.body)]).toEqual([422, 'Problem: History · OnBehalf'])
    expect(textOf(page.body)).toContain(sentence)
    expect(flawsOf(page.body)).toEqual([])
    const file = await desk.get(`/console/audit.csv?${query}`)
    expect([file.statusCode, file.body]).toEqual([400, sentence])
    expect(asked).toEqual([])
  })

  test('is calm when there is nothing', async () => {
    const { as } = await history([])
    const desk = await as(dana)
    expect(textOf((await desk.get('/console/audit')).body)).toContain('Nothing was done yet.')
    expect(textOf((await desk.get('/console/audit?person=x')).body)).toContain('Nothing in the history matches.')
  })
})

describe('the files', () => {
  test.each([
    ['=HYPERLINK("http://evil")', `"'=HYPERLINK(""http://evil"")"`],
    ['+cmd', "'+cmd"],
    ['-2+3', "'-2+3"],
    ['@SUM(1)', "'@SUM(1)"],
    ['\tx', "'\tx"],
    ['\rx', `"'\rx"`],
    ['a, "b"\nc', '"a, ""b""\nc"'],
    ['Müller & Söhne', 'Müller & Söhne']
  ])('a name like %j is no formula in a spreadsheet, and stays one cell', async (name, cell) => {
    const { as } = await history([{ ...made, actorName: name }])
    const { body, headers } = await (await as(max)).get('/console/audit.csv')
    expect(body).toBe(
      '\uFEFFnumber,at,actor,actorName,organizer,organizerName,right,act,object,result\r\n' +
        `1,2027-01-04T07:00:00Z,${dana.id},${cell},${olga.id},Olga Okafor,delegate editor,make availability link,link ${halfHours.id},made\r\n`
    )
    expect(headers['content-type']).toContain('text/csv; charset=utf-8')
    expect(headers['content-disposition']).toBe('attachment; filename="onbehalf-history-2027-01-04.csv"')
    expect(headers['cache-control']).toContain('no-store')
  })

  test('hold everything, newest first, read piece by piece', async () => {
    const { as, asked } = await history(
      Array.from({ length: 1200 }, (_, index) => ({ ...made, object: `link ${index + 1}` }))
    )
    const { body } = await (await as(max)).get('/console/audit.json')
    const entries = JSON.parse(body) as (Entry & { number: number })[]
    expect(entries).toHaveLength(1200)
    expect(entries[0]).toEqual({
      ...made,
      number: 1200,
      at: '2027-01-04T07:00:00Z',
      object: 'link 1200',
      organizerName: 'Olga Okafor'
    })
    expect(entries.at(-1)?.object).toBe('link 1')
    expect(asked.map(({ limit, before }) => [limit, before])).toEqual([
      [500, undefined],
      [500, 701],
      [500, 201]
    ])
  })

  test('are empty, but whole, where nothing is found', async () => {
    const { as } = await history([])
    const desk = await as(max)
    expect(JSON.parse((await desk.get('/console/audit.json')).body)).toEqual([])
    expect((await desk.get('/console/audit.csv')).body.split('\r\n')).toHaveLength(2)
  })
})
