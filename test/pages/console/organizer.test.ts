import { describe, expect, test } from 'vitest'
import type { Fact } from '../../../src/bookings/booking.ts'
import { HOUR, MINUTE } from '../../../src/time/instant.ts'
import { bookedWith, confirmedWith, heldFact, tuesdayTwo } from '../../world/booked.ts'
import { dana, halfHours, mondayMorning, rae } from '../../world/cast.ts'
import { flawsOf, textOf } from '../../world/pages.ts'
import { consoleOf, doctor, lunch, olgasPath } from './desk.ts'

const slot = tuesdayTwo
const booked = confirmedWith()

describe('the week', () => {
  test('is the organizer’s own, in her zone, day by day', async () => {
    const { as } = await consoleOf()
    const { body } = await (await as(dana)).get(olgasPath)
    const text = textOf(body)
    expect(text).toContain('Week of Monday 4 January Berlin time (UTC+1)')
    expect(text).toContain('12:00 to 13:00 Lunch with the board')
    expect(text).toContain('Saturday 9 January')
    expect(text).toContain('Not a working day, nothing planned')
    expect(flawsOf(body)).toEqual([])
  })

  test('names private appointments only to whom Exchange shows them', async () => {
    const { as } = await consoleOf()
    const forDana = textOf((await (await as(dana)).get(olgasPath)).body)
    const forRae = textOf((await (await as(rae)).get(olgasPath)).body)
    expect(forDana).toContain('09:00 to 10:00 Cardiologist')
    expect(forRae).toContain('09:00 to 10:00 Private appointment')
    expect(forRae).not.toContain('Cardiologist')
  })

  test('says tentative, out of office and the like in words', async () => {
    const { as, outside } = await consoleOf()
    outside.entries = [
      { ...lunch, status: 'tentative' },
      { ...lunch, start: lunch.start + HOUR, end: lunch.end + HOUR, status: 'oof', title: 'Hamburg' },
      { ...lunch, start: lunch.start + 2 * HOUR, end: lunch.end + 2 * HOUR, status: 'workingElsewhere', title: '' }
    ]
    const text = textOf((await (await as(dana)).get(olgasPath)).body)
    expect(text).toContain('Lunch with the board (tentative)')
    expect(text).toContain('Hamburg (out of office)')
    expect(text).toContain('No title (working elsewhere)')
  })

  test('shows an all-day entry on each of its days, and only there', async () => {
    const { as, outside } = await consoleOf()
    const fair = { start: Date.parse('2027-01-05T23:00Z'), end: Date.parse('2027-01-07T23:00Z') }
    outside.entries = [{ ...lunch, ...fair, allDay: true, title: 'Trade fair' }]
    const { body } = await (await as(dana)).get(olgasPath)
    const days = body
      .split('<section class="weekday')
      .slice(1)
      .map((day) => day.includes('Trade fair'))
    expect(days).toEqual([false, false, true, true, false, false, false])
  })

  test('shows our booking once, although it stands in the calendar as well', async () => {
    const { as, outside } = await consoleOf({ bookings: [booked] })
    outside.entries = [{ ...lunch, ...slot, title: halfHours.subject }]
    const { body } = await (await as(dana)).get(olgasPath)
    expect(body.match(/14:00 to 14:30/g)).toHaveLength(1)
    expect(textOf(body)).toContain('14:00 to 14:30 Meeting with Olga Okafor · Grace Hopper-Lee (booked by a link)')
  })

  test('shows a request that waits for an answer where it keeps its time', async () => {
    const requested = bookedWith({ ...heldFact(), type: 'requested' } as Fact)
    const { as } = await consoleOf({ bookings: [requested] })
    const { body } = await (await as(dana)).get(olgasPath)
    expect(textOf(body)).toContain('14:00 to 14:30 Meeting with Olga Okafor · Grace Hopper-Lee (waits for approval)')
  })

  test('hides no second entry behind our booking: that is a collision', async () => {
    const { as, outside } = await consoleOf({ bookings: [booked] })
    outside.entries = [
      { ...lunch, ...slot, title: 'Somebody was faster' },
      { ...lunch, ...slot, title: halfHours.subject }
    ]
    const text = textOf((await (await as(dana)).get(olgasPath)).body)
    expect(text).toContain('Somebody was faster')
    expect(text).toContain('Grace Hopper-Lee (booked by a link)')
  })

  test('stands on the grid by classes: from half past nine, for an hour and a quarter', async () => {
    const { as, outside } = await consoleOf()
    const start = Date.parse('2027-01-05T08:30Z')
    outside.entries = [{ ...doctor, start, end: start + 75 * MINUTE }]
    expect((await (await as(dana)).get(olgasPath)).body).toContain('h9 q2 th10 tq3 lane-1 of-1')
  })

  test('puts entries at the same time side by side', async () => {
    const { as, outside } = await consoleOf()
    outside.entries = [
      lunch,
      { ...lunch, title: 'Call' },
      { ...lunch, start: lunch.end, end: lunch.end + HOUR, title: 'Coffee' }
    ]
    const { body } = await (await as(dana)).get(olgasPath)
    expect(body.match(/lane-\d of-\d/g)).toEqual(['lane-1 of-2', 'lane-2 of-2', 'lane-1 of-1'])
  })

  test('is leafed through by links, within reason', async () => {
    const { as } = await consoleOf()
    const desk = await as(dana)
    const next = await desk.get(`${olgasPath}?week=2027-01-14`)
    expect(textOf(next.body)).toContain('Week of Monday 11 January')
    expect(next.body).toContain(`href="${olgasPath}?week=2027-01-04"`)
    expect(next.body).toContain(`href="${olgasPath}?week=2027-01-18"`)
    for (const week of ['2027-02-30', '9999-01-01', '<script>', '', '2027-01-11&week=2027-01-18']) {
      expect(textOf((await desk.get(`${olgasPath}?week=${week}`)).body)).toContain('Week of Monday 4 January')
    }
  })

  test('leads back to the current week, also on a Saturday', async () => {
    const { as, world } = await consoleOf()
    world.outside.now = Date.parse('2027-01-09T10:00Z')
    const desk = await as(dana)
    const back = `<a href="${olgasPath}">Current week</a>`
    expect((await desk.get(olgasPath)).body).not.toContain(back)
    expect((await desk.get(`${olgasPath}?week=2027-01-04`)).body).toContain(back)
  })

  test('has 23 hours where the clock is put forward, and loses none of them', async () => {
    const { as, outside } = await consoleOf()
    const early = {
      ...lunch,
      start: Date.parse('2027-03-28T00:30Z'),
      end: Date.parse('2027-03-28T01:30Z'),
      title: 'Night train'
    }
    outside.entries = [early]
    const { body } = await (await as(dana)).get(`${olgasPath}?week=2027-03-22`)
    expect(textOf(body)).toContain('01:30 (UTC+1) to 03:30 (UTC+2) Night train')
    expect(body).toContain('from-h1')
  })
})

describe('what cannot be read', () => {
  test('is not shown as free', async () => {
    const { as, outside } = await consoleOf()
    outside.entries = undefined
    const { body, statusCode } = await (await as(dana)).get(olgasPath)
    const text = textOf(body)
    expect(statusCode).toBe(200)
    expect(text).toContain("Olga Okafor's calendar cannot be read right now, so nothing is known about this week.")
    expect(text).not.toMatch(/nothing planned/i)
    expect(flawsOf(body)).toEqual([])
  })

  test('a zone that nobody can read is not guessed', async () => {
    const { as, outside } = await consoleOf()
    outside.mailbox = { unknown: 'Customized Time Zone' }
    const text = textOf((await (await as(dana)).get(olgasPath)).body)
    expect(text).toContain('time zone cannot be read from the mailbox: Customized Time Zone. Times are shown in UTC.')
    expect(text).toContain('11:00 to 12:00 Lunch with the board')
  })
})

test('links that are over are folded away, and a suspended one says so', async () => {
  const bySomebody = { ...halfHours, id: 'by-rae', subject: 'Coffee', madeBy: rae, initiator: rae }
  const over = { ...halfHours, id: 'over', subject: 'Last year', expiresAt: mondayMorning - 1 }
  const { as } = await consoleOf({ links: [halfHours, bySomebody, over] })
  const { body } = await (await as(dana)).get(olgasPath)
  const text = textOf(body)
  expect(text).toContain('Coffee Availability link, 30 minutes Suspended no bookings by Rae Lindqvist')
  expect(text).toContain('Links that are over (1) Last year Availability link, 30 minutes Expired')
})

test('whatever stands in a title or a name is printed as it is', async () => {
  const evil = '<img src=x onerror=alert(1)>"\'</title>'
  const { as, outside } = await consoleOf({ links: [{ ...halfHours, subject: evil, madeBy: { ...dana, name: evil } }] })
  outside.entries = [{ ...lunch, title: evil }]
  const { body } = await (await as(dana)).get(olgasPath)
  expect(body).not.toContain('<img src=x')
  expect(textOf(body)).toContain('<img src=x onerror=alert(1)>')
  expect(flawsOf(body)).toEqual([])
})
