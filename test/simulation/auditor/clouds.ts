// What stands in Exchange and Salesforce, as far as it is about bookings.
import type { Evidence, Row } from './evidence.ts'

export type Meeting = {
  mailbox: string
  id: string
  uid: string
  /** Booking id, and which meeting of that booking. */
  key: string
  booking: string
  start: number
  end: number
  attendees: string[]
  /** "required Grace Hopper <grace@…>" */
  invited: string[]
  subject: string
  text: string
  place: string
  modified: number
}

export type Mail = { mailbox: string; kind: string; uid: string; to: string[]; at: number }

export type Entry = {
  mailbox: string
  id: string
  subject: string
  start: number
  end: number
  created: number
  showAs: string
  /** Her own, and not one to which she is invited. */
  own: boolean
}

export type Activity = {
  id: string
  key: string
  owner: string
  start: number
  end: number
  modified: number
  subject: string
  text: string
}

/** "2027-01-05T09:00:00.0000000" in UTC. */
const instantOf = (edge: unknown): number => {
  const { dateTime, timeZone } = edge as { dateTime: string; timeZone: string }
  if (timeZone !== 'UTC') throw new Error(`a time that the auditor cannot read: ${dateTime} ${timeZone}`)
  return Date.parse(`${dateTime.slice(0, 19)}Z`)
}

const keyOf = (event: Row): string | undefined => {
  const properties = (event.singleValueExtendedProperties ?? []) as { id: string; value: string }[]
  return properties.find(({ id }) => id.endsWith('Name OnBehalfKey'))?.value
}

/** Our meetings, as their organizers have them; attendees' copies carry no key. */
export const meetingsIn = (exchange: Evidence['exchange']): Meeting[] =>
  each(exchange, ({ events }) => events).flatMap(({ mailbox, row }) => {
    const key = keyOf(row)
    if (key === undefined || row.isCancelled === true) return []
    const attendees = (row.attendees ?? []) as { type: string; emailAddress: { name: string; address: string } }[]
    return [
      {
        mailbox,
        id: String(row.id),
        uid: String(row.iCalUId),
        key,
        booking: key.split(':')[0] ?? '',
        start: instantOf(row.start),
        end: instantOf(row.end),
        attendees: attendees.map(({ emailAddress }) => emailAddress.address),
        invited: attendees.map(({ type, emailAddress: { name, address } }) => `${type} ${name} <${address}>`),
        subject: String(row.subject),
        text: textOf((row.body as { content?: string } | undefined)?.content ?? ''),
        place: String((row.location as { displayName?: string } | undefined)?.displayName ?? ''),
        modified: Date.parse(String(row.lastModifiedDateTime))
      }
    ]
  })

/** HTML as it is read, as far as we write any. */
const textOf = (html: string) =>
  html
    .replace(/<br[^>]*>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&gt;/g, '>')
    .replace(/&lt;/g, '<')
    .replace(/&#39;|&apos;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')

/** Single entries of other people's making. */
export const entriesIn = (exchange: Evidence['exchange']): Entry[] =>
  each(exchange, ({ events }) => events).flatMap(({ mailbox, row }) =>
    keyOf(row) === undefined && row.type === 'singleInstance' && row.isAllDay !== true && row.isCancelled !== true
      ? [
          {
            mailbox,
            id: String(row.id),
            subject: String(row.subject),
            start: instantOf(row.start),
            end: instantOf(row.end),
            created: Date.parse(String(row.createdDateTime)),
            showAs: String(row.showAs),
            own: row.isOrganizer !== false
          }
        ]
      : []
  )

export const subjectsIn = (exchange: Evidence['exchange']): string[] => [
  ...new Set(
    each(exchange, ({ events }) => events).flatMap(({ row }) =>
      keyOf(row) === undefined && String(row.subject).length > 4 ? [String(row.subject)] : []
    )
  )
]

export const mailIn = (exchange: Evidence['exchange']): Mail[] =>
  each(exchange, ({ sent }) => sent).map(({ mailbox, row }) => ({
    mailbox,
    kind: String(row.kind),
    uid: String(row.iCalUId ?? ''),
    to: row.to as string[],
    at: Date.parse(String(row.at))
  }))

export const activitiesIn = (salesforce: Evidence['salesforce']): Activity[] =>
  (salesforce.Event ?? []).flatMap((row) =>
    typeof row.Booking_Key__c === 'string' && row.IsDeleted !== true
      ? [
          {
            id: String(row.Id),
            key: row.Booking_Key__c,
            owner: String(row.OwnerId),
            start: Date.parse(String(row.StartDateTime)),
            end: Date.parse(String(row.EndDateTime)),
            modified: Date.parse(String(row.LastModifiedDate)),
            subject: String(row.Subject),
            text: String(row.Description ?? '')
          }
        ]
      : []
  )

export const cancellationsIn = (exchange: Evidence['exchange']): { uid: string; text: string }[] =>
  each(exchange, ({ sent }) => sent).flatMap(({ row }) =>
    row.kind === 'cancellation' ? [{ uid: String(row.iCalUId ?? ''), text: textOf(String(row.body ?? '')) }] : []
  )

export const usersIn = (salesforce: Evidence['salesforce']): Map<string, string> =>
  new Map((salesforce.User ?? []).map((row) => [String(row.Id), String(row.Username)]))

const each = (
  exchange: Evidence['exchange'],
  which: (mailbox: { events: Row[]; sent: Row[] }) => Row[]
): { mailbox: string; row: Row }[] =>
  Object.entries(exchange).flatMap(([mailbox, held]) => which(held).map((row) => ({ mailbox, row })))
