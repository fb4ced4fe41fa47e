// Which event an id of the sample tenant stands for: one that is made for the case, or that of another case.
import { group, mailboxIn, type Needs } from './binding-needs.ts'
import { expectsSuccess, type GraphCase, sentencesOf } from './case.ts'
import { type Persona, people, personCalled, samePerson } from './people.ts'
import { copyIn, letAnswer, type Meeting, makeMeeting, sampleOf } from './scene.ts'
import type { Tenant } from './tenant.ts'

export async function event(
  needs: Needs,
  before: string[],
  after: string[],
  name: string | undefined
): Promise<string> {
  const { tenant, one } = needs
  const { person, path } = mailboxIn(needs, before)
  if (path.startsWith('/groups/')) return groupEvent(tenant)

  if (name && /malformed|invalid|bad/i.test(name)) return 'not-an-id'
  if (name && /missing|unknown|nonexist|absent/i.test(name)) return 'AAMkAGI2bWlzc2luZwAAA='

  const reference = referenceIn(one)
  const known = reference ? await needs.meetingOfCase(reference) : undefined
  const meeting = known ?? (await makeMeeting(tenant, one, person, isAttendee(one, person, after[0] ?? '', name), name))
  if (known) await letAnswer(tenant, known, one)
  if (name && /occurrence|instance/i.test(name)) return firstOccurrence(tenant, person, meeting)
  return meeting.idOfOwner && samePerson(meeting.owner, person)
    ? meeting.idOfOwner
    : copyIn(tenant, person.address, meeting.iCalUId)
}

async function firstOccurrence(tenant: Tenant, { address }: Persona, { iCalUId }: Meeting): Promise<string> {
  const window = 'startDateTime=2019-01-01T00:00:00Z&endDateTime=2022-12-31T00:00:00Z'
  const later = 'startDateTime=2023-01-01T00:00:00Z&endDateTime=2027-12-31T00:00:00Z'
  const series = `/users/${address}/events/${await copyIn(tenant, address, iCalUId)}/instances`
  for (const years of [later, window]) {
    const { value } = (await tenant.arrange('GET', `${series}?${years}`)) as { value: { id: string }[] }
    if (value[0]) return value[0].id
  }
  throw new Error('The series has no occurrence.')
}

/** A case that compares with another case, or says "as in …", is about that case's event. */
function referenceIn({ assert = [], preconditions = [] }: GraphCase): string | undefined {
  const compared = assert.find(({ op }) => op === 'equalsCase')?.value
  return compared ? String(compared).split(':')[0] : /as in ([\w-]+)/.exec([preconditions].flat().join(' '))?.[1]
}

/** Is the reader an attendee of this event, or its organizer? */
function isAttendee(one: GraphCase, person: Persona, action: string, name: string | undefined): boolean {
  if (name && /attendee/i.test(name)) return true
  const { isOrganizer, organizer } = sampleOf(one)
  const asserted = one.assert?.find(({ at }) => at.endsWith('isOrganizer'))?.value
  if (asserted !== undefined) return asserted === false
  const said = [...sentencesOf(one), one.id].join(' ')
  if (/accept|decline/i.test(action)) return expectsSuccess(one) || !/own|organizer/i.test(said)
  if (/cancel/i.test(action)) return !expectsSuccess(one)
  if (
    /non-organizer|as-attendee|by-attendee|attendee-(?:copy|patch|cancel)|is an attendee|not the organizer/i.test(said)
  )
    return true
  const organizers = personCalled(organizer?.emailAddress?.address ?? '')
  return (
    isOrganizer === false || (isOrganizer === undefined && organizers !== undefined && !samePerson(organizers, person))
  )
}

async function groupEvent(tenant: Tenant): Promise<string> {
  const reader = { mode: 'delegated', as: people.alex.address, scopes: ['Group.ReadWrite.All'] } as const
  const { value } = (await tenant.arrange('GET', `/groups/${group}/events`, undefined, {
    ...reader,
    scopes: [...reader.scopes]
  })) as { value: { id: string }[] }
  return value[0]?.id ?? ''
}

/** An extension that is read or deleted was written before. */
export async function extension({ tenant, one }: Needs, named: string, before: string[]): Promise<string> {
  const { '@odata.context': _, '@odata.type': __, id: ___, ...sample } = sampleOf(one)
  const asserted = Object.fromEntries(
    (one.assert ?? [])
      .filter(({ at, op }) => op === 'equals' && /^\$\.\w+$/.test(at) && at !== '$.id')
      .map(({ at, value }) => [at.slice(2), value])
  )
  const extensionName = String(
    sample.extensionName ?? (named.replace(/^.*openTypeExtension\./i, '').replace(/^\{.*\}$/, '') || 'Com.Contoso.Deal')
  )
  const { path } = mailboxIn({ one }, before)
  const body = { '@odata.type': 'microsoft.graph.openTypeExtension', ...asserted, ...sample, extensionName }
  const writer = path.startsWith('/groups/')
    ? { mode: 'delegated' as const, as: people.alex.address, scopes: ['Group.ReadWrite.All'] }
    : undefined
  await tenant.arrange('POST', `${path}/events/${decodeURIComponent(before.at(-2) ?? '')}/extensions`, body, writer)
  return extensionName
}
