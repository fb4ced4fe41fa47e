import { describe, expect, test } from 'vitest'
import type { Booking, Confirmed } from '../../../src/bookings/booking.ts'
import type { Kept } from '../../../src/outbox/message.ts'
import { MINUTE } from '../../../src/time/instant.ts'
import { bookedWith, confirmedFact, heldFact, tuesdayTwo } from '../../world/booked.ts'
import { dana, grace, halfHours, mondayMorning, olga, rae, sam } from '../../world/cast.ts'
import { flawsOf, textOf } from '../../world/pages.ts'
import { consoleOf, olgasPath } from './desk.ts'

const slot = tuesdayTwo
const invitee = { ...grace, note: 'About <b>the harbour</b>' }
const held = bookedWith(heldFact({ invitee }))
const confirmed = bookedWith(heldFact({ invitee }), confirmedFact) as Confirmed
const released = bookedWith(heldFact({ invitee }), { type: 'released', at: mondayMorning, why: 'Exchange said no' })
const written = { recordId: '00U1', actor: 'olga', who: '0031', at: mondayMorning, slot }

const message = (kind: Kept['kind'], more: Partial<Kept> = {}): Kept => ({
  id: 'm',
  kind,
  bookingId: 'b1',
  attempts: 1,
  dueAt: mondayMorning + 4 * MINUTE,
  doneAt: null,
  parkedAt: null,
  lastProblem: null,
  ...more
})

describe('a booking’s legs, in words', () => {
  test.each<[string, Booking, Kept[], string]>([
    [
      'both stand',
      { ...confirmed, activity: written },
      [],
      "Calendar In Olga Okafor's calendar · Today 08:00 Salesforce In Olga Okafor's Salesforce calendar · Today 08:00"
    ],
    [
      'nobody was found',
      { ...confirmed, activity: { ...written, who: null } },
      [],
      'Not connected with a contact or lead'
    ],
    ['Salesforce follows', confirmed, [message('write activity', { attempts: 0 })], 'Salesforce Waiting'],
    [
      'Salesforce is down',
      confirmed,
      [message('write activity', { lastProblem: 'It does not answer' })],
      'Waiting, next try in 4 minutes It does not answer'
    ],
    [
      'Salesforce is tried now',
      confirmed,
      [message('write activity', { dueAt: mondayMorning - 1 })],
      'Waiting, trying again now'
    ],
    [
      'Salesforce refused',
      confirmed,
      [message('write activity', { parkedAt: mondayMorning, lastProblem: '<i>Cost centre</i> is missing' })],
      'Stopped: somebody must look <i>Cost centre</i> is missing'
    ],
    [
      'the meeting is on its way',
      held,
      [message('create meeting', { lastProblem: 'Too busy' })],
      'Calendar Being confirmed, next try in 4 minutes Too busy Salesforce Follows when the meeting stands'
    ],
    ['nothing came of it', released, [], 'Calendar Nothing was booked Exchange said no Salesforce Nothing to write']
  ])('%s', async (_, booking, kept, words) => {
    const { as, outside } = await consoleOf({ bookings: [booking] })
    outside.kept = { b1: kept }
    const desk = await as(dana)
    for (const url of ['/console/bookings', `/console/links/${halfHours.id}`]) {
      const { body } = await desk.get(url)
      expect(textOf(body)).toContain(words)
      expect(body).not.toContain('<i>')
      expect(flawsOf(body)).toEqual([])
    }
  })

  test('without a Salesforce user nothing is promised', async () => {
    const { as } = await consoleOf({ bookings: [confirmed], organizers: [{ ...olga, salesforceUsername: null }] })
    const text = textOf((await (await as(dana)).get('/console/bookings')).body)
    expect(text).toContain('Salesforce Not connected for Olga Okafor: nothing is written')
  })
})

describe('the list', () => {
  test('says when, who, and in whose name', async () => {
    const { as } = await consoleOf({ bookings: [confirmed] })
    const { body } = await (await as(dana)).get('/console/bookings')
    const text = textOf(body)
    expect(text).toContain('Tuesday 5 January, 14:00 to 14:30 Berlin time')
    expect(text).toContain('Grace Hopper-Lee grace.hopper-lee@harborlight.example')
    expect(text).toContain('Offered by Dana Whitfield on behalf of Olga Okafor')
    expect(text).toContain('From the invitee, not verified: About <b>the harbour</b>')
    expect(body).not.toContain('<b>the harbour')
  })

  test('of one organizer only', async () => {
    const { as } = await consoleOf({ bookings: [confirmed] })
    const desk = await as(rae)
    const id = olgasPath.split('/').at(-1)
    expect(textOf((await desk.get(`/console/bookings?organizer=${id}`)).body)).toContain('Bookings of Olga Okafor')
    expect((await desk.get('/console/bookings?organizer=nobody')).statusCode).toBe(404)
  })

  test('nobody else’s bookings are in it', async () => {
    const { as } = await consoleOf({ bookings: [confirmed] })
    const text = textOf((await (await as(sam)).get('/console/bookings')).body)
    expect(text).toContain('You act for nobody yet.')
    expect(text).not.toContain('Grace')
  })

  test('is calm when there is nothing', async () => {
    const { as } = await consoleOf({ bookings: [] })
    expect(textOf((await (await as(dana)).get('/console/bookings')).body)).toContain(
      'Nothing is booked for the days to come.'
    )
  })
})
