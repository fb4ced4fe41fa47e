import { describe, expect, test } from 'vitest'
import { tellOutcome } from '../../../server/wording/outcomes.ts'
import { outcomeCodes } from '../../../src/activities/outcome.ts'
import type { Fact } from '../../../src/bookings/booking.ts'
import { HOUR, MINUTE } from '../../../src/time/instant.ts'
import { ari, dana, eve, fay, mondayMorning, olga, rae, sam } from '../../world/cast.ts'
import { granted } from '../../world/grants.ts'
import { flawsOf, textOf } from '../../world/pages.ts'
import { consoleOf, lunch, olgasPath } from './desk.ts'
import { arisLink, deskWithLegs, elif, eventId, outcomes, salesforce, torben, writtenEvent } from './legs.ts'
import { contactGrace, deskWithMeetings, lunchId } from './meetings.ts'

const page = '/console/activities'
const review = { state: 'review' as const, candidates: [elif, torben] }
const parked = { state: 'parked' as const, outcome: outcomes.sf_rejected, failures: 3 }
const gone = { state: 'removed there' as const, outcome: outcomes.sf_gone, written: writtenEvent }
const waits = { outcome: outcomes.sf_retry_later, attempts: 2, dueAt: mondayMorning + 4 * MINUTE }

describe('the page of activities', () => {
  test('shows first what needs a choice, then what is stopped, then what is on the way', async () => {
    const all = { r: review, p: parked, g: gone, w: waits, d: { state: 'written' as const, written: writtenEvent } }
    const current = async (given: Parameters<typeof deskWithLegs>[0]) => {
      const { body } = await (await (await deskWithLegs(given)).as(dana)).get(page)
      expect(flawsOf(body)).toEqual([])
      return textOf(/<a href="[^"]*" aria-current="true">[\s\S]*?<\/a>/.exec(body.split('<main')[1] ?? '')?.[0] ?? '')
    }
    expect(await current(all)).toBe('To choose 1')
    const { r: _, ...withoutReview } = all
    expect(await current(withoutReview)).toBe('Stopped 2')
    expect(await current({ w: waits, d: all.d })).toBe('On the way 1')
    expect(await current({ d: all.d })).toBe('In Salesforce 1')
  })

  test('names what is stopped with sentence, remedy and what happens next; an administrator’s words stay words', async () => {
    const { as } = await deskWithLegs({ p: parked })
    const { body } = await (await as(dana)).get(`${page}?show=stopped`)
    const text = textOf(body)
    const told = tellOutcome(outcomes.sf_rejected, { organizer: olga.name })
    expect(text).toContain('Olga Okafor')
    expect(text).toContain('Tuesday 5 January, 14:00 to 14:30')
    expect(text).toContain('Grace Hopper-Lee')
    expect(text).toContain(`${told.sentence} What to do: ${told.remedy} ${told.next}`)
    expect(text).toContain('A <b>cost centre</b> (Cost__c) · FIELD_CUSTOM_VALIDATION_EXCEPTION')
    expect(body).not.toContain('<b>cost')
    expect(body).toContain('<details class="more" open>') // it is what an administrator has to be shown
    expect(body).toContain('href="/console/bookings/p"')
    expect(flawsOf(body)).toEqual([])
  })

  test.each(outcomeCodes)('tells %s in its own words', async (code) => {
    const state = code === 'sf_gone' ? 'removed there' : /insuff|rejected/.test(code) ? 'parked' : 'waiting'
    const { as } = await deskWithLegs({ a: { state, outcome: outcomes[code], dueAt: mondayMorning + HOUR } })
    const { body } = await (await as(dana)).get(page)
    expect(textOf(body)).toContain(tellOutcome(outcomes[code], { organizer: olga.name }).sentence)
    expect(flawsOf(body)).toEqual([])
  })

  test('says when it is tried next, and leads to the record', async () => {
    const { as } = await deskWithLegs({ w: waits, d: { state: 'written', written: writtenEvent } })
    const desk = await as(dana)
    expect(textOf((await desk.get(`${page}?show=waiting`)).body)).toContain('Waiting, next try in 4 minutes')
    const { body } = await desk.get(`${page}?show=written`)
    expect(body).toContain(`href="${salesforce}/${eventId}" rel="noreferrer"`)
    expect(flawsOf(body)).toEqual([])
  })

  test('shows what somebody changed in Salesforce, and that the meeting stays', async () => {
    const changedThere = { start: writtenEvent.start + HOUR, ownerId: '0058X0000001PIETA0', seenAt: mondayMorning }
    const { as } = await deskWithLegs({ a: { state: 'written', written: writtenEvent, changedThere } })
    expect(textOf((await (await as(dana)).get(page)).body)).toContain(
      'In Salesforce it was moved to Tomorrow 15:00 and given to another owner. The meeting in the calendar stays as it is.'
    )
  })

  test.each([
    ['choose', 'Nobody has to be chosen.'],
    ['stopped', 'Nothing is stopped.'],
    ['waiting', 'everything has arrived'],
    ['written', 'Nothing has been written yet.'],
    ['ended', 'There is nothing that was kept out of Salesforce.']
  ])('is calm where there is nothing to show: %s', async (shown, sentence) => {
    const { as } = await deskWithLegs({})
    const { body } = await (await as(dana)).get(`${page}?show=${shown}`)
    expect(textOf(body)).toContain(sentence)
    expect(flawsOf(body)).toEqual([])
  })

  test('says so where nothing is written to Salesforce at all', async () => {
    const { as } = await consoleOf()
    expect(textOf((await (await as(dana)).get(page)).body)).toContain('This installation writes nothing to Salesforce.')
  })

  test.each([
    ['Olga', olga, true],
    ['Dana', dana, true],
    ['Rae, who may only look', rae, true],
    ['Ari, whose right nobody can name', ari, false],
    ['Fay, with full access only', fay, false],
    ['Sam, a stranger to the calendar', sam, false]
  ])('%s sees of Olga’s what the calendar lets her', async (_, person, sees) => {
    const { as } = await deskWithLegs({ p: parked })
    const desk = await as(person)
    expect((await desk.get(page)).body.includes('Grace')).toBe(sees)
    expect((await desk.get(`${page}?organizer=${olgasPath.split('/').at(-1)}`)).statusCode).toBe(sees ? 200 : 403)
  })

  test('of a private meeting, whoever may not see private items reads only that it is there', async () => {
    const seen = {
      type: 'seen in calendar',
      at: mondayMorning,
      respects: [],
      private: true,
      attendees: [],
      series: false
    }
    const facts = [seen as unknown as Fact]
    const { as } = await deskWithLegs({ p: { ...parked, facts } })
    const eves = textOf((await (await as(eve)).get(page)).body)
    expect(eves).toContain('Private meeting')
    expect(eves).not.toContain('Grace')
    expect(eves).not.toContain('cost centre')
    expect((await (await as(eve)).post(`${page}/bk-p/attempts`, {})).statusCode).toBe(403)
    expect(textOf((await (await as(dana)).get(page)).body)).toContain('Grace')
  })
})

test('the first page tells what of Salesforce waits for somebody, to those who may see it', async () => {
  const { as } = await deskWithLegs({ r: review, p: parked, g: gone, w: waits })
  const { body } = await (await as(dana)).get('/console')
  expect(textOf(body)).toContain(
    '1 meeting waits for a choice between several people, and 2 meetings do not get into Salesforce. See what to do'
  )
  expect(flawsOf(body)).toEqual([])
  expect(textOf((await (await as(fay)).get('/console')).body)).not.toContain('See what to do')
  const calm = await deskWithLegs({ w: waits })
  expect(textOf((await (await calm.as(dana)).get('/console')).body)).not.toContain('See what to do')
})

describe('choosing who it is', () => {
  test('is one click among those who fit, and it is written', async () => {
    const { as, leg, tried, audited } = await deskWithLegs({ r: review })
    const desk = await as(dana)
    const { body } = await desk.get(page)
    const text = textOf(body)
    expect(text).toContain('Who is grace.hopper-lee@harborlight.example ?')
    expect(text).toContain('Elif <Y>ıldız Contact, Nordwind')
    expect(body).toContain(`href="${salesforce}/${elif.id}"`)
    const answer = await desk.post(`${page}/bk-r/choice`, { who: torben.id, back: 'activities' }, page)
    expect([answer.statusCode, answer.headers.location]).toEqual([303, `${page}?leg=bk-r&did=chosen#salesforce`])
    expect(leg('r')).toMatchObject({ state: 'written', choice: { who: torben.id, by: dana.id } })
    expect(tried).toEqual(['bk-r'])
    expect(textOf((await desk.get(`${page}?leg=bk-r&did=chosen`)).body)).toContain('It is in Salesforce now.')
    // the history cannot forget, so it keeps the record and not the name
    expect(audited).toMatchObject([
      { actor: dana.id, act: 'write activity', object: 'booking r', result: `chosen: ${torben.id}` }
    ])
  })

  test('nobody is a choice, too; somebody else than those who fit is none', async () => {
    const { as, leg } = await deskWithLegs({ r: review })
    const desk = await as(dana)
    const strange = await desk.post(`${page}/bk-r/choice`, { who: '0038X000000009AAAA' }, page)
    expect(strange.headers.location).toContain('did=not-among')
    expect(leg('r').state).toBe('review')
    await desk.post(`${page}/bk-r/choice`, { who: 'nobody' }, page)
    expect(leg('r')).toMatchObject({ state: 'written', choice: { who: null } })
  })

  test('two clicks are one choice; the slower reads that it had moved on', async () => {
    const { as, tried } = await deskWithLegs({ r: review })
    const desk = await as(dana)
    await desk.post(`${page}/bk-r/choice`, { who: torben.id }, page)
    const second = await desk.post(`${page}/bk-r/choice`, { who: elif.id })
    expect(second.headers.location).toBe('/console/bookings/r?leg=bk-r&did=moved-on#salesforce')
    expect(tried).toEqual(['bk-r'])
  })
})

describe('what somebody removed in Salesforce', () => {
  test('is made again with one click', async () => {
    const { as, leg } = await deskWithLegs({ g: gone })
    const desk = await as(dana)
    const { body } = await desk.get(page)
    expect(textOf(body)).toContain('Make it again')
    await desk.post(`${page}/bk-g/recreation`, {}, page)
    expect(leg('g')).toMatchObject({ state: 'written', outcome: null })
  })

  test('or stays away with one click, and can be made again all the same', async () => {
    const { as, leg } = await deskWithLegs({ g: gone })
    const desk = await as(dana)
    expect(textOf((await desk.get(page)).body)).toContain('Leave it removed')
    await desk.post(`${page}/bk-g/abandonment`, {}, page)
    expect(leg('g').state).toBe('given up')
    expect(textOf((await desk.get(`${page}?show=ended`)).body)).toContain('Make it again')
    await desk.post(`${page}/bk-g/recreation`, {}, `${page}?show=ended`)
    expect(leg('g').state).toBe('written')
  })

  test('is not made again by a delegate while the organizer is not connected: she reads why', async () => {
    const { as, leg, audited } = await deskWithLegs({ g: gone }, 'no')
    const desk = await as(dana)
    const answer = await desk.post(`${page}/bk-g/recreation`, { back: 'activities' }, page)
    expect(answer.headers.location).toContain('did=not-connected')
    const text = textOf((await desk.get(`${page}?leg=bk-g&did=not-connected`)).body)
    expect(text).toContain('Salesforce does not let OnBehalf act for Olga Okafor.')
    expect(leg('g')).toMatchObject({ state: 'removed there', written: writtenEvent })
    expect(audited).toMatchObject([{ result: 'refused: organizer_sync_disabled' }])
  })
})

describe('trying again, and giving up', () => {
  test('one click tries what is stopped; what stops again says so', async () => {
    const { as, tried, salesforceSays } = await deskWithLegs({ p: parked })
    salesforceSays.next = { state: 'parked', outcome: outcomes.sf_rejected }
    const desk = await as(dana)
    await desk.post(`${page}/bk-p/attempts`, { back: 'activities' }, page)
    expect(tried).toEqual(['bk-p'])
    const text = textOf((await desk.get(`${page}?leg=bk-p&did=tried`)).body)
    expect(text).toContain('It was tried, and stopped again. Salesforce refused to save the Event')
  })

  test('a delegate’s first save is refused with the reason while the organizer is not connected; the organizer’s own is tried', async () => {
    const off = { outcome: outcomes.organizer_sync_disabled, dueAt: mondayMorning + HOUR }
    const { as, tried } = await deskWithLegs({ a: off }, 'no')
    const answer = await (await as(dana)).post(`${page}/bk-a/attempts`, {}, page)
    expect(answer.headers.location).toContain('did=not-connected')
    expect(tried).toEqual([])
    await (await as(olga)).post(`${page}/bk-a/attempts`, {}, page)
    expect(tried).toEqual(['bk-a'])
  })

  test('giving up wants a reason, and keeps who and why', async () => {
    const { as, leg, audited, services } = await deskWithLegs({ p: parked })
    const desk = await as(dana)
    const without = await desk.post(`${page}/bk-p/abandonment`, { why: ' ', back: 'activities' }, page)
    expect(without.headers.location).toContain('did=no-reason')
    expect(textOf((await desk.get(`${page}?leg=bk-p&did=no-reason`)).body)).toContain('Say why in a few words.')
    expect(leg('p').state).toBe('parked')
    await desk.post(`${page}/bk-p/abandonment`, { why: 'Not a customer' }, page)
    expect(leg('p').state).toBe('given up')
    expect(await services.legs.attempts('bk-p')).toMatchObject([
      { actor: dana.name, result: 'given up', said: 'Nothing more is to be written: Not a customer' }
    ])
    expect(audited).toMatchObject([{ actor: dana.id, object: 'booking p', result: 'given up: Not a customer' }])
    expect(textOf((await desk.get(`${page}?show=ended`)).body)).toContain('Write it after all')
  })

  const acts = ['attempts', 'recreation', 'abandonment', 'choice']
  test.each(acts)('%s is refused to who may only look, and not told to strangers', async (act) => {
    const { as, leg, audited } = await deskWithLegs({ p: parked })
    const raes = await as(rae)
    expect(textOf((await raes.get(page)).body)).not.toContain('Try again now')
    expect((await raes.post(`${page}/bk-p/${act}`, { why: 'x', who: 'nobody' })).statusCode).toBe(403)
    const sams = await as(sam)
    const there = await sams.post(`${page}/bk-p/${act}`, {})
    const none = await sams.post(`${page}/bk-none/${act}`, {})
    expect([there.statusCode, none.statusCode, there.body === none.body]).toEqual([404, 404, true])
    expect(leg('p').state).toBe('parked')
    expect(audited.map(({ actor, right, result }) => [actor, right, result])).toEqual([
      [rae.id, 'role_reviewer', 'refused'],
      [sam.id, 'no_grant', 'refused']
    ])
  })
})

test('an Author acts on activities of her own links, and reads of the others why she may not', async () => {
  const { as, services, leg } = await deskWithLegs({ hers: { ...parked, link: arisLink.id }, danas: parked })
  await services.links.add(arisLink, 'hash')
  await services.grants.record(granted(ari, 'author'))
  const desk = await as(ari)
  const { body } = await desk.get(`${page}?show=stopped`)
  expect([body.includes('bk-hers/attempts'), body.includes('bk-danas/attempts')]).toEqual([true, false])
  expect(textOf(body)).toContain('You can change what you made yourself for Olga Okafor')
  expect((await desk.post(`${page}/bk-danas/attempts`, {}, page)).statusCode).toBe(403)
  expect((await desk.post(`${page}/bk-hers/attempts`, {}, page)).statusCode).toBe(303)
  expect([leg('hers').state, leg('danas').state]).toEqual(['written', 'parked'])
})

test('a meeting that no link made is looked after in the same place, and leads to its own page', async () => {
  const { as, services, world } = await deskWithMeetings()
  const desk = await as(dana)
  const item = `${olgasPath}/meetings?item=${encodeURIComponent(lunchId)}`
  const sent = { item: lunchId, seen: '0', who: contactGrace.id, record: 'nothing' }
  await desk.post(`${olgasPath}/meetings/saving`, sent, item)
  const [key = ''] = [...world.keptLegs.keys()]
  expect(key).toMatch(/^mt-/)
  Object.assign(world.keptLegs.get(key) ?? {}, { state: 'parked', outcome: outcomes.sf_rejected })
  const acted: string[] = []
  services.legActs = {
    ...{ legs: services.legs, audit: services.audit },
    activities: { connect: async () => ({ userId: '0058X0000001OLGAA0' }) },
    keepNow: async (each) => acted.push(each)
  }
  const { body } = await desk.get(`${page}?show=stopped`)
  expect(textOf(body)).toContain(`${lunch.title} Grace Hopper-Lee`)
  expect(body).toContain(`href="${item.replaceAll('&', '&amp;')}"`)
  const answer = await desk.post(`${page}/${key}/attempts`, {}, page)
  expect(answer.headers.location).toBe(`${item}&leg=${key}&did=tried#salesforce`)
  expect(acted).toEqual([key])
  // a right of its own: Rae may look, and may not save
  expect((await (await as(rae)).post(`${page}/${key}/attempts`, {})).statusCode).toBe(403)
})

describe('the story on the page of a booking', () => {
  test('has every attempt, newest first; what repeated itself is one line', async () => {
    const { as, services } = await deskWithLegs({ a: {} })
    const at = (minutes: number) => mondayMorning + minutes * MINUTE
    const off = { actor: olga.address, result: 'organizer_sync_disabled', said: 'Salesforce: invalid_grant' }
    for (const minutes of [-40, -35, -30])
      await services.legs.change('bk-a', ['waiting'], {}, { at: at(minutes), ...off })
    const asked = { at: at(-5), actor: dana.name, result: 'waiting', said: 'To be tried again.' }
    await services.legs.change('bk-a', ['waiting'], {}, asked)
    await services.legs.change(
      'bk-a',
      ['waiting'],
      { state: 'written', written: writtenEvent },
      { at: at(-4), actor: olga.address, result: 'written', said: '' }
    )
    const { body } = await (await as(dana)).get('/console/bookings/a')
    const text = textOf(body)
    const lines = [
      `Written, as ${olga.address} Today 07:56`,
      'Dana Whitfield asked for it Today 07:55 To be tried again.',
      'Salesforce did not let OnBehalf act for Olga Okafor 3 times, first Today 07:20, last Today 07:30 Salesforce: invalid_grant'
    ]
    for (const line of lines) expect(text).toContain(line)
    expect(lines.map((line) => text.indexOf(line))).toEqual(
      [...lines.map((line) => text.indexOf(line))].sort((a, b) => a - b)
    )
    expect(body).toContain(`href="${salesforce}/${eventId}"`)
    expect(flawsOf(body)).toEqual([])
  })

  test('offers the same acts as the page of activities, and says on the spot what came of them', async () => {
    const { as, leg } = await deskWithLegs({ r: review })
    const desk = await as(dana)
    const answer = await desk.post(`${page}/bk-r/choice`, { who: elif.id }, '/console/bookings/r')
    expect(answer.headers.location).toBe('/console/bookings/r?leg=bk-r&did=chosen#salesforce')
    const { body } = await desk.get('/console/bookings/r?leg=bk-r&did=chosen')
    expect(textOf(body)).toContain('It is in Salesforce now.')
    expect(leg('r').state).toBe('written')
    expect(flawsOf(body)).toEqual([])
  })
})
