import { afterAll, beforeAll, expect, test } from 'vitest'
import { book, type Hand, openAndBook, openLink, signInByHand, spanOf, textOf } from './by-hand.ts'
import { instantOf } from './clouds.ts'
import { soon } from './soon.ts'
import { aPlace, leave, type Place, startTown, type Town } from './town.ts'

const desk = '/console/organizers/a0c3e000-0000-4000-8000-000000000001'
const WEEK = 7 * 86_400_000
const WITHIN = 60_000

let place: Place
let town: Town
let dana: Hand

beforeAll(async () => {
  place = await aPlace()
  town = await startTown(place)
  dana = await signInByHand(town.origin, 'dana.whitfield@acme.example')
})
afterAll(() => leave(town, place.folder))

const token = (html: string) => /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? ''

/** The first free times of a week that is so many weeks away, as Dana sees them. */
async function freeTimes(weeks: number): Promise<string[]> {
  const day = new Date(Date.now() + weeks * WEEK).toISOString().slice(0, 10)
  const html = await (await dana.get(`${desk}/time-slot-links/new?week=${day}`)).text()
  return [...html.matchAll(/<label class="pick h[^>]*><input [^>]*name="slot"[^>]* value="([^"]+)"/g)].map(
    ([, value = '']) => value
  )
}

/** Dana picks these times and has them held. */
async function heldLink(slots: string[], takers: 'one' | 'each' = 'one') {
  const html = await (await dana.get(`${desk}/time-slot-links/new`)).text()
  const rest = { from: 'delegate', length: '30', takers, hold: 'yes', subject: 'Held talk', place: 'teams' }
  const fields: [string, string][] = Object.entries({ ...rest, _csrf: token(html) })
  const made = await dana.post(`${desk}/time-slot-links`, [
    ...fields,
    ...slots.map((slot): [string, string] => ['slot', slot])
  ])
  expect(made.status, textOf(await made.text()).slice(0, 600)).toBe(303)
  const path = made.headers.get('location') ?? ''
  const page = await (await dana.get(path)).text()
  const address = /id="address"[^>]* value="([^"]+)"/.exec(page)?.[1] ?? ''
  return { path: path.replace(/\?.*/, ''), address, page }
}

/** "2030-01-07T08:30Z/45" */
const startOf = (slot: string) => Date.parse(slot.split('/')[0] ?? '')

const holdStarts = async () => (await town.clouds.holds()).map(({ start }) => instantOf(start))

const noHoldsLeft = (what: string) => soon(async () => (await town.clouds.holds()).length === 0, what, WITHIN)

test('picked times are held in Olga’s calendar, for their own link only, and are gone when one is taken', async () => {
  const [first = '', second = ''] = await freeTimes(2)
  const { address, path } = await heldLink([first, second])
  await soon(async () => (await town.clouds.holds()).length === 2, 'both times are held')
  const holds = await town.clouds.holds()
  expect(holds.map(({ start }) => instantOf(start))).toEqual([startOf(first), startOf(second)])
  for (const hold of holds) {
    expect(hold).toMatchObject({
      subject: 'Held: Held talk',
      showAs: 'tentative',
      sensitivity: 'private',
      attendees: []
    })
    expect(hold.body.content).toContain('Offered by Dana Whitfield on behalf of Olga Okafor')
  }
  expect(textOf(await (await dana.get(`${desk}/holds`)).text())).toContain('2 times held')

  const page = await openLink(address)
  expect(page.slots.map((slot) => spanOf(slot).start)).toEqual([startOf(first), startOf(second)])
  const others = await openLink(`${town.demo}?from=${new Date(startOf(first)).toISOString().slice(0, 10)}`)
  expect(others.slots.length).toBeGreaterThan(0)
  const starts = others.slots.map((slot) => spanOf(slot).start)
  expect(starts).not.toContain(startOf(first))
  expect(starts).not.toContain(startOf(second))
  expect(Math.min(...starts)).toBeLessThan(startOf(first) + WEEK)

  const chosen = page.slots[1] ?? ''
  const invitee = { name: 'Grace Hopper-Lee', email: 'grace@held.example' }
  const booked = await book(address, { id: page.id, zone: page.zone, slot: chosen, ...invitee })
  expect(booked.status).toBe(303)
  await noHoldsLeft('one booking has taken both away')
  const meetings = await town.clouds.meetingsWith(invitee.email)
  expect(meetings.map(({ start, showAs }) => [instantOf(start), showAs])).toEqual([[startOf(second), 'busy']])
  expect(textOf(await (await dana.get(path)).text())).not.toContain('(held)')

  // what was held and not taken is everybody's again
  await soon(async () => {
    const again = await openLink(`${town.demo}?from=${new Date(startOf(first)).toISOString().slice(0, 10)}`)
    return again.slots.some((slot) => spanOf(slot).start === startOf(first))
  }, 'the other time is offered again')
})

test('a link that takes one booking for each time lets go of what was taken, and keeps the rest', async () => {
  const [first = '', second = ''] = await freeTimes(3)
  const { address } = await heldLink([first, second], 'each')
  await soon(async () => (await town.clouds.holds()).length === 2, 'both times are held')
  await openAndBook(address, { name: 'Noor', email: 'noor@held.example' })
  await soon(async () => (await town.clouds.holds()).length === 1, 'one is gone', WITHIN)
  expect(await holdStarts()).toEqual([startOf(second)])

  const html = await (await dana.get(`${desk}/holds`)).text()
  await dana.post(`${desk}/holds/release`, { _csrf: token(html) })
  await noHoldsLeft('the other was released by hand')
  expect((await openLink(address)).slots.map((slot) => spanOf(slot).start)).toEqual([startOf(second)])
})

test('a revoked link leaves nothing in the calendar', async () => {
  const { path, page } = await heldLink((await freeTimes(4)).slice(0, 2))
  await soon(async () => (await town.clouds.holds()).length === 2, 'both times are held')
  await dana.post(`${path}/revocation`, { _csrf: token(page), sure: 'yes' })
  await noHoldsLeft('revocation has taken both away')
})

test('the app is killed (-9) after Exchange has written a hold and before anybody noted it: there is exactly one', async () => {
  const [slot = ''] = await freeTimes(5)
  await town.clouds.trouble({
    cloud: 'graph',
    method: 'POST',
    path: '/calendar/events$',
    kind: 'delay',
    ms: 8_000,
    times: 1,
    after: true
  })
  const { path } = await heldLink([slot])
  await soon(async () => (await town.clouds.holds()).length === 1, 'Exchange has it')
  await town.kill()
  town = await town.startAgain()
  await town.clouds.noTrouble()
  dana = await signInByHand(town.origin, 'dana.whitfield@acme.example')
  expect(textOf(await (await dana.get(path)).text())).toContain('(being held)')

  await soon(async () => textOf(await (await dana.get(path)).text()).includes('(held)'), 'it was found again', WITHIN)
  expect(await holdStarts()).toEqual([startOf(slot)])
  const posted = (await town.clouds.journal()).filter(
    ({ method, path: asked }) => method === 'POST' && /\/calendar\/events$/.test(asked)
  )
  expect(posted).toEqual([])
}, 120_000)
