import { describe, expect, test } from 'vitest'
import type { AvailabilityLink } from '../../../src/links/link.ts'
import { dana, olga } from '../../world/cast.ts'
import { flawsOf, textOf, titleOf, valuesOf } from '../../world/pages.ts'
import { consoleOf, olgasPath } from './desk.ts'
import { availabilityForm } from './forms.ts'

const page = `${olgasPath}/availability-links/new`

async function danasDesk() {
  const world = await consoleOf({ links: [] })
  const desk = await world.as(dana)
  const make = (changed: Record<string, string> = {}) =>
    desk.post(`${olgasPath}/availability-links`, availabilityForm(changed), page)
  const made = async () => (await world.services.links.ofOrganizer(olga.id)).map(({ link }) => link as AvailabilityLink)
  return { ...world, desk, make, made }
}

describe('the form', () => {
  test('comes filled in with the industry’s defaults and the mailbox’s hours', async () => {
    const { desk } = await danasDesk()
    const { body } = await desk.get(page)
    expect(titleOf(body)).toBe('Availability link for Olga Okafor · OnBehalf')
    expect(valuesOf(body, 'subject')).toEqual(['Meeting with Olga Okafor'])
    expect(valuesOf(body, 'horizon')).toEqual(['365'])
    expect(valuesOf(body, 'from-1')).toEqual(['09:00'])
    expect(body.match(/name="open-\d" value="yes" checked/g)).toHaveLength(5)
    expect(body).toContain('<option value="30" selected>30 minutes</option>')
    expect(flawsOf(body)).toEqual([])
  })

  test('shows what an invitee would see', async () => {
    const { desk } = await danasDesk()
    const text = textOf((await desk.get(page)).body)
    expect(text).toContain('What an invitee sees Times in Berlin time (UTC+1) Monday 4 January 09:00 to 09:30')
    expect(text).not.toContain('Lunch with the board')
  })

  test('asks whose name it is, and the organizer herself is not asked', async () => {
    const { desk, as } = await danasDesk()
    expect(textOf((await desk.get(page)).body)).toContain('“Offered by Olga Okafor, arranged by Dana Whitfield”')
    const { body } = await (await as(olga)).get(page)
    expect(body).not.toContain('name="from"')
  })

  test('asks for zone and hours where the mailbox does not say them', async () => {
    const { desk, outside, make, made } = await danasDesk()
    outside.mailbox = { unknown: 'Customized Time Zone' }
    const { body } = await desk.get(page)
    expect(textOf(body)).toContain('working hours cannot be read from the mailbox right now')
    expect(body).toContain('<option value="Europe/Berlin">Berlin (Europe)</option>')
    expect((await make({ zone: '' })).statusCode).toBe(422)
    expect((await make({ zone: 'W. Somewhere' })).statusCode).toBe(422)
    expect((await make({ zone: 'Asia/Tokyo' })).statusCode).toBe(303)
    expect((await made())[0]?.zone).toBe('Asia/Tokyo')
  })

  test('a crafted zone does not overrule the mailbox', async () => {
    const { make, made } = await danasDesk()
    await make({ zone: 'Asia/Tokyo' })
    expect((await made())[0]?.zone).toBe('Europe/Berlin')
  })
})

describe('what is typed becomes the link', () => {
  test('with everything left as it is', async () => {
    const { make, made } = await danasDesk()
    const answer = await make()
    const [link] = await made()
    expect(answer.headers.location).toBe(`/console/links/${link?.id}?made=1`)
    expect(link).toMatchObject({
      kind: 'availability',
      organizer: { id: olga.id },
      initiator: { id: dana.id },
      madeBy: { id: dana.id },
      lengths: [30],
      step: null,
      horizonDays: 365,
      uses: null,
      expiresAt: null,
      place: { kind: 'teams' },
      bufferBefore: 0,
      notice: 0,
      blocks: ['tentative', 'busy', 'oof'],
      revokedAt: null
    })
    expect(Object.keys(link?.hours ?? {})).toEqual(['1', '2', '3', '4', '5'])
  })

  test('with everything changed', async () => {
    const { make, made } = await danasDesk()
    await make({
      from: 'organizer',
      length: '45',
      step: '15',
      bufferBefore: '10',
      bufferAfter: '5',
      notice: '1440',
      horizon: '60',
      uses: '3',
      expires: '2027-03-28',
      subject: 'Tea',
      place: 'phone',
      placeText: 'I call +49 30 123456',
      note: 'Bring\r\ncake',
      'from-1': '8.30',
      'to-1': '24:00',
      'open-5': ''
    })
    expect((await made())[0]).toMatchObject({
      initiator: { id: olga.id },
      madeBy: { id: dana.id },
      lengths: [45],
      step: 15,
      bufferBefore: 10,
      bufferAfter: 5,
      notice: 1440,
      horizonDays: 60,
      uses: 3,
      expiresAt: Date.parse('2027-03-28T22:00Z'), // midnight in Berlin, after the clock was put forward
      subject: 'Tea',
      place: { kind: 'phone', text: 'I call +49 30 123456' },
      note: 'Bring\ncake',
      hours: { 1: [{ from: 510, to: 1440 }], 2: [{ from: 540, to: 1020 }] }
    })
    expect((await made())[0]?.hours[5]).toBeUndefined()
  })

  test('and nothing else does', async () => {
    const { make, made } = await danasDesk()
    await make({
      id: 'mine',
      organizer: 'somebody',
      initiator: 'somebody',
      madeBy: 'somebody',
      createdAt: '0',
      revokedAt: '1',
      blocks: 'free',
      kind: 'time slots',
      __proto__: 'x',
      constructor: 'x'
    })
    const [link] = await made()
    expect(link).toMatchObject({
      kind: 'availability',
      organizer: { id: olga.id },
      revokedAt: null,
      blocks: ['tentative', 'busy', 'oof']
    })
    expect(link?.id).not.toBe('mine')
  })
})

describe('what cannot be a link comes back with what was typed', () => {
  test.each([
    ['no name in which it is offered', { from: '' }, '#from', 'Choose in whose name'],
    ['another name', { from: 'somebody' }, '#from', 'Choose in whose name'],
    ['no subject', { subject: ' \u0000 ' }, '#subject', 'Write what the meeting is called.'],
    ['no place', { place: 'moon' }, '#place', 'Choose where you meet.'],
    ['no number', { place: 'phone' }, '#placeText', 'Write the number'],
    ['a length of seven minutes', { length: '7' }, '#length', '15 to 120 minutes'],
    ['a length of a day', { length: '1440' }, '#length', '15 to 120 minutes'],
    ['a step of one', { step: '1' }, '#step', 'every 5 to 120 minutes'],
    ['a negative buffer', { bufferBefore: '-5' }, '#bufferBefore', '0 to 120 minutes'],
    ['a notice of a year', { notice: '525600' }, '#notice', 'at most 30 days'],
    ['no horizon', { horizon: '0' }, '#horizon', '1 to 730'],
    ['no uses at all', { uses: '0' }, '#uses', '1 to 1000'],
    ['a date that is none', { expires: '2027-02-30' }, '#expires', 'as a date'],
    ['a day that has passed', { expires: '2027-01-03' }, '#expires', 'has passed'],
    ['hours that end first', { 'from-1': '17:00', 'to-1': '09:00' }, '#to-1', 'Monday must end after it begins.'],
    ['hours too short', { 'to-2': '09:15' }, '#to-2', 'Tuesday is too short for 30 minutes.'],
    ['hours that are none', { 'from-3': '25:00' }, '#from-3', 'Write when Wednesday begins']
  ])('%s', async (_, changed, href, message) => {
    const { make, made } = await danasDesk()
    const { statusCode, body } = await make({ note: 'typed <kept>', ...(changed as Record<string, string>) })
    expect(statusCode).toBe(422)
    expect(titleOf(body)).toMatch(/^Problem: /)
    expect(body).toMatch(new RegExp(`<a href="${href}">[^<]*${message}`))
    expect(body).toContain(`id="${href.slice(1)}"`)
    expect(body).toContain('typed &lt;kept&gt;</textarea>')
    expect(flawsOf(body)).toEqual([])
    expect(await made()).toEqual([])
  })

  test('no day at all', async () => {
    const { make } = await danasDesk()
    const closed = Object.fromEntries([1, 2, 3, 4, 5].map((day) => [`open-${day}`, 'no']))
    const { statusCode, body } = await make(closed)
    expect(statusCode).toBe(422)
    expect(textOf(body)).toContain('Choose at least one day of the week.')
  })

  test('nothing but noise', async () => {
    const { desk, made } = await danasDesk()
    const noise: [string, string][] = [
      ['length', '30'],
      ['length', '45'],
      ['subject', '<%= 7*7 %>{{7*7}}'],
      ['__blocks[title]', '<img src=x>']
    ]
    const { statusCode, body } = await desk.post(`${olgasPath}/availability-links`, noise, page)
    expect(statusCode).toBe(422)
    expect(body).not.toContain('<img src=x>')
    expect(valuesOf(body, 'subject')).toEqual(['<%= 7*7 %>{{7*7}}'])
    expect(flawsOf(body)).toEqual([])
    expect(await made()).toEqual([])
  })
})

describe('the preview', () => {
  const preview = `${olgasPath}/availability-links/preview`

  test('follows what is typed and makes nothing', async () => {
    const { desk, made } = await danasDesk()
    const closed = { 'open-1': '', 'open-2': '', length: '60', 'from-3': '10:00', 'to-3': '12:00' }
    const { body, statusCode } = await desk.post(preview, availabilityForm(closed), page)
    expect(statusCode).toBe(200)
    expect(textOf(body)).toContain('Wednesday 6 January 10:00 to 11:00 11:00 to 12:00 Thursday 7 January')
    expect(await made()).toEqual([])
  })

  test('says that nobody can tell where the calendar does not answer', async () => {
    const { desk, outside } = await danasDesk()
    outside.entries = undefined
    const text = textOf((await desk.get(page)).body)
    expect(text).toContain('calendar cannot be read right now, so no time would be shown.')
    expect(text).not.toContain('Nothing is free')
  })

  test('says so where nothing is free', async () => {
    const { desk } = await danasDesk()
    const { body } = await desk.post(preview, availabilityForm({ notice: '43200' }), page)
    expect(textOf(body)).toContain('Nothing is free within these rules in the next four weeks.')
  })
})
