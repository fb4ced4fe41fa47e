import { describe, expect, test } from 'vitest'
import { activityKey } from '../../../src/activities/activity.ts'
import type { Leg, WrittenRecord } from '../../../src/activities/leg.ts'
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
const written: WrittenRecord = {
  recordId: '00U1',
  actor: 'olga',
  as: 'organizer',
  ownerId: '0051',
  who: '0031',
  what: null,
  ...slot,
  at: mondayMorning,
  linked: false
}
const down = { code: 'sf_retry_later', said: 'no answer' } as const
const rejected = {
  code: 'sf_rejected',
  recordId: null,
  errors: [
    { code: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: '<i>Cost centre</i> is missing', fields: ['Cost_Centre__c'] }
  ]
} as const

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
  // biome-ignore format: a table
  test.each<[string, Booking, Kept[], Partial<Leg> | null, string]>([
    ['both stand', confirmed, [], { state: 'written', written },
      "Calendar In Olga Okafor's calendar · Today 08:00 Invitee Has not answered Salesforce In Olga Okafor's Salesforce calendar · Today 08:00"],
    ['nobody was found', confirmed, [], { state: 'written', written, notes: ['Nobody in Salesforce has the invitee’s address.'] },
      'Nobody in Salesforce has the invitee’s address.'],
    ['it was moved there', confirmed, [], { state: 'written', written, changedThere: { start: slot.start, end: slot.end, ownerId: '005', seenAt: 0 } },
      'In Salesforce it was moved to Tomorrow 14:00 and given to another owner. The meeting in the calendar stays'],
    ['several have the address', confirmed, [], { state: 'review', candidates: [
      { id: '003A', kind: 'contact', name: 'Elif Yıldız', company: 'Nordwind' }, { id: '003B', kind: 'contact', name: '<i>Torben', company: null }] },
      'Waits for a choice: several people have this address Elif Yıldız (Nordwind), <i>Torben'],
    ['Salesforce follows', confirmed, [message('write activity', { attempts: 0 })], null, 'Salesforce Waiting'],
    ['the outbox has not handed it over', confirmed, [message('write activity', { lastProblem: 'The store is busy' })], null,
      'Waiting, next try in 4 minutes The store is busy'],
    ['Salesforce is down', confirmed, [], { outcome: down, dueAt: mondayMorning + 4 * MINUTE },
      'Waiting, next try in 4 minutes Salesforce did not answer, or was busy.'],
    ['Salesforce is tried now', confirmed, [], { outcome: down, dueAt: mondayMorning - 1 }, 'Waiting, trying again now'],
    ['Salesforce refused', confirmed, [], { state: 'parked', outcome: rejected },
      'Stopped: somebody must look Salesforce refused to save the Event because of the field Cost_Centre__c.'],
    ['somebody has deleted it there', confirmed, [], { state: 'removed there', outcome: { code: 'sf_gone', recordId: '00U1', said: '' } },
      'Removed from Salesforce Somebody has deleted the Event in Salesforce.'],
    ['somebody wants it no more', confirmed, [], { state: 'given up' }, 'Not written any more'],
    ['a setting withholds it', confirmed, [], { state: 'withheld', notes: ['Private meetings are not written.'] }, 'Not written Private meetings'],
    ['the meeting is on its way', held, [message('create meeting', { lastProblem: 'Too busy' })], null,
      'Calendar Being confirmed, next try in 4 minutes Too busy Salesforce Follows when the meeting stands'],
    ['nothing came of it', released, [], null, 'Calendar Nothing was booked Exchange said no Salesforce Nothing to write'],
    ['it was taken out', released, [], { state: 'taken out' }, 'Taken out of Salesforce']
  ])('%s', async (_, booking, kept, leg, words) => {
    const { as, outside, services, world } = await consoleOf({ bookings: [booking] })
    outside.kept = { b1: kept }
    if (leg) {
      const key = activityKey('b1')
      await services.legs.wish({ key, organizer: olga.id, source: { kind: 'booking', id: 'b1' } }, mondayMorning)
      Object.assign(world.keptLegs.get(key) ?? {}, leg)
    }
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

  test('says when something else stands at the same time, and that nothing was changed', async () => {
    const { as, services } = await consoleOf({ bookings: [confirmed] })
    const board = { entry: 'x', start: Date.parse('2027-01-05T12:45Z'), end: Date.parse('2027-01-05T13:15Z') }
    services.collisionsOf = async () => new Map([['b1', [{ ...board, foundAt: mondayMorning }]]])
    const desk = await as(dana)
    for (const url of ['/console/bookings', `/console/links/${halfHours.id}`]) {
      const { body } = await desk.get(url)
      expect(textOf(body)).toContain(
        'Another entry stands in the calendar at this time: Tomorrow 13:45 to 14:15. Nothing was changed; move one of them.'
      )
      expect(body).toContain('state-stop')
      expect(flawsOf(body)).toEqual([])
    }
    expect(textOf((await desk.get('/console/bookings')).body)).toContain('One booking collides with another entry')
  })
})
