// Invitations in Olga's mailbox, through the real client, and what answers do to the sender and to her time.
import { expect, test } from 'vitest'
import { busyTimes } from '../../src/exchange/busy-time.ts'
import { invitations } from '../../src/exchange/invitations.ts'
import type { Invitation } from '../../src/invitations/invitation.ts'
import { DAY, HOUR, MINUTE } from '../../src/time/instant.ts'
import { olga, useAcme } from './acme.ts'

const acme = useAcme()
const port = () => invitations(acme.graph)

/** A Sunday three weeks ahead, where the diaries of the world hold nothing. */
const sunday = () => {
  const midnight = Math.floor(Date.now() / DAY) * DAY + 21 * DAY
  return midnight + ((7 - new Date(midnight).getUTCDay()) % 7) * DAY + 14 * HOUR
}

const invite = (more: object = {}) =>
  acme.post('/_sandbox/invitation', {
    ...{ to: olga.address, sender: 'piet.jansen@acme.example', subject: 'Numbers', place: 'Harbour', minutes: 45 },
    ...{ start: new Date(sunday()).toISOString(), ...more }
  })

const around = (weeks = 1) => ({ start: sunday() - HOUR, end: sunday() + weeks * 7 * DAY - DAY })

async function waiting(weeks = 1): Promise<Invitation[]> {
  const found = await port().within(olga, around(weeks))
  if ('unknown' in found) throw new Error(found.unknown)
  return found.invitations.filter(({ title }) => title === 'Numbers')
}

async function theOne(): Promise<Invitation> {
  const [found] = await waiting()
  if (!found) throw new Error('no invitation')
  return found
}

const say = (answer: 'accept' | 'tentative' | 'decline', comment = 'Gladly') => ({ answer, comment, silently: false })

const mailOf = async (address: string) =>
  (await acme.state()).mailboxes[address] as { events: Record<string, unknown>[]; sent: Record<string, unknown>[] }

const busyThen = async () => {
  const read = await busyTimes(acme.graph).read(olga, { start: sunday(), end: sunday() + HOUR }, 'fresh')
  if ('unknown' in read) throw new Error(read.unknown)
  return read.items.map(({ status }) => status)
}

test('one that waits is told with its sender, place and time, and not what Olga plans herself', async () => {
  await invite()
  const found = await port().within(olga, around())
  if ('unknown' in found) throw new Error(found.unknown)
  expect(found.invitations).toMatchObject([
    {
      ...{ title: 'Numbers', from: { name: 'Piet Jansen', address: 'piet.jansen@acme.example' }, place: 'Harbour' },
      ...{ private: false, allDay: false, cancelled: false, response: 'none', wantsAnswer: true, series: false },
      occurrences: [{ start: sunday(), end: sunday() + 45 * MINUTE }]
    }
  ])
  expect(found.entries.length).toBeGreaterThan(1)
  expect(await port().read(olga, found.invitations[0]?.id ?? '')).toMatchObject({
    invitation: { title: 'Numbers', times: found.invitations[0]?.times }
  })
})

test.each([
  ['accept', 'accepted', ['busy']],
  ['tentative', 'tentativelyAccepted', ['tentative']],
  ['decline', 'declined', []]
] as const)('%s reaches the sender with the comment, and her time follows', async (answer, response, busy) => {
  await invite()
  expect(await busyThen()).toEqual(['tentative'])
  const { id } = await theOne()
  expect(await port().answer(olga, id, say(answer, 'Gladly'))).toBe('given')
  expect(await busyThen()).toEqual(busy)
  const piets = await mailOf('piet.jansen@acme.example')
  const meeting = piets.events.find(({ subject }) => subject === 'Numbers') as { attendees: object[] }
  expect(meeting.attendees).toMatchObject([{ status: { response } }])
  expect((await mailOf(olga.address)).sent).toMatchObject([{ kind: 'response', body: 'Gladly' }])
  expect((await waiting()).map((each) => each.response)).toEqual(answer === 'tentative' ? ['tentative'] : [])
  const now = await port().read(olga, id)
  expect(now === 'gone').toBe(answer === 'decline')
})

test('silently, the sender hears nothing', async () => {
  await invite({ sender: 'relations@nordbank.example', wantsAnswer: 'no' })
  const { id, wantsAnswer } = await theOne()
  expect(wantsAnswer).toBe(false)
  expect(await port().answer(olga, id, { answer: 'accept', comment: 'x', silently: true })).toBe('given')
  expect((await mailOf(olga.address)).sent).toEqual([])
})

test('a series waits as one, and is answered as one', async () => {
  await invite({ weeks: 3 })
  const found = await waiting(4)
  expect(found).toMatchObject([{ series: true, occurrences: [{ start: sunday() }, {}, {}] }])
  expect(await port().answer(olga, found[0]?.id ?? '', say('accept'))).toBe('given')
  expect(await waiting(4)).toEqual([])
})

test('of a series that was answered, an occurrence that waits again waits by itself', async () => {
  await invite({ weeks: 3 })
  const [series] = await waiting(4)
  const second = series?.occurrences[1]
  await port().answer(olga, second?.id ?? '', say('tentative'))
  await port().answer(olga, series?.id ?? '', say('accept'))
  expect(await waiting(4)).toMatchObject([
    { id: second?.id, series: false, response: 'tentative', occurrences: [second] }
  ])
})

test('what is gone, and what is her own, is no invitation', async () => {
  await invite()
  const { id } = await theOne()
  await acme.post('/_sandbox/meeting', { mailbox: olga.address, meeting: 'Numbers', act: 'decline' })
  expect(await port().read(olga, id)).toBe('gone')
  expect(await port().answer(olga, id, say('accept'))).toBe('gone')
  expect(await port().read(olga, 'x'.repeat(60))).toBe('gone')
  const own = (await mailOf(olga.address)).events.find(({ subject }) => subject === 'Board papers')
  expect(await port().read(olga, String(own?.id))).toBe('gone')
})

test.each([
  ['is down', { kind: 'status', status: '503' }, 'notNow'],
  ['drops the line after it took the answer', { kind: 'drop-after' }, 'unclear'],
  ['refuses the application', { kind: 'status', status: '403' }, 'refused']
])('an answer that Exchange does not confirm says what may have come of it: it %s', async (_, trouble, says) => {
  await invite()
  const { id } = await theOne()
  await acme.trouble({ cloud: 'graph', path: '/accept$', times: 1, ...trouble })
  expect(await port().answer(olga, id, say('accept'))).toHaveProperty(says)
})

test('a calendar that cannot be read has no empty list of invitations', async () => {
  await acme.trouble({ cloud: 'graph', path: 'calendarView', kind: 'status', status: '503', times: 1 })
  expect(await port().within(olga, around())).toHaveProperty('unknown')
})
