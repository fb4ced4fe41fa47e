// From the path of a case to a path the sandbox can answer: names in braces and the ids of the sample tenants become ids
// of items that were made for the case.
import { group, type Needs } from './binding-needs.ts'
import { calendar } from './calendar-binding.ts'
import { accepted, expectsSuccess } from './case.ts'
import { event, extension } from './event-binding.ts'
import { message } from './message-binding.ts'
import { type Persona, people, personCalled } from './people.ts'
import { permission } from './permission-binding.ts'
import { isSampleSubscription, subscription } from './subscription-binding.ts'

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
    case 'subscriptions':
      return name || isSampleSubscription(needs.one, part) ? subscription(needs.tenant, needs.one) : undefined
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

/** Rooms of the sample tenant stand for any room, room lists for any list. */
async function place({ tenant, one }: Needs, part: string, after: string[]): Promise<string | undefined> {
  if (/^microsoft\.graph\./i.test(part) || !expectsSuccess(one)) return undefined
  const kind = /roomlist/i.test(after[0] ?? '') ? 'roomlist' : 'room'
  const { value } = (await tenant.arrange('GET', `/places/microsoft.graph.${kind}`)) as {
    value: { id: string; emailAddress: string }[]
  }
  return kind === 'room' ? value[0]?.id : value[0]?.emailAddress
}
