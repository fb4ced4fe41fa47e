import { describe, expect, test } from 'vitest'
import type { Link } from '../../../src/links/link.ts'
import { DAY } from '../../../src/time/instant.ts'
import { dana, eve, halfHours, mondayMorning, olga, rae, twoTimes } from '../../world/cast.ts'
import { flawsOf, textOf, valuesOf } from '../../world/pages.ts'
import { consoleOf } from './desk.ts'

const pageOf = (link: Link) => `/console/links/${link.id}`

describe('one link', () => {
  test('gives its address, to be copied, and an address on this server to look at it', async () => {
    const { as, services } = await consoleOf()
    const { body } = await (await as(dana)).get(pageOf(halfHours))
    const path = `/book/${services.tokens.ofLink(halfHours.id)}`
    expect(body).toContain(`value="https://book.acme.example${path}"`)
    expect(body).toContain(`<a href="${path}">See what an invitee sees</a>`)
    expect(body).toContain('data-copy="address" hidden')
    expect(flawsOf(body)).toEqual([])
  })

  test('tells in whose name, by whom, and its rules in words', async () => {
    const link: Link = {
      ...halfHours,
      initiator: halfHours.organizer,
      bufferBefore: 10,
      notice: 1440,
      expiresAt: Date.parse('2027-03-28T22:00Z'),
      uses: 3,
      place: { kind: 'phone', text: 'I call you' },
      hours: { 1: [{ from: 540, to: 1020 }], 2: [{ from: 540, to: 1020 }], 4: [{ from: 600, to: 1440 }] }
    }
    const { as } = await consoleOf({ links: [link] })
    const text = textOf((await (await as(dana)).get(pageOf(link))).body)
    expect(text).toContain('Offered by Olga Okafor, arranged by Dana Whitfield')
    expect(text).toContain('made by Dana Whitfield on Monday 4 January 2027, 08:00, Berlin time (UTC+1)')
    expect(text).toContain('Monday to Tuesday 09:00 to 17:00; Thursday 10:00 to 24:00, Berlin time')
    expect(text).toContain('By phone: I call you')
    expect(text).toContain(
      '10 minutes before Notice 1 day before Last day to book Sunday 28 March, Berlin time Takes 3 bookings'
    )
  })

  test('brings a text for an e-mail; times that have passed are not in it', async () => {
    const { as, world, services } = await consoleOf()
    world.outside.now = twoTimes.slots[0]?.end ?? 0
    const { body } = await (await as(dana)).get(pageOf(twoTimes))
    const mail = /<textarea id="for-mail"[^>]*>\n([^<]*)</.exec(body)?.[1]
    expect(mail).toBe(
      [
        'Please choose one of these times to meet Olga Okafor (Microsoft Teams; Berlin time):',
        '',
        '- Wednesday 6 January, 15:00 to 15:30',
        '',
        'Book here:',
        `https://book.acme.example/book/${services.tokens.ofLink(twoTimes.id)}`,
        '',
        'Offered by Dana Whitfield on behalf of Olga Okafor'
      ].join('\n')
    )
    expect(textOf(body)).toContain('Tue 5 Jan, 10:00 to 10:30 (over)')
  })

  test.each<[string, Partial<Link>, string]>([
    ['open', {}, 'Open · no bookings People with the address can book.'],
    ['revoked', { revokedAt: mondayMorning }, 'Revoked · no bookings Nobody can book with it any more.'],
    ['expired', { expiresAt: mondayMorning }, 'Expired · no bookings'],
    ['used up', { uses: 0 }, 'Used up'],
    [
      'suspended',
      { madeBy: rae },
      "Suspended · no bookings Rae Lindqvist can only look at Olga Okafor's calendar now. Nobody can book until that changes; then the link opens again by itself. Olga Okafor can make Rae Lindqvist a delegate"
    ]
  ])('%s, in words', async (_, changed, words) => {
    const { as } = await consoleOf({ links: [{ ...halfHours, ...changed } as Link] })
    expect(textOf((await (await as(dana)).get(pageOf(halfHours))).body)).toContain(words)
  })

  test('a maker whose standing cannot be read leaves the state open to question', async () => {
    const { as, outside } = await consoleOf({ links: [{ ...halfHours, madeBy: eve }] })
    outside.standings[eve.id] = { unknown: 'timed out' }
    expect(textOf((await (await as(dana)).get(pageOf(halfHours))).body)).toContain('Cannot be checked right now')
  })

  test('says what was just done, and only when it was', async () => {
    const { as } = await consoleOf()
    const desk = await as(dana)
    expect(textOf((await desk.get(`${pageOf(halfHours)}?made=1`)).body)).toContain('The link is ready.')
    expect(textOf((await desk.get(`${pageOf(halfHours)}?revoked=1`)).body)).not.toContain('The link is revoked.')
  })
})

describe('revoking', () => {
  test('asks once', async () => {
    const { as, services } = await consoleOf()
    const desk = await as(dana)
    const asked = await desk.post(`${pageOf(halfHours)}/revocation`, {}, pageOf(halfHours))
    expect(asked.headers.location).toBe(`${pageOf(halfHours)}?revoke=ask#revoke`)
    expect((await services.links.find(halfHours.id))?.link.revokedAt).toBeNull()
    expect(textOf((await desk.get(`${pageOf(halfHours)}?revoke=ask`)).body)).toContain('Tick the box if you are sure.')

    const done = await desk.post(`${pageOf(halfHours)}/revocation`, { sure: 'yes' }, pageOf(halfHours))
    expect(done.headers.location).toBe(`${pageOf(halfHours)}?revoked=1`)
    const after = await desk.get(`${pageOf(halfHours)}?revoked=1`)
    expect(textOf(after.body)).toContain('The link is revoked.')
    expect(after.body).not.toContain('See what an invitee sees')
    expect(after.body).not.toContain('/revocation')
  })

  test('twice is once, also in the history', async () => {
    const { as, audited } = await consoleOf()
    const desk = await as(dana)
    for (const _ of [1, 2]) await desk.post(`${pageOf(halfHours)}/revocation`, { sure: 'yes' }, pageOf(twoTimes))
    expect(audited.map(({ act, result }) => [act, result])).toEqual([['revoke link', 'revoked']])
  })

  test('the organizer revokes what her delegates made', async () => {
    const { as, services } = await consoleOf()
    await (await as(olga)).post(`${pageOf(halfHours)}/revocation`, { sure: 'yes' }, pageOf(halfHours))
    expect((await services.links.find(halfHours.id))?.link.revokedAt).toBe(mondayMorning)
  })

  test('whoever may only look is not offered it', async () => {
    const { as } = await consoleOf()
    const { body } = await (await as(rae)).get(pageOf(halfHours))
    expect(body).not.toContain('/revocation')
    expect(flawsOf(body)).toEqual([])
  })
})

describe('all links', () => {
  const coffee: Link = { ...halfHours, id: 'coffee', subject: 'Coffee', madeBy: eve, createdAt: mondayMorning - DAY }

  test('newest first, filtered by any word of the row', async () => {
    const { as } = await consoleOf({ links: [coffee, halfHours, { ...twoTimes, revokedAt: mondayMorning }] })
    const desk = await as(dana)
    const all = textOf((await desk.get('/console/links')).body)
    expect(all).toContain('3 links Meeting with Olga Okafor')
    expect(all.indexOf('Coffee')).toBeGreaterThan(all.indexOf('Time-slot link'))

    const found = async (words: string) =>
      textOf((await desk.get(`/console/links?q=${encodeURIComponent(words)}`)).body)
    expect(await found('coffee')).toContain('1 link found Coffee')
    expect(await found('EVE tanaka')).toContain('1 link found Coffee')
    expect(await found('revoked')).toContain('1 link found Meeting with Olga Okafor Time-slot link, 2 times')
    expect(await found('nothing of that kind')).toContain('No link matches.')
  })

  test('what was asked for is printed as it is', async () => {
    const { as } = await consoleOf()
    const { body } = await (await as(dana)).get(`/console/links?q=${encodeURIComponent('"><script>alert(1)</script>')}`)
    expect(body).not.toContain('<script>alert')
    expect(valuesOf(body, 'q')).toEqual(['"><script>alert(1)</script>'])
    expect(flawsOf(body)).toEqual([])
  })

  test('says whose links are missing because nobody can tell', async () => {
    const { as, outside } = await consoleOf()
    outside.standings[dana.id] = { unknown: 'timed out' }
    const text = textOf((await (await as(dana)).get('/console/links')).body)
    expect(text).toContain('Not in this list, because Exchange does not answer right now: links of Olga Okafor.')
    expect(text).not.toContain('Meeting with Olga Okafor')
  })

  test('the first step where there is none', async () => {
    const { as } = await consoleOf({ links: [] })
    expect(textOf((await (await as(dana)).get('/console/links')).body)).toContain('No link has been made yet.')
  })
})
