import { describe, expect, test } from 'vitest'
import type { Link } from '../../../src/links/link.ts'
import { dana, eve, halfHours, mondayMorning, olga, rae, twoTimes } from '../../world/cast.ts'
import { flawsOf, textOf } from '../../world/pages.ts'
import { consoleOf, olgasPath } from './desk.ts'

const page = '/console/in-my-name'
const bySuspended: Link = {
  ...halfHours,
  id: '00000000-0000-4000-8000-0000000000c3',
  subject: 'Coffee',
  madeBy: rae,
  initiator: rae
}
const inOlgasName: Link = {
  ...halfHours,
  id: '00000000-0000-4000-8000-0000000000d4',
  subject: 'Press',
  initiator: olga
}
const hers: Link = {
  ...halfHours,
  id: '00000000-0000-4000-8000-0000000000e5',
  subject: 'Open door',
  initiator: olga,
  madeBy: olga
}
const over: Link = {
  ...twoTimes,
  id: '00000000-0000-4000-8000-0000000000f6',
  subject: 'Last year',
  expiresAt: mondayMorning - 1
}

async function olgasDesk(links = [halfHours, bySuspended, inOlgasName, hers, over]) {
  const world = await consoleOf({ links })
  const desk = await world.as(olga)
  const open = async () => (await desk.get(page)).body
  const keepers = async () =>
    Object.fromEntries(
      (await world.services.links.ofOrganizer(olga.id)).map(({ link }) => [link.subject, link.keeper?.name ?? null])
    )
  const handOver = (fields: Record<string, string>) =>
    desk.post(`${page}/hand-over`, { link: '', from: dana.id, to: eve.address, ...fields }, page)
  const revoke = (fields: Record<string, string>) =>
    desk.post(`${page}/revocation`, { keeper: '', sure: 'yes', ...fields }, page)
  return { ...world, desk, open, keepers, handOver, revoke }
}

describe('what is offered in her name', () => {
  test('stands on one page: by whom, in whose name, in what state, how often taken', async () => {
    const { open } = await olgasDesk()
    const body = await open()
    const text = textOf(body)
    expect(text).toContain('3 open links, 1 on which nobody can book right now')
    expect(text).toContain(
      "Availability link, 30 minutes, in Dana Whitfield's name, on your behalf Open no bookings made by Dana Whitfield"
    )
    expect(text).toContain('Press Availability link, 30 minutes, in your name Open')
    expect(text).toContain('Coffee Availability link')
    expect(text).toContain('Suspended')
    expect(text).toContain('Rae Lindqvist Reviewer · view only')
    expect(text).toContain('Links that are over (1)')
    expect(flawsOf(body)).toEqual([])
  })

  test('is hers alone: a delegate sees her own side, which is empty', async () => {
    const { as, open } = await olgasDesk()
    const { body } = await (await as(dana)).get(page)
    expect(textOf(body)).toContain('Scheduling is not switched on for your own calendar')
    expect(body).not.toContain(halfHours.id)
    expect(flawsOf(body)).toEqual([])
    expect(await open()).toContain(halfHours.id)
  })

  test('is empty at first, and is found from her own calendar', async () => {
    const { open, desk } = await olgasDesk([])
    expect(textOf(await open())).toContain('No link is open in your name.')
    expect((await desk.get(olgasPath)).body).toContain(`href="${page}"`)
  })

  test('is shown while Exchange does not answer, and says what is not known', async () => {
    const { open, outside } = await olgasDesk()
    outside.standings[dana.id] = { unknown: 'Graph answered 503' }
    const text = textOf(await open())
    expect(text).toContain('Dana Whitfield Cannot be read right now')
    expect(text).toContain('Cannot be checked right now')
  })
})

describe('Olga revokes without anybody’s help', () => {
  test('all of one person’s, and nobody else’s', async () => {
    const { revoke, services, audited } = await olgasDesk()
    const answer = await revoke({ keeper: dana.id })
    expect(answer.headers.location).toBe(`${page}?revoked=3`)
    const left = (await services.links.ofOrganizer(olga.id)).filter(({ link }) => link.revokedAt === null)
    expect(left.map(({ link }) => link.subject).sort()).toEqual(['Coffee', 'Open door'])
    expect(audited.map(({ actor, act, result }) => [actor, act, result])).toEqual(
      Array(3).fill([olga.id, 'revoke link', 'revoked'])
    )
  })

  test('all at once, twice', async () => {
    const { revoke, desk, services, audited } = await olgasDesk()
    await revoke({})
    expect(
      (await desk.post(`${page}/revocation`, { sure: 'yes' }, `${olgasPath}/availability-links/new`)).headers.location
    ).toBe(`${page}?revoked=0`)
    expect((await services.links.ofOrganizer(olga.id)).every(({ link }) => link.revokedAt !== null)).toBe(true)
    expect(audited).toHaveLength(5)
  })

  test('only when she is sure', async () => {
    const { revoke, services } = await olgasDesk()
    const answer = await revoke({ sure: '' })
    expect(answer.statusCode).toBe(422)
    expect(textOf(answer.body)).toContain('Tick the box if you are sure.')
    expect(flawsOf(answer.body)).toEqual([])
    expect((await services.links.ofOrganizer(olga.id)).every(({ link }) => link.revokedAt === null)).toBe(true)
  })

  test('and a delegate who sends the same form revokes nothing of hers', async () => {
    const { as, services } = await olgasDesk()
    await (await as(dana)).post(`${page}/revocation`, { keeper: '', sure: 'yes' })
    expect((await services.links.ofOrganizer(olga.id)).every(({ link }) => link.revokedAt === null)).toBe(true)
  })
})

describe('Olga hands links over', () => {
  test('all of Dana’s become Eve’s: they stay open without Dana, and end with Eve', async () => {
    const { handOver, keepers, desk, outside, app, world } = await olgasDesk()
    expect((await handOver({})).headers.location).toBe(`${page}?handed=3`)
    expect(await keepers()).toEqual({
      'Meeting with Olga Okafor': 'Eve Tanaka',
      Press: 'Eve Tanaka',
      'Last year': 'Eve Tanaka',
      Coffee: null,
      'Open door': null
    })
    outside.standings[dana.id] = { ...(outside.standings[eve.id] as object), folder: 'none', delegate: false } as never
    const booking = () => app.inject(`/book/${world.tokenOf(halfHours)}`)
    const shown = await booking()
    expect(shown.statusCode).toBe(200)
    expect(textOf(shown.body)).toContain('Offered by Dana Whitfield on behalf of Olga Okafor')
    outside.standings[eve.id] = outside.standings[dana.id] as never
    expect((await booking()).statusCode).toBe(410)
    const text = textOf((await desk.get(`/console/links/${halfHours.id}`)).body)
    expect(text).toContain('made by Dana Whitfield')
    expect(text).toContain('kept by Eve Tanaka since it was handed over')
    expect(text).toContain('Exchange no longer says that Eve Tanaka may offer')
  })

  test('one link alone', async () => {
    const { handOver, keepers, audited } = await olgasDesk()
    await handOver({ link: inOlgasName.id })
    expect(await keepers()).toMatchObject({ Press: 'Eve Tanaka', 'Meeting with Olga Okafor': null })
    expect(audited.map(({ object }) => object)).toEqual([
      `link ${inOlgasName.id}`,
      `person ${dana.id}`,
      `person ${eve.id}`
    ])
  })

  // biome-ignore format: a table
  test.each([
    ['a Reviewer',             { to: rae.address },               'Rae Lindqvist may do less in your name than these links need'],
    ['the same person',        { to: dana.address },              'Dana Whitfield answers for these links already.'],
    ['nobody we know',         { to: 'x@acme.example' },          'Nobody in the directory has the address x@acme.example.'],
    ['nobody at all',          { to: '' },                        'Write the e-mail address of one colleague.'],
    ['two people',             { to: `${eve.address}, ${rae.address}` }, 'Write the e-mail address of one colleague.'],
    ['Eve, from a stranger',   { from: 'tenant/somebody' },       'answers for no link in your name any more'],
    ['Eve, a link of others',  { link: bySuspended.id },          'Dana Whitfield answers for no link in your name any more']
  ])('to %s: refused with the reason, and nothing is changed', async (_, fields, words) => {
    const { handOver, keepers, audited } = await olgasDesk()
    const answer = await handOver(fields as Record<string, string>)
    expect(answer.statusCode).toBe(422)
    expect(textOf(answer.body)).toContain(words)
    expect(flawsOf(answer.body)).toEqual([])
    expect(new Set(Object.values(await keepers()))).toEqual(new Set([null]))
    expect(audited).toEqual([])
  })

  test('not while Eve’s right or the directory cannot be read', async () => {
    const { handOver, outside, services } = await olgasDesk()
    outside.standings[eve.id] = { unknown: '503' }
    expect(textOf((await handOver({})).body)).toContain('cannot be read right now, because Exchange does not answer')
    services.directory.byAddress = async () => Promise.reject(new Error('503'))
    expect(textOf((await handOver({})).body)).toContain('The directory does not answer right now.')
  })

  test('and a delegate cannot, by whatever form', async () => {
    const { as, keepers, audited } = await olgasDesk()
    const answer = await (await as(dana)).post(`${page}/hand-over`, { from: dana.id, to: eve.address, link: '' })
    expect(answer.headers.location).toBe('/console')
    expect(new Set(Object.values(await keepers()))).toEqual(new Set([null]))
    expect(audited).toEqual([])
  })
})

describe('the daily summary', () => {
  const choose = async (fields: Record<string, string>) => {
    const world = await olgasDesk()
    const answer = await world.desk.post(`${page}/summary`, fields, page)
    return { ...world, answer, chosen: await world.services.summaries.choiceOf(olga.id) }
  }

  test('comes at seven in her own time, until she says otherwise', async () => {
    const { open } = await olgasDesk()
    const body = await open()
    expect(textOf(body)).toContain('At in Berlin time')
    expect(body).toMatch(/<option value="7" selected>07:00/)
    expect(body).toMatch(/name="on" value="yes" checked/)
    expect(body).not.toContain('NOTICES_FROM')
  })

  test('is switched off and on, at the hour she chooses, and the history says so', async () => {
    const off = await choose({ hour: '7' })
    expect(off.answer.statusCode).toBe(303)
    expect(off.chosen).toEqual({ on: false, hour: 7 })
    expect(off.audited).toMatchObject([{ actor: olga.id, act: 'choose daily summary', result: 'off' }])
    const on = await choose({ on: 'yes', hour: '18' })
    expect(on.chosen).toEqual({ on: true, hour: 18 })
    expect(await on.open()).toMatch(/<option value="18" selected>18:00/)
  })

  test.each(['24', '-1', '7.5', 'seven', ''])('does not come at %j', async (hour) => {
    const { answer, chosen, audited } = await choose({ on: 'yes', hour })
    expect(answer.statusCode).toBe(422)
    expect(textOf(answer.body)).toContain('Choose an hour from the list.')
    expect(flawsOf(answer.body)).toEqual([])
    expect(chosen).toEqual({ on: true, hour: 7 })
    expect(audited).toEqual([])
  })

  test('says when nobody can send it', async () => {
    const { desk, services } = await olgasDesk()
    services.writesLetters = false
    expect(textOf((await desk.get(page)).body)).toContain(
      'your administrator has not set a mailbox to send it from (NOTICES_FROM)'
    )
  })
})
