// The initiator, from the form to the last place that names her. She is fixed when the link is made.
import { describe, expect, test } from 'vitest'
import { activityOf } from '../../../src/activities/activity.ts'
import { type Booking, type Fact, tell } from '../../../src/bookings/booking.ts'
import { type CreatingNeeds, createMeeting } from '../../../src/bookings/create-meeting.ts'
import type { Wanted } from '../../../src/bookings/meetings.ts'
import { eventOf, INITIATOR_PROPERTY } from '../../../src/exchange/meeting-event.ts'
import type { Link } from '../../../src/links/link.ts'
import type { Taken } from '../../../src/outbox/message.ts'
import type { Person } from '../../../src/people/person.ts'
import { HOUR } from '../../../src/time/instant.ts'
import { everybodyActive } from '../../world/accounts.ts'
import { dana, grace, mondayMorning, olga } from '../../world/cast.ts'
import { grantsInMemory } from '../../world/grants.ts'
import { decode, textOf } from '../../world/pages.ts'
import { editor } from '../../world/services.ts'
import { consoleOf, olgasPath } from './desk.ts'
import { availabilityForm, timeSlotForm } from './forms.ts'

const forms = {
  availability: (changed: Record<string, string>) => availabilityForm(changed),
  'time-slot': (changed: Record<string, string>) => timeSlotForm(changed)
}

const slot = { start: Date.parse('2027-01-05T09:00Z'), end: Date.parse('2027-01-05T09:30Z') }

/** What a booking with this link becomes in both clouds. */
async function booked(link: Link) {
  const held: Fact = {
    type: 'held',
    at: mondayMorning,
    link: link.id,
    organizer: olga.id,
    slot,
    claim: slot,
    invitee: grace,
    until: mondayMorning + HOUR
  }
  let wanted: Wanted | undefined
  const meeting = { id: 'AAMk1', iCalUId: '04', joinUrl: null }
  const needs = {
    clock: () => mondayMorning,
    standings: { of: async () => editor },
    grants: grantsInMemory(),
    accounts: everybodyActive,
    organizers: { find: async () => olga },
    links: { find: async () => ({ link, taken: 1 }) },
    bookings: { find: async () => tell('b', [held]), append: async () => true },
    meetings: {
      async create(_: unknown, asked: Wanted) {
        wanted = asked
        return { meeting }
      }
    }
  } as unknown as CreatingNeeds
  await createMeeting({ kind: 'create meeting', bookingId: 'b', attempt: 1, until: mondayMorning + 1 } as Taken, needs)
  if (!wanted) throw new Error('Exchange was not asked')
  const confirmed = tell('b', [held, { type: 'confirmed', at: mondayMorning, meeting }])
  return {
    item: eventOf(wanted),
    activity: activityOf(confirmed as Extract<Booking, { state: 'confirmed' }>, link, '')
  }
}

describe.each(['availability', 'time-slot'] as const)('an %s link', (kind) => {
  // biome-ignore format: a table
  test.each<[string, Person, string, Person, string]>([
    ['Dana in her own name', dana, 'delegate',  dana, 'Offered by Dana Whitfield on behalf of Olga Okafor'],
    ["Dana in Olga's name",  dana, 'organizer', olga, 'Offered by Olga Okafor, arranged by Dana Whitfield'],
    ['Olga herself',         olga, '',          olga, 'Offered by Olga Okafor']
  ])('made by %s says so everywhere', async (_, actor, from, initiator, line) => {
    const world = await consoleOf({ links: [] })
    const desk = await world.as(actor)
    const answer = await desk.post(`${olgasPath}/${kind}-links`, forms[kind]({ from }), `${olgasPath}/${kind}-links/new`)
    const [found] = await world.services.links.ofOrganizer(olga.id)
    if (!found) throw new Error(`no link was made: ${textOf(answer.body)}`)
    const { link } = found

    expect(link.initiator).toEqual({ id: initiator.id, name: initiator.name, address: initiator.address })
    expect(textOf((await desk.get(String(answer.headers.location))).body)).toContain(line)
    const page = await world.app.inject(`/book/${world.world.tokenOf(link)}`)
    expect(decode(textOf(page.body))).toContain(line)

    const { item, activity } = await booked(link)
    expect(item.body.content.split('\n')[0]).toBe(line)
    const kept = item.singleValueExtendedProperties.find(({ id }) => id === INITIATOR_PROPERTY)?.value ?? '{}'
    expect(JSON.parse(kept)).toEqual({
      name: initiator.name,
      address: initiator.address,
      objectId: initiator.id.split('/')[1]
    })
    expect(activity.description.split('\n')[0]).toBe(line)
    expect(world.audited.at(-1)).toMatchObject({ actor: actor.id, organizer: olga.id, result: `made: ${line}` })
  })

  // biome-ignore format: a table
  test.each([
    ['another name as the From',      dana, { from: 'Grace Hopper-Lee' }],
    ['an id as the From',             dana, { from: olga.id }],
    ['an initiator beside the From',  dana, { initiator: 'Grace Hopper-Lee' }],
    ['a maker beside the From',       dana, { madeBy: olga.id }],
    ['an initiator, as the organizer', olga, { from: '', initiator: dana.id }]
  ])('nobody can type a name: %s', async (_, actor, crafted) => {
    const world = await consoleOf({ links: [] })
    const desk = await world.as(actor)
    const answer = await desk.post(`${olgasPath}/${kind}-links`, forms[kind](crafted), `${olgasPath}/${kind}-links/new`)
    expect(answer.statusCode).toBe(422)
    expect(textOf(answer.body)).toMatch(/Choose in whose name you offer the time|No other name can be given/)
    expect(await world.services.links.ofOrganizer(olga.id)).toEqual([])
    expect(world.audited).toEqual([])
  })
})
