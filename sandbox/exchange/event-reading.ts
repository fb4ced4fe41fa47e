// A request body as changes to an item. Unknown properties and values are refused, read-only ones passed over; names of
// enumerations come in any case and are kept as Graph prints them.
import { never, nowhere } from './blank-event.ts'
import type { Body } from './event-body.ts'
import type { Attendee, Item, Recurrence } from './mailbox.ts'
import { failedValidation, unreadableBody } from './refusal.ts'
import { day, parseWall, printDate, readWallTime, type WallTime, zoneOrRefuse } from './wall-time.ts'

export type Changes = Partial<Item>
type Given = Record<string, unknown>

const enumerations = {
  showAs: ['free', 'tentative', 'busy', 'oof', 'workingElsewhere', 'unknown'],
  sensitivity: ['normal', 'personal', 'private', 'confidential'],
  importance: ['low', 'normal', 'high'],
  attendeeType: ['required', 'optional', 'resource'],
  contentType: ['text', 'html'],
  provider: ['unknown', 'skypeForBusiness', 'skypeForConsumer', 'teamsForBusiness'],
  locationType: [
    'default',
    'conferenceRoom',
    'homeAddress',
    'businessAddress',
    'geoCoordinates',
    'streetAddress',
    'hotel',
    'restaurant',
    'localBusiness',
    'postalAddress'
  ],
  dayOfWeek: ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'],
  weekIndex: ['first', 'second', 'third', 'fourth', 'last'],
  pattern: ['daily', 'weekly', 'absoluteMonthly', 'relativeMonthly', 'absoluteYearly', 'relativeYearly'],
  range: ['endDate', 'noEnd', 'numbered']
} as const

const plain: Record<string, 'string' | 'boolean' | 'number' | keyof typeof enumerations> = {
  subject: 'string',
  showAs: 'showAs',
  sensitivity: 'sensitivity',
  importance: 'importance',
  isAllDay: 'boolean',
  isReminderOn: 'boolean',
  reminderMinutesBeforeStart: 'number',
  responseRequested: 'boolean',
  allowNewTimeProposals: 'boolean',
  hideAttendees: 'boolean'
}

const structured: Record<string, (value: unknown, given: Given) => Changes> = {
  body: (value) => ({ body: readBody(value) }),
  start: (value) => ({ start: readWallTimeOrRefuse(value) }),
  end: (value) => ({ end: readWallTimeOrRefuse(value) }),
  attendees: (value) => ({ attendees: readAttendees(value) }),
  categories: (value) => ({ categories: listOf(value, 'categories').map(String) }),
  location: (value, given) => (given.locations ? {} : { ...locationsOf([value]) }),
  locations: (value, given) => locationsOf(listOf(value, 'locations'), given.location),
  isOnlineMeeting: (value) => (typeof value === 'boolean' || value === null ? {} : wrongType('isOnlineMeeting')),
  onlineMeetingProvider: (value) => {
    if (value !== null) oneOf('provider', value, 'onlineMeetingProvider')
    return {}
  }
}

/** Read-only, or written through other doors; sending them is no fault. */
const passedOver = new Set(
  'id changeKey createdDateTime lastModifiedDateTime bodyPreview hasAttachments iCalUId uid isCancelled isDraft isOrganizer onlineMeeting onlineMeetingUrl organizer originalStart originalStartTimeZone originalEndTimeZone responseStatus seriesMasterId type webLink recurrence transactionId singleValueExtendedProperties multiValueExtendedProperties extensions attachments calendar instances cancelledOccurrences exceptionOccurrences occurrenceId'.split(
    ' '
  )
)

export function readChanges(given: Given): Changes {
  const changes: Changes = {}
  for (const [name, value] of Object.entries(given)) {
    if (name.includes('@') || passedOver.has(name)) continue
    const kind = plain[name]
    const read = structured[name]
    if (kind) Object.assign(changes, value === null ? {} : { [name]: simple(name, kind, value) })
    else if (read) Object.assign(changes, read(value, given))
    else
      throw unreadableBody(
        `The property '${name}' does not exist on type 'microsoft.graph.event'. Make sure to only use property names that are defined by the type or mark the type as open type.`
      )
  }
  return changes
}

function simple(name: string, kind: string, value: unknown) {
  if (kind in enumerations) return oneOf(kind as keyof typeof enumerations, value, name)
  // Int32 and Boolean may come as text.
  if (kind === 'number' && /^-?\d+$/.test(String(value))) return Number(value)
  if (kind === 'boolean' && /^(true|false)$/i.test(String(value))) return String(value).toLowerCase() === 'true'
  return { string: 'string', number: 'number', boolean: 'boolean' }[kind] === typeof value ? value : wrongType(name)
}

export function oneOf(kind: keyof typeof enumerations, value: unknown, property: string): string {
  const found = enumerations[kind].find((one) => one.toLowerCase() === String(value).toLowerCase())
  if (found) return found
  throw unreadableBody(`Requested value '${String(value)}' was not found for property '${property}'.`)
}

function wrongType(property: string): never {
  throw unreadableBody(`Cannot convert the value of property '${property}' to the expected type.`)
}

const listOf = (value: unknown, property: string): unknown[] =>
  Array.isArray(value) ? value : value === null ? [] : wrongType(property)

export function readWallTimeOrRefuse(value: unknown): WallTime {
  const time = readWallTime(value)
  if (!time) throw failedValidation()
  return time
}

function readBody(value: unknown): Body {
  if (value === null) return { contentType: 'html', content: '' }
  const { contentType = 'text', content = '' } = value as Given
  return {
    contentType: oneOf('contentType', contentType, 'contentType') as Body['contentType'],
    content: String(content ?? '')
  }
}

const mostAttendees = 500

function readAttendees(value: unknown): Attendee[] {
  const attendees = listOf(value, 'attendees').map((one) => readAttendee((one ?? {}) as Given))
  if (attendees.length > mostAttendees) throw failedValidation()
  return attendees
}

function readAttendee({ emailAddress, type }: Given): Attendee {
  const { address, name } = (emailAddress ?? {}) as Given
  if (typeof address !== 'string' || address.trim() === '') throw failedValidation()
  return {
    type: type === undefined || type === null ? 'required' : oneOf('attendeeType', type, 'type'),
    status: { response: 'none', time: never },
    emailAddress: { name: typeof name === 'string' && name ? name : address, address }
  }
}

function locationsOf(given: unknown[], shown?: unknown): Changes {
  const locations = given.filter((one) => one !== null).map((one) => readLocation(one as Given))
  const names = locations.map(({ displayName }) => displayName).join('; ')
  const location = shown ? readLocation(shown as Given) : { ...(locations[0] ?? {}), displayName: names }
  const isEmpty = locations.every(({ displayName }) => !displayName)
  return {
    location: isEmpty ? nowhere : location,
    locations: isEmpty ? [] : locations
  }
}

function readLocation(given: Given): Record<string, unknown> {
  const displayName = String(given.displayName ?? '')
  return {
    ...given,
    displayName,
    locationType: given.locationType ? oneOf('locationType', given.locationType, 'locationType') : 'default',
    uniqueId: displayName,
    uniqueIdType: 'private'
  }
}

/** A series begins on the date of its first occurrence and lives in the zone of its start. */
export function readRecurrence(value: unknown, start: WallTime): Recurrence | undefined {
  if (value === null || value === undefined) return undefined
  const { pattern, range } = value as { pattern?: Given; range?: Given }
  if (!pattern || !range) throw failedValidation()
  const zone = range.recurrenceTimeZone ? String(range.recurrenceTimeZone) : start.zone
  if (zoneOrRefuse(zone).iana !== zoneOrRefuse(start.zone).iana) throw failedValidation()
  const first = new Date(start.wall)
  const type = oneOf('pattern', pattern.type, 'type')
  const days = listOf(pattern.daysOfWeek ?? null, 'daysOfWeek').map((one) => oneOf('dayOfWeek', one, 'daysOfWeek'))
  if (/^(weekly|relative)/.test(type) && days.length === 0) throw failedValidation()
  const interval = Number(pattern.interval ?? 1)
  const rangeType = oneOf('range', range.type, 'type')
  const startDate = range.startDate ? dateOrRefuse(range.startDate) : printDate(start.wall)
  const endDate = rangeType === 'endDate' ? dateOrRefuse(range.endDate) : '0001-01-01'
  const numberOfOccurrences = rangeType === 'numbered' ? Number(range.numberOfOccurrences) : 0
  if (!(interval >= 1) || (rangeType === 'endDate' && endDate < startDate)) throw failedValidation()
  if (rangeType === 'numbered' && !(numberOfOccurrences >= 1)) throw failedValidation()
  return {
    pattern: {
      type,
      interval,
      month: Number(pattern.month ?? (type.endsWith('Yearly') ? first.getUTCMonth() + 1 : 0)),
      dayOfMonth: Number(pattern.dayOfMonth ?? (type.startsWith('absolute') ? first.getUTCDate() : 0)),
      ...(days.length ? { daysOfWeek: days } : {}),
      firstDayOfWeek: pattern.firstDayOfWeek ? oneOf('dayOfWeek', pattern.firstDayOfWeek, 'firstDayOfWeek') : 'sunday',
      index: pattern.index ? oneOf('weekIndex', pattern.index, 'index') : 'first'
    },
    range: { type: rangeType, startDate, endDate, recurrenceTimeZone: zone, numberOfOccurrences }
  }
}

function dateOrRefuse(value: unknown): string {
  const read = parseWall(value)
  if (!read) throw failedValidation()
  return printDate(read.wall)
}

/** What must hold when all changes are in: the end is not before the start; all-day items begin and end at midnight. */
export function insistOnTimes(
  { start, end, isAllDay }: Pick<Item, 'start' | 'end' | 'isAllDay'>,
  span: { start: number; end: number }
) {
  if (span.end < span.start) throw failedValidation()
  if (!isAllDay) return
  const midnights = start.wall % day === 0 && end.wall % day === 0 && end.wall > start.wall
  if (!midnights || zoneOrRefuse(start.zone).iana !== zoneOrRefuse(end.zone).iana) throw failedValidation()
}
