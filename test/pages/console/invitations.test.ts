// Invitations that wait for Olga: who sees them, who answers, and what becomes of it.
import { describe, expect, test } from 'vitest'
import type { Fact } from '../../../src/bookings/booking.ts'
import type { Standing } from '../../../src/delegates/standing.ts'
import { deliverAnswers } from '../../../src/invitations/deliver-answer.ts'
import type { Invitation } from '../../../src/invitations/invitation.ts'
import type { Person } from '../../../src/people/person.ts'
import { MINUTE } from '../../../src/time/instant.ts'
import { bookedWith, heldFact } from '../../world/booked.ts'
import { ari, cora, dana, eve, fay, max, mondayMorning, olga, rae, sam } from '../../world/cast.ts'
import { granted } from '../../world/grants.ts'
import { clinic, jourFixe, numbers } from '../../world/invitations.ts'
import { flawsOf, textOf, valuesOf } from '../../world/pages.ts'
import { consoleOf, lunch, olgasPath } from './desk.ts'

const page = `${olgasPath}/invitations`
const answering = `${page}/answers`

async function invitedOlga(invitations: Invitation[] = [numbers, clinic]) {
  const desk = await consoleOf()
  const { outside } = desk.world.invited
  outside.invitations = invitations
  return { ...desk, cloud: outside }
}

type Desk = Awaited<ReturnType<Awaited<ReturnType<typeof consoleOf>>['as']>>

/** The form of one invitation, as it stands on the page. */
async function formOf(desk: Desk, { id }: Invitation) {
  const { body } = await desk.get(page)
  const at = valuesOf(body, 'item').indexOf(id)
  const value = (name: string) => valuesOf(body, name)[at] ?? ''
  return { form: value('form'), item: id, before: value('before'), times: value('times') }
}

const answer = async (desk: Desk, invitation: Invitation, said: string, comment = '') =>
  desk.post(answering, { ...(await formOf(desk, invitation)), answer: said, comment })

describe('who may', () => {
  test.each([
    [olga, ''],
    [dana, 'Answered by Dana Whitfield on behalf of Olga Okafor'],
    [eve, 'Answered by Eve Tanaka on behalf of Olga Okafor'],
    [cora, 'Answered by Cora Duarte on behalf of Olga Okafor']
  ])('$name accepts in her name, and the history tells who, and not what', async (person, signed) => {
    const { as, cloud, audited } = await invitedOlga()
    const desk = await as(person)
    const { body } = await desk.get(page)
    expect(flawsOf(body)).toEqual([])
    expect(textOf(body)).toContain('Numbers with Piet Thursday 7 January, 15:00 to 16:00 · Harbour From Piet Jansen')
    const done = await answer(desk, numbers, 'accept')
    expect(cloud.told).toEqual([{ id: numbers.id, answer: 'accept', comment: signed, silently: false }])
    const shown = await desk.get(String(done.headers.location))
    expect(textOf(shown.body)).toContain("Accepted. The sender has the answer in Olga Okafor's name.")
    expect(flawsOf(shown.body)).toEqual([])
    const right = person === olga ? 'organizer' : 'delegate editor'
    const entry = { act: 'answer invitation', object: 'invitation on 2027-01-07T14:00:00.000Z', result: 'accepted' }
    expect(audited).toMatchObject([{ actor: person.id, organizer: olga.id, right, ...entry }])
    expect(JSON.stringify(audited)).not.toMatch(/Numbers|Piet/)
  })

  const others: [Person, string][] = [
    [rae, 'role_reviewer'],
    [ari, 'no_grant'],
    [fay, 'full_access_is_not_delegation'],
    [sam, 'no_grant'],
    [max, 'no_grant']
  ]
  test.each(others)('not $name: %s', async (person, reason) => {
    const { as, cloud, audited } = await invitedOlga()
    const desk = await as(person)
    const seen = await desk.get(page)
    expect(seen.statusCode).toBe(403)
    const sent = { form: 'x', item: numbers.id, before: 'none', times: numbers.times, answer: 'decline' }
    const tried = await desk.post(answering, sent)
    expect(tried.body).toContain(`<code>${reason}</code>`)
    expect(textOf(seen.body + tried.body)).not.toContain('Numbers')
    expect(cloud.told).toEqual([])
    expect(audited).toMatchObject([{ actor: person.id, right: reason, act: 'answer invitation', result: 'refused' }])
  })

  test('an Author where Olga has said so, and nobody else with that right', async () => {
    const { as, cloud, services } = await invitedOlga()
    await services.grants.record(granted(ari, 'author', { optIns: ['answer invitation'] }))
    await services.grants.record(granted(sam, 'time slots only', { optIns: ['answer invitation'] }))
    expect((await answer(await as(ari), numbers, 'decline')).statusCode).toBe(303)
    expect(cloud.told).toMatchObject([{ answer: 'decline' }])
    expect((await (await as(sam)).get(page)).statusCode).toBe(403)
  })

  test('the page of the week leads there for those who may, and for nobody else', async () => {
    const { as } = await invitedOlga()
    expect((await (await as(dana)).get(olgasPath)).body).toContain(`href="${page}"`)
    expect((await (await as(rae)).get(olgasPath)).body).not.toContain(`href="${page}"`)
  })
})

describe('a private invitation', () => {
  test.each([olga, dana])('is seen and answered by $name', async (person) => {
    const { as, cloud } = await invitedOlga()
    const desk = await as(person)
    expect(textOf((await desk.get(page)).body)).toContain('Results of the scan')
    expect((await answer(desk, clinic, 'tentative')).statusCode).toBe(303)
    expect(cloud.told).toMatchObject([{ id: clinic.id, answer: 'tentative' }])
  })

  test.each([eve, cora])(
    'is only counted for $name, who does not see private items, and answered by no request',
    async (person) => {
      const { as, cloud, services, audited } = await invitedOlga()
      const desk = await as(person)
      const { body } = await desk.get(page)
      expect(textOf(body)).toContain('1 private invitation waits, too.')
      expect(body).not.toMatch(/scan|clinic/i)
      const form = services.formIds.make(`invitation of ${olga.id}: ${clinic.id}`, services.clock())
      const crafted = { form, item: clinic.id, before: 'none', times: clinic.times, answer: 'accept' }
      const tried = await desk.post(answering, crafted)
      expect(tried.body).toContain('<code>private_hidden</code>')
      expect(cloud.told).toEqual([])
      expect(audited).toMatchObject([{ right: 'private_hidden', result: 'refused' }])
    }
  )

  test('is listed without its title once it is answered', async () => {
    const { as } = await invitedOlga()
    await answer(await as(dana), clinic, 'accept')
    const { body } = await (await as(eve)).get(page)
    expect(textOf(body)).toContain(
      'Answered here lately Private appointment Fri 8 Jan 09:00 Accepted by Dana Whitfield'
    )
    expect(body).not.toContain('Results of the scan')
  })
})

describe('what is in the way', () => {
  const meets = { ...lunch, start: Date.parse('2027-01-07T14:30Z'), end: Date.parse('2027-01-07T15:30Z') }

  test('stands beside it, private ones without their title for whom may not see it', async () => {
    const { as, cloud } = await invitedOlga()
    cloud.entries = [
      { ...meets, id: 'a' },
      { ...meets, id: 'b', private: true, title: 'Cardiologist', status: 'tentative' },
      { ...meets, id: 'c', status: 'free', title: 'Birthday of Eve' }
    ]
    const hers = textOf((await (await as(dana)).get(page)).body)
    expect(hers).toContain('In the way: Lunch with the board, 15:30 to 16:30 Cardiologist, 15:30 to 16:30 (tentative)')
    expect(hers).not.toContain('Birthday')
    const eves = textOf((await (await as(eve)).get(page)).body)
    expect(eves).toContain('Private appointment, 15:30 to 16:30 (tentative)')
    expect(eves).not.toContain('Cardiologist')
  })

  test('of a series is counted, with the days', async () => {
    const { as, cloud } = await invitedOlga([jourFixe])
    const on = (day: string) => ({
      start: Date.parse(`2027-01-${day}T09:30Z`),
      end: Date.parse(`2027-01-${day}T11:00Z`)
    })
    cloud.entries = ['11', '25'].map((day) => ({ ...lunch, ...on(day), id: day }))
    const text = textOf((await (await as(dana)).get(page)).body)
    expect(text).toContain('A series: 3 times in the next half year, the next one is this.')
    expect(text).toContain('In the way at 2 of 3 times: Lunch with the board, Mon 11 Jan, 10:30 to 12:00')
  })

  test('is also a request that waits for an answer, which no calendar shows', async () => {
    const { as, services } = await invitedOlga([numbers])
    const [slot] = numbers.occurrences
    if (!slot) return expect.fail('no time')
    const requested = bookedWith({ ...heldFact({ slot, claim: slot }), type: 'requested' } as Fact)
    services.bookings.ofOrganizer = async () => [requested]
    const text = textOf((await (await as(dana)).get(page)).body)
    expect(text).toContain('In the way: Asked for by an invitee, 15:00 to 16:00 (tentative)')
  })

  test('is nothing where two invitations do not meet', async () => {
    const { as } = await invitedOlga()
    expect(textOf((await (await as(dana)).get(page)).body)).toContain('Nothing else is in the way.')
  })
})

describe('an answer', () => {
  test('carries the comment, and below it who gave it', async () => {
    const { as, cloud } = await invitedOlga()
    await answer(await as(dana), numbers, 'decline', 'She is in Lisbon.\r\nNext week?')
    expect(cloud.told).toEqual([
      {
        id: numbers.id,
        answer: 'decline',
        comment: 'She is in Lisbon.\nNext week?\n\nAnswered by Dana Whitfield on behalf of Olga Okafor',
        silently: false
      }
    ])
  })

  test('is not sent to a sender who asks for none', async () => {
    const { as, cloud } = await invitedOlga([{ ...numbers, wantsAnswer: false }])
    const desk = await as(dana)
    expect((await desk.get(page)).body).not.toContain('name="comment"')
    const done = await answer(desk, numbers, 'accept', 'pushed in by hand')
    expect(cloud.told).toMatchObject([{ comment: '', silently: true }])
    expect(textOf((await desk.get(String(done.headers.location))).body)).toContain('asked for no answer')
  })

  test('pressed twice is one, and the second press reads the same', async () => {
    const { as, cloud, audited } = await invitedOlga()
    const desk = await as(dana)
    const form = { ...(await formOf(desk, numbers)), answer: 'accept', comment: '' }
    const [one, two] = [await desk.post(answering, form), await desk.post(answering, form)]
    expect([one.statusCode, two.headers.location]).toEqual([303, one.headers.location])
    const changedMind = await desk.post(answering, { ...form, answer: 'decline' })
    expect(changedMind.headers.location).toBe(one.headers.location)
    expect(cloud.told).toHaveLength(1)
    expect(audited).toHaveLength(1)
  })

  test('of two people at once is one', async () => {
    const { as, cloud } = await invitedOlga()
    const [danas, eves] = [await as(dana), await as(eve)]
    cloud.takes = 'not now'
    const forms = [await formOf(danas, numbers), await formOf(eves, numbers)]
    expect((await danas.post(answering, { ...forms[0], answer: 'accept' })).statusCode).toBe(303)
    const second = await eves.post(answering, { ...forms[1], answer: 'decline' })
    expect(second.statusCode).toBe(409)
    expect(textOf(second.body)).toContain('Nothing was sent. Another answer to it is on its way.')
    expect(textOf(second.body)).toContain('Accept: not sent yet')
  })

  test.each<[string, Partial<Invitation> | 'gone', string]>([
    ['answered in Outlook', { response: 'accepted' }, 'It was answered in Outlook meanwhile.'],
    ['accepted tentatively in Outlook', { response: 'tentative' }, 'It was answered in Outlook meanwhile.'],
    ['moved by its sender', { times: '2027-01-08T14:00/2027-01-08T15:00' }, 'Its sender has moved it meanwhile.'],
    ['cancelled by its sender', { cancelled: true }, 'Its sender has cancelled it.'],
    ['taken back', 'gone', 'This invitation is not in the calendar any more.']
  ])('to one that was %s meanwhile is not sent, and says so', async (_, change, says) => {
    const { as, cloud, audited } = await invitedOlga()
    const desk = await as(dana)
    const form = { ...(await formOf(desk, numbers)), answer: 'decline' }
    cloud.invitations = change === 'gone' ? [] : [{ ...numbers, ...change }]
    const answered = await desk.post(answering, form)
    expect(answered.statusCode).toBe(409)
    expect(textOf(answered.body)).toContain(`Nothing was sent. ${says}`)
    expect(flawsOf(answered.body)).toEqual([])
    expect([cloud.told, audited]).toEqual([[], []])
  })

  test('to a tentative one is yes or no', async () => {
    const { as, cloud } = await invitedOlga([{ ...numbers, response: 'tentative' }])
    const desk = await as(dana)
    const { body } = await desk.get(page)
    expect(textOf(body)).toContain('Accepted tentatively')
    expect(body).not.toContain('value="tentative"><')
    await answer(desk, numbers, 'accept')
    expect(cloud.told).toMatchObject([{ answer: 'accept' }])
  })

  test.each([
    ['of another form', { form: 'x' }],
    ['to another item than the form is for', { item: clinic.id }],
    ['that is none', { answer: 'maybe' }]
  ])('%s changes nothing', async (_, change) => {
    const { as, cloud } = await invitedOlga()
    const desk = await as(dana)
    const form = { ...(await formOf(desk, numbers)), answer: 'accept', ...change }
    expect((await desk.post(answering, form)).statusCode).toBe(400)
    expect(cloud.told).toEqual([])
  })
})

test('what was read of her calendar is old as soon as an answer may have changed it, and not before', async () => {
  const { as, cloud, services } = await invitedOlga()
  const forgotten: string[] = []
  services.answering.changed = (id) => void forgotten.push(id)
  const desk = await as(dana)
  cloud.takes = 'not now'
  await answer(desk, numbers, 'decline')
  expect(forgotten).toEqual([])
  cloud.takes = 'unclear, and it took'
  await answer(desk, clinic, 'decline')
  expect(forgotten).toEqual([olga.id])
})

describe('when Exchange does not take it at once', () => {
  const setting = async () => {
    const world = await invitedOlga()
    const later = async (ms: number) => {
      world.world.outside.now += ms
      await deliverAnswers(8, world.services.answering)
    }
    return { ...world, later, desk: await world.as(dana) }
  }

  test('it is kept, and sent once when it does', async () => {
    const { desk, cloud, later, audited } = await setting()
    cloud.takes = 'not now'
    const done = await answer(desk, numbers, 'accept')
    const { body } = await desk.get(String(done.headers.location))
    expect(textOf(body)).toContain('Not sent yet. Exchange does not take the answer right now.')
    expect(valuesOf(body, 'item')).not.toContain(numbers.id)
    cloud.takes = 'given'
    await later(5 * MINUTE)
    await later(5 * MINUTE)
    expect(cloud.told).toHaveLength(1)
    expect(audited).toMatchObject([{ actor: dana.id, result: 'accepted' }])
  })

  test.each(['accept', 'decline'] as const)(
    'and has taken it unheard, it is not sent a second time: %s',
    async (said) => {
      const { desk, cloud, later, audited } = await setting()
      cloud.takes = 'unclear, and it took'
      await answer(desk, numbers, said)
      cloud.takes = 'given'
      await later(5 * MINUTE)
      expect(cloud.told).toHaveLength(1)
      expect(audited).toMatchObject([{ result: said === 'accept' ? 'accepted' : 'declined' }])
    }
  )

  test('and the answer was lost on the way, it is sent again, but not before it can have been lost', async () => {
    const { desk, cloud, later } = await setting()
    cloud.takes = 'unclear, and it did not'
    await answer(desk, numbers, 'accept')
    cloud.takes = 'given'
    await later(30_000)
    expect(cloud.told).toEqual([])
    await later(5 * MINUTE)
    expect(cloud.told).toHaveLength(1)
  })

  test('what was answered in Outlook by then stands', async () => {
    const { desk, cloud, later, audited } = await setting()
    cloud.takes = 'not now'
    await answer(desk, numbers, 'accept')
    cloud.takes = 'given'
    cloud.invitations = [{ ...numbers, response: 'declined' }]
    await later(5 * MINUTE)
    expect(cloud.told).toEqual([])
    expect(audited).toMatchObject([{ result: 'not accepted: It was answered in Outlook meanwhile.' }])
    expect(textOf((await desk.get(page)).body)).toContain('Not accepted It was answered in Outlook meanwhile.')
  })

  test('and her right is gone by then, nothing is sent', async () => {
    const { desk, cloud, later, outside, audited } = await setting()
    cloud.takes = 'not now'
    await answer(desk, numbers, 'accept')
    cloud.takes = 'given'
    outside.standings[dana.id] = outside.standings[rae.id] as Standing
    await later(5 * MINUTE)
    expect(cloud.told).toEqual([])
    expect(audited).toMatchObject([{ result: 'not accepted: The right to answer was gone by then (role_reviewer).' }])
  })

  test('and the meeting is over by then, nothing is sent', async () => {
    const { desk, cloud, later, audited } = await setting()
    cloud.takes = 'not now'
    await answer(desk, numbers, 'accept')
    cloud.takes = 'given'
    await later((numbers.occurrences[0]?.end ?? 0) - mondayMorning)
    expect(cloud.told).toEqual([])
    expect(audited).toMatchObject([{ result: expect.stringContaining('until the meeting was over') }])
  })

  test('and refuses it, the page says what it said', async () => {
    const { desk, cloud } = await setting()
    cloud.takes = 'refused'
    const done = await answer(desk, numbers, 'accept')
    expect(textOf((await desk.get(String(done.headers.location))).body)).toContain(
      'Not accepted. Exchange answered 403'
    )
  })

  test('and the calendar cannot be read, nobody is told that no invitation waits', async () => {
    const { desk, cloud } = await setting()
    const form = { ...(await formOf(desk, numbers)), answer: 'accept' }
    cloud.unread = true
    const seen = textOf((await desk.get(page)).body)
    expect(seen).toContain('nobody knows whether an invitation waits')
    expect(seen).not.toContain('No invitation waits')
    expect((await desk.post(answering, form)).statusCode).toBe(503)
    expect(cloud.told).toEqual([])
  })
})

test('where invitations arrive is said, where there are delegates', async () => {
  const { as, services } = await invitedOlga()
  services.meetingMessages.of = async () => ({ delivery: 'delegates only' })
  const desk = await as(dana)
  expect(textOf((await desk.get(page)).body)).toContain('Olga Okafor does not see invitations arrive.')
  services.calendarLists.of = async () => ({ listed: [], everyone: 'availability', readAt: mondayMorning })
  expect(textOf((await desk.get(page)).body)).not.toContain('Messages about meetings')
})

test('hostile words of a sender stay words', async () => {
  const bad = '<script>alert(1)</script>"\'&'
  const { as } = await invitedOlga([{ ...numbers, title: bad, place: bad, from: { name: bad, address: bad } }])
  const { body } = await (await as(dana)).get(page)
  expect(body).not.toContain('<script>alert')
  expect(flawsOf(body)).toEqual([])
})
