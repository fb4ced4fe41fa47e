import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { calendars } from '../../sandbox/control/calendars.ts'
import { initiatorLine } from '../../sandbox/control/initiator.ts'
import { records } from '../../sandbox/control/records.ts'
import { people } from '../../sandbox/directory.ts'
import { aSandbox, send } from './asking.ts'

const utc = (dateTime: string) => ({ dateTime: `${dateTime}.0000000`, timeZone: 'UTC' })
const olga = people.acme.slice(0, 1)

function calendarOf(...events: Record<string, unknown>[]): string {
  return calendars({ 'olga.okafor@acme.example': { events, sent: [] } }, olga)
    .map(({ html }) => html)
    .join('')
}

test('Olga’s meeting is shown on her wall clock, with who comes and who offered it', () => {
  const page = calendarOf({
    subject: 'Lunch <with> Grace',
    start: utc('2027-01-04T13:00:00'),
    end: utc('2027-01-04T13:30:00'),
    showAs: 'busy',
    sensitivity: 'private',
    attendees: [
      { emailAddress: { name: 'Grace Hopper-Lee', address: 'grace@navy.example' }, status: { response: 'accepted' } }
    ],
    body: {
      contentType: 'html',
      content: '<html><body><p>Offered by Dana Whitfield on behalf of Olga Okafor</p><p>x</p></body></html>'
    }
  })
  expect(page).toContain('Mon, 4 Jan 2027, 14:00 – 14:30')
  expect(page).toContain('Lunch &lt;with&gt; Grace <small>(private)</small>')
  expect(page).toContain('Grace Hopper-Lee (accepted)')
  expect(page).toContain('>Offered by Dana Whitfield on behalf of Olga Okafor</td>')
})

test('an all-day entry has a day and no hours, one that crosses midnight has both days', () => {
  const page = calendarOf(
    { subject: 'Fair', isAllDay: true, start: utc('2027-01-05T00:00:00'), end: utc('2027-01-06T00:00:00') },
    { subject: 'Flight', start: utc('2027-01-05T21:00:00'), end: utc('2027-01-06T05:00:00') }
  )
  expect(page).toContain('Tue, 5 Jan 2027, all day')
  expect(page).toContain('Tue, 5 Jan 2027, 22:00 – Wed, 6 Jan 2027 06:00')
})

test('a Salesforce Event is shown with names in the place of ids', () => {
  const page = records({
    User: [{ Id: '005', Name: 'Olga Okafor' }],
    Contact: [{ Id: '003', FirstName: 'Grace', LastName: 'Hopper-Lee', Email: 'grace@navy.example' }],
    Event: [
      {
        Subject: 'Lunch',
        StartDateTime: '2027-01-04T13:00:00.000+0000',
        EndDateTime: '2027-01-04T13:30:00.000+0000',
        OwnerId: '005',
        WhoId: '003',
        Description: 'Offered by Olga Okafor\nNote'
      }
    ]
  })
    .map(({ html }) => html)
    .join('')
  expect([...page.matchAll(/<td[^>]*>([^<]*)/g)].slice(0, 6).map(([, cell]) => cell)).toEqual([
    'Mon, 4 Jan 2027, 13:00 – 13:30',
    'Lunch',
    'Olga Okafor',
    'Grace Hopper-Lee',
    '',
    'Offered by Olga Okafor'
  ])
})

test('a text without an offer has no initiator line', () => {
  expect(initiatorLine('Offered coffee by nobody')).toBeUndefined()
  expect(initiatorLine(null)).toBeUndefined()
})

test('the README and the control routes agree', async () => {
  const read = (name: string) => readFileSync(join(import.meta.dirname, '../../sandbox', name), 'utf8')
  const told = [...read('README.md').matchAll(/`(GET|POST|PUT|DELETE) (\/_sandbox\S*)`/g)]
  expect(told.length).toBeGreaterThan(10)
  const { origin } = await aSandbox()
  for (const [, method = '', path = ''] of told) {
    expect((await send(origin, method, path, method === 'GET' ? undefined : {})).status, `${method} ${path}`).not.toBe(
      404
    )
  }

  const paths = new Set(told.map(([, , path]) => path))
  const routes = [...read('control/control.ts').matchAll(/^ {4}'(?:\w+ )?(\/_sandbox[^']*)'/gm)]
  expect(routes.length).toBeGreaterThan(10)
  for (const [, path = ''] of routes) expect(paths, `README about ${path}`).toContain(path)
})
