// Olga's desk with meetings that no link has made, and a Salesforce that some people see more of than others.
import type { ActivityLog } from '../../../src/activities/activity-log.ts'
import { bookingSubjects } from '../../../src/activities/booking-subjects.ts'
import type { Leg, WrittenRecord } from '../../../src/activities/leg.ts'
import { meetingSubjects, subjectsOf } from '../../../src/activities/meeting-subjects.ts'
import type { Trouble } from '../../../src/activities/trouble.ts'
import type { Candidate } from '../../../src/activities/which-record.ts'
import type { Item } from '../../../src/following/items.ts'
import { grace, olga } from '../../world/cast.ts'
import { savedMeetingsInMemory } from '../../world/saved-meetings.ts'
import { consoleOf, doctor, lunch } from './desk.ts'
import { writtenEvent } from './legs.ts'

export const lunchId = 'AAkAQURreDppLjEuMQ=='
export const doctorId = 'AAkAQURreDppLjEuMg=='

export const contactGrace: Candidate = {
  id: '0038X000000001AAAA',
  kind: 'contact',
  name: 'Grace Hopper-Lee',
  company: 'Harborlight'
}
export const rollout = { id: '0068X000000001AAAA', object: 'Opportunity', name: 'Forecasting <rollout>' }
export const nordwind = { id: '0018X000000002AAAA', object: 'Account', name: 'Nordwind & Söhne' }
export const lena = { id: '00Q8X000000001AAAA', object: 'Lead', name: 'Lena Lead' }

export const itemOf = (entry: typeof lunch, id: string, more: Partial<Item> = {}): Item => ({
  meeting: { id, iCalUId: `ical of ${id}`, joinUrl: null },
  key: null,
  span: { start: entry.start, end: entry.end },
  allDay: false,
  cancelled: false,
  own: true,
  private: entry.private,
  kind: 'single',
  series: null,
  subject: entry.title,
  place: 'Canteen <2>',
  organizer: { name: olga.name, address: olga.address },
  attendees: [
    { name: grace.name, address: grace.address, response: 'accepted', proposed: null },
    { name: 'Zoë', address: 'zoe@nowhere.example', response: 'none', proposed: null },
    { name: 'Cora Duarte', address: 'cora.duarte@acme.example', response: 'none', proposed: null }
  ],
  categories: [],
  ...more
})

const silent: Trouble = { trouble: 'again', said: 'no answer', unclear: false }

export async function deskWithMeetings() {
  const desk = await consoleOf()
  const { services, outside, world, audited } = desk
  outside.entries = [
    { ...lunch, id: lunchId },
    { ...doctor, id: doctorId }
  ]
  const calendar = new Map<string, Item>([
    [lunchId, itemOf(lunch, lunchId)],
    [doctorId, itemOf(doctor, doctorId)]
  ])
  services.items.read = async (_, id) => {
    const item = calendar.get(id)
    return item ? { item } : 'gone'
  }

  /** `sees`: by Salesforce username. `usernames`: of people who are no organizers. */
  const salesforce = {
    answers: true,
    connected: true,
    sees: new Map<string, string[]>([[olga.address, [contactGrace.id, rollout.id, nordwind.id, lena.id]]]),
    usernames: new Map<string, string>(),
    people: new Map<string, Candidate[]>([[grace.address, [contactGrace]]]),
    next: { state: 'written', written: writtenEvent as WrittenRecord | null, outcome: null } as Partial<Leg>
  }
  const records = [rollout, nordwind, lena, { id: contactGrace.id, object: 'Contact', name: contactGrace.name }]
  const answering = <T>(answer: T): T | Trouble => (salesforce.answers ? answer : silent)
  const activities = {
    connect: async () =>
      salesforce.connected ? { userId: 'x' } : { trouble: 'not connected' as const, said: 'invalid_grant' },
    user: async (username: string) => answering({ id: username, active: true }),
    matches: async (addresses: readonly string[]) =>
      answering(
        addresses.map((address) => ({ contacts: salesforce.people.get(address) ?? [], leads: [], convertedTo: [] }))
      ),
    usualRecord: async (contact: string) => answering(contact === contactGrace.id ? rollout.id : null),
    record: async (id: string) => answering(records.find((each) => each.id === id) ?? null),
    search: async (text: string) =>
      answering(
        [nordwind, lena]
          .filter(({ name }) => name.toLowerCase().startsWith(text.toLowerCase()))
          .map((each) => ({ ...each, about: null }))
      ),
    readable: async (userId: string, ids: readonly string[]) =>
      answering(new Set(ids.filter((id) => salesforce.sees.get(userId)?.includes(id))))
  } as unknown as ActivityLog
  const { savedMeetings, kept } = savedMeetingsInMemory({ legs: services.legs, kept: world.keptLegs }, audited)
  const tried: string[] = []
  services.savedMeetings = savedMeetings
  services.activities = activities
  services.salesforceUsers = {
    ...services.salesforceUsers,
    usernameOf: async (person) => salesforce.usernames.get(person)
  }
  services.legSubjects = subjectsOf({ booking: bookingSubjects(services), meeting: meetingSubjects(services) })
  services.saving = {
    ...{ savedMeetings, activities, legs: services.legs, audit: services.audit, clock: services.clock },
    settings: services.activitySettings,
    async keepNow(key) {
      tried.push(key)
      Object.assign(world.keptLegs.get(key) ?? {}, salesforce.next)
    }
  }
  return { ...desk, calendar, salesforce, tried, saved: kept }
}
