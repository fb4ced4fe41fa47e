import { expect, test } from 'vitest'
import { holdItems } from '../../src/exchange/hold-items.ts'
import { meetings } from '../../src/exchange/meetings.ts'
import { otherEntries } from '../../src/exchange/other-entries.ts'
import { dana, olga, useAcme } from './acme.ts'

const acme = useAcme()
const initiatorLine = 'Offered by Dana Whitfield on behalf of Olga Okafor'
/** Far from everything that the world is seeded with. */
const slot = { start: Date.UTC(2027, 5, 5, 9), end: Date.UTC(2027, 5, 5, 9, 30) }

async function ourMeeting() {
  const made = await meetings(acme.graph).create(olga, {
    key: 'graces:1',
    slot,
    subject: 'Half an hour with Olga',
    invitee: { name: 'Grace', address: 'grace@harborlight.example', note: '', zone: 'UTC' },
    colleagues: { required: [], optional: [] },
    place: { kind: 'phone', text: '+49' },
    initiatorLine,
    initiator: dana
  })
  if (!('meeting' in made)) throw new Error(JSON.stringify(made))
  return made.meeting
}

async function olgaEnters(entry: Record<string, unknown>) {
  const answer = await fetch(`${acme.origin}/v1.0/me/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await acme.tokenOf(olga)}`, 'content-type': 'application/json' },
    body: JSON.stringify({ subject: 'Secret merger', ...entry })
  })
  if (answer.status !== 201) throw new Error(await answer.text())
}

const utc = (text: string) => ({ dateTime: text, timeZone: 'UTC' })
const at = (start: string, end: string) => ({ start: utc(`2027-06-05T${start}:00`), end: utc(`2027-06-05T${end}:00`) })

test('our own meeting and our calendar hold are nobody else’s entry', async () => {
  const ours = await ourMeeting()
  const held = { key: 'hold:Tuesday', slot, subject: 'Held', initiatorLine }
  expect(await holdItems(acme.graph).create(olga, held)).toHaveProperty('item')
  expect(await otherEntries(acme.graph).at(olga, slot, ours)).toEqual({ entries: [] })
  expect(await otherEntries(acme.graph).at(olga, slot, { ...ours, id: 'another id since it was moved' })).toEqual({
    entries: []
  })
})

test('what Olga enters there is told with its time and how it blocks, private or not, and without a word of it', async () => {
  const ours = await ourMeeting()
  await olgaEnters({ ...at('08:45', '09:15'), sensitivity: 'private' })
  await olgaEnters({ ...at('09:15', '10:00'), showAs: 'free' })
  await olgaEnters(at('09:30', '10:00')) // only touches
  const answer = await otherEntries(acme.graph).at(olga, slot, ours)
  if (!('entries' in answer)) throw new Error(answer.unknown)
  expect(answer.entries.map(({ start, status }) => [new Date(start).toISOString().slice(11, 16), status])).toEqual([
    ['08:45', 'busy'],
    ['09:15', 'free']
  ])
  expect(JSON.stringify(answer)).not.toContain('merger')
})

test('an all-day entry is the day on Olga’s wall', async () => {
  const ours = await ourMeeting()
  await olgaEnters({
    isAllDay: true,
    showAs: 'oof',
    start: utc('2027-06-05T00:00:00'),
    end: utc('2027-06-06T00:00:00')
  })
  expect(await otherEntries(acme.graph).at(olga, slot, ours)).toMatchObject({ entries: [{ status: 'oof' }] })
})

test('a calendar that cannot be read is unknown, not empty', async () => {
  const ours = await ourMeeting()
  await acme.trouble({ cloud: 'graph', path: 'calendarView', times: 1, kind: 'status', status: 503 })
  expect(await otherEntries(acme.graph).at(olga, slot, ours)).toHaveProperty('unknown')
})
