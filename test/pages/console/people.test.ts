// "People who act for me": who sees it, what can be said there, and what it changes.
import { describe, expect, test } from 'vitest'
import type { Reason } from '../../../src/delegates/reason.ts'
import { objectIdOf, type Person } from '../../../src/people/person.ts'
import { ari, cora, dana, eve, fay, max, mondayMorning, olga, rae, sam } from '../../world/cast.ts'
import { granted } from '../../world/grants.ts'
import { flawsOf, textOf, titleOf } from '../../world/pages.ts'
import { consoleOf, olgasPath } from './desk.ts'
import { timeSlotForm } from './forms.ts'

const page = `${olgasPath}/people`
const personPage = ({ id, address }: Person) => `${page}/${objectIdOf(id)}?address=${encodeURIComponent(address)}`
const grantPath = ({ id }: Person) => `${page}/${objectIdOf(id)}/grant`
const said = (person: Person, more: Record<string, string> = {}) => ({
  address: person.address,
  level: 'time slots only',
  links: 'stop',
  ...more
})

describe('Olga', () => {
  test('finds everybody whom her calendar names, where each stands and what each may do', async () => {
    const { as } = await consoleOf()
    const { body } = await (await as(olga)).get(page)
    const text = textOf(body)
    expect(text).toMatch(/Dana Whitfield dana\.whitfield@acme\.example Exchange says Editor · sees private items/)
    expect(text).toMatch(
      /Ari Weiss \S+ Exchange says Custom right .* Granted here Nothing So Ari Weiss Does not see the calendar here Makes no links/
    )
    expect(text).toContain('Cora Duarte has delegate rights and full access to the mailbox of Olga Okafor.')
    expect(text).toContain('Full access to the mailbox: yes')
    expect(text).toContain('Read at 08:00 by the application')
    expect(text).not.toContain('Sam Boateng')
    expect(titleOf(body)).toBe('People who act for me · OnBehalf')
    expect(flawsOf(body)).toEqual([])
  })

  test('grants Sam time slots until Friday: he makes a time-slot link until then, and not a moment longer', async () => {
    const { as, world, audited, services } = await consoleOf({ links: [] })
    const desk = await as(olga)
    const found = await desk.get(`${page}/find?address=${sam.address}`)
    expect(found.headers.location).toBe(personPage(sam))
    const form = await desk.get(personPage(sam))
    expect(flawsOf(form.body)).toEqual([])

    const answer = await desk.post(grantPath(sam), said(sam, { lastDay: '2027-01-08' }), personPage(sam))
    expect(answer.headers.location).toBe(`${page}?said=recorded`)
    const { body } = await desk.get(`${page}?said=recorded`)
    expect(textOf(body)).toContain(
      'Time slots only, until Friday 8 January 2027; then open links are suspended. Said by Olga Okafor.'
    )
    expect(audited).toMatchObject([
      {
        actor: olga.id,
        organizer: olga.id,
        right: 'organizer',
        act: 'record grant',
        object: 'Sam Boateng <sam.boateng@acme.example>'
      }
    ])

    const sams = await as(sam)
    expect(textOf((await sams.get('/console')).body)).toContain('Olga Okafor')
    const made = await sams.post(`${olgasPath}/time-slot-links`, timeSlotForm(), `${olgasPath}/time-slot-links/new`)
    expect(made.headers.location).toMatch(/^\/console\/links\//)
    expect((await sams.get(`${olgasPath}/availability-links/new`)).body).toContain('<code>no_grant</code>')

    // Friday midnight in Berlin
    const [link] = await services.links.ofOrganizer(olga.id)
    const page410 = `/book/${link && services.tokens.ofLink(link.link.id)}`
    expect((await desk.get(page410)).statusCode).toBe(200)
    world.outside.now = Date.parse('2027-01-08T23:00Z')
    const late = await (await as(sam)).get(`${olgasPath}/time-slot-links/new`)
    expect([late.statusCode, late.body.includes('<code>grant_ended</code>')]).toEqual([403, true])
    expect((await desk.get(page410)).statusCode).toBe(410)
  })

  test('grants Ari what Graph cannot name: Author, with a tick for invitations', async () => {
    const { as, services } = await consoleOf()
    const desk = await as(olga)
    const { body } = await desk.get(personPage(ari))
    expect(textOf(body)).toContain('answer invitations')
    await desk.post(
      grantPath(ari),
      [...Object.entries(said(ari, { level: 'author' })), ['optIns', 'answer invitation']],
      personPage(ari)
    )
    expect((await services.grants.about(ari.id, olga.id)).grant).toMatchObject({
      level: 'author',
      optIns: ['answer invitation'],
      endsAt: null,
      recordedAt: mondayMorning
    })
    expect(textOf((await desk.get(page)).body)).toMatch(
      /So Ari Weiss Sees the calendar; private appointments without their titles Makes time-slot links and availability links Changes, moves and cancels bookings, of own links only .* Answers invitations/
    )
  })

  test('limits Dana below what Exchange says, and takes it back', async () => {
    const { as, audited } = await consoleOf({ links: [] })
    const desk = await as(olga)
    await desk.post(grantPath(dana), said(dana), personPage(dana))
    const danas = await as(dana)
    expect((await danas.get(`${olgasPath}/availability-links/new`)).statusCode).toBe(403)
    expect((await danas.get(`${olgasPath}/time-slot-links/new`)).statusCode).toBe(200)

    const back = await desk.post(`${grantPath(dana)}/removal`, {}, personPage(dana))
    expect(back.headers.location).toBe(`${page}?said=removed`)
    expect((await danas.get(`${olgasPath}/availability-links/new`)).statusCode).toBe(200)
    expect(audited.map(({ act }) => act)).toContain('take back grant')
  })

  test('ends a grant at once, and a second time nothing happens', async () => {
    const { as, audited, services } = await consoleOf({ links: [] })
    await services.grants.record(granted(sam, 'time slots only'))
    const desk = await as(olga)
    const first = await desk.post(`${grantPath(sam)}/end`, {}, personPage(sam))
    expect(first.headers.location).toBe(`${page}?said=ended`)
    expect((await desk.post(`${grantPath(sam)}/end`, {}, personPage(sam))).headers.location).toBe(page)
    expect(audited.filter(({ act }) => act === 'end grant')).toHaveLength(1)
    expect((await (await as(sam)).get(`${olgasPath}/time-slot-links/new`)).body).toContain('<code>grant_ended</code>')
  })

  test('switches off that delegates need no grant: Dana is refused until she has one', async () => {
    const { as, audited } = await consoleOf({ links: [] })
    const desk = await as(olga)
    await desk.post(`${page}/delegates-need-grant`, { needed: 'yes' }, page)
    const danas = await as(dana)
    expect((await danas.get(`${olgasPath}/availability-links/new`)).body).toContain('<code>no_grant</code>')
    expect(textOf((await desk.get(page)).body)).toContain('Nobody acts without a grant')
    await desk.post(grantPath(dana), said(dana, { level: 'editor' }), personPage(dana))
    expect((await danas.get(`${olgasPath}/availability-links/new`)).statusCode).toBe(200)
    await desk.post(`${page}/delegates-need-grant`, { needed: 'yes' }, page)
    expect(audited.map(({ act }) => act)).toEqual(['say whether delegates need a grant', 'record grant'])
  })

  // biome-ignore format: a table
  test.each([
    ['no level',               { level: '' },                                        'Choose how much this person may do.'],
    ['a level that is none',   { level: 'owner' },                                   'Choose how much this person may do.'],
    ['a day that is none',     { lastDay: 'soon' },                                  'Write the last day as a date'],
    ['a day that is over',     { lastDay: '2027-01-03' },                            'The last day has passed. Choose a later one.'],
    ['a day far away',         { lastDay: '2099-01-01' },                            'Choose a last day within five years.'],
    ['links that do nothing',  { links: 'burn' },                                    'Choose what becomes of the links.'],
    ['no heir',                { links: 'hand over', heir: '' },                     'Write the address of the colleague who takes over the links.'],
    ['an heir who is unknown', { links: 'hand over', heir: 'x@elsewhere.example' },  'Write the address of the colleague who takes over the links.'],
    ['himself as heir',        { links: 'hand over', heir: sam.address },            'Choose somebody else than Sam Boateng.']
  ])('is told what is wrong, and nothing is lost: %s', async (_, wrong, message) => {
    const { as, services, audited } = await consoleOf()
    const typed: Record<string, string> = said(sam, { lastDay: '2027-02-01', ...wrong })
    const answer = await (await as(olga)).post(grantPath(sam), typed, personPage(sam))
    expect(answer.statusCode).toBe(422)
    expect(textOf(answer.body)).toContain(message)
    expect(answer.body).toContain(`value="${typed.lastDay}"`)
    expect(flawsOf(answer.body)).toEqual([])
    expect(await services.grants.ofOrganizer(olga.id)).toEqual([])
    expect(audited).toEqual([])
  })

  test.each(['', 'nobody@acme.example', 'not an address', olga.address])('cannot grant to "%s"', async (address) => {
    const { as } = await consoleOf()
    const answer = await (await as(olga)).get(`${page}/find?address=${encodeURIComponent(address)}`)
    expect(answer.statusCode).toBe(422)
    expect(flawsOf(answer.body)).toEqual([])
  })

  test('reads what is granted also while Exchange does not answer', async () => {
    const { as, outside, services } = await consoleOf()
    await services.grants.record(granted(sam, 'time slots only'))
    for (const id of Object.keys(outside.standings)) outside.standings[id] = { unknown: 'timed out' }
    const { body, statusCode } = await (await as(olga)).get(page)
    expect(statusCode).toBe(200)
    expect(textOf(body)).toContain('cannot be read from Exchange right now')
    expect(textOf(body)).toContain('Sam Boateng')
    expect(flawsOf(body)).toEqual([])
  })

  test('calls nobody an outsider while the directory cannot be asked, and grants nothing to a name that it cannot check', async () => {
    const { as, services } = await consoleOf()
    services.directory.byAddress = () => Promise.reject(new Error('timed out'))
    const desk = await as(olga)
    const text = textOf((await desk.get(page)).body)
    expect(text).toContain(
      'Who these are cannot be looked up right now: nothing is known of what they may do. Dana Whitfield'
    )
    expect(text).not.toContain('They cannot act here')
    const pageOf = `${page}/${objectIdOf(sam.id)}`
    const asked = await desk.get(`${pageOf}?address=${sam.address}`)
    expect(asked.statusCode).toBe(503)
    expect(asked.body).toContain('cannot be checked right now')
    expect((await desk.post(`${pageOf}/grant`, { address: sam.address, level: 'editor' })).statusCode).toBe(503)
    expect((await services.grants.about(sam.id, olga.id)).grant).toBeUndefined()
  })
})

describe('who decides', () => {
  test('Max, the administrator, does it for her, and the log says so', async () => {
    const { as, audited } = await consoleOf()
    const desk = await as(max)
    const { body } = await desk.get(page)
    expect(titleOf(body)).toBe('People who act for Olga Okafor · OnBehalf')
    await desk.post(grantPath(sam), said(sam), personPage(sam))
    expect(audited).toMatchObject([{ actor: max.id, right: 'administrator', act: 'record grant' }])
    // and it gives him no right in her calendar
    expect((await desk.get(olgasPath)).statusCode).toBe(403)
  })

  const everybodyElse: [Person, Reason | 404][] = [
    [dana, 'not_organizer'],
    [ari, 'not_organizer'],
    [rae, 'not_organizer'],
    [fay, 'not_organizer'],
    [cora, 'not_organizer'],
    [eve, 'not_organizer'],
    [sam, 404],
    [max, 404]
  ]
  test.each(everybodyElse)('$name can change nothing, by no request', async (person, expected) => {
    const { as, services, audited } = await consoleOf()
    services.administrators = { has: async () => false }
    await services.grants.record(granted(eve, 'author'))
    const desk = await as(person)
    for (const [url, fields] of [
      [grantPath(person), said(person, { level: 'editor' })],
      [grantPath(eve), said(eve, { level: 'editor' })],
      [`${grantPath(eve)}/end`, {}],
      [`${grantPath(eve)}/removal`, {}],
      [`${page}/delegates-need-grant`, { needed: 'yes' }]
    ] as [string, Record<string, string>][]) {
      const answer = await desk.post(url, fields)
      expect(answer.statusCode).toBe(expected === 404 ? 404 : 403)
      if (expected !== 404) expect(answer.body).toContain(`<code>${expected}</code>`)
    }
    expect(await services.grants.ofOrganizer(olga.id)).toEqual([granted(eve, 'author')])
    expect(await services.grants.delegatesNeedGrant(olga.id)).toBe(false)
    const known = expected !== 404
    expect(audited.map(({ right, result }) => [right, result])).toEqual(
      Array(known ? 5 : 0).fill([expected, 'refused'])
    )
  })

  test('Dana sees her own row and nobody else’s; Sam, whom nothing names, finds nothing', async () => {
    const { as } = await consoleOf()
    const { body } = await (await as(dana)).get(page)
    const text = textOf(body)
    expect(text).toContain('What you may do for Olga Okafor')
    expect(text).toContain('Editor · sees private items')
    for (const name of ['Eve Tanaka', 'Ari Weiss', 'Cora Duarte', 'Rae Lindqvist']) expect(text).not.toContain(name)
    expect(body).not.toContain('<form method="post" action="/console/organizers')
    expect(flawsOf(body)).toEqual([])
    expect((await (await as(sam)).get(page)).statusCode).toBe(404)
  })

  test('looking changes nothing: no GET of these pages leaves a grant or an entry', async () => {
    const { as, services, audited } = await consoleOf()
    for (const person of [olga, max, dana, sam]) {
      const desk = await as(person)
      for (const url of [
        page,
        `${page}?said=recorded`,
        personPage(sam),
        `${page}/find?address=${sam.address}`,
        grantPath(sam),
        `${grantPath(sam)}/end`
      ])
        await desk.get(url)
    }
    expect(await services.grants.ofOrganizer(olga.id)).toEqual([])
    expect(audited).toEqual([])
  })

  test('a form that names one person and the address of another is nobody’s', async () => {
    const { as, services } = await consoleOf()
    const desk = await as(olga)
    expect((await desk.post(grantPath(sam), said(dana), page)).statusCode).toBe(404)
    expect((await desk.post(grantPath(olga), said(olga), page)).statusCode).toBe(404)
    expect(await services.grants.ofOrganizer(olga.id)).toEqual([])
  })
})
