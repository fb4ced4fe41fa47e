import { beforeEach, describe, expect, test } from 'vitest'
import { bookRoutes } from '../../../server/routes/book/book.ts'
import type { Link } from '../../../src/links/link.ts'
import { HOUR } from '../../../src/time/instant.ts'
import { halfHours, mondayMorning, twoTimes } from '../../world/cast.ts'
import { flawsOf, form, serverWith, textOf, titleOf, valuesOf } from '../../world/pages.ts'
import { worldWith } from '../../world/services.ts'

let world: ReturnType<typeof worldWith>
let app: Awaited<ReturnType<typeof serverWith>>
const page = (link: Link = halfHours) => `/book/${world.tokenOf(link)}`
const newId = (link: Link = halfHours) => world.services.formIds.make(world.tokenOf(link), world.outside.now)

const tuesdayAtTwo = '2027-01-05T13:00:00Z/2027-01-05T13:30:00Z'
const grace = { name: 'Grace Hopper-Lee', email: 'grace.hopper-lee@harborlight.example', note: '' }
const filled = (change: Record<string, string> = {}): Record<string, string> => ({
  id: newId(),
  zone: 'America/New_York',
  from: '',
  slot: tuesdayAtTwo,
  ...grace,
  ...change
})
const send = (fields: Record<string, string> | [string, string][] | string, link: Link = halfHours) =>
  app.inject(form(`${page(link)}/bookings`, fields))

async function open(links: Link[] = [halfHours, twoTimes]) {
  world = worldWith({ links })
  app = await serverWith(bookRoutes, world.services)
}
beforeEach(() => open())

describe('taking a time', () => {
  test('leads to the page of the booking, which has everything as it was typed', async () => {
    const answer = await send(filled({ note: ' About the pilot.\r\nGrace ' }))
    const [booking] = world.bookings()
    expect(answer.statusCode).toBe(303)
    expect(answer.headers.location).toBe(`/booked/${world.services.tokens.ofBooking(booking?.id ?? '')}`)
    expect(booking).toMatchObject({
      state: 'confirmed',
      slot: { start: Date.parse('2027-01-05T13:00Z'), end: Date.parse('2027-01-05T13:30Z') },
      invitee: {
        name: 'Grace Hopper-Lee',
        address: 'grace.hopper-lee@harborlight.example',
        note: 'About the pilot.\nGrace',
        zone: 'America/New_York'
      }
    })
  })

  test('sent twice is one booking with one answer', async () => {
    const fields = filled()
    const answers = [await send(fields), await send(fields)]
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([303, 303])
    expect(answers[0]?.headers.location).toBe(answers[1]?.headers.location)
    expect(world.bookings()).toHaveLength(1)
  })

  test('written with another offset it is the same time', async () => {
    expect((await send(filled({ slot: '2027-01-05T14:00+01:00/2027-01-05T14:30+01:00' }))).statusCode).toBe(303)
  })

  test.each(['', 'Mars/Olympus', 'UTC+25', '__proto__'])(
    'without a zone that exists (%s) it is the link’s',
    async (zone) => {
      await send(filled({ zone }))
      expect(world.bookings()[0]).toMatchObject({ invitee: { zone: 'Europe/Berlin' } })
    }
  )
})

describe('a link with several lengths', () => {
  const choice: Link = { ...halfHours, id: '00000000-0000-4000-8000-0000000000c3', lengths: [30, 45] }
  const slot = '2027-01-05T08:45:00Z/2027-01-05T09:30:00Z'
  const take = (change: Record<string, string>) => send(filled({ id: newId(choice), length: '45', ...change }), choice)

  test('is booked for as long as was chosen', async () => {
    await open([choice])
    expect((await take({ slot })).statusCode).toBe(303)
    expect(world.bookings()[0]).toMatchObject({ slot: { end: Date.parse('2027-01-05T09:30Z') } })
  })

  test('keeps the length on every page that comes back', async () => {
    await open([choice])
    const wrong = [await take({ slot: '' }), await take({ slot, name: '' })]
    await take({ slot })
    for (const answer of [...wrong, await take({ slot })]) {
      expect([422, 409]).toContain(answer.statusCode)
      expect(valuesOf(answer.body, 'length')).toEqual(['45'])
      expect(new Set(valuesOf(answer.body, 'slot').map(minutesOf))).toEqual(new Set([45]))
      expect(flawsOf(answer.body)).toEqual([])
    }
  })

  test('a form without a length comes back with that of its slot', async () => {
    await open([choice])
    const { body } = await take({ slot, name: '', length: '' })
    expect(valuesOf(body, 'length')).toEqual(['45'])
    expect(body).toMatch(/value="2027-01-05T08:45:00Z[^"]*"[^>]* checked/)
  })

  test('a length that the link does not have is not offered, wherever it stands', async () => {
    await open([choice])
    const answer = await take({ slot: '2027-01-05T08:00:00Z/2027-01-05T09:00:00Z', length: '60' })
    expect(answer.statusCode).toBe(409)
    expect(valuesOf(answer.body, 'length')).toEqual(['30'])
    expect(world.bookings()).toEqual([])
  })
})

const minutesOf = (value: string) => {
  const [start = '', end = ''] = value.split('/')
  return (Date.parse(end) - Date.parse(start)) / 60_000
}

describe('what is typed at the door', () => {
  const long = (count: number, letter = 'x') => letter.repeat(count)
  const choose = 'Choose one of the times'
  const address = 'Enter an e-mail address like name@example.com'

  // biome-ignore format: the field, what was typed, and what the invitee reads; '' where it is taken
  test.each<[string, string, string]>([
    ['slot',  '',                                                    choose],
    ['slot',  'tomorrow',                                            choose],
    ['slot',  '2027-01-05T13:00:00Z',                                choose],
    ['slot',  '2027-01-05T13:00:00/2027-01-05T13:30:00',             choose],
    ['slot',  '2027-02-30T13:00:00Z/2027-02-30T13:30:00Z',           choose],
    ['slot',  '2027-01-05T24:00:00Z/2027-01-06T00:30:00Z',           choose],
    ['slot',  '2027-01-05T13:00:60Z/2027-01-05T13:30:00Z',           choose],
    ['slot',  '2027-01-05T13:00:00+99:99/2027-01-05T13:30:00+99:99', choose],
    ['slot',  '+275760-09-13T00:00:00Z/+275760-09-13T00:30:00Z',     choose],
    ['slot',  '２０２７-01-05T13:00:00Z/2027-01-05T13:30:00Z',       choose],
    ['slot',  '2027-01-05T13:30:00Z/2027-01-05T13:00:00Z',           choose],
    ['slot',  '2027-01-05T13:00:00Z/2027-01-05T13:00:00Z',           choose],
    ['slot',  `${tuesdayAtTwo}/2027-01-05T13:30:00Z`,                choose],
    ['slot',  '('.repeat(30_000),                                    choose],
    ['name',  '',                                                    'Enter your name'],
    ['name',  ' \t\u200b\u202e ',                                    'Enter your name'],
    ['name',  '<>"',                                                 'Enter your name'],
    ['name',  long(120),                                             ''],
    ['name',  `a${long(110, '👩‍👩‍👧')}`,                                     'Enter a name of at most 120 characters'],
    ['name',  `a${long(60, '👍🏽')}`,                                        ''],
    ['name',  long(121),                                             'Enter a name of at most 120 characters'],
    ['name',  `a${long(10_000, '\u0301')}`,                          'Enter a name of at most 120 characters'],
    ['name',  'مريم العلي',                                          ''],
    ['email', '',                                                    'Enter your e-mail address'],
    ['email', 'grace',                                               address],
    ['email', 'grace@harborlight',                                   address],
    ['email', 'grace@harborlight.example@evil.example',              address],
    ['email', 'grace@@harborlight.example',                          address],
    ['email', 'grace@harborlight.example,evil@evil.example',         address],
    ['email', 'grace@harborlight.example;evil@evil.example',         address],
    ['email', 'grace@harborlight.example evil@evil.example',         address],
    ['email', 'grace@harborlight.example\r\nBcc: evil@evil.example', address],
    ['email', 'Grace <grace@harborlight.example>',                   address],
    ['email', '<a@b.example>c@d.example',                            address],
    ['email', '"a,b"@harborlight.example',                           address],
    ['email', 'grace(comment)@harborlight.example',                  address],
    ['email', '=?utf-8?q?evil=40evil.example?=@harborlight.example', address],
    ['email', 'evil%evil.example@harborlight.example',               address],
    ['email', 'grace@[192.0.2.1]',                                   address],
    ['email', 'grace@192.0.2.1',                                     address],
    ['email', '.grace@harborlight.example',                          address],
    ['email', 'gra..ce@harborlight.example',                         address],
    ['email', 'grace@-harborlight.example',                          address],
    ['email', 'grace@harborlight.example.',                          address],
    ['email', 'gräce@harborlight.example',                           address],
    ['email', 'grace@harborlight.ｃｏｍ',                            address],
    ['email', `${long(65)}@harborlight.example`,                     address],
    ['email', `${long(64)}@${`${long(60)}.`.repeat(3)}example`,      address],
    ['email', `${long(64)}@harborlight.example`,                     ''],
    ['email', ' grace+demo@xn--bcher-kva.example ',                  ''],
    ['email', "o'hara_99@mail.harborlight.example",                  ''],
    ['note',  long(1001),                                            'Shorten the note to at most 1,000 characters'],
    ['note',  long(1000),                                            '']
  ])('%s %j', async (field, typed, message) => {
    const answer = await send(filled({ [field]: typed }))
    if (!message) return expect(answer.statusCode).toBe(303)

    const html = answer.body
    expect(answer.statusCode).toBe(422)
    expect(world.bookings()).toEqual([])
    expect(titleOf(html)).toBe('Error: Meet Olga Okafor · Acme Ltd')
    expect(html).toContain(`<a href="#${field}">${message}</a>`)
    expect(html).toMatch(new RegExp(`id="${field}-problem">${message}<`))
    expect(html).toMatch(/role="alert" tabindex="-1" autofocus/)
    if (field !== 'slot') expect(html).toMatch(new RegExp(`id="${field}"[^>]* aria-invalid="true"[^>]*${field}-problem`))
    expect(valuesOf(html, 'id')[0]).not.toBe('')
    expect(flawsOf(html)).toEqual([])
  })

  test('a name is composed, on one line, and hides nothing', async () => {
    await send(filled({ name: ' Zoe\u0308  \u202eKl\u0000ein\r\nBcc:\u2066 x\ufeff\u{e0041} ' }))
    expect(world.bookings()[0]).toMatchObject({ invitee: { name: 'Zoë Klein Bcc: x' } })
  })

  test('everything at once: all problems in the order of the page, and all that was typed', async () => {
    const html = (await send(filled({ slot: '', name: '', email: 'no', note: 'kept <&>' }))).body
    const entries = [...html.matchAll(/<a href="#(\w+)">/g)].map(([, field]) => field)
    expect(entries).toEqual(['slot', 'name', 'email'])
    expect(html).toContain('kept &lt;&amp;&gt;</textarea>')
    expect(valuesOf(html, 'email')).toEqual(['no'])
  })

  test('a field that comes twice is a field left empty', async () => {
    const answer = await send([...Object.entries(filled()), ['name', 'Eve'], ['email', 'evil@evil.example']])
    expect(answer.statusCode).toBe(422)
    expect(textOf(answer.body)).toContain('Enter your name Enter your e-mail address')
    expect(world.bookings()).toEqual([])
  })

  test('the chosen time stays chosen while other things are put right', async () => {
    const html = (await send(filled({ name: '' }))).body
    expect(html).toMatch(/value="2027-01-05T13:00:00Z\/2027-01-05T13:30:00Z"[^>]* checked/)
    expect(textOf(html)).toContain('Times in New York time (UTC−5)')
  })

  // biome-ignore format: a body, whole
  test.each([
    '', 'id=1&id=2', 'slot[]=a&slot[]=b&name[x]=y&email=a%40b.example&email=c%40d.example', '__proto__[polluted]=1&constructor.prototype.polluted=1',
    'hasOwnProperty=1&toString=2&name=%00%ff', '__blocks[title]=%3Cimg%20src=x%20onerror=1%3E&body=%3Cscript%3E&layout=../../x',
    Array.from({ length: 900 }, (_, index) => `k${index}=1`).join('&')
  ])('a body such as %j is a form with everything missing', async (body) => {
    const answer = await send(body)
    expect(answer.statusCode).toBe(422)
    expect(flawsOf(answer.body)).toEqual([])
    expect(answer.body).not.toMatch(/<img|<script>/)
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  test.each([
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "'-alert(1)-'",
    '</title><svg onload=x>',
    '<%= 1337*1337 %>{{1337*1337}}$' + '{1337*1337}',
    '</textarea><b>'
  ])('%s is text, wherever it was typed', async (bait) => {
    const html = (
      await send(filled({ name: bait, email: bait, note: bait, slot: bait, zone: bait, from: bait, id: bait }))
    ).body
    expect(html).not.toContain(bait)
    expect(html).not.toContain('1787569')
    expect(valuesOf(html, 'name')).toEqual([bait])
    expect(flawsOf(html)).toEqual([])
  })
})

describe('a form that is not ours, or too old', () => {
  test.each<[string, () => string]>([
    ['made up', () => 'x'],
    ['missing', () => ''],
    ['made for another link', () => newId(twoTimes)],
    ['five hours old', () => world.services.formIds.make(world.tokenOf(halfHours), mondayMorning - 5 * HOUR)]
  ])('%s: nothing is booked, nothing is lost, and the next attempt works', async (_, id) => {
    const answer = await send(filled({ id: id() }))
    expect(answer.statusCode).toBe(422)
    expect(world.bookings()).toEqual([])
    expect(textOf(answer.body)).toContain('please send it again')
    expect(answer.body).toMatch(/value="2027-01-05T13:00:00Z\/2027-01-05T13:30:00Z"[^>]* checked/)
    const again = await send(filled({ id: valuesOf(answer.body, 'id')[0] ?? '' }))
    expect(again.statusCode).toBe(303)
  })
})

describe('a time that cannot be had', () => {
  test('taken meanwhile: 409, the next three first, everything kept, and one of them can be had at once', async () => {
    await send(filled())
    const answer = await send(filled({ name: 'Ada', email: 'ada@harborlight.example', note: 'mine' }))
    const html = answer.body
    expect(answer.statusCode).toBe(409)
    expect(textOf(html)).toContain('That time has just been taken. Here are the next three.')
    expect(valuesOf(html, 'slot').slice(0, 3)).toEqual([
      '2027-01-05T13:30:00Z/2027-01-05T14:00:00Z',
      '2027-01-05T14:00:00Z/2027-01-05T14:30:00Z',
      '2027-01-05T14:30:00Z/2027-01-05T15:00:00Z'
    ])
    expect(new Set(valuesOf(html, 'slot')).size).toBe(valuesOf(html, 'slot').length)
    expect(valuesOf(html, 'slot')).not.toContain(tuesdayAtTwo)
    expect(valuesOf(html, 'name')).toEqual(['Ada'])
    expect(flawsOf(html)).toEqual([])
    const [id, slot] = [valuesOf(html, 'id')[0] ?? '', valuesOf(html, 'slot')[0] ?? '']
    expect((await send(filled({ id, slot, name: 'Ada', email: 'ada@harborlight.example' }))).statusCode).toBe(303)
  })

  test('the last of them all: 409 with the times before it', async () => {
    await open([{ ...halfHours, horizonDays: 2 }])
    const slot = '2027-01-05T15:30:00Z/2027-01-05T16:00:00Z'
    await send(filled({ slot }))
    const html = (await send(filled({ slot }))).body
    expect(valuesOf(html, 'slot').slice(0, 3)[2]).toContain('2027-01-05T15:00:00Z')
  })

  test('nothing else is free: 409 says so', async () => {
    await open([{ ...twoTimes, uses: null }])
    const [first, second] = ['2027-01-05T09:00:00Z/2027-01-05T09:30:00Z', '2027-01-06T14:00:00Z/2027-01-06T14:30:00Z']
    for (const slot of [first, second]) await send(filled({ id: newId(twoTimes), slot }), twoTimes)
    const answer = await send(filled({ id: newId(twoTimes), slot: first }), twoTimes)
    expect(answer.statusCode).toBe(409)
    expect(textOf(answer.body)).toContain('That time has just been taken. No other time is free.')
    expect(flawsOf(answer.body)).toEqual([])
  })

  test.each([
    '2027-01-05T13:07:00Z/2027-01-05T13:37:00Z',
    '2027-01-05T13:00:00Z/2027-01-05T14:00:00Z',
    '2027-01-05T03:00:00Z/2027-01-05T03:30:00Z',
    '2027-01-03T13:00:00Z/2027-01-03T13:30:00Z',
    '2032-01-05T13:00:00Z/2032-01-05T13:30:00Z'
  ])('%s was never offered: 409 and times that are', async (slot) => {
    const answer = await send(filled({ slot }))
    expect(answer.statusCode).toBe(409)
    expect(textOf(answer.body)).toContain('That time is no longer free. Here are the next three.')
    expect(world.bookings()).toEqual([])
    expect(flawsOf(answer.body)).toEqual([])
  })

  test('an entry came into the calendar a second ago: the page is not shown from memory', async () => {
    const { services, outside } = world
    const stale = services.busyTimes.read
    services.busyTimes.read = (person, span, freshness) =>
      freshness === 'fresh' ? stale(person, span, freshness) : Promise.resolve({ items: [], readAt: outside.now })
    const [start, end] = [Date.parse('2027-01-05T13:00Z'), Date.parse('2027-01-05T15:00Z')]
    outside.busy = [{ start, end, status: 'busy' }]
    const html = (await send(filled())).body
    expect(valuesOf(html, 'slot')[0]).toContain('2027-01-05T15:00:00Z')
  })

  test('the same form with another wish: 409, the first stands', async () => {
    const fields = filled()
    await send(fields)
    const answer = await send({ ...fields, slot: '2027-01-06T13:00:00Z/2027-01-06T13:30:00Z' })
    expect(answer.statusCode).toBe(409)
    expect(textOf(answer.body)).toContain('This form was already sent once, with other details.')
    expect(world.bookings()).toHaveLength(1)
    expect(flawsOf(answer.body)).toEqual([])
  })

  test('“Back” after a refusal, and another time in the same form: it is booked', async () => {
    await send(filled())
    const fields = filled({ name: 'Ada', email: 'ada@harborlight.example' })
    expect((await send(fields)).statusCode).toBe(409)
    expect((await send({ ...fields, slot: '2027-01-06T13:00:00Z/2027-01-06T13:30:00Z' })).statusCode).toBe(303)
    expect(world.bookings()).toHaveLength(2)
  })

  test('the very form that was refused comes again, and the time is free by now: 409, the time chosen, one press away', async () => {
    const fields = filled()
    world.services.bookings.place = async () => 'refused before'
    world.services.bookings.refuse = async () => false
    const answer = await send(fields)
    expect(answer.statusCode).toBe(409)
    expect(textOf(answer.body)).toContain(
      'This was sent before, and nothing was booked then. Nothing was booked now. What you typed is still here. If you still want this time, send it again.'
    )
    expect(answer.body).toMatch(/value="2027-01-05T13:00:00Z\/2027-01-05T13:30:00Z"[^>]* checked/)
    expect(valuesOf(answer.body, 'id')[0]).not.toBe(fields.id)
    expect(flawsOf(answer.body)).toEqual([])
  })

  test('the link has closed meanwhile: the neutral page', async () => {
    const fields = filled()
    await world.services.links.revoke(halfHours.id, mondayMorning)
    const answer = await send(fields)
    expect([answer.statusCode, textOf(answer.body).includes('This link is not available')]).toEqual([410, true])
    expect(answer.body).not.toContain('Grace')
    // the same as for everybody, and what matters to who has just sent the form
    const told = '<b>Nothing was booked.</b> '
    expect(answer.body).toContain(told)
    expect(answer.body.replace(told, '')).toBe((await app.inject(page())).body)
  })
})

describe('Exchange', () => {
  test('says no: 503, nothing was booked, and the same time can be tried again', async () => {
    world.outside.meeting = 'refused'
    const answer = await send(filled())
    expect(answer.statusCode).toBe(503)
    expect(textOf(answer.body)).toContain('Your meeting could not be booked. Nothing was booked.')
    expect(answer.body).toMatch(/value="2027-01-05T13:00:00Z\/2027-01-05T13:30:00Z"[^>]* checked/)
    expect(flawsOf(answer.body)).toEqual([])
    world.outside.meeting = 'taken'
    expect((await send(filled({ id: valuesOf(answer.body, 'id')[0] ?? '' }))).statusCode).toBe(303)
  })

  test.each(['calendar', 'authority'])(
    'cannot be asked about the %s: 503 with all that was typed, to be sent again',
    async (what) => {
      const { busy, standing } = world.outside
      if (what === 'calendar') world.outside.busy = undefined
      else world.outside.standing = { unknown: 'Exchange does not answer' }
      const answer = await send(filled({ note: 'kept' }))
      const html = answer.body
      expect(answer.statusCode).toBe(503)
      expect(textOf(html)).toContain('Your meeting could not be booked. Nothing was booked.')
      expect(textOf(html)).toContain('Tuesday 5 January, 08:00 to 08:30, New York time')
      expect(html).toContain('kept</textarea>')
      expect(what === 'authority' && /Olga|Dana/.test(html)).toBe(false)
      expect(flawsOf(html)).toEqual([])

      Object.assign(world.outside, { busy, standing })
      const action = /action="([^"]*)"/.exec(html)?.[1] ?? ''
      const again = await app.inject(form(action, filled({ id: valuesOf(html, 'id')[0] ?? '' })))
      expect(again.statusCode).toBe(303)
    }
  )

  test('is silent about the new meeting: the booking’s page says that it is being confirmed', async () => {
    world.outside.meeting = 'no answer'
    const answer = await send(filled())
    expect(answer.statusCode).toBe(303)
    expect(textOf((await app.inject(String(answer.headers.location))).body)).toContain('Received, being confirmed')
  })
})
