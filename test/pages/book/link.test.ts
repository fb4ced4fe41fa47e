import { beforeEach, describe, expect, test } from 'vitest'
import { bookRoutes } from '../../../server/routes/book/book.ts'
import { reachingInto } from '../../../src/exchange/all-day.ts'
import { windowsOf } from '../../../src/exchange/busy-time.ts'
import type { Link } from '../../../src/links/link.ts'
import { DAY, MINUTE } from '../../../src/time/instant.ts'
import { dana, halfHours, mondayMorning, olga, twoTimes } from '../../world/cast.ts'
import { flawsOf, form, serverWith, textOf, titleOf, valuesOf } from '../../world/pages.ts'
import { editor, worldWith } from '../../world/services.ts'

let world: ReturnType<typeof worldWith>
const token = (link: Link = halfHours) => world.tokenOf(link)

async function get(url: string) {
  const app = await serverWith(bookRoutes, world.services)
  return app.inject({ method: 'GET', url })
}

async function send(url: string, fields: Record<string, string>) {
  const app = await serverWith(bookRoutes, world.services)
  return app.inject(form(url, fields))
}

const page = async (query = '', link: Link = halfHours) => (await get(`/book/${token(link)}${query}`)).body

/** The date on a button that turns the leaves; '' when there is none. */
const buttonIn = (html: string, name: string) =>
  new RegExp(`<button[^>]* name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? ''

/** Presses it, with what stands in the form. */
const turn = (html: string, name: string, typed: Record<string, string> = {}) =>
  send(`/book/${token()}/times`, {
    zone: valuesOf(html, 'zone')[0] ?? '',
    from: valuesOf(html, 'from')[0] ?? '',
    ...typed,
    [name]: buttonIn(html, name)
  })

beforeEach(() => {
  world = worldWith({ links: [halfHours, twoTimes] })
})

describe('the page of a link', () => {
  test('says first who offers, on whose behalf, and what', async () => {
    world = worldWith({ links: [{ ...halfHours, note: 'Looking forward to it.\nOlga' }] })
    const text = textOf(await page())
    const card = 'Meet Olga Okafor Offered by Dana Whitfield on behalf of Olga Okafor Acme Ltd 30 minutes Teams meeting'
    expect(text).toContain(`${card} Looking forward to it. Olga`)
    expect(text.indexOf('Offered by')).toBeLessThan(text.indexOf('Choose a time'))
  })

  test.each(['', '/slots'])(
    '…%s: the calendar is asked while Exchange is still asked about the right',
    async (more) => {
      let askedForBusy = () => {}
      const asked = new Promise<void>((resolve) => {
        askedForBusy = resolve
      })
      const { read } = world.services.busyTimes
      world.services.busyTimes.read = (person, span, freshness) => {
        askedForBusy()
        return read(person, span, freshness)
      }
      world.services.standings.of = async () => {
        await asked // for ever, if one waited for the other
        return editor
      }
      expect((await get(`/book/${token()}${more}`)).statusCode).toBe(200)
    }
  )

  test.each([
    ['Dana, in her own name', dana, dana, 'Offered by Dana Whitfield on behalf of Olga Okafor'],
    ["Dana, in Olga's name", olga, dana, 'Offered by Olga Okafor, arranged by Dana Whitfield'],
    ['Olga herself', olga, olga, 'Offered by Olga Okafor']
  ])('was made by %s', async (_, initiator, madeBy, line) => {
    world = worldWith({ links: [{ ...halfHours, initiator, madeBy }] })
    expect(textOf(await page())).toContain(`${line} Acme Ltd`)
  })

  test('has a radio button for each free slot of five days, named with date, time and zone', async () => {
    const html = await page()
    expect(flawsOf(html)).toEqual([])
    const slots = valuesOf(html, 'slot')
    expect(slots).toHaveLength(5 * 16)
    expect(slots[0]).toBe('2027-01-04T08:00:00Z/2027-01-04T08:30:00Z')
    expect(textOf(html)).toContain('Monday 4 January, Berlin time')
    expect(textOf(html)).toContain('Tuesday 5 January, 14:30 to 15:00, Berlin time')
    expect(html.match(/<fieldset class="day">/g)).toHaveLength(5)
  })

  test('leaves out what is busy and what is held', async () => {
    world.outside.busy = [{ start: mondayMorning, end: mondayMorning + DAY, status: 'busy' }]
    expect(valuesOf(await page(), 'slot')[0]).toBe('2027-01-05T08:00:00Z/2027-01-05T08:30:00Z')
  })

  test('shows exactly the picked times of a time-slot link', async () => {
    expect(valuesOf(await page('', twoTimes), 'slot')).toEqual([
      '2027-01-05T09:00:00Z/2027-01-05T09:30:00Z',
      '2027-01-06T14:00:00Z/2027-01-06T14:30:00Z'
    ])
  })

  test('turns to later times and back', async () => {
    const first = await page()
    expect(first).not.toContain('Earlier times')
    expect(buttonIn(first, 'new-from')).toBe('2027-01-11')
    const second = (await turn(first, 'new-from')).body
    expect(valuesOf(second, 'slot')[0]).toContain('2027-01-11T08:00')
    expect(valuesOf(second, 'from')).toEqual(['2027-01-11'])
    expect(flawsOf(second)).toEqual([])
    expect(valuesOf((await turn(second, 'new-before')).body, 'slot')).toEqual(valuesOf(first, 'slot'))
  })

  test('keeps what was typed and chosen while it turns, and shows the chosen time beside the others', async () => {
    const slot = '2027-01-05T13:30:00Z/2027-01-05T14:00:00Z'
    const typed = { slot, name: 'Grace "G" <b>', email: 'grace@', note: 'one\ntwo', zone: 'Asia/Tokyo' }
    const html = (await turn(await page(), 'new-from', typed)).body
    expect(textOf(html)).toContain('The time you chose Tuesday 5 January, 22:30 to 23:00, Tokyo time')
    expect(html.match(/name="slot"[^>]* checked/g)).toHaveLength(1)
    expect(valuesOf(html, 'slot')[0]).toBe(slot)
    expect(valuesOf(html, 'slot')[1]).toContain('2027-01-11T08:00')
    expect(valuesOf(html, 'name')).toEqual(['Grace "G" <b>'])
    expect(valuesOf(html, 'email')).toEqual(['grace@'])
    expect(html).toContain('\none\ntwo</textarea>')
    expect(valuesOf(html, 'zone')).toEqual(['Asia/Tokyo'])
    expect(flawsOf(html)).toEqual([])
    const far = (await send(`/book/${token()}/times`, { ...typed, 'new-from': '2027-06-01' })).body
    expect(textOf(far)).toContain('The time you chose Tuesday 5 January, 22:30 to 23:00')
    expect(valuesOf(far, 'slot')[1]).toContain('2027-06-01')
  })

  test('a time that was chosen can be booked from a week in which nothing is free', async () => {
    world.outside.busy = [{ start: Date.parse('2027-01-06T07:00Z'), end: mondayMorning + 365 * DAY, status: 'oof' }]
    const slot = '2027-01-05T13:30:00Z/2027-01-05T14:00:00Z'
    const html = (await send(`/book/${token()}/times`, { slot, zone: 'Europe/Berlin', 'new-from': '2027-01-11' })).body
    expect(valuesOf(html, 'slot')).toEqual([slot])
    expect(html).toContain('<button class="book">')
    expect(flawsOf(html)).toEqual([])
  })

  test('keeps what was typed over weeks in which nothing is free', async () => {
    world.outside.busy = [{ start: mondayMorning, end: mondayMorning + 60 * DAY, status: 'oof' }]
    const typed = { name: 'Grace <b>', email: 'grace@harborlight.example', note: 'one\ntwo' }
    const html = (await send(`/book/${token()}/times`, { ...typed, 'new-from': '2027-01-11' })).body
    expect([valuesOf(html, 'name'), valuesOf(html, 'note')]).toEqual([['Grace <b>'], ['one\ntwo']])
    const later = (await turn(html, 'new-from', { ...typed })).body
    expect(valuesOf(later, 'slot').length).toBeGreaterThan(10)
    expect(later).toContain('\none\ntwo</textarea>')
    expect(flawsOf(html)).toEqual([])
  })

  test('leads through the whole horizon and stops there', async () => {
    world = worldWith({ links: [{ ...halfHours, horizonDays: 80 }] })
    const seen = new Set<string>()
    let html = await page()
    for (let leaves = 0; leaves < 40; leaves++) {
      for (const slot of valuesOf(html, 'slot')) seen.add(slot)
      if (!buttonIn(html, 'new-from')) break
      html = (await turn(html, 'new-from')).body
    }
    expect(buttonIn(html, 'new-from')).toBe('')
    // Monday 4 January to Thursday 25 March, eight in the morning: 58 whole days
    expect(seen.size).toBe(58 * 16)
  })

  test('says between which dates nothing is free, and leads on', async () => {
    world.outside.busy = [{ start: mondayMorning, end: mondayMorning + 60 * DAY, status: 'oof' }]
    const html = await page()
    expect(textOf(html)).toContain('No times are free between Monday 4 January 2027 and Wednesday 3 March 2027.')
    expect(html).toContain('Later times')
    expect(html).not.toContain('name="name"')
    expect(flawsOf(html)).toEqual([])
  })

  test.each([
    [20_000, 'less than a minute'],
    [70_000, '1 minute'],
    [9.5 * 60_000, '9 minutes']
  ])('shows an answer of %d milliseconds ago while there is no newer one, and says so', async (age, ago) => {
    world.services.busyTimes.read = async () => ({
      items: [],
      readAt: mondayMorning - age,
      stale: 'Exchange answered: ErrorServerBusy'
    })
    const html = await page()
    expect(textOf(html)).toContain(`These times were read ${ago} ago; we check again when you book.`)
    expect(valuesOf(html, 'slot')).toHaveLength(5 * 16)
    expect(html).not.toContain('ErrorServerBusy')
    expect(flawsOf(html)).toEqual([])
  })

  test('says nothing of the kind about times of this moment', async () => {
    expect(textOf(await page())).not.toContain('we check again')
  })

  test('opens a date beyond the first weeks with one question about at most 60 days', async () => {
    const asked: number[] = []
    const { read } = world.services.busyTimes
    world.services.busyTimes.read = (person, span, freshness) => {
      asked.push(Math.round((span.end - span.start) / DAY))
      return read(person, span, freshness)
    }
    expect(valuesOf(await page('?from=2027-06-01'), 'slot')[0]).toContain('2027-06-01T07:00')
    expect(asked).toHaveLength(1)
    expect(asked[0]).toBeLessThanOrEqual(62)
  })

  test.each(['', '?from=2027-06-01', '?before=2027-09-01'])(
    'asks one question of Exchange, at whatever hour: %s',
    async (query) => {
      const asked: number[] = []
      const { read } = world.services.busyTimes
      world.services.busyTimes.read = (person, span, freshness) => {
        asked.push(windowsOf(reachingInto(span)).length)
        return read(person, span, freshness)
      }
      for (let quarter = 1; quarter <= 96; quarter++) {
        world.outside.now = mondayMorning + quarter * 15 * MINUTE
        await page(query)
      }
      expect(asked).toEqual(Array.from({ length: 96 }, () => 1))
    }
  )

  test.each([
    '?from=2027-02-30',
    '?from=',
    '?from=x&from=y',
    '?before=9999-12-31',
    '?from=0001-01-01',
    '?from=9999-12-31',
    '?before=0001-01-01',
    '?zone=UTC%2B25',
    '?zone=../../etc/passwd',
    '?zone=__proto__',
    '?zone=local',
    '?zone=a&zone=b',
    '?zone=Europe%2FBerlin%00',
    '?__proto__[x]=1&__blocks[title]=%3Cimg%3E&body=%3Cscript%3E&layout=../../x&title=no'
  ])('is not confused by %s', async (query) => {
    const answer = await get(`/book/${token()}${query}`)
    expect(answer.statusCode).toBe(200)
    expect(flawsOf(answer.body)).toEqual([])
    expect(answer.body).not.toMatch(/<img|etc\/passwd|__blocks|<script>/)
  })
})

describe('the clock on the page', () => {
  test('is the organizer’s until somebody chooses, and the browser is told which', async () => {
    const html = await page()
    expect(html).toContain('<meta name="shown-zone" content="Europe/Berlin">')
    expect(textOf(html)).toContain('Times in Berlin time (UTC+1)')
  })

  test('is the chosen one in every way of writing it', async () => {
    for (const zone of ['America/New_York', 'america/new_york', 'US/Eastern']) {
      const html = await page(`?zone=${zone}`)
      expect(textOf(html)).toContain('(UTC−5)')
      expect(textOf(html)).toMatch(/Monday 4 January, 03:00 to 03:30/)
      expect(html).not.toContain('shown-zone')
    }
  })

  test('tells the organizer’s on demand', async () => {
    const html = await page('?zone=America/New_York')
    expect(textOf(html)).toContain("Olga's calendar is in Berlin time, 6 hours ahead. Show Berlin time")
  })

  test('shows each slot on the date of that clock', async () => {
    // nine in the morning in Berlin on Monday is Sunday evening in Honolulu and Monday evening on Kiritimati
    expect(textOf(await page('?zone=Pacific/Honolulu'))).toContain('Sunday 3 January, 22:00 to 22:30, Honolulu time')
    expect(textOf(await page('?zone=Pacific/Kiritimati'))).toContain(
      'Monday 4 January, 22:00 to 22:30, Kiritimati time'
    )
  })

  test('tells repeated hours apart by the offset, and never shows a time in the gap', async () => {
    const night = { from: 0, to: 240 }
    const always = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((day) => [day, [night]]))
    world = worldWith({ links: [{ ...halfHours, hours: always }] })
    const fold = textOf(await page('?from=2027-10-31'))
    expect(fold).toContain('Sunday 31 October, 02:00 (UTC+2) to 02:30 (UTC+2), Berlin time')
    expect(fold).toContain('Sunday 31 October, 02:00 (UTC+1) to 02:30 (UTC+1), Berlin time')
    const gap = textOf(await page('?from=2027-03-28'))
    expect(gap).toContain('Sunday 28 March, 01:30 (UTC+1) to 03:00 (UTC+2)')
    expect(gap).not.toMatch(/Sunday 28 March, 02:/)
  })

  test('changes without losing the choice or a word', async () => {
    const chosen = '2027-01-05T13:30:00Z/2027-01-05T14:00:00Z'
    const typed = { name: 'Grace "G" <b>', email: 'grace@', note: 'one\ntwo', zone: 'Europe/Berlin', slot: chosen }
    const answer = await send(`/book/${token()}/times`, { ...typed, 'new-zone': 'Asia/Kathmandu', from: '' })
    expect(answer.statusCode).toBe(200)
    const html = answer.body
    expect(textOf(html)).toContain('Times in Kathmandu time (UTC+5:45)')
    expect(html).toMatch(/value="2027-01-05T13:30:00Z\/2027-01-05T14:00:00Z"[^>]* checked/)
    expect(valuesOf(html, 'name')).toEqual(['Grace "G" <b>'])
    expect(valuesOf(html, 'zone')).toEqual(['Asia/Kathmandu'])
    expect(html).toContain('\none\ntwo</textarea>')
    expect(html).not.toContain('shown-zone')
    expect(flawsOf(html)).toEqual([])
  })

  test('is the organizer’s at the press of one button, whatever the list shows', async () => {
    const fields = { zone: 'Asia/Tokyo', 'new-zone': 'Asia/Tokyo', 'organizers-zone': 'Europe/Berlin' }
    expect(textOf((await send(`/book/${token()}/times`, fields)).body)).toContain('Times in Berlin time (UTC+1)')
  })

  test('keeps the choice on the page even where its date moves off the leaf', async () => {
    const slot = '2027-01-11T08:00:00Z/2027-01-11T08:30:00Z'
    const html = (await send(`/book/${token()}/times`, { slot, from: '2027-01-11', 'new-zone': 'Pacific/Honolulu' }))
      .body
    expect(html).toMatch(/value="2027-01-11T08:00:00Z[^>]* checked/)
    expect(textOf(html)).toContain('Sunday 10 January, 22:00 to 22:30, Honolulu time')
  })

  test('lists zones to choose from, the shown one chosen, and stays light', async () => {
    const html = await page('?zone=Antarctica/Troll')
    expect(html.match(/<option /g)?.length).toBeGreaterThan(60)
    expect(html.match(/<option value="([^"]*)" selected/)?.[1]).toBe('Antarctica/Troll')
  })
})

describe('a link with several lengths', () => {
  const choice: Link = { ...halfHours, id: '00000000-0000-4000-8000-0000000000c3', lengths: [30, 45, 120] }
  const chooser = (query = '') => page(query, choice)
  const sendTimes = async (fields: Record<string, string>) =>
    (await send(`/book/${token(choice)}/times`, { zone: 'Europe/Berlin', ...fields })).body
  const currentIn = (html: string) => /name="new-length" value="(\d+)"[^>]* aria-current="true"/.exec(html)?.[1]
  beforeEach(() => {
    world = worldWith({ links: [halfHours, choice] })
  })

  test('asks for the length first, and shows the first of them', async () => {
    const html = await chooser()
    expect(textOf(html)).toContain('How long? 30 minutes 45 minutes 2 hours Choose a time for 30 minutes')
    expect(currentIn(html)).toBe('30')
    expect(html.match(/aria-current/g)).toHaveLength(1)
    expect(valuesOf(html, 'length')).toEqual(['30'])
    expect(valuesOf(html, 'slot')[0]).toBe('2027-01-04T08:00:00Z/2027-01-04T08:30:00Z')
    expect(flawsOf(html)).toEqual([])
  })

  test('shows slots of another length by address', async () => {
    const html = await chooser('?length=120&from=2027-01-05')
    expect(currentIn(html)).toBe('120')
    expect(valuesOf(html, 'slot')[0]).toBe('2027-01-05T08:00:00Z/2027-01-05T10:00:00Z')
    expect(textOf(html)).toContain('Tuesday 5 January, 09:00 to 11:00, Berlin time')
    expect(textOf(html)).toContain('Choose a time for 2 hours')
  })

  test.each(['31', '0', '-30', '1e2', '', 'x', '45&length=30', '__proto__'])(
    '%s is no length of it: the first one is shown',
    async (length) => {
      const html = await chooser(`?length=${length}`)
      expect(currentIn(html)).toBe('30')
      expect(flawsOf(html)).toEqual([])
    }
  )

  test('another length keeps the week, the clock, what was typed, and the start that was chosen', async () => {
    const slot = '2027-01-11T08:00:00Z/2027-01-11T08:30:00Z'
    const typed = { slot, name: 'Grace', from: '2027-01-11', zone: 'Asia/Tokyo', length: '30' }
    const html = await sendTimes({ ...typed, 'new-length': '120' })
    expect(currentIn(html)).toBe('120')
    expect(html).toMatch(/value="2027-01-11T08:00:00Z\/2027-01-11T10:00:00Z"[^>]* checked/)
    expect([valuesOf(html, 'name'), valuesOf(html, 'zone')]).toEqual([['Grace'], ['Asia/Tokyo']])
    expect(valuesOf(html, 'slot')[0]).toContain('2027-01-11')
  })

  test('a start that does not fit the other length is not chosen any more', async () => {
    const slot = '2027-01-05T15:30:00Z/2027-01-05T16:00:00Z'
    expect(await sendTimes({ slot, length: '30', 'new-length': '120' })).not.toMatch(/ checked/)
  })

  test('the length stays while clock and week are changed', async () => {
    const html = await sendTimes({ length: '45', 'new-zone': 'Asia/Tokyo', 'new-from': '2027-01-12' })
    expect(currentIn(html)).toBe('45')
    expect(valuesOf(html, 'slot')[0]).toBe('2027-01-12T08:00:00Z/2027-01-12T08:45:00Z')
  })

  test('where there is one length, nobody is asked', async () => {
    const html = await page('?length=30')
    expect(html).not.toMatch(/How long|name="length"/)
    expect(textOf(html)).toContain('Choose a time Times in')
  })

  test('the calendar is silent: the length waits with the rest', async () => {
    world.outside.busy = undefined
    const html = await sendTimes({ name: 'Grace', length: '30', 'new-length': '45' })
    expect(valuesOf(html, 'length')).toEqual(['45'])
  })
})

describe('a link that shows no times', () => {
  test.each<[string, Partial<Link>]>([
    ['revoked', { revokedAt: mondayMorning }],
    ['expired', { expiresAt: mondayMorning - 1 }],
    ['used up', { uses: 0 }]
  ])('%s: the neutral page, 410', async (_, change) => {
    const unknown = await get(`/book/${'x'.repeat(32)}`)
    world = worldWith({ links: [{ ...halfHours, ...change } as Link] })
    const answer = await get(`/book/${token()}`)
    expect([answer.statusCode, unknown.statusCode]).toEqual([410, 410])
    expect(answer.body).toBe(unknown.body)
    expect(answer.body).not.toMatch(/Olga|Dana/)
    expect(flawsOf(answer.body)).toEqual([])
  })

  test('suspended, or of an organizer who is gone: the same bytes', async () => {
    const unknown = await get('/book/short')
    world.outside.standing = { ...editor, folder: 'reviewer' }
    expect((await get(`/book/${token()}`)).body).toBe(unknown.body)
    world = worldWith({ organizers: [] })
    expect((await get(`/book/${token()}`)).body).toBe(unknown.body)
  })

  test('calendar unreadable: not "fully booked", and whom to write to, 503', async () => {
    world.outside.busy = undefined
    const answer = await get(`/book/${token()}`)
    expect(answer.statusCode).toBe(503)
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    const message = "Olga's times cannot be read right now Try again in a few minutes, or write to Dana."
    expect(textOf(answer.body)).toContain(message)
    expect(flawsOf(answer.body)).toEqual([])
  })

  test('authority unreadable: the same without names', async () => {
    world.outside.standing = { unknown: 'Exchange does not answer' }
    const answer = await get(`/book/${token()}`)
    expect(answer.statusCode).toBe(503)
    expect(textOf(answer.body)).toContain('The times cannot be read right now')
    expect(answer.body).not.toMatch(/Olga|Dana/)
    expect(flawsOf(answer.body)).toEqual([])
  })

  test('a change of clock while the calendar is silent keeps what was typed', async () => {
    world.outside.busy = undefined
    const slot = '2027-01-05T13:30:00Z/2027-01-05T14:00:00Z'
    const answer = await send(`/book/${token()}/times`, {
      slot,
      name: 'Grace',
      zone: 'Europe/Berlin',
      'new-zone': 'Asia/Tokyo'
    })
    expect(answer.statusCode).toBe(503)
    expect(valuesOf(answer.body, 'name')).toEqual(['Grace'])
    expect(textOf(answer.body)).toContain('Tuesday 5 January, 22:30 to 23:00, Tokyo time')
    expect(flawsOf(answer.body)).toEqual([])
  })
})

test('titles tell the states apart', async () => {
  const titles = [titleOf(await page())]
  world.outside.busy = undefined
  titles.push(titleOf(await page()), titleOf((await get('/book/none')).body))
  expect(new Set(titles).size).toBe(3)
  expect(titles[0]).toBe('Meet Olga Okafor · Acme Ltd')
})

test('the address of a form, opened again, leads back to the page', async () => {
  const answer = await get(`/book/${token()}/bookings`)
  expect([answer.statusCode, answer.headers.location]).toEqual([302, `/book/${token()}`])
})
