// Reads what the people were told, what the store holds (as rows, by SQL), what stands in the calendar and what in Salesforce, and says
// what does not go together. Knows nothing of the app's code.
import type { History } from './invitees.ts'

export type Row = Record<string, unknown>
export type Sql = (statement: string) => Promise<Row[]>

type Meeting = {
  id: string
  iCalUId: string
  isCancelled?: boolean
  transactionId?: string
  start: { dateTime: string; timeZone: string }
  end: { dateTime: string; timeZone: string }
  attendees: { emailAddress: { address: string } }[]
}
type SalesforceEvent = {
  Id: string
  Description: string | null
  StartDateTime: string
  EndDateTime: string
  Booking_Key__c: string | null
}

export type Ledgers = {
  store: StoredBooking[]
  undelivered: number
  parked: number
  meetings: Meeting[]
  events: SalesforceEvent[]
}

type StoredBooking = {
  id: string
  state: string
  email: string
  start: number
  end: number
  organizer: string
  claimStart: number
  claimEnd: number
}

export async function readLedgers(sql: Sql, cloudsOrigin: string, calendarOf: string): Promise<Ledgers> {
  const rows = await sql(
    `select b.id, b.state, b.organizer, b.start_at, b.end_at, b.claim_start, b.claim_end, f.body from bookings b
     join booking_facts f on f.booking_id = b.id and f.version = 1`
  )
  const store = rows.map((row) => ({
    id: String(row.id),
    state: String(row.state),
    organizer: String(row.organizer),
    email: String(JSON.parse(String(row.body)).invitee.address),
    start: Number(row.start_at),
    end: Number(row.end_at),
    claimStart: Number(row.claim_start),
    claimEnd: Number(row.claim_end)
  }))
  const [counts] = await sql(
    `select (select count(*) from outbox where done_at is null and parked_at is null) as undelivered,
            (select count(*) from outbox where parked_at is not null) +
              (select count(*) from activities where state = 'parked') as parked`
  )
  const state = (await (await fetch(`${cloudsOrigin}/_sandbox/state`)).json()) as {
    mailboxes: Record<string, { events: Meeting[] }>
    salesforce: Record<string, unknown[]>
  }
  const meetings = (state.mailboxes[calendarOf]?.events ?? []).filter(
    ({ transactionId, attendees, isCancelled }) => transactionId && attendees.length > 0 && !isCancelled
  )
  const events = ((state.salesforce.Event ?? []) as SalesforceEvent[]).filter(({ Booking_Key__c }) => Booking_Key__c)
  return { store, undelivered: Number(counts?.undelivered), parked: Number(counts?.parked), meetings, events }
}

/** Every rule by name, with what broke it. Empty lists: all is well. */
export type Findings = Record<
  | 'lost acks'
  | 'lost changes'
  | 'duplicate meetings'
  | 'duplicate Events'
  | 'overlaps'
  | 'phantom confirmations'
  | 'phantom meetings'
  | 'different facts'
  | 'races with two winners'
  | 'half transactions'
  | 'not delivered'
  | 'ended by itself',
  string[]
>

export function audit(histories: readonly History[], ledgers: Ledgers, halves: readonly string[] = []): Findings {
  const { store, meetings, events } = ledgers
  const meetingsOf = groupBy(meetings, ({ attendees }) => attendees[0]?.emailAddress.address ?? '')
  const eventsOf = groupBy(events, ({ Description }) => /<([^<>\s]+@[^<>\s]+)>/.exec(Description ?? '')?.[1] ?? '')
  const rowsOf = groupBy(store, ({ email }) => email)
  const confirmed = store.filter(({ state }) => state === 'confirmed')
  const booked = histories.filter(({ told }) => told === 'booked')
  const isOver = (email: string) => (rowsOf.get(email) ?? []).some(({ state }) => state === 'cancelled')
  const mayBeOver = ({ change, email }: History) =>
    change?.what === 'cancel' && change.told !== 'refused' && isOver(email)

  return {
    'lost acks': booked.flatMap((history) => {
      const { email } = history
      if (mayBeOver(history)) return []
      const missing = [
        (rowsOf.get(email) ?? []).some(({ state }) => state === 'confirmed') ? '' : 'store',
        meetingsOf.has(email) ? '' : 'calendar',
        eventsOf.has(email) ? '' : 'Salesforce'
      ].filter(Boolean)
      return missing.length > 0 ? [`${email} was told "booked", and is missing in ${missing.join(', ')}`] : []
    }),
    'lost changes': histories.flatMap(({ email, slot, change, reads }) => {
      const [row] = rowsOf.get(email) ?? []
      if (!change || !row) return []
      const isNow = isOver(email) ? 'cancelled' : new Date(row.start).toISOString()
      const was = startOf(slot)
      const wanted = change.what === 'cancel' ? 'cancelled' : startOf(change.to)
      const mayBe = change.told === 'changed' ? [wanted] : change.told === 'refused' ? [was] : [was, wanted]
      const readsNow = reads && (reads.state.startsWith('Cancelled') ? 'cancelled' : startOf(reads.start))
      return [
        ...(mayBe.includes(isNow)
          ? []
          : [`${email} wanted ${change.what}, was told "${change.told}", and it is ${isNow}`]),
        ...(readsNow === undefined || readsNow === isNow ? [] : [`${email} reads ${readsNow}, and it is ${isNow}`])
      ]
    }),
    'duplicate meetings': [...meetingsOf].flatMap(([email, all]) =>
      all.length > 1 ? [`${email}: ${all.length}`] : []
    ),
    'duplicate Events': [
      ...[...eventsOf].flatMap(([email, all]) => (all.length > 1 ? [`${email}: ${all.length}`] : [])),
      ...[...groupBy(events, ({ Booking_Key__c }) => String(Booking_Key__c))].flatMap(([key, all]) =>
        all.length > 1 ? [`key ${key}: ${all.length}`] : []
      )
    ],
    overlaps: [
      ...overlapsIn(
        meetings.map((meeting) => ({ name: `meeting ${meeting.id}`, start: at(meeting.start), end: at(meeting.end) }))
      ),
      ...[
        ...groupBy(
          store.filter(({ state }) => !['released', 'cancelled', 'declined'].includes(state)),
          ({ organizer }) => organizer
        ).values()
      ].flatMap((rows) =>
        overlapsIn(
          rows.map(({ id, claimStart, claimEnd }) => ({ name: `booking ${id}`, start: claimStart, end: claimEnd }))
        )
      )
    ],
    'phantom confirmations': histories.flatMap(({ email, told, readConfirmed }) => {
      const stands = meetingsOf.has(email)
      if (readConfirmed && !stands) return [`${email} read "confirmed", and there is no meeting`]
      if (told === 'refused' && stands) return [`${email} was told that nothing was booked, and there is a meeting`]
      return []
    }),
    'phantom meetings': [
      ...[...meetingsOf.keys()].flatMap((email) =>
        confirmed.some((row) => row.email === email) ? [] : [`a meeting with ${email}, and no confirmed booking`]
      ),
      ...[...eventsOf.keys()].flatMap((email) =>
        meetingsOf.has(email) ? [] : [`an Event with ${email}, and no meeting`]
      ),
      ...confirmed.flatMap(({ email, id }) =>
        meetingsOf.has(email) ? [] : [`booking ${id} is confirmed, and there is no meeting`]
      )
    ],
    'different facts': confirmed.flatMap(({ email, id, start, end }) => {
      const [meeting, event] = [meetingsOf.get(email)?.[0], eventsOf.get(email)?.[0]]
      const inCalendar = meeting && (at(meeting.start) !== start || at(meeting.end) !== end)
      const inSalesforce = event && (Date.parse(event.StartDateTime) !== start || Date.parse(event.EndDateTime) !== end)
      return inCalendar || inSalesforce ? [`booking ${id} of ${email} stands at another time`] : []
    }),
    'races with two winners': [...groupBy(booked, ({ slot }) => slot)].flatMap(([slot, winners]) =>
      winners.length > 1 ? [`${slot}: ${winners.map(({ email }) => email).join(', ')}`] : []
    ),
    'half transactions': [...halves],
    'ended by itself': [],
    'not delivered': [
      ...(ledgers.undelivered > 0 ? [`${ledgers.undelivered} messages are still due`] : []),
      ...(ledgers.parked > 0 ? [`${ledgers.parked} messages are parked`] : [])
    ]
  }
}

/** Bookings without facts or messages, and the other way round. */
export async function halfTransactions(sql: Sql): Promise<string[]> {
  const rows = await sql(
    `select 'booking ' || id || ' has no facts' as what from bookings where id not in (select booking_id from booking_facts)
     union all select 'booking ' || id || ' has no message' from bookings where id not in (select booking_id from outbox)
     union all select 'facts of ' || booking_id || ' have no booking' from booking_facts where booking_id not in (select id from bookings)`
  )
  return rows.map(({ what }) => String(what))
}

function overlapsIn(spans: { name: string; start: number; end: number }[]): string[] {
  const sorted = [...spans].sort((a, b) => a.start - b.start)
  return sorted.flatMap((span, index) => {
    const next = sorted[index + 1]
    return next && next.start < span.end ? [`${span.name} and ${next.name}`] : []
  })
}

const startOf = (slot: string) => new Date(slot.split('/')[0] ?? '').toISOString()

const at = ({ dateTime, timeZone }: { dateTime: string; timeZone: string }) => {
  if (timeZone !== 'UTC') throw new Error(`a meeting of ours in ${timeZone}`)
  return Date.parse(`${dateTime.slice(0, 19)}Z`)
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return groups
}
