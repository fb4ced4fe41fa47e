// A meeting that no link has made: who sees it, whom and what it could be with, saved once, followed, stopped.
import { describe, expect, test } from 'vitest'
import { ordinary } from '../../../src/activities/activity-settings.ts'
import { tryAgain } from '../../../src/activities/leg-acts.ts'
import { authorize } from '../../../src/delegates/authority.ts'
import type { Person } from '../../../src/people/person.ts'
import { ari, cora, dana, eve, fay, grace, max, olga, rae, sam } from '../../world/cast.ts'
import { granted } from '../../world/grants.ts'
import { flawsOf, textOf } from '../../world/pages.ts'
import { doctor, lunch, olgasPath } from './desk.ts'
import { contactGrace, deskWithMeetings, doctorId, itemOf, lena, lunchId, nordwind, rollout } from './meetings.ts'

const pageOf = (item: string) => `${olgasPath}/meetings?item=${encodeURIComponent(item)}`
const saving = `${olgasPath}/meetings/saving`
const stopping = `${olgasPath}/meetings/stopping`
const lunchToSave = { item: lunchId, seen: '0', who: contactGrace.id, record: 'nothing' }

type Desk = Awaited<ReturnType<typeof deskWithMeetings>>
const leadTo = (body: string, text: string) => new RegExp(`<a href="([^"]+)"><bdi>${text}`).exec(body)?.[1]
const [only] = [(desk: Desk) => [...desk.saved.values()][0]]
const ticked = (body: string, name: string) =>
  new RegExp(`<input type="radio" id="[^"]*" name="${name}" value="([^"]*)" checked>`).exec(body)?.[1]

describe('in the week', () => {
  test('an entry leads to its page where it can be saved, and says when it was', async () => {
    const desk = await deskWithMeetings()
    const danas = await desk.as(dana)
    const week = `${olgasPath}?week=2027-01-04`
    const before = (await danas.get(week)).body
    expect(leadTo(before, lunch.title)).toBe(pageOf(lunchId))
    expect(leadTo(before, doctor.title)).toBe(pageOf(doctorId))
    await danas.post(saving, lunchToSave)
    expect(textOf((await danas.get(week)).body)).toContain(`${lunch.title} (saved to Salesforce)`)
    // who may not see what it is does not learn its id either
    const eves = (await (await desk.as(eve)).get(week)).body
    expect(eves).not.toContain(encodeURIComponent(doctorId))
    expect(leadTo((await (await desk.as(rae)).get(week)).body, lunch.title)).toBeUndefined()
  })
})

describe('who may', () => {
  // biome-ignore format: a table
  const people: [Person, string, string][] = [
    [olga, 'may',                           'may'],
    [dana, 'may',                           'may'],
    [cora, 'may',                           'private_hidden'],
    [eve,  'may',                           'private_hidden'],
    [ari,  'no_grant',                      'no_grant'],
    [rae,  'role_reviewer',                 'role_reviewer'],
    [fay,  'full_access_is_not_delegation', 'full_access_is_not_delegation'],
    [sam,  'no_grant',                      'no_grant'],
    [max,  'no_grant',                      'no_grant']
  ]
  test.each(people)(
    '$name, an ordinary meeting and a private one, by any request',
    async (person, ordinaryOne, privateOne) => {
      for (const [item, expected] of [
        [lunchId, ordinaryOne],
        [doctorId, privateOne]
      ] as const) {
        const desk = await deskWithMeetings()
        const hers = await desk.as(person)
        const page = await hers.get(pageOf(item))
        const sent = await hers.post(saving, { ...lunchToSave, item })
        const searched = await hers.post(`${olgasPath}/meetings/search`, { ...lunchToSave, item, words: 'nordwind' })
        if (expected === 'may') {
          expect([page.statusCode, sent.statusCode, searched.statusCode]).toEqual([200, 303, 200])
          expect(desk.audited).toMatchObject([{ actor: person.id, act: 'save meeting', result: 'saved' }])
          continue
        }
        expect([page.statusCode, sent.statusCode, searched.statusCode]).toEqual([403, 403, 403])
        for (const { body } of [page, sent, searched]) {
          expect(body).toContain(`<code>${expected}</code>`)
          expect(body).not.toContain('Cardiologist')
          expect(body).not.toContain('Canteen')
        }
        expect(desk.saved.size).toBe(0)
        expect(desk.audited).toMatchObject([
          { actor: person.id, right: expected, act: 'save meeting', result: 'refused' },
          { result: 'refused' }
        ])
        expect(JSON.stringify(desk.audited)).not.toMatch(/Cardiologist|Lunch/)
      }
    }
  )

  test('an Author, what came from his own link, and nothing else', async () => {
    const desk = await deskWithMeetings()
    await desk.services.grants.record(granted(ari, 'author'))
    const aris = await desk.as(ari)
    expect((await aris.get(pageOf(lunchId))).body).toContain('<code>not_author</code>')
    expect((await aris.post(saving, lunchToSave)).body).toContain('<code>not_author</code>')
    const mine = { ...(await desk.services.links.ofOrganizer(olga.id))[0]?.link, id: 'aris', keeper: ari, madeBy: ari }
    await desk.services.links.add(mine as never, '')
    desk.services.bookings.find = async () => ({ state: 'released', organizer: olga.id, link: 'aris' }) as never
    desk.calendar.set(lunchId, itemOf(lunch, lunchId, { key: 'b1:1' }))
    expect((await aris.post(saving, lunchToSave)).statusCode).toBe(303)
    expect(only?.(desk)).toMatchObject({ madeBy: ari.id, savedBy: { id: ari.id } })
  })
})

describe('before it is saved', () => {
  test('it is shown with whom it could be, the first who is known is ticked, and markup stays text', async () => {
    const desk = await deskWithMeetings()
    const { body } = await (await desk.as(olga)).get(pageOf(lunchId))
    expect(flawsOf(body)).toEqual([])
    expect(textOf(body)).toContain('Tuesday 5 January, 12:00 to 13:00, Berlin time')
    expect(textOf(body)).toContain('Nobody in Salesforce has the address zoe@nowhere.example')
    expect([ticked(body, 'who'), ticked(body, 'record')]).toEqual([contactGrace.id, rollout.id])
    expect(body).toContain('Forecasting &lt;rollout&gt;')
    expect(body).toContain('Canteen &lt;2&gt;')
    expect(textOf(body)).toContain('Then only Olga Okafor can change the Event in Salesforce')
  })

  test('whoever has no Salesforce user is told that there is somebody, and neither names nor what it is about', async () => {
    const desk = await deskWithMeetings()
    const danas = await desk.as(dana)
    const { body } = await danas.get(pageOf(lunchId))
    expect(ticked(body, 'who')).toBe(contactGrace.id)
    expect(textOf(body)).toContain('A contact that you cannot see in Salesforce')
    expect(body).not.toContain('Harborlight<')
    expect(body).not.toContain(rollout.id)
    expect(textOf(body)).toContain('No Salesforce user of yours is known here')
    const searched = await danas.post(`${olgasPath}/meetings/search`, { ...lunchToSave, words: 'nord' })
    expect(searched.body).not.toContain('Nordwind')
    // nor is anything chosen by its id that she could not see
    expect((await danas.post(saving, { ...lunchToSave, record: nordwind.id })).statusCode).toBe(422)
    expect((await danas.post(saving, { ...lunchToSave, who: lena.id })).statusCode).toBe(422)
    expect((await danas.post(saving, lunchToSave)).statusCode).toBe(303)
  })

  test('she sees what her own Salesforce user may see, finds it by words, and what she had ticked stays ticked', async () => {
    const desk = await deskWithMeetings()
    desk.salesforce.usernames.set(dana.id, 'dana@sf')
    desk.salesforce.sees.set('dana@sf', [nordwind.id, contactGrace.id])
    const danas = await desk.as(dana)
    expect((await danas.get(pageOf(lunchId))).body).not.toContain(rollout.id)
    const search = async (words: string) =>
      (await danas.post(`${olgasPath}/meetings/search`, { ...lunchToSave, who: 'nobody', words })).body
    const found = await search('nord')
    expect(found).toContain('Nordwind &amp; Söhne')
    expect(textOf(found)).toContain('One record was found for “nord”.')
    expect([ticked(found, 'who'), ticked(found, 'record')]).toEqual(['nobody', 'nothing'])
    expect(flawsOf(found)).toEqual([])
    expect(textOf(await search('lena'))).toContain('Nothing that you can see in Salesforce is called “lena”.')
    expect(textOf(await search('n'))).toContain('Write two letters at least.')
    expect((await danas.post(saving, { ...lunchToSave, record: nordwind.id })).statusCode).toBe(303)
    expect(only?.(desk)?.chosen).toEqual({ who: contactGrace.id, record: nordwind })
  })

  test('what the organizer herself may not see is no choice, as the Event is written as her', async () => {
    const desk = await deskWithMeetings()
    desk.salesforce.usernames.set(dana.id, 'dana@sf')
    desk.salesforce.sees.set('dana@sf', [nordwind.id])
    desk.salesforce.sees.set(olga.address, [contactGrace.id])
    const danas = await desk.as(dana)
    const sent = await danas.post(saving, { ...lunchToSave, record: nordwind.id })
    expect(sent.statusCode).toBe(422)
    expect(textOf(sent.body)).toContain('that both you and Olga Okafor can see')
    expect(desk.saved.size).toBe(0)
  })

  test('where Salesforce does not answer nobody is said to be unknown there, and nothing is saved', async () => {
    const desk = await deskWithMeetings()
    desk.salesforce.answers = false
    const olgas = await desk.as(olga)
    const { body } = await olgas.get(pageOf(lunchId))
    expect(textOf(body)).toContain('Salesforce does not answer right now')
    expect(body).not.toContain('Nobody in Salesforce')
    expect(body).not.toContain('Save to Salesforce')
    const sent = await olgas.post(saving, { ...lunchToSave, record: nordwind.id })
    expect(sent.statusCode).toBe(503)
    expect(desk.saved.size).toBe(0)
  })

  test.each<[string, (desk: Desk) => unknown, string]>([
    [
      'nothing is written for her',
      (desk) => Object.assign(desk.services.activitySettings, { of: async () => ({ ...ordinary, mode: 'off' }) }),
      'Nothing is written to Salesforce for Olga Okafor'
    ],
    [
      'no user of hers is known',
      (desk) => Object.assign(desk.services.organizers, { find: async () => ({ ...olga, salesforceUsername: null }) }),
      'No Salesforce user is known for Olga Okafor'
    ],
    [
      'there is no Salesforce',
      (desk) => Object.assign(desk.services, { saving: undefined }),
      'No Salesforce is set up here'
    ],
    [
      'it was cancelled',
      (desk) => desk.calendar.set(lunchId, itemOf(lunch, lunchId, { cancelled: true })),
      'This meeting was cancelled'
    ],
    [
      'it is a series',
      (desk) => desk.calendar.set(lunchId, itemOf(lunch, lunchId, { kind: 'series' })),
      'This is a whole series'
    ],
    ['it is gone', (desk) => desk.calendar.clear(), 'is not in Olga Okafor&#39;s calendar any more'],
    [
      'the calendar cannot be read',
      (desk) => Object.assign(desk.services.items, { read: async () => ({ notNow: '503' }) }),
      'calendar cannot be read right now'
    ]
  ])('where %s the page says so, and what is sent saves nothing', async (_, given, words) => {
    const desk = await deskWithMeetings()
    await given(desk)
    const olgas = await desk.as(olga)
    const { body } = await olgas.get(pageOf(lunchId))
    expect(body).toContain(words)
    expect(body).not.toContain('name="who"')
    expect(flawsOf(body)).toEqual([])
    const sent = await olgas.post(saving, lunchToSave)
    expect([200, 404, 409, 422, 503]).toContain(sent.statusCode)
    expect(desk.saved.size).toBe(0)
  })

  test('a booking is not saved here: its own page is shown', async () => {
    const desk = await deskWithMeetings()
    const { link } = (await desk.services.links.ofOrganizer(olga.id))[0] ?? {}
    const booking = {
      id: 'b1',
      state: 'confirmed',
      organizer: olga.id,
      link: link?.id,
      meeting: { id: lunchId },
      slot: lunch
    }
    desk.services.bookings.find = async () => booking as never
    desk.calendar.set(lunchId, itemOf(lunch, lunchId, { key: 'b1:1' }))
    expect((await (await desk.as(dana)).get(pageOf(lunchId))).headers.location).toBe('/console/bookings/b1')
  })

  test.each(['', 'x', '../../users/piet', 'a'.repeat(600), "AAkA' or 1 eq 1"])(
    '"%s" is nobody’s item',
    async (item) => {
      const desk = await deskWithMeetings()
      const olgas = await desk.as(olga)
      expect((await olgas.get(`${olgasPath}/meetings?item=${encodeURIComponent(item)}`)).statusCode).toBe(404)
      expect((await olgas.post(saving, { ...lunchToSave, item })).statusCode).toBe(404)
    }
  )
})

describe('saving it', () => {
  test('twice, and by two people, is one; the page says how it stands, and the history who did it', async () => {
    const desk = await deskWithMeetings()
    const [danas, olgas] = [await desk.as(dana), await desk.as(olga)]
    const answers = [
      await danas.post(saving, lunchToSave),
      await danas.post(saving, lunchToSave),
      await olgas.post(saving, lunchToSave)
    ]
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([303, 303, 303])
    expect([desk.saved.size, desk.tried.length]).toEqual([1, 1])
    expect(desk.audited).toMatchObject([
      { actor: dana.id, right: 'delegate editor', act: 'save meeting', result: 'saved' }
    ])
    const { body } = await olgas.get(String(answers[0]?.headers.location))
    expect(textOf(body)).toContain('It is in Salesforce now.')
    expect(textOf(body)).toContain('Saved by Dana Whitfield.')
    expect(textOf(body)).toContain('With Grace Hopper-Lee, about nothing in particular.')
    expect(flawsOf(body)).toEqual([])
  })

  test('somebody who chooses otherwise in the same minute is shown what stands, and chooses again', async () => {
    const desk = await deskWithMeetings()
    const [danas, olgas] = [await desk.as(dana), await desk.as(olga)]
    await danas.post(saving, lunchToSave)
    const withRollout = { ...lunchToSave, record: rollout.id }
    const late = await olgas.post(saving, withRollout)
    expect(late.statusCode).toBe(409)
    expect(textOf(late.body)).toContain('Somebody else was faster')
    expect(late.body).toContain('name="seen" value="1"')
    expect((await olgas.post(saving, { ...withRollout, seen: '1' })).statusCode).toBe(303)
    expect(only?.(desk)).toMatchObject({
      chosen: { record: { id: rollout.id } },
      savedBy: { id: dana.id },
      lastBy: { id: olga.id }
    })
  })

  test('for the first time needs the organizer’s connection; what was chosen stays', async () => {
    const desk = await deskWithMeetings()
    desk.salesforce.connected = false
    const danas = await desk.as(dana)
    const { statusCode, body } = await danas.post(saving, { ...lunchToSave, who: 'nobody' })
    expect(statusCode).toBe(409)
    expect(body).toContain('<code>organizer_sync_disabled</code>')
    expect(textOf(body)).toContain('Salesforce does not let OnBehalf act for Olga Okafor')
    expect(ticked(body, 'who')).toBe('nobody')
    expect(flawsOf(body)).toEqual([])
    expect(desk.saved.size).toBe(0)
    expect(desk.audited).toMatchObject([{ actor: dana.id, result: 'refused: organizer_sync_disabled' }])
  })

  test('with nobody ticked, or a lead and something else, is told in a sentence', async () => {
    const desk = await deskWithMeetings()
    const olgas = await desk.as(olga)
    const nobody = await olgas.post(saving, { item: lunchId, seen: '0' })
    expect([nobody.statusCode, textOf(nobody.body).includes('Choose whom the Event is with')]).toEqual([422, true])
    const lead = await olgas.post(saving, { ...lunchToSave, who: lena.id, record: rollout.id })
    expect([lead.statusCode, textOf(lead.body).includes('An Event with a lead cannot be about anything else')]).toEqual(
      [422, true]
    )
    expect((await olgas.post(saving, { ...lunchToSave, who: '0038X00000000ZZAAA' })).statusCode).toBe(422)
    expect((await olgas.post(saving, { ...lunchToSave, who: rollout.id })).statusCode).toBe(422)
    expect((await olgas.post(saving, { ...lunchToSave, record: contactGrace.id })).statusCode).toBe(422)
    expect(desk.saved.size).toBe(0)
  })

  test('a private one relates it to nobody, whatever is sent; where they are withheld it is not saved', async () => {
    const desk = await deskWithMeetings()
    const danas = await desk.as(dana)
    const page = (await danas.get(pageOf(doctorId))).body
    expect(textOf(page)).toContain('The Event is marked private, and related to nobody')
    expect(page).not.toContain('name="who"')
    expect((await danas.post(saving, { ...lunchToSave, item: doctorId })).statusCode).toBe(303)
    expect(only?.(desk)?.chosen).toEqual({ who: null, record: null })

    const strict = await deskWithMeetings()
    Object.assign(strict.services.activitySettings, {
      of: async () => ({ ...ordinary, privateMeetings: 'withheld' })
    })
    const hers = await strict.as(olga)
    expect(textOf((await hers.get(pageOf(doctorId))).body)).toContain('private meetings are not written to Salesforce')
    expect((await hers.post(saving, { ...lunchToSave, item: doctorId })).statusCode).toBe(409)
    expect(strict.saved.size).toBe(0)
  })
})

describe('stopping', () => {
  async function saved() {
    const desk = await deskWithMeetings()
    const danas = await desk.as(dana)
    await danas.post(saving, lunchToSave)
    const key = only?.(desk)?.key ?? ''
    return { ...desk, danas, key }
  }

  test.each([
    ['kept', 'stopped, Event kept', 'the Event stays as it is'],
    ['removed', 'stopped, Event removed', 'and the Event is taken out']
  ] as const)('with the Event %s, once, and saved again afterwards', async (activity, result, words) => {
    const desk = await saved()
    desk.salesforce.next = activity === 'removed' ? { state: 'taken out' } : {}
    const answers = [
      await desk.danas.post(stopping, { key: desk.key, seen: '1', activity }),
      await desk.danas.post(stopping, { key: desk.key, seen: '1', activity })
    ]
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([303, 303])
    expect(desk.audited.map((entry) => entry.result)).toEqual(['saved', result])
    const { body } = await desk.danas.get(String(answers[0]?.headers.location))
    expect(textOf(body)).toContain(words)
    expect(flawsOf(body)).toEqual([])
    expect(body).toContain('Save to Salesforce')
    desk.salesforce.next = { state: 'written' }
    expect((await desk.danas.post(saving, { ...lunchToSave, seen: '2' })).statusCode).toBe(303)
    expect(only?.(desk)).toMatchObject({ state: 'followed', version: 3 })
  })

  test('it can be stopped where the meeting is gone from the calendar, by whoever may', async () => {
    const desk = await saved()
    desk.calendar.clear()
    const { body } = await desk.danas.get(pageOf(lunchId))
    expect(textOf(body)).toContain("is not in Olga Okafor's calendar any more")
    expect(body).toContain('Stop following it')
    for (const person of [rae, ari, fay, sam]) {
      const answer = await (await desk.as(person)).post(stopping, { key: desk.key, seen: '1', activity: 'removed' })
      expect(answer.statusCode, person.name).toBe(403)
    }
    expect(only?.(desk)?.state).toBe('followed')
    expect((await desk.danas.post(stopping, { key: desk.key, seen: '1', activity: 'kept' })).statusCode).toBe(303)
    expect((await desk.danas.post(stopping, { key: 'mt-none', seen: '1', activity: 'kept' })).statusCode).toBe(404)
  })

  test('what the flag hides stays hidden also after it was saved', async () => {
    const desk = await deskWithMeetings()
    await (await desk.as(dana)).post(saving, { ...lunchToSave, item: doctorId })
    const key = only?.(desk)?.key ?? ''
    desk.calendar.clear()
    const eves = await desk.as(eve)
    for (const answer of [
      await eves.get(pageOf(doctorId)),
      await eves.post(stopping, { key, seen: '1', activity: 'kept' })
    ]) {
      expect([answer.statusCode, answer.body.includes('Cardiologist')]).toEqual([403, false])
      expect(answer.body).toContain('<code>private_hidden</code>')
    }
    expect((await eves.get('/console/activities')).body).not.toContain('Cardiologist')
  })
})

test('beside it stands what the reader could see of Salesforce, about whom it is with', async () => {
  const desk = await deskWithMeetings()
  const asked: object[] = []
  desk.services.contextFor = async (reader, about) => {
    asked.push({ reader: reader.name, ...about })
    return { hidden: 'no username', username: null }
  }
  const danas = await desk.as(dana)
  const { body } = await danas.get(pageOf(lunchId))
  expect(textOf(body)).toContain('What Salesforce knows')
  expect(asked).toMatchObject([{ reader: dana.name, addresses: [grace.address, 'zoe@nowhere.example'], records: [] }])
  await danas.post(saving, lunchToSave)
  await danas.get(pageOf(lunchId))
  expect(asked.at(-1)).toMatchObject({ records: [contactGrace.id] })
})

test('what somebody has ended in the list of activities is not said to be followed, and can be taken out or saved again', async () => {
  const desk = await deskWithMeetings()
  const danas = await desk.as(dana)
  await danas.post(saving, lunchToSave)
  const key = only?.(desk)?.key ?? ''
  Object.assign(desk.world.keptLegs.get(key) ?? {}, { state: 'given up' })
  const { body } = await danas.get(pageOf(lunchId))
  expect(textOf(body)).toContain('Somebody has ended it')
  expect(body).toContain('Take the Event out of Salesforce')
  expect(body).toContain('Save to Salesforce')
  expect((await danas.post(saving, { ...lunchToSave, seen: '1' })).statusCode).toBe(303)
  expect(desk.world.keptLegs.get(key)?.state).toBe('written')
})

test('the list of activities leads to the meeting, and a click there comes back to it', async () => {
  const desk = await deskWithMeetings()
  const danas = await desk.as(dana)
  desk.salesforce.next = {
    state: 'parked',
    outcome: { code: 'sf_rejected', recordId: null, errors: [] },
    written: null
  }
  await danas.post(saving, lunchToSave)
  const key = only?.(desk)?.key ?? ''
  desk.services.legActs = {
    ...desk.services.saving,
    activities: desk.services.activities,
    legs: desk.services.legs
  } as never
  expect((await danas.get('/console/activities')).body).toContain(`href="${pageOf(lunchId)}"`)
  const answer = await danas.post(`/console/activities/${key}/attempts`, { back: 'meeting' })
  expect(answer.headers.location).toBe(`${pageOf(lunchId)}&leg=${key}&did=tried#salesforce`)
  // a right over bookings is none over other meetings
  const overBookings = await authorize('write activity', dana, olga, desk.services)
  if ('refused' in overBookings) return expect.fail(overBookings.refused)
  expect(await tryAgain(overBookings, key, desk.services.legActs)).toEqual({ refused: 'no such activity' })
  const aris = await desk.as(ari)
  await desk.services.grants.record(granted(ari, 'author'))
  expect((await aris.post(`/console/activities/${key}/attempts`, {})).body).toContain('<code>not_author</code>')
})
