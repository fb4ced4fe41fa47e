import { afterAll, beforeAll, expect, test } from 'vitest'
import { book, openLink } from './by-hand.ts'
import { soon } from './soon.ts'
import { aPlace, leave, type Place, startTown, type Town } from './town.ts'

const ROUNDS = 6
const AT_ONCE = 6

let place: Place
let town: Town

beforeAll(async () => {
  place = await aPlace()
  town = await startTown(place)
})
afterAll(() => leave(town, place.folder))

type Attempt = { email: string; told: 'booked' | 'nothing was booked' | 'no answer' }

/**
 * Several people book at once, on clouds that take their time, and the process is killed somewhere in between. Whoever was
 * answered knows what is so; of the others nobody knows, but nothing may happen twice.
 */
async function aRoundThatIsKilled(round: number, after: number): Promise<Attempt[]> {
  await town.clouds.trouble({ cloud: 'graph', method: 'POST', path: '/events$', kind: 'delay', ms: 60, times: 3 })
  await town.clouds.trouble({
    cloud: 'graph',
    method: 'POST',
    path: '/events$',
    kind: 'delay',
    ms: 120,
    times: 3,
    after: true
  })
  await town.clouds.trouble({ cloud: 'salesforce', kind: 'delay', ms: 80, times: 6 })
  const pages = await Promise.all(Array.from({ length: AT_ONCE }, () => openLink(town.demo)))

  const attempts = pages.map(async ({ id, zone, slots }, nth): Promise<Attempt> => {
    const email = `round.${round}.${nth}@killed.example`
    try {
      const { status } = await book(town.demo, { id, zone, slot: slots[nth * 2] ?? '', name: `Round ${round}`, email })
      return { email, told: status === 303 ? 'booked' : 'nothing was booked' }
    } catch {
      return { email, told: 'no answer' }
    }
  })
  await new Promise((resolve) => setTimeout(resolve, after))
  await town.kill()
  return Promise.all(attempts)
}

test('the app is killed (-9) in the middle, again and again: what was promised exists once, and nothing twice', async () => {
  const attempts: Attempt[] = []
  const moments: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    // spread over the whole life of a request, and different each time the test is run
    const after = Math.round((round + Math.random()) * (420 / ROUNDS))
    moments.push(after)
    attempts.push(...(await aRoundThatIsKilled(round, after)))
    town = await town.startAgain()
  }
  const story = `killed after ${moments.join(', ')} ms`
  const { clouds } = town
  await clouds.noTrouble()

  const promised = attempts.filter(({ told }) => told === 'booked')
  const unknown = attempts.filter(({ told }) => told === 'no answer')
  expect(promised.length + unknown.length, story).toBe(ROUNDS * AT_ONCE)
  expect(unknown.length, `${story}: some were cut off`).toBeGreaterThan(0)

  for (const { email } of promised) {
    await soon(async () => (await clouds.activitiesWith(email)).length > 0, `${email} was promised; ${story}`, LONGEST)
  }
  await soon(() => isQuiet(town), `everything is delivered; ${story}`, LONGEST)
  for (const { email, told } of attempts) {
    const [meetings, activities] = [await clouds.meetingsWith(email), await clouds.activitiesWith(email)]
    expect(meetings.length, `${email}: ${told}; ${story}`).toBe(
      told === 'booked' ? 1 : told === 'nothing was booked' ? 0 : meetings.length && 1
    )
    expect(activities.length, `${email}: a meeting and its Event, or neither; ${story}`).toBe(meetings.length)
  }
}, 240_000)

/** A lease of whoever died in the middle (keep-legs.ts has the longest, a minute), and the work after it. */
const LONGEST = 90_000

/** Nothing is due, and every meeting of ours in the calendar has its Event. */
async function isQuiet({ origin, clouds }: Town) {
  const ready = (await (await fetch(`${origin}/readyz`)).json()) as { oldestUndeliveredSeconds: number }
  const always = { start: 0, end: Number.POSITIVE_INFINITY }
  const [meetings, activities] = [await clouds.meetingsAt(always), await clouds.activitiesAt(always)]
  return ready.oldestUndeliveredSeconds === 0 && meetings.length === activities.length
}
