import { describe, expect, test } from 'vitest'
import type { TimeSlotLink } from '../../../src/links/link.ts'
import { HOUR } from '../../../src/time/instant.ts'
import { ari, dana, eve, olga } from '../../world/cast.ts'
import { flawsOf, textOf, titleOf, valuesOf } from '../../world/pages.ts'
import { consoleOf, lunch, olgasPath } from './desk.ts'
import { timeSlotForm } from './forms.ts'

const page = `${olgasPath}/time-slot-links/new`
const action = `${olgasPath}/time-slot-links`

async function danasDesk() {
  const world = await consoleOf({ links: [] })
  const desk = await world.as(dana)
  const make = (changed: Record<string, string> = {}, slots?: string[]) =>
    desk.post(action, timeSlotForm(changed, slots), page)
  const turn = (changed: Record<string, string>, slots?: string[]) =>
    desk.post(`${action}/picks`, timeSlotForm(changed, slots), page)
  const made = async () => (await world.services.links.ofOrganizer(olga.id)).map(({ link }) => link as TimeSlotLink)
  return { ...world, desk, make, turn, made }
}

describe('the week to pick from', () => {
  test('has a box for each half hour of the working day, called by all one needs to know', async () => {
    const { desk } = await danasDesk()
    const { body } = await desk.get(page)
    const text = textOf(body)
    expect(titleOf(body)).toBe('Time-slot link for Olga Okafor · OnBehalf')
    expect(text).toContain('09:30 to 10:00, Tuesday 5 January')
    expect(valuesOf(body, 'slot')).toContain('2027-01-05T08:30Z/30')
    expect(valuesOf(body, 'slot')).toHaveLength(5 * 16)
    expect(text).toContain('no times picked')
    expect(flawsOf(body)).toEqual([])
  })

  test('says what is busy, with titles only where they may be read', async () => {
    const { desk } = await danasDesk()
    const text = textOf((await desk.get(page)).body)
    expect(text).toContain('12:00 to 12:30, Tuesday 5 January Busy : Lunch with the board')
    expect(text).toContain('13:00 to 13:30, Tuesday 5 January 13:30')
  })

  test('offers no time that has passed', async () => {
    const { desk, world } = await danasDesk()
    world.outside.now += 3 * HOUR // Monday, eleven in Berlin
    const { body } = await desk.get(page)
    expect(valuesOf(body, 'slot')).not.toContain('2027-01-04T09:30Z/30')
    expect(valuesOf(body, 'slot')).not.toContain('2027-01-04T10:00Z/30')
    expect(valuesOf(body, 'slot')).toContain('2027-01-04T10:30Z/30')
  })

  test('shows longer meetings, and early and late hours, on demand', async () => {
    const { turn } = await danasDesk()
    const hours = valuesOf((await turn({ length: '60' })).body, 'slot')
    expect(hours).toContain('2027-01-05T08:30Z/60')
    expect(hours).not.toContain('2027-01-05T15:30Z/60') // 16:30 to 17:30 is outside the working day
    const late = valuesOf((await turn({ hours: 'all' })).body, 'slot')
    expect(late).toContain('2027-01-09T19:30Z/30')
  })

  test('is picked from even when the calendar cannot be read, but not without saying so', async () => {
    const { desk, outside, make, made } = await danasDesk()
    outside.entries = undefined
    expect(textOf((await desk.get(page)).body)).toContain('cannot be read right now, so busy times are not marked')
    const { statusCode, body } = await make()
    expect(statusCode).toBe(422)
    expect(textOf(body)).toContain(
      'The calendar cannot be read right now, so nobody knows whether the picked times are free.'
    )
    expect(textOf(body)).not.toMatch(/not free/)
    expect(await made()).toEqual([])
    expect((await make({ busyToo: 'yes' })).statusCode).toBe(303)
  })
})

describe('turning to another week', () => {
  test('keeps what was picked and typed', async () => {
    const { turn, made } = await danasDesk()
    const { body, statusCode } = await turn({
      go: '2027-01-11',
      note: 'kept',
      takers: 'each',
      place: 'address',
      placeText: 'Unter den Linden 1'
    })
    const text = textOf(body)
    expect(statusCode).toBe(200)
    expect(text).toContain('Week of Monday 11 January')
    expect(text).toContain('2 times picked')
    expect(text).toContain('Tue 5 Jan, 10:00 to 10:30')
    expect(body.match(/name="slot" value="2027-01-0[56][^"]*" checked/g)).toHaveLength(2)
    expect(body).toContain('kept</textarea>')
    expect(valuesOf(body, 'placeText')).toEqual(['Unter den Linden 1'])
    expect(body).toMatch(/value="each" checked/)
    expect(flawsOf(body)).toEqual([])
    expect(await made()).toEqual([])
  })

  test('shows a picked time in its own week as a ticked box', async () => {
    const { turn } = await danasDesk()
    const { body } = await turn({ go: '2027-01-04' })
    expect(body).toMatch(/id="slot-2027-01-05-600" value="2027-01-05T09:00Z\/30" checked/)
    expect(body).not.toContain('Outside the week above')
  })
})

describe('what is picked becomes the link', () => {
  test('in order, each once, and the first booking closes it', async () => {
    const { make, made } = await danasDesk()
    await make({}, ['2027-01-06T14:00Z/30', '2027-01-05T09:00Z/30', '2027-01-06T14:00Z/30'])
    expect((await made())[0]).toMatchObject({
      kind: 'time slots',
      uses: 1,
      zone: 'Europe/Berlin',
      initiator: { id: dana.id },
      slots: [
        { start: Date.parse('2027-01-05T09:00Z'), end: Date.parse('2027-01-05T09:30Z') },
        { start: Date.parse('2027-01-06T14:00Z'), end: Date.parse('2027-01-06T14:30Z') }
      ]
    })
  })

  test('with colleagues and caps', async () => {
    const { make, made } = await danasDesk()
    await make({ perDay: '1', perWeek: '3', required: 'ari.weiss@acme.example', optional: 'eve.tanaka@acme.example' })
    expect((await made())[0]).toMatchObject({ perDay: 1, perWeek: 3, required: [ari], optional: [eve] })
  })

  test('one for each time', async () => {
    const { make, made } = await danasDesk()
    await make({ takers: 'each' })
    expect((await made())[0]?.uses).toBe(2)
  })

  test('a busy time only after a warning', async () => {
    const { make, made } = await danasDesk()
    const busy = '2027-01-05T11:30Z/30'
    const { statusCode, body } = await make({}, [busy])
    expect(statusCode).toBe(422)
    expect(body).toMatch(/<a href="#busyToo">Some of the picked times are not free/)
    expect(body).toMatch(/id="busyToo" name="busyToo" value="yes" aria-invalid="true"/)
    expect(textOf(body)).toContain('Nobody can book such a time until Olga Okafor is free then.')
    expect(await made()).toEqual([])
    expect((await make({ busyToo: 'yes' }, [busy])).statusCode).toBe(303)
  })

  test('and so is one when a colleague who must be free is busy', async () => {
    const { make, services } = await danasDesk()
    const { readAll } = services.busyTimes
    services.busyTimes.readAll = async (people, span, freshness) => {
      const answers = await readAll(people, span, freshness)
      const [start, end] = [Date.parse('2027-01-05T09:00Z'), Date.parse('2027-01-05T10:00Z')]
      if (answers.has(ari.id)) answers.set(ari.id, { items: [{ start, end, status: 'busy' }], readAt: start })
      return answers
    }
    expect((await make()).statusCode).toBe(303)
    const { statusCode, body } = await make({ required: 'ari.weiss@acme.example' })
    expect(statusCode).toBe(422)
    expect(body).toMatch(/<a href="#busyToo">Some of the picked times are not free/)
    expect(body).toContain('ari.weiss@acme.example</textarea>')
    expect(body).toMatch(/<details class="more" open>/)
  })

  test('and so does one that only a buffer makes busy', async () => {
    const { make } = await danasDesk()
    const after = '2027-01-05T12:00Z/30' // right after lunch
    expect((await make({ bufferBefore: '15' }, [after])).statusCode).toBe(422)
    expect((await make({}, [after])).statusCode).toBe(303)
    expect(lunch.end).toBe(Date.parse('2027-01-05T12:00Z'))
  })
})

describe('what cannot be a link comes back', () => {
  test.each([
    ['nothing picked', {}, [], 'Pick at least one time in the week.'],
    ['a time that has passed', {}, ['2027-01-04T06:00Z/30'], 'One time was taken out'],
    ['a time that is none', {}, ['2027-02-30T09:00Z/30'], 'One time was taken out'],
    ['a length of seven minutes', {}, ['2027-01-05T09:00Z/7'], 'One time was taken out'],
    ['noise', {}, ['<script>', '__proto__'], '2 times were taken out'],
    ['a time in ten years', {}, ['2037-01-05T09:00Z/30'], 'One time was taken out'],
    ['nobody to take it', { takers: '' }, undefined, 'Choose how many people can book.'],
    ['no name in which it is offered', { from: '' }, undefined, 'Choose in whose name']
  ])('%s', async (_, changed, slots, message) => {
    const { make, made } = await danasDesk()
    const { statusCode, body } = await make(changed as Record<string, string>, slots)
    expect(statusCode).toBe(422)
    expect(textOf(body)).toContain(message)
    expect(body).not.toContain('<script>')
    expect(flawsOf(body)).toEqual([])
    expect(await made()).toEqual([])
  })

  test('more times than anybody reads', async () => {
    const { make } = await danasDesk()
    const many = Array.from(
      { length: 61 },
      (_, index) => `${new Date(Date.parse('2027-02-01T09:00Z') + index * 24 * HOUR).toISOString().slice(0, 16)}Z/30`
    )
    const { statusCode, body } = await make({}, many)
    expect(statusCode).toBe(422)
    expect(textOf(body)).toContain('60 times picked')
  })
})
