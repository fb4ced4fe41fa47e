import { expect, test } from 'vitest'
import { type Answered, book, openLink, type Page, signInByHand, spanOf, textOf } from './by-hand.ts'
import { soon } from './soon.ts'
import { aStage } from './stage.ts'

const stage = aStage()

const person = (nth: number) => ({ name: `Person ${nth}`, email: `person.${nth}@crowd.example` })

/** Everybody opens the page first, as people do: each has a form of her own. */
async function everybodyOpens(link: string, count: number): Promise<Page[]> {
  const pages: Page[] = []
  while (pages.length < count) pages.push(...(await Promise.all(Array.from({ length: 20 }, () => openLink(link)))))
  return pages
}

function count(answers: Answered[]): Record<number, number> {
  const statuses = Map.groupBy(answers, ({ status }) => status)
  return Object.fromEntries([...statuses].map(([status, each]) => [status, each.length]))
}

/** One meeting at that time and one Event, and they are the winner's. */
async function isTheWinners(slot: string, nth: number) {
  const { clouds } = stage.town
  await soon(async () => (await clouds.activitiesWith(person(nth).email)).length > 0, 'the Event is in Salesforce')
  const meetings = await clouds.meetingsAt(spanOf(slot))
  expect(meetings.map(({ attendees }) => attendees[0]?.emailAddress.address)).toEqual([person(nth).email])
  const activities = await clouds.activitiesAt(spanOf(slot))
  expect(activities.map(({ Description }) => Description)).toEqual([expect.stringContaining(person(nth).email)])
}

test('two hundred people send the same time at once: one has it, 199 see other times', async () => {
  const { demo } = stage.town
  const pages = await everybodyOpens(demo, 200)
  const slot = pages[0]?.slots[3] ?? ''
  const answers = await Promise.all(pages.map(({ id, zone }, nth) => book(demo, { id, zone, slot, ...person(nth) })))

  expect(count(answers)).toEqual({ 303: 1, 409: 199 })
  for (const [nth, answer] of answers.entries()) {
    if (answer.status === 303) continue
    expect(textOf(answer.html)).toMatch(/That time has just been taken\. Here are the next three\./)
    expect(answer.slots.length).toBeGreaterThan(3)
    expect(answer.slots).not.toContain(slot)
    expect(answer.html).toContain(person(nth).email)
  }
  await isTheWinners(
    slot,
    answers.findIndex(({ status }) => status === 303)
  )
})

test('a crowd on two links of Olga, for times that overlap without being equal: one has it', async () => {
  const { demo, origin } = stage.town
  const longer = await aLongerLink(origin)
  const [halves, hours] = [await everybodyOpens(demo, 40), await everybodyOpens(longer, 40)]
  const offered = new Set(hours[0]?.slots)
  const hour = [...offered].find((each) => {
    const { start } = spanOf(each)
    return halves[0]?.slots.some((half) => spanOf(half).start === start + 30 * 60_000)
  })
  const half = halves[0]?.slots.find((each) => spanOf(each).start === spanOf(hour ?? '').start + 30 * 60_000)
  if (!hour || !half) throw new Error('no half hour within an hour is free')

  const answers = await Promise.all([
    ...halves.map(({ id, zone }, nth) => book(demo, { id, zone, slot: half, ...person(1000 + nth) })),
    ...hours.map(({ id, zone }, nth) => book(longer, { id, zone, slot: hour, ...person(2000 + nth) }))
  ])
  expect(count(answers)).toEqual({ 303: 1, 409: 79 })
  const winner = answers.findIndex(({ status }) => status === 303)
  await isTheWinners(hour, winner < 40 ? 1000 + winner : 2000 + winner - 40)
})

test('the same form sent fifty times at once is one booking with one answer', async () => {
  const { demo, clouds } = stage.town
  const { id, zone, slots } = await openLink(demo)
  const one = { id, zone, slot: slots[1] ?? '', name: 'Impatient', email: 'impatient@crowd.example' }
  const answers = await Promise.all(Array.from({ length: 50 }, () => book(demo, one)))
  expect(count(answers)).toEqual({ 303: 50 })
  expect(new Set(answers.map(({ location }) => location)).size).toBe(1)
  expect(await clouds.meetingsWith(one.email)).toHaveLength(1)
})

/** Dana's, for a whole hour that may begin at every half. */
async function aLongerLink(origin: string): Promise<string> {
  const dana = await signInByHand(origin, 'dana.whitfield@acme.example')
  const form = await (await dana.get('/console')).text()
  const days = [1, 2, 3, 4, 5].flatMap((day): [string, string][] => [
    [`open-${day}`, 'yes'],
    [`hours-${day}`, '09:00-17:00']
  ])
  const made = await dana.post('/console/organizers/a0c3e000-0000-4000-8000-000000000001/availability-links', [
    ['_csrf', /name="_csrf" value="([^"]+)"/.exec(form)?.[1] ?? ''],
    ['from', 'delegate'],
    ['zone', 'Europe/Berlin'],
    ['subject', 'An hour'],
    ['place', 'teams'],
    ['length', '60'],
    ['step', '30'],
    ['horizon', '365'],
    ['uses', ''],
    ['bufferBefore', '0'],
    ['bufferAfter', '0'],
    ['notice', '0'],
    ...days
  ])
  const page = await (await dana.get(made.headers.get('location') ?? '')).text()
  return /id="address"[^>]* value="([^"]+)"/.exec(page)?.[1] ?? ''
}
