import { describe, expect, test } from 'vitest'
import { book, openAndBook, openLink, signInByHand, spanOf, textOf } from './by-hand.ts'
import { soon } from './soon.ts'
import { aStage } from './stage.ts'

const stage = aStage()
/** Where meetings are made. */
const making = { cloud: 'graph', method: 'POST', path: '/calendar/events$' } as const

const invitee = (name: string) => ({ name, email: `${name.toLowerCase().replace(/\W+/g, '.')}@meridian.example` })

/** The page behind the key, as its reader reads it. */
const becameOf = async (location: string) => {
  expect(location).toMatch(/^\/booked\/[\w-]{32}$/)
  return textOf(await (await fetch(stage.town.origin + location)).text())
}

/** In the end: one meeting and one Event, no more. */
async function oneOfEach({ email }: { email: string }) {
  const { clouds } = stage.town
  await soon(async () => (await clouds.activitiesWith(email)).length === 1, `one Event with ${email}`, 40_000)
  expect(await clouds.meetingsWith(email)).toHaveLength(1)
  expect(await clouds.activitiesWith(email)).toHaveLength(1)
}

describe('Exchange', () => {
  test('is down: nothing was booked, the page says so, and the time is free for the next', async () => {
    const { clouds, demo } = stage.town
    await clouds.trouble({ ...making, kind: 'status', status: 503 })
    const page = await openLink(demo)
    const [slot = ''] = page.slots
    const first = invitee('Unlucky First')
    const answer = await book(demo, { id: page.id, zone: page.zone, slot, ...first })

    expect(answer.status).toBe(503)
    expect(textOf(answer.html)).toContain('Nothing was booked.')
    expect(answer.html).toContain(first.email)
    expect(answer.slots).toContain(slot)
    expect(await clouds.meetingsAt(spanOf(slot))).toEqual([])

    const second = invitee('Lucky Second')
    expect((await book(demo, { id: answer.id, zone: page.zone, slot, ...second })).status).toBe(303)
    await oneOfEach(second)
    expect(await clouds.meetingsWith(first.email)).toEqual([])
    expect(await clouds.activitiesWith(first.email)).toEqual([])
  })

  test('has written the meeting when the connection drops: being confirmed, then confirmed, and once', async () => {
    await stage.town.clouds.trouble({ ...making, kind: 'drop-after' })
    const dropped = invitee('Dropped After')
    const answer = await openAndBook(stage.town.demo, dropped)
    expect(answer.status).toBe(303)
    expect(await becameOf(answer.location)).toMatch(/Received, being confirmed/)
    await soon(async () => /Confirmed/.test(await becameOf(answer.location)), 'confirmed in the end')
    await oneOfEach(dropped)
  })

  test('drops the connection before it wrote anything: being confirmed, then confirmed, and once', async () => {
    await stage.town.clouds.trouble({ ...making, kind: 'drop-before' })
    const dropped = invitee('Dropped Before')
    const answer = await openAndBook(stage.town.demo, dropped)
    expect(answer.status).toBe(303)
    await soon(async () => /Confirmed/.test(await becameOf(answer.location)), 'confirmed in the end')
    await oneOfEach(dropped)
  })

  test('asks for patience: the time is kept, and the meeting is made after the wait', async () => {
    await stage.town.clouds.trouble({ ...making, kind: 'status', status: 429, retryAfter: 2 })
    const patient = invitee('Patient')
    const answer = await openAndBook(stage.town.demo, patient)
    expect(answer.status).toBe(303)
    await soon(async () => /Confirmed/.test(await becameOf(answer.location)), 'confirmed in the end')
    await oneOfEach(patient)
  })

  test('is slow: nobody waits for longer than is polite, and the booking is confirmed all the same', async () => {
    await stage.town.clouds.trouble({ ...making, kind: 'delay', ms: 9_200 })
    const slow = invitee('Slow')
    const answer = await openAndBook(stage.town.demo, slow)
    expect(answer.status).toBe(303)
    expect(answer.ms).toBeLessThan(9_200)
    expect(await becameOf(answer.location)).toMatch(/Received, being confirmed/)
    await soon(async () => /Confirmed/.test(await becameOf(answer.location)), 'confirmed in the end', 30_000)
    await oneOfEach(slow)
  })

  test('does not tell free times: the page says that they cannot be read, and not that all are taken', async () => {
    // a part of the year that no other test has looked at, so that nothing is remembered
    const known = await openLink(stage.town.demo)
    const later = `${stage.town.demo}?from=${new Date(Date.now() + 150 * 86_400_000).toISOString().slice(0, 10)}`
    await stage.town.clouds.trouble({ cloud: 'graph', path: 'getSchedule', times: 20, kind: 'status', status: 503 })
    const page = await openLink(later)
    expect(page.status).toBe(503)
    expect(page.slots).toEqual([])
    expect(textOf(page.html)).toContain('cannot be read right now')
    expect(textOf(page.html)).not.toMatch(/No times are free|fully booked/)

    // a booking is never decided on what is remembered
    const { id, zone, slots } = known
    const blind = invitee('Blind')
    const refused = await book(stage.town.demo, { id, zone, slot: slots[0] ?? '', ...blind })
    expect(refused.status).toBe(503)
    expect(textOf(refused.html)).toContain('Nothing was booked')
    expect(refused.html).toContain(blind.email)
    expect(await stage.town.clouds.meetingsWith(blind.email)).toEqual([])

    await stage.town.clouds.noTrouble()
    expect(await openLink(later)).toMatchObject({ status: 200 })
  })

  test('has a new entry of Olga’s own: the page that was open offers the time, and the booking is refused', async () => {
    const page = await openLink(stage.town.demo)
    const slot = page.slots.at(-1) ?? ''
    await stage.town.clouds.olgaEnters(spanOf(slot))
    const late = invitee('Too Late')
    const answer = await book(stage.town.demo, { id: page.id, zone: page.zone, slot, ...late })
    expect(answer.status).toBe(409)
    expect(textOf(answer.html)).toContain('That time is no longer free.')
    expect(answer.slots).not.toContain(slot)
    expect(answer.html).toContain(late.email)
    expect(await stage.town.clouds.meetingsWith(late.email)).toEqual([])
  })

  test('gets an entry of Olga’s own in the very second of a booking: both stand, and Dana is told', async () => {
    const { clouds, demo, origin } = stage.town
    const page = await openLink(demo)
    const slot = page.slots.at(-3) ?? ''
    await clouds.trouble({ ...making, kind: 'delay', ms: 1_500 })
    const meanwhile = book(demo, { id: page.id, zone: page.zone, slot, ...invitee('Same Second') })
    await soon(
      async () => (await clouds.journal()).some(({ path, method }) => method === 'POST' && /getSchedule/.test(path)),
      'the calendar was asked'
    )
    await soon(async () => (await clouds.troubleLeft()) === 0, 'the meeting is on its way')
    await clouds.olgaEnters(spanOf(slot))
    expect((await meanwhile).status).toBe(303)
    const dana = await signInByHand(origin, 'dana.whitfield@acme.example')
    await soon(
      async () =>
        /Another entry stands in the calendar at this time/.test(
          textOf(await (await dana.get('/console/bookings')).text())
        ),
      'the console tells of it',
      20_000
    )
    expect(await clouds.meetingsAt(spanOf(slot))).toHaveLength(1)
  })
})

describe('Salesforce', () => {
  test('is down for a while, behind a gateway that answers in HTML: the booking stands, the Event follows', async () => {
    const { clouds, demo } = stage.town
    await clouds.trouble({ cloud: 'salesforce', kind: 'status', status: 503, times: 2 })
    await clouds.trouble({ cloud: 'salesforce', kind: 'html', times: 1 })
    const someone = invitee('Waits For Salesforce')
    const answer = await openAndBook(demo, someone)
    expect(answer.status).toBe(303)
    expect(await becameOf(answer.location)).toMatch(/Confirmed/)
    expect(await clouds.activitiesWith(someone.email)).toEqual([])
    await oneOfEach(someone)
  })

  test('has written the Event when the connection drops: one Event', async () => {
    const { clouds, demo } = stage.town
    await clouds.trouble({ cloud: 'salesforce', method: 'PATCH', path: '/sobjects/Event/', kind: 'drop-after' })
    const someone = invitee('Written And Lost')
    expect((await openAndBook(demo, someone)).status).toBe(303)
    await oneOfEach(someone)
    await soon(
      async () => (await clouds.journal()).filter(({ method }) => method === 'PATCH').length >= 2,
      'it was tried again'
    )
    await oneOfEach(someone)
  })
})
