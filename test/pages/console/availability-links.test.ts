import { describe, expect, test } from 'vitest'
import type { Services } from '../../../server/services.ts'
import type { AvailabilityLink } from '../../../src/links/link.ts'
import { HOUR, MINUTE } from '../../../src/time/instant.ts'
import { ari, dana, eve, mondayMorning, olga, rae } from '../../world/cast.ts'
import { flawsOf, textOf, titleOf, valuesOf } from '../../world/pages.ts'
import { consoleOf, olgasPath } from './desk.ts'
import { availabilityForm } from './forms.ts'

const page = `${olgasPath}/availability-links/new`

async function danasDesk() {
  const world = await consoleOf({ links: [] })
  const desk = await world.as(dana)
  const make = (changed: Record<string, string | string[]> = {}) =>
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
    expect(valuesOf(body, 'hours-1')).toEqual(['09:00-17:00'])
    expect(body.match(/name="open-\d" value="yes" checked/g)).toHaveLength(5)
    expect(body.match(/name="length" value="\d+" checked/g)).toEqual(['name="length" value="30" checked'])
    expect(body).toMatch(/<details class="more">/)
    expect(flawsOf(body)).toEqual([])
  })

  test('shows what an invitee would see', async () => {
    const { desk } = await danasDesk()
    const text = textOf((await desk.get(page)).body)
    expect(text).toContain('What an invitee sees Times in Berlin time (UTC+1) Monday 4 January 09:00 to 09:30')
    expect(text).not.toContain('Lunch with the board')
  })

  test('has a line for a day with a break as the mailbox has it', async () => {
    const { desk, outside } = await danasDesk()
    const morning = { from: 540, to: 720 }
    outside.mailbox = { zone: 'Europe/Berlin', hours: { 2: [morning, { from: 780, to: 1440 }] } }
    const { body } = await desk.get(page)
    expect(valuesOf(body, 'hours-2')).toEqual(['09:00-12:00, 13:00-24:00'])
    expect(valuesOf(body, 'hours-1')).toEqual(['09:00-12:00, 13:00-24:00'])
    expect(body.match(/name="open-\d" value="yes" checked/g)).toEqual(['name="open-2" value="yes" checked'])
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
      length: ['60', '45'],
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
      'hours-1': '8.30 - 12, 13:00 to 24:00',
      firstDate: '2027-01-11',
      lastDate: '2027-03-26',
      'date-0': '2027-02-06',
      'kind-0': 'hours',
      'hours-on-0': '10:00-12:00',
      'date-1': '2027-01-20',
      'kind-1': 'closed',
      'hours-on-1': '',
      'date-2': '2027-02-07',
      'kind-2': 'open',
      'hours-on-2': '',
      perDay: '2',
      perWeek: '5',
      blocks: ['busy', 'workingElsewhere'],
      required: 'Ari Weiss <ari.weiss@acme.example>; rae.lindqvist@acme.example',
      optional: 'EVE.TANAKA@acme.example',
      'open-5': ''
    })
    expect((await made())[0]).toMatchObject({
      initiator: { id: olga.id },
      madeBy: { id: dana.id },
      lengths: [45, 60],
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
      hours: {
        1: [
          { from: 510, to: 720 },
          { from: 780, to: 1440 }
        ],
        2: [{ from: 540, to: 1020 }]
      },
      firstDate: '2027-01-11',
      lastDate: '2027-03-26',
      overrides: [
        { date: '2027-01-20', windows: [] },
        { date: '2027-02-06', windows: [{ from: 600, to: 720 }] },
        { date: '2027-02-07', windows: [{ from: 540, to: 1020 }] } // a Sunday, as the line of Sundays says
      ],
      perDay: 2,
      perWeek: 5,
      blocks: ['busy', 'workingElsewhere'],
      required: [ari, rae],
      optional: [eve]
    })
    expect((await made())[0]?.hours[5]).toBeUndefined()
  })

  test('and nothing else does', async () => {
    const { make, made } = await danasDesk()
    await make({
      id: 'mine',
      organizer: 'somebody',
      createdAt: '0',
      revokedAt: '1',
      blocks: 'free',
      overrides: '[]',
      lengths: '1',
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
    ['no length', { length: [] }, '#length', '15 to 120 minutes'],
    ['a length among others', { length: ['30', '31'] }, '#length', '15 to 120 minutes'],
    ['hours that end first', { 'hours-1': '17:00-09:00' }, '#hours-1', 'Monday must end after it begins'],
    ['hours too short', { 'hours-2': '09:00-09:15' }, '#hours-2', 'Tuesday is too short for 30 minutes'],
    ['hours that are none', { 'hours-3': '25:00-26:00' }, '#hours-3', 'Wednesday has .*25:00-26:00'],
    ['a first date that is none', { firstDate: 'soon' }, '#firstDate', 'as a date'],
    ['a last date that has passed', { lastDate: '2027-01-03' }, '#lastDate', 'has passed'],
    ['dates backwards', { firstDate: '2027-02-02', lastDate: '2027-02-01' }, '#lastDate', 'before the first one'],
    ['a cap of nothing', { perDay: '0' }, '#perDay', '1 to 50'],
    ['a cap without end', { perWeek: '201' }, '#perWeek', '1 to 200'],
    ['a date that is none', { 'date-0': '2027-02-30' }, '#date-0', 'Write the date'],
    ['hours without a date', { 'hours-on-0': '9-10' }, '#date-0', 'Write the date'],
    ['a date that has passed', { 'date-4': '2027-01-03', 'kind-4': 'closed' }, '#date-0', 'has passed'],
    ['a date far away', { 'date-0': '2099-01-01', 'kind-0': 'closed' }, '#date-0', 'too far away'],
    ['a date without a choice', { 'date-0': '2027-02-01', 'kind-0': 'maybe' }, '#kind-0', 'Choose what happens'],
    ['a date without hours', { 'date-0': '2027-02-01', 'kind-0': 'hours' }, '#hours-on-0', '2027-02-01 needs hours'],
    [
      'a date whose weekday has no hours',
      { 'date-0': '2027-02-06', 'kind-0': 'open', 'hours-6': '' },
      '#kind-0',
      'The weekday of 2027-02-06 needs hours'
    ],
    [
      'a date twice',
      { 'date-0': '2027-02-01', 'kind-0': 'closed', 'date-1': '2027-02-01', 'kind-1': 'closed' },
      '#date-1',
      'stands here twice'
    ],
    ['a stranger', { required: 'who@acme.example' }, '#required', 'Nobody in the directory has the address who@acme'],
    ['no address', { optional: '<script>' }, '#optional', 'Nobody in the directory has the address script'],
    ['the organizer', { optional: 'olga.okafor@acme.example' }, '#optional', 'Take Olga Okafor out'],
    [
      'one colleague in both lists',
      { required: 'ari.weiss@acme.example', optional: 'ari.weiss@acme.example' },
      '#optional',
      'Ari Weiss must be free already'
    ],
    [
      'eleven colleagues',
      { required: Array.from({ length: 11 }, (_, index) => `p${index}@acme.example`).join('\n') },
      '#required',
      'Name at most 10 colleagues.'
    ]
  ])('%s', async (_, changed, href, message) => {
    const { make, made } = await danasDesk()
    const { statusCode, body } = await make({ note: 'typed <kept>', ...(changed as Record<string, string | string[]>) })
    expect(statusCode).toBe(422)
    expect(titleOf(body)).toMatch(/^Problem: /)
    expect(body).toMatch(new RegExp(`<a href="${href}">[^<]*${message}`))
    expect(body).toContain(`id="${href.slice(1)}"`)
    expect(body).toContain('typed &lt;kept&gt;</textarea>')
    expect(flawsOf(body)).toEqual([])
    expect(await made()).toEqual([])
  })

  test('and with every rule that was typed, folded out', async () => {
    const { make } = await danasDesk()
    const { body } = await make({
      subject: '',
      length: ['45', '60'],
      'hours-2': '9-12, 13-17"<',
      'date-0': '2027-02-06',
      'kind-0': 'hours',
      'hours-on-0': '10-12',
      blocks: ['busy', 'workingElsewhere'],
      perDay: '2',
      required: 'ari.weiss@acme.example\n<b>',
      firstDate: '2027-01-11'
    })
    expect(body).toMatch(/<details class="more" open>/)
    expect(body.match(/name="(length|blocks)" value="\w+" checked/g)).toHaveLength(3)
    expect(valuesOf(body, 'hours-2')).toEqual(['9-12, 13-17"<'])
    expect(valuesOf(body, 'date-0')).toEqual(['2027-02-06'])
    expect(valuesOf(body, 'hours-on-0')).toEqual(['10-12'])
    expect(body).toContain('<option value="hours" selected>Other hours</option>')
    expect(valuesOf(body, 'perDay')).toEqual(['2'])
    expect(valuesOf(body, 'firstDate')).toEqual(['2027-01-11'])
    expect(body).toContain('ari.weiss@acme.example\n&lt;b&gt;</textarea>')
    expect(flawsOf(body)).toEqual([])
  })

  test('all problems at once, in the order of the page', async () => {
    const { make } = await danasDesk()
    const { body } = await make({
      ...{
        required: 'nobody',
        uses: 'x',
        'date-0': 'x',
        expires: 'x',
        subject: '',
        'hours-2': '',
        'hours-1': 'x',
        length: []
      },
      ...{ optional: 'x', perDay: 'x', horizon: '', step: 'x', lastDate: 'x', firstDate: 'x', place: '', from: '' }
    })
    const entries = [...body.matchAll(/<li><a href="#([\w-]+)">/g)].map(([, name]) => name)
    const places = entries.map((name) => body.search(new RegExp(`(id|name)="${name}"`)))
    expect(entries).toHaveLength(16)
    expect(places).toEqual([...places].sort((a, b) => a - b))
  })

  test('colleagues wait for a directory that is silent', async () => {
    const { make, made, services } = await danasDesk()
    services.directory.byAddress = async () => {
      throw new Error('no answer')
    }
    const { statusCode, body } = await make({ required: 'ari.weiss@acme.example' })
    expect(statusCode).toBe(422)
    expect(textOf(body)).toContain('The directory does not answer right now.')
    expect(await made()).toEqual([])
    expect((await make()).statusCode).toBe(303)
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

describe('dates with hours of their own', () => {
  const rows = `${olgasPath}/availability-links/preview`
  const two = {
    'date-0': '2027-02-01',
    'kind-0': 'closed',
    'hours-on-0': '',
    'date-1': '2027-02-06',
    'kind-1': 'hours',
    'hours-on-1': '10-12'
  }
  const dates = (body: string) => Array.from({ length: 61 }, (_, row) => valuesOf(body, `date-${row}`)).flat()

  test('a row is added at the press of a button, and nobody is blamed for what is not there yet', async () => {
    const { desk, made } = await danasDesk()
    const fields = availabilityForm({ ...two, subject: '', note: 'kept', 'add-date': 'yes' })
    const { body, statusCode } = await desk.post(rows, fields, page)
    expect(statusCode).toBe(200)
    expect(dates(body)).toEqual(['2027-02-01', '2027-02-06', ''])
    expect(body).toMatch(/id="date-2"[^>]* autofocus/)
    expect(body).toMatch(/<details class="more" open>/)
    expect(body).toContain('kept</textarea>')
    expect(body).not.toContain('class="problem"')
    expect(flawsOf(body)).toEqual([])
    expect(await made()).toEqual([])
  })

  test('one is taken out, and the others keep what they say', async () => {
    const { desk } = await danasDesk()
    const { body } = await desk.post(rows, availabilityForm({ ...two, 'remove-date': '0' }), page)
    expect(dates(body)).toEqual(['2027-02-06'])
    expect(valuesOf(body, 'hours-on-0')).toEqual(['10-12'])
    expect(body).toMatch(/<details class="more" open>/)
  })

  test('there are sixty at most, however many are sent', async () => {
    const { desk, make, made } = await danasDesk()
    const many = Object.fromEntries(
      Array.from({ length: 70 }, (_, row) => [
        [`date-${row}`, new Date(Date.parse('2027-02-01') + row * 86_400_000).toISOString().slice(0, 10)],
        [`kind-${row}`, 'closed']
      ]).flat()
    )
    const { body } = await desk.post(rows, availabilityForm({ ...many, 'add-date': 'yes' }), page)
    expect(dates(body)).toHaveLength(60)
    expect(body).not.toContain('Add a date')
    await make(many)
    expect((await made())[0]?.overrides).toHaveLength(60)
  })

  test('a row in which nothing stands is no date', async () => {
    const { make, made } = await danasDesk()
    await make({ 'date-0': '', 'kind-0': 'closed', 'hours-on-0': '' })
    expect((await made())[0]?.overrides).toEqual([])
  })
})

describe('the preview', () => {
  const preview = `${olgasPath}/availability-links/preview`

  test('follows what is typed and makes nothing', async () => {
    const { desk, made } = await danasDesk()
    const closed = { 'open-1': '', 'open-2': '', length: '60', 'hours-3': '10:00-12:00' }
    const { body, statusCode } = await desk.post(preview, availabilityForm(closed), page)
    expect(statusCode).toBe(200)
    expect(textOf(body)).toContain('Wednesday 6 January 10:00 to 11:00 11:00 to 12:00 Thursday 7 January')
    expect(await made()).toEqual([])
  })

  test('says the rules in words, and for how long the times are where there is a choice', async () => {
    const { desk } = await danasDesk()
    const fields = availabilityForm({
      length: ['60', '30'],
      'hours-1': '09:00-12:00, 13:00-17:00',
      'date-0': '2027-01-06',
      'kind-0': 'closed',
      perDay: '3',
      required: 'ari.weiss@acme.example',
      optional: 'eve.tanaka@acme.example'
    })
    const text = textOf((await desk.post(preview, fields, page)).body)
    expect(text).toContain('Times in Berlin time (UTC+1), for 30 minutes')
    expect(text).toContain('Length 30 minutes or 1 hour')
    expect(text).toContain('Hours Monday 09:00 to 12:00 and 13:00 to 17:00; Tuesday to Friday 09:00 to 17:00')
    expect(text).toContain('Other dates Wednesday 6 January closed')
    expect(text).toContain('At most 3 bookings a day, whatever link they come by')
    expect(text).toContain('Must be free as well Ari Weiss Invited, free or not Eve Tanaka')
    expect(text).not.toContain('Wednesday 6 January 09:00')
  })

  test('says that nobody can tell where the calendar does not answer', async () => {
    const { desk, outside } = await danasDesk()
    outside.entries = undefined
    const text = textOf((await desk.get(page)).body)
    expect(text).toContain('calendar cannot be read right now, so no time would be shown.')
    expect(text).not.toContain('Nothing is free')
    expect(text).toContain('(Exchange does not answer)')
  })

  test('says how old the times are while Exchange gives no newer ones', async () => {
    const { desk, services } = await danasDesk()
    const items = [{ start: mondayMorning, end: mondayMorning + 9 * HOUR, status: 'busy' as const }]
    const readAt = mondayMorning - 4 * MINUTE
    services.busyTimes.readAll = async (people) =>
      new Map(people.map(({ id }) => [id, { items, readAt, stale: 'Exchange does not answer' }]))
    const text = textOf((await desk.get(page)).body)
    expect(text).toContain('The calendar cannot be read right now. These times were read 4 minutes ago;')
    expect(text).toContain('Tuesday 5 January 09:00')
    const nothing = await desk.post(preview, availabilityForm({ notice: '43200' }), page)
    expect(textOf(nothing.body)).not.toContain('4 minutes ago') // the notice alone takes them all
  })

  test('says so where nothing is free', async () => {
    const { desk } = await danasDesk()
    const { body } = await desk.post(preview, availabilityForm({ notice: '43200' }), page)
    expect(textOf(body)).toContain('Nothing is free within these rules in the next four weeks.')
  })
})

describe('what it is about in Salesforce', () => {
  const record = { id: '0018X0000010001QAA', object: 'Account', name: 'Harborlight <b>Analytics</b>' }
  const salesforce = (more: object = {}) =>
    ({
      record: async (id: string) => (id === record.id ? record : null),
      user: async () => ({ id: '0058X000000OlgaQAC', active: true }),
      readable: async (_: string, ids: string[]) => new Set(ids),
      ...more
    }) as unknown as Services['activities']

  test('is not asked where nothing is written to Salesforce, nor taken from a form that asks all the same', async () => {
    const { desk, make, made } = await danasDesk()
    expect((await desk.get(page)).body).not.toContain('name="record"')
    expect((await make({ record: record.id })).statusCode).toBe(422)
    expect(await made()).toEqual([])
  })

  test('is looked up when the link is made, and kept with the name that Salesforce gives', async () => {
    const { desk, make, made, services } = await danasDesk()
    services.activities = salesforce()
    const { body } = await desk.get(page)
    expect(body).toContain('name="record"')
    expect(flawsOf(body)).toEqual([])
    const address = `https://acme.lightning.force.com/lightning/r/Account/${record.id}/view`
    const answer = await make({ record: address })
    expect(answer.statusCode).toBe(303)
    expect(await made()).toMatchObject([{ record }])
    const shown = (await desk.get(String(answer.headers.location))).body
    expect(textOf(shown)).toContain('About, in Salesforce Account: Harborlight <b>Analytics</b>')
    expect(shown).not.toContain('<b>Analytics')
  })

  // biome-ignore format: a table
  test.each([
    ['Harborlight',        {},                                                       'Paste the address of an account'],
    ['0018X0000010002QAA', {},                                                       'There is no such record in Salesforce that Olga Okafor can see'],
    [record.id,            { readable: async () => new Set() },                      'There is no such record in Salesforce that Olga Okafor can see'],
    [record.id,            { record: async () => ({ trouble: 'again', said: '' }) }, 'Salesforce does not answer right now']
  ])('%s is refused with what to do, and nothing typed is lost', async (typed, more, words) => {
    const { make, made, services } = await danasDesk()
    services.activities = salesforce(more)
    const { body, statusCode } = await make({ record: typed, subject: 'Harbour talk' })
    expect(statusCode).toBe(422)
    expect(textOf(body)).toContain(words)
    expect(valuesOf(body, 'record')).toEqual([typed])
    expect(valuesOf(body, 'subject')).toEqual(['Harbour talk'])
    expect(await made()).toEqual([])
  })
})
