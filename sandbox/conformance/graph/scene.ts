// The item a case is about. The pages print ids of their own sample tenants; such an id, or a name in braces, stands for
// an item that the sandbox must have first. It is made after the sample answer of the page, through Graph.
import { type GraphCase, sentencesOf } from './case.ts'
import { findOne } from './json-path.ts'
import { type Persona, people, personCalled, samePerson } from './people.ts'
import { setRole } from './preconditions.ts'
import { asPerson, type Tenant } from './tenant.ts'

export type Sample = Record<string, unknown> & {
  attendees?: SampleAttendee[]
  organizer?: { emailAddress?: { address?: string } }
}
type SampleAttendee = {
  emailAddress?: { address?: string; name?: string }
  type?: string
  status?: { response?: string }
  proposedNewTime?: unknown
}

export type Meeting = { iCalUId: string; idOfOwner: string; owner: Persona }

const usualTimes = {
  start: { dateTime: '2026-02-03T09:00:00', timeZone: 'Pacific Standard Time' },
  end: { dateTime: '2026-02-03T10:00:00', timeZone: 'Pacific Standard Time' }
}

/** Makes the meeting and lets those answer who have answered in the sample. */
export async function makeMeeting(
  tenant: Tenant,
  one: GraphCase,
  reader: Persona,
  asAttendee: boolean,
  name = ''
): Promise<Meeting> {
  const sample = sampleOf(one)
  const owner = asAttendee ? ownerFor(sample, reader) : reader
  const byDelegate = /on behalf|by (?:the )?delegate|by Adele/i.test(sentencesOf(one).join(' '))
  const attendees = attendeesOf(sample, owner, asAttendee ? [reader] : [])
  const body = {
    ...contentOf(sample),
    ...wishesIn(one, name),
    ...(seriesOf(one, name) ?? timesOf(sample)),
    attendees: attendees.map(({ emailAddress, type }) => ({ emailAddress, type: type ?? 'required' })),
    ...extendedPropertiesOf(one)
  }
  if (byDelegate) await setRole(tenant, owner.address, people.adele.address, 'delegateWithoutPrivateEventAccess')
  const caller = byDelegate ? asPerson(people.adele.address) : undefined
  const { id, iCalUId } = await tenant.arrange('POST', `/users/${owner.address}/calendar/events`, body, caller)
  const meeting = { iCalUId: String(iCalUId), idOfOwner: String(id), owner }
  for (const attendee of attendees) await answer(tenant, meeting, attendee)
  await letAnswer(tenant, meeting, one)
  return meeting
}

/** Those of whom a precondition says that they have answered. */
export async function letAnswer(tenant: Tenant, meeting: Meeting, one: GraphCase) {
  for (const attendee of answersIn(one)) await answer(tenant, meeting, attendee)
}

/** The id of a mailbox's copy. */
export async function copyIn(tenant: Tenant, mailbox: string, uid: string): Promise<string> {
  const filter = encodeURIComponent(`iCalUId eq '${uid}'`)
  const { value } = (await tenant.arrange('GET', `/users/${mailbox}/events?$filter=${filter}`)) as {
    value: { id: string }[]
  }
  const found = value[0]?.id
  if (!found) throw new Error(`${mailbox} has no copy of the meeting.`)
  return found
}

async function answer(tenant: Tenant, { iCalUId }: Meeting, { emailAddress, status, proposedNewTime }: SampleAttendee) {
  const person = personCalled(emailAddress?.address ?? '')
  const action = { accepted: 'accept', tentativelyaccepted: 'tentativelyAccept', declined: 'decline' }[
    (status?.response ?? '').toLowerCase()
  ]
  if (!person || !action) return
  const copy = await copyIn(tenant, person.address, iCalUId)
  await tenant.arrange('POST', `/users/${person.address}/events/${copy}/${action}`, {
    sendResponse: true,
    ...(proposedNewTime ? { proposedNewTime } : {})
  })
}

export const sampleOf = ({ responseBody }: GraphCase): Sample => {
  const body = (responseBody ?? {}) as Record<string, unknown>
  const first = Array.isArray(body.value) ? body.value[0] : body
  return (first ?? {}) as Sample
}

function ownerFor(sample: Sample, reader: Persona): Persona {
  const named = personCalled(sample.organizer?.emailAddress?.address ?? '')
  if (named && !samePerson(named, reader)) return named
  return samePerson(reader, people.alex) ? people.adele : people.alex
}

/** People of the sample whom the tenant knows; somebody always, so that it is a meeting. */
function attendeesOf({ attendees = [] }: Sample, owner: Persona, atLeast: Persona[]): SampleAttendee[] {
  const known = attendees
    .map((attendee) => ({ ...attendee, person: personCalled(attendee.emailAddress?.address ?? '') }))
    .filter(({ person }) => person && !samePerson(person, owner))
    .map(({ person, ...attendee }) => ({
      ...attendee,
      emailAddress: { name: attendee.emailAddress?.name ?? '', address: person?.address ?? '' }
    }))
  const missing = atLeast.filter(({ address }) => !known.some(({ emailAddress }) => emailAddress.address === address))
  const list = [...known, ...missing.map(({ address }) => ({ emailAddress: { name: '', address } }))]
  const other = samePerson(owner, people.christie) ? people.megan : people.christie
  return list.length ? list : [{ emailAddress: { name: '', address: other.address } }]
}

/** "Christie answered tentative", "Megan accepted". */
function answersIn(one: GraphCase): SampleAttendee[] {
  const found = [
    ...sentencesOf(one)
      .join('; ')
      .matchAll(/(\w+) (?:has )?(?:answered |responded |replied )?(accepted|accept|declined|decline|tentative\w*)/gi)
  ]
  return found.flatMap(([, name = '', response = '']) => {
    const person = personCalled(name)
    const status = {
      response: /^acc/i.test(response) ? 'accepted' : /^dec/i.test(response) ? 'declined' : 'tentativelyAccepted'
    }
    return person ? [{ emailAddress: { address: person.address }, status }] : []
  })
}

function contentOf(sample: Sample): Record<string, unknown> {
  const names = [
    'subject',
    'body',
    'location',
    'locations',
    'showAs',
    'sensitivity',
    'importance',
    'isAllDay',
    'categories',
    'hideAttendees',
    'allowNewTimeProposals'
  ]
  const given = Object.fromEntries(
    names.filter((name) => sample[name] !== undefined && sample[name] !== null).map((name) => [name, sample[name]])
  )
  const online =
    sample.onlineMeeting || sample.isOnlineMeeting
      ? { isOnlineMeeting: true, onlineMeetingProvider: 'teamsForBusiness' }
      : {}
  return { subject: 'A meeting', ...given, ...online }
}

function timesOf({ start, end }: Sample) {
  return start && end ? { start, end } : usualTimes
}

/** {privateEventId}, {onlineEventId}; "the event is private", "an online meeting". */
function wishesIn(one: GraphCase, name: string) {
  const said = [name, ...sentencesOf(one)].join(' ')
  return {
    ...(/private (?:event|item|meeting|appointment)|privateEvent|marked private|is private/i.test(said)
      ? { sensitivity: 'private' }
      : {}),
    ...(/online|teams/i.test(said) ? { isOnlineMeeting: true, onlineMeetingProvider: 'teamsForBusiness' } : {})
  }
}

/** instances need a series; it begins with the window that is asked for. */
function seriesOf({ path, assert = [] }: GraphCase, name: string) {
  const wanted =
    /series|master|recurr|occurrence|instance/i.test(name) ||
    /\/instances\b/i.test(path) ||
    assert.some(({ value }) => value === 'seriesMaster')
  if (!wanted) return undefined
  const date = /startDateTime=(\d{4}-\d\d-\d\d)/i.exec(path)?.[1] ?? '2026-02-03'
  const weekday = new Date(`${date}T00:00:00Z`)
    .toLocaleDateString('en-US', { weekday: 'long', timeZone: 'UTC' })
    .toLowerCase()
  return {
    start: { dateTime: `${date}T20:30:00`, timeZone: 'UTC' },
    end: { dateTime: `${date}T21:00:00`, timeZone: 'UTC' },
    recurrence: {
      pattern: { type: 'weekly', interval: 1, daysOfWeek: [weekday] },
      range: { type: 'numbered', startDate: date, numberOfOccurrences: 12 }
    }
  }
}

/** What the case looks for with $expand or $filter, with the value it asserts. */
function extendedPropertiesOf({ path, assert = [], responseBody }: GraphCase) {
  const id = /id eq '(String \{[^']*)'/i.exec(decodeURIComponent(path.replace(/%(?![0-9a-f]{2})/gi, '%25')))?.[1]
  if (!id) return {}
  const asserted = assert.find(({ at }) => /singleValueExtendedProperties.*\.value$/.test(at))?.value
  const inSample = findOne(responseBody, '$.singleValueExtendedProperties[0].value')
  const inFilter = /value eq '([^']*)'/i.exec(decodeURIComponent(path))?.[1]
  return { singleValueExtendedProperties: [{ id, value: String(asserted ?? inSample ?? inFilter ?? 'Food') }] }
}
