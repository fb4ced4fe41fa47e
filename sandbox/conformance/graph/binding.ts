// From the path of a case to a path the sandbox can answer: names in braces and the ids of the sample tenants become ids
// of items that were made for the case.
import { accepted, expectsSuccess, type GraphCase, sentencesOf } from './case.ts'
import { findOne } from './json-path.ts'
import { type Persona, people, personCalled, samePerson } from './people.ts'
import { customCalendar, setRole } from './preconditions.ts'
import { copyIn, letAnswer, type Meeting, makeMeeting, sampleOf } from './scene.ts'
import { asPerson, type Tenant } from './tenant.ts'

type Needs = {
  tenant: Tenant
  one: GraphCase
  variables: Record<string, unknown>
  meetingOfCase(reference: string): Promise<Meeting | undefined>
}

const group = 'f5480dfd-7d77-4d0b-ba2e-3391953cc74a'

/** Ids as pages print them; a case that is about a wrong id has none of these, or expects not to find it. */
const looksLikeId = (text: string) => /^A[AQ]Mk[\w+/=-]*$/.test(text) || /^AAkA/.test(text)
const isName = (text: string) => /^\{[A-Za-z]\w*\}$/.test(text)

export async function bindPath(needs: Needs, given: string): Promise<string> {
  const [path = '', ...query] = given.split('?')
  const parts = path.split('/')
  for (let at = 0; at < parts.length; at++) {
    const part = decodeURIComponent(parts[at] ?? '')
    const name = isName(part) ? part.slice(1, -1) : undefined
    if (name && (name in needs.variables || name.startsWith('now'))) continue
    const kind = (parts[at - 1] ?? '').toLowerCase()
    const bound = await bindPart(needs, kind, part, name, parts.slice(0, at), parts.slice(at + 1))
    if (bound !== undefined) parts[at] = encodeURIComponent(bound).replaceAll('%3D', '=').replaceAll('%40', '@')
  }
  return [parts.join('/'), ...query].join('?')
}

async function bindPart(
  needs: Needs,
  kind: string,
  part: string,
  name: string | undefined,
  before: string[],
  after: string[]
): Promise<string | undefined> {
  switch (kind) {
    case 'users':
      return name ? userNamed(needs, name).address : sampleUser(needs, part)
    case 'groups':
      return name || part !== group ? (name || expectsSuccess(needs.one) ? group : undefined) : undefined
    case 'calendars':
      return name || isSample(needs, part, 'calendar') ? calendar(needs, before, after, name ?? '') : undefined
    case 'events':
      return name || isSample(needs, part, 'event') ? event(needs, before, after, name) : undefined
    case 'messages':
      return name || isSample(needs, part, 'event') ? message(needs) : undefined
    case 'calendarpermissions':
      return name || isSamplePermission(needs, part) ? permission(needs, before, name) : undefined
    case 'extensions':
      return name || expectsSuccess(needs.one) ? extension(needs, part.replace(/\/$/, ''), before) : undefined
    case 'places':
    case 'roomlist':
      return place(needs, part, after)
    default:
      return undefined
  }
}

function isSample({ one }: Needs, part: string, kind: 'calendar' | 'event'): boolean {
  if (!looksLikeId(part)) return false
  // Missing items and malformed ids are what such a case is about. A refusal (403) needs the item to exist.
  const isAboutTheId =
    accepted(one).every((status) => status === 404) ||
    /ErrorInvalidIdMalformed|ErrorItemNotFound/.test(JSON.stringify([one.assert, one.responseBody]))
  return !isAboutTheId || (kind === 'calendar' && /\/events\//.test(one.path))
}

const isSamplePermission = ({ one }: Needs, part: string) => part !== 'RGVmYXVsdA==' && expectsSuccess(one)

/** A name such as {ownerId}, {userIdOrUpn}, {delegateId}. */
function userNamed({ one }: Needs, name: string): Persona {
  const caller = personCalled(one.caller.as ?? '')
  if (/delegate/i.test(name)) return people.adele
  if (/attendee/i.test(name)) return people.christie
  if (/owner|organizer/i.test(name)) return caller && !/delegate|sharee/i.test(one.id) ? caller : people.alex
  return caller ?? people.alex
}

/** Pages use several sample domains; a person is meant by the name before the @. */
function sampleUser({ one }: Needs, part: string): string | undefined {
  const person = personCalled(part)
  if (person) return part.includes('@') ? person.address : undefined
  const isForeignId = /^[0-9a-f]{8}-/i.test(part)
  return isForeignId && expectsSuccess(one) ? (personCalled(one.caller.as ?? '') ?? people.alex).id : undefined
}

function mailboxIn({ one }: Needs, before: string[]): { path: string; person: Persona } {
  const at = before.findIndex((part) => /^users$/i.test(part))
  const said = at >= 0 ? decodeURIComponent(before[at + 1] ?? '') : ''
  const person = personCalled(said || (one.caller.as ?? '')) ?? people.alex
  return {
    path: before.some((part) => /^groups$/i.test(part)) ? `/groups/${group}` : `/users/${person.address}`,
    person
  }
}

type Listed = { id: string; name: string; isDefaultCalendar: boolean; owner: { address: string } }

async function calendar(needs: Needs, before: string[], after: string[], name: string): Promise<string> {
  const { tenant, one } = needs
  const { person } = mailboxIn(needs, before)
  if (/^calendarpermissions$/i.test(after[0] ?? '') || /custom|secondary/i.test(name))
    return customCalendar(tenant, person.address)
  const shared = /shared|delegat|owner|copy/i.test(name) && !samePerson(person, people.alex) ? people.alex : undefined
  const other = otherOwner(one, person) ?? shared
  if (other) await shareUnlessShared(tenant, one, other, person)
  const { value } = (await tenant.arrange('GET', `/users/${person.address}/calendars?$top=100`)) as { value: Listed[] }
  const sampleName = after.length === 0 ? String(sampleOf(one).name ?? '') : ''
  const fitting = value.find(
    ({ name, owner, isDefaultCalendar }) =>
      samePerson(personCalled(owner.address), other ?? person) &&
      (other ? true : sampleName ? name === sampleName : isDefaultCalendar)
  )
  return (fitting ?? (value[0] as Listed)).id
}

/** Whose calendar the case means when it is not the reader's own: the sample says it, or an assertion does. */
function otherOwner(
  { responseBody, assert = [], preconditions = [] }: GraphCase,
  reader: Persona
): Persona | undefined {
  const said = [
    findOne(responseBody, '$.owner.address'),
    ...assert.filter(({ at }) => /owner\.address|organizer\.emailAddress\.address/.test(at)).map(({ value }) => value),
    ...(/(\w+) (?:has )?(?:delegated|shared|made|gave)/i.exec([preconditions].flat().join(' '))?.slice(1) ?? [])
  ]
  return said.map((one) => personCalled(String(one ?? ''))).find((person) => person && !samePerson(person, reader))
}

async function shareUnlessShared(
  tenant: Tenant,
  { preconditions = [], assert = [] }: GraphCase,
  owner: Persona,
  person: Persona
) {
  if (preconditions.length) return
  const isPrivate = assert.some(({ at, value }) => at.endsWith('canViewPrivateItems') && value === true)
  await setRole(
    tenant,
    owner.address,
    person.address,
    isPrivate ? 'delegateWithPrivateEventAccess' : 'delegateWithoutPrivateEventAccess'
  )
}

async function event(needs: Needs, before: string[], after: string[], name: string | undefined): Promise<string> {
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

/** A message of the kind the sample shows: an answer to a meeting that a delegate has made. */
async function message({ tenant, one }: Needs): Promise<string> {
  const reader = personCalled(one.caller.as ?? '') ?? people.alex
  const wanted = String(
    one.assert?.find(({ at }) => at.endsWith('meetingMessageType'))?.value ?? sampleOf(one).meetingMessageType ?? ''
  ).toLowerCase()
  const response = wanted.includes('accepted')
    ? wanted.includes('ten')
      ? 'tentativelyAccepted'
      : 'accepted'
    : wanted.includes('declined')
      ? 'declined'
      : undefined
  const about: GraphCase = response
    ? {
        ...one,
        preconditions: ['created by Adele on behalf of Alex'],
        responseBody: { attendees: [{ emailAddress: { address: people.christie.address }, status: { response } }] }
      }
    : { ...one, responseBody: {} }
  await makeMeeting(tenant, about, response ? people.alex : reader, response === undefined)
  const { value } = (await tenant.arrange(
    'GET',
    `/users/${reader.address}/messages`,
    undefined,
    asPerson(reader.address)
  )) as {
    value: { id: string; meetingMessageType?: string }[]
  }
  return (
    (value.find(({ meetingMessageType }) => !wanted || meetingMessageType?.toLowerCase() === wanted) ?? value[0])?.id ??
    ''
  )
}

type Entry = {
  id: string
  emailAddress: { address?: string; name?: string }
  isInsideOrganization: boolean
  isRemovable: boolean
}

async function permission(
  { tenant, one, variables }: Needs,
  before: string[],
  name: string | undefined
): Promise<string | undefined> {
  const { path } = mailboxIn({ tenant, one, variables, meetingOfCase: async () => undefined }, before)
  const inside = before
    .slice(
      before.findIndex((part) => /^(calendar|calendars)$/i.test(part)),
      -1
    )
    .map((part) => decodeURIComponent(part))
    .join('/')
  const { value } = (await tenant.arrange('GET', `${path}/${inside}/calendarPermissions`)) as { value: Entry[] }
  const sample = sampleOf(one) as { emailAddress?: { name?: string; address?: string }; role?: string }
  const isDefault =
    /my organi[sz]ation/i.test(sample.emailAddress?.name ?? '') || /default/i.test(`${one.id} ${name ?? ''}`)
  if (isDefault) return 'RGVmYXVsdA=='
  const removable = value.filter((entry) => entry.isRemovable)
  const wanted = personCalled(sample.emailAddress?.address ?? '')
  const external = /external/i.test(one.id) ? removable.find((entry) => !entry.isInsideOrganization) : undefined
  return (
    external ??
    removable.find(({ emailAddress }) => wanted && samePerson(personCalled(emailAddress.address ?? ''), wanted)) ??
    removable.find((entry) => entry.isInsideOrganization) ??
    removable[0]
  )?.id
}

/** An extension that is read or deleted was written before. */
async function extension({ tenant, one }: Needs, named: string, before: string[]): Promise<string> {
  const { '@odata.context': _, '@odata.type': __, id: ___, ...sample } = sampleOf(one)
  const asserted = Object.fromEntries(
    (one.assert ?? [])
      .filter(({ at, op }) => op === 'equals' && /^\$\.\w+$/.test(at) && at !== '$.id')
      .map(({ at, value }) => [at.slice(2), value])
  )
  const extensionName = String(
    sample.extensionName ?? (named.replace(/^.*openTypeExtension\./i, '').replace(/^\{.*\}$/, '') || 'Com.Contoso.Deal')
  )
  const { path } = mailboxIn({ tenant, one, variables: {}, meetingOfCase: async () => undefined }, before)
  const body = { '@odata.type': 'microsoft.graph.openTypeExtension', ...asserted, ...sample, extensionName }
  const writer = path.startsWith('/groups/')
    ? { mode: 'delegated' as const, as: people.alex.address, scopes: ['Group.ReadWrite.All'] }
    : undefined
  await tenant.arrange('POST', `${path}/events/${decodeURIComponent(before.at(-2) ?? '')}/extensions`, body, writer)
  return extensionName
}

/** Rooms of the sample tenant stand for any room, room lists for any list. */
async function place({ tenant, one }: Needs, part: string, after: string[]): Promise<string | undefined> {
  if (/^microsoft\.graph\./i.test(part) || !expectsSuccess(one)) return undefined
  const kind = /roomlist/i.test(after[0] ?? '') ? 'roomlist' : 'room'
  const { value } = (await tenant.arrange('GET', `/places/microsoft.graph.${kind}`)) as {
    value: { id: string; emailAddress: string }[]
  }
  return kind === 'room' ? value[0]?.id : value[0]?.emailAddress
}

/** Ids in a body: lists of ids to translate, of which the pages print only the beginning, and the paths of a batch. */
export async function bindBody(needs: Needs, body: unknown): Promise<unknown> {
  if (typeof body !== 'object' || body === null) return body
  const { inputIds, requests } = body as { inputIds?: unknown; requests?: unknown }
  if (Array.isArray(requests)) return { ...body, requests: await inTurn(requests, (step) => bindStep(needs, step)) }
  if (!Array.isArray(inputIds) || !expectsSuccess(needs.one)) return body
  const isPrinted = (id: unknown) => /^A[AQ]Mk/.test(String(id))
  return { ...body, inputIds: await inTurn(inputIds, (id) => (isPrinted(id) ? event(needs, [], [], undefined) : id)) }
}

async function bindStep(needs: Needs, step: unknown): Promise<unknown> {
  const { url, method = 'GET' } = (step ?? {}) as { url?: unknown; method?: string }
  if (typeof url !== 'string') return step
  const one: GraphCase = { ...needs.one, method, path: url, responseBody: null, assert: [], requestBody: null }
  const isAboutMissing =
    needs.one.assert?.some(({ value }) => [404, 424].some((status) => [value].flat().includes(status))) ?? false
  return {
    ...(step as object),
    url: await bindPath({ ...needs, one: isAboutMissing ? { ...one, status: 404 } : one }, url)
  }
}

async function inTurn<One>(list: One[], work: (one: One) => unknown): Promise<unknown[]> {
  const done: unknown[] = []
  for (const one of list) done.push(await work(one))
  return done
}
