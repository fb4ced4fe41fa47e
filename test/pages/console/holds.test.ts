import { describe, expect, test } from 'vitest'
import type { CalendarHold, HoldState, WhyLeft } from '../../../src/links/holds.ts'
import type { TimeSlotLink } from '../../../src/links/link.ts'
import type { Person } from '../../../src/people/person.ts'
import { MINUTE } from '../../../src/time/instant.ts'
import { dana, eve, fay, halfHours, mondayMorning, olga, rae, twoTimes } from '../../world/cast.ts'
import { flawsOf, textOf, titleOf } from '../../world/pages.ts'
import { consoleOf, olgasPath } from './desk.ts'
import { timeSlotForm } from './forms.ts'

const ledger = `${olgasPath}/holds`
const release = `${ledger}/release`
const action = `${olgasPath}/time-slot-links`
const [tuesday, wednesday] = twoTimes.slots

const holdOf = (id: string, changed: Partial<CalendarHold> = {}): CalendarHold => ({
  id,
  link: twoTimes.id,
  organizer: olga.id,
  slot: tuesday as CalendarHold['slot'],
  state: 'placed',
  since: mondayMorning - 5 * MINUTE,
  why: null,
  problem: null,
  ...changed
})

const byEve: TimeSlotLink = {
  ...twoTimes,
  id: '00000000-0000-4000-8000-0000000000e3',
  madeBy: eve,
  subject: 'Second round'
}

const both = () => [holdOf('h1'), holdOf('h2', { slot: wednesday as CalendarHold['slot'] })]

async function withHolds(holds: CalendarHold[]) {
  const world = await consoleOf({ links: [twoTimes, byEve, halfHours] })
  world.world.holds.push(...holds)
  const states = () => world.world.holds.map(({ state }) => state)
  return { ...world, states, see: async (who: Person) => (await world.as(who)).get(ledger) }
}

describe('the ledger of held times', () => {
  test('says which times are held, for which link, who made it, how it stands and since when', async () => {
    const { see } = await withHolds([...both(), holdOf('h3', { link: byEve.id })])
    const { body } = await see(dana)
    const text = textOf(body)
    expect(titleOf(body)).toBe('Times held for Olga Okafor · OnBehalf')
    expect(text).toContain('3 times held. One day takes at most 8.')
    expect(text).toContain('Meeting with Olga Okafor made by Dana Whitfield · Berlin time')
    expect(text).toContain('Tue 5 Jan, 10:00 to 10:30 In the calendar since Today 07:55')
    expect(text).toContain('Wed 6 Jan, 15:00 to 15:30')
    expect(text).toContain('Second round made by Eve Tanaka')
    expect(body).toContain(`href="/console/links/${twoTimes.id}"`)
    expect(flawsOf(body)).toEqual([])
  })

  // biome-ignore format: a table
  test.each<[HoldState, WhyLeft | null, string | null, string]>([
    ['wanted',  null,                 null,                     'Being put into the calendar'],
    ['wanted',  null,                 'Exchange answered 403',  'Not in the calendar yet: Exchange does not take it'],
    ['placed',  null,                 null,                     'In the calendar'],
    ['leaving', 'link revoked',       null,                     'Being taken out, because the link was revoked'],
    ['leaving', 'slot taken',         'Exchange answered 503',  'Still in the calendar: Exchange does not answer'],
    ['gone',    'deleted in Outlook', null,                     'Not held any more, because somebody deleted it in Outlook'],
    ['gone',    'changed in Outlook', null,                     'somebody changed it in Outlook; it was left there']
  ])('a hold that is %s (%s, %s)', async (state, why, problem, words) => {
    const { see } = await withHolds([holdOf('h1', { state, why, problem })])
    const { body } = await see(dana)
    expect(textOf(body)).toContain(words)
    expect(body).not.toContain('Exchange answered')
    expect(flawsOf(body)).toEqual([])
  })

  test('says so when there is nothing', async () => {
    const { see } = await withHolds([])
    const { body } = await see(dana)
    expect(textOf(body)).toContain('Nothing is held in this calendar.')
    expect(body).not.toContain('Release')
    expect(flawsOf(body)).toEqual([])
  })

  test('a Reviewer sees it and can release nothing; somebody without a right sees nothing', async () => {
    const { see } = await withHolds(both())
    const forRae = await see(rae)
    expect([forRae.statusCode, textOf(forRae.body).includes('Tue 5 Jan')]).toEqual([200, true])
    expect(forRae.body).not.toContain('<button class="linklike" aria-describedby')
    expect((await see(fay)).statusCode).toBe(403)
  })
})

describe('releasing', () => {
  test('all of them, at once; who did it is kept', async () => {
    const { as, states, audited } = await withHolds([...both(), holdOf('h3', { link: byEve.id })])
    const desk = await as(dana)
    expect(textOf((await desk.get(ledger)).body)).toContain('Release all 3')
    const { statusCode, headers } = await desk.post(release, {}, ledger)
    expect([statusCode, headers.location]).toEqual([303, `${ledger}?released=1`])
    expect(states()).toEqual(['leaving', 'leaving', 'leaving'])
    expect(audited.map(({ actorName, act, object, result }) => [actorName, act, object, result])).toEqual([
      ['Dana Whitfield', 'revoke link', `link ${twoTimes.id}`, 'calendar holds released: 2'],
      ['Dana Whitfield', 'revoke link', `link ${byEve.id}`, 'calendar holds released: 1']
    ])
    const after = textOf((await desk.get(`${ledger}?released=1`)).body)
    expect(after).toContain('Released. The entries leave the calendar within a minute. The links stay open.')
    expect(after).toContain('Being taken out, because it was released')
    expect(after).toContain('Nothing is held. One day takes at most 8.')
  })

  test('those of one link only', async () => {
    const { as, states } = await withHolds([...both(), holdOf('h3', { link: byEve.id })])
    await (await as(olga)).post(release, { link: byEve.id }, ledger)
    expect(states()).toEqual(['placed', 'placed', 'leaving'])
  })

  test('by nobody whose right does not reach the link', async () => {
    const { as, states, audited } = await withHolds(both())
    const desk = await as(rae)
    expect((await desk.post(release, {})).statusCode).toBe(403)
    expect((await desk.post(release, { link: twoTimes.id })).statusCode).toBe(403)
    await (await as(fay)).post(release, {})
    expect(states()).toEqual(['placed', 'placed'])
    expect(audited.filter(({ result }) => result === 'refused').map(({ actorName }) => actorName)).toContain(rae.name)
  })

  test('not without the form’s own token', async () => {
    const { as, states, app } = await withHolds(both())
    const { cookie } = await as(dana)
    const answer = await app.inject({ method: 'POST', url: release, headers: { cookie: cookie() }, payload: {} })
    expect(answer.statusCode).toBeGreaterThanOrEqual(400)
    expect(states()).toEqual(['placed', 'placed'])
  })

  test('what is no link, or another organizer’s, releases nothing', async () => {
    const { as, states } = await withHolds(both())
    const desk = await as(dana)
    for (const link of ['nowhere', '<script>', halfHours.id]) {
      expect((await desk.post(release, { link }, ledger)).statusCode).toBe(303)
    }
    expect(states()).toEqual(['placed', 'placed'])
  })
})

describe('making a link whose times are held', () => {
  const page = `${action}/new`

  test('is one box to tick', async () => {
    const { as, world, services } = await withHolds([])
    const desk = await as(dana)
    const { body } = await desk.get(page)
    expect(textOf(body)).toContain("Hold these times in Olga Okafor's calendar until they are taken")
    expect(flawsOf(body)).toEqual([])
    const { headers } = await desk.post(action, timeSlotForm({ hold: 'yes' }), page)
    expect(world.holds.map(({ state, slot }) => [state, slot])).toEqual([
      ['wanted', tuesday],
      ['wanted', wednesday]
    ])
    const made = textOf((await desk.get(String(headers.location))).body)
    expect(made).toContain('Tue 5 Jan, 10:00 to 10:30 (being held)')
    expect(made).toContain("Held in Olga Okafor's calendar until they are taken")
    expect((await services.links.find(world.holds[0]?.link ?? ''))?.link).not.toHaveProperty('hold')
  })

  test('that is not ticked holds nothing', async () => {
    const { as, world } = await withHolds([])
    await (await as(dana)).post(action, timeSlotForm(), page)
    expect(world.holds).toEqual([])
  })

  test('is refused where a day is full, with the figures, and everything that was typed stays', async () => {
    const { as, world, services } = await withHolds(Array.from({ length: 7 }, (_, nth) => holdOf(`h${nth}`)))
    const before = (await services.links.ofOrganizer(olga.id)).length
    const slots = ['2027-01-05T09:00Z/30', '2027-01-05T14:00Z/30', '2027-01-06T14:00Z/30']
    const { statusCode, body } = await (await as(dana)).post(
      action,
      timeSlotForm({ hold: 'yes', busyToo: 'yes', note: 'kept' }, slots),
      page
    )
    expect(statusCode).toBe(422)
    expect(textOf(body)).toContain(
      "At most 8 times of one day can be held in Olga Okafor's calendar. On Tuesday 5 January 1 is left, and you picked 2. Take times out, or make the link without holding them."
    )
    expect(body).toMatch(/<a href="#hold">/)
    expect(body).toMatch(/id="hold" name="hold" value="yes" checked aria-invalid="true"/)
    expect(body).toContain('kept</textarea>')
    expect(flawsOf(body)).toEqual([])
    expect(world.holds).toHaveLength(7)
    expect((await services.links.ofOrganizer(olga.id)).length).toBe(before)
  })

  test('keeps the tick while another week is looked at', async () => {
    const { as } = await withHolds([])
    const { body } = await (await as(dana)).post(
      `${action}/picks`,
      timeSlotForm({ hold: 'yes', go: '2027-01-11' }),
      page
    )
    expect(body).toMatch(/id="hold" name="hold" value="yes" checked/)
  })

  test('is not offered where nothing is ever held', async () => {
    const { as, services, world } = await withHolds([])
    services.holdsPerDay = 0
    const desk = await as(dana)
    expect((await desk.get(page)).body).not.toContain('name="hold"')
    await desk.post(action, timeSlotForm({ hold: 'yes' }), page)
    expect(world.holds).toEqual([])
  })
})

describe('where held times are met', () => {
  const entry = {
    ...(tuesday as CalendarHold['slot']),
    status: 'tentative' as const,
    private: true,
    allDay: false,
    title: 'Held: Meeting with Olga Okafor'
  }

  test('in the week, as what they are, once, with the way to their link', async () => {
    const { as, outside } = await withHolds([holdOf('h1')])
    outside.entries = [entry]
    const { body } = await (await as(dana)).get(olgasPath)
    const text = textOf(body)
    expect(text).toContain('10:00 to 10:30 Meeting with Olga Okafor (held for a link)')
    expect(text).not.toContain('Held: ')
    expect(body).toContain('block-held')
    expect(text).toContain('1 time held')
    expect(body).toContain(`href="${ledger}"`)
    expect(flawsOf(body)).toEqual([])
  })

  test('somebody else’s entry at the same time is still there', async () => {
    const { as, outside } = await withHolds([holdOf('h1')])
    outside.entries = [entry, { ...entry, private: false, title: 'Dentist?' }]
    const text = textOf((await (await as(dana)).get(olgasPath)).body)
    expect(text).toContain('(held for a link)')
    expect(text).toMatch(/Dentist\?|Held: /)
  })

  test('on the page of their link, slot by slot', async () => {
    const [first, second] = both() as [CalendarHold, CalendarHold]
    const gone = { ...second, state: 'gone' as const, why: 'deleted in Outlook' as const }
    const { as } = await withHolds([first, gone])
    const text = textOf((await (await as(dana)).get(`/console/links/${twoTimes.id}`)).body)
    expect(text).toContain('Tue 5 Jan, 10:00 to 10:30 (held)')
    expect(text).toContain('Wed 6 Jan, 15:00 to 15:30 (not held any more)')
  })
})
