// The store, read by plain SQL.
import { DatabaseSync } from 'node:sqlite'

export type StoredFact = { version: number; at: number; type: string; body: Record<string, unknown> }

export type StoredMessage = {
  id: number
  kind: string
  booking: string
  version: number
  attempts: number
  doneAt: number | null
  parkedAt: number | null
  problem: string | null
}

export type StoredBooking = {
  id: string
  keyHash: string
  link: string
  organizer: string
  state: string
  start: number
  end: number
  claimStart: number
  claimEnd: number
  /** Its row claims another time, too. */
  moving: boolean
  /** Put on top of something else in Outlook: it claims nothing. */
  overlapping: boolean
  version: number
  bookedAt: number
  facts: StoredFact[]
  messages: StoredMessage[]
}

type Somebody = { id: string; name: string; address: string }

/** What a link offers, and by what rules; lengths of time in minutes. */
export type Rules = {
  organizer: Somebody
  initiator: Somebody
  madeBy: Somebody
  required: Somebody[]
  optional: Somebody[]
  subject: string
  place: { kind: string; text?: string }
  kind: string
  zone: string
  uses: number | null
  notice: number
  bufferBefore: number
  bufferAfter: number
  perDay: number | null
  perWeek: number | null
  expiresAt: number | null
  lengths?: number[]
  step?: number | null
  hours?: Record<number, { from: number; to: number }[]>
  slots?: { start: number; end: number }[]
  approvalWithin?: number
  changesClose?: number
}

export type StoredLink = {
  rules: Rules
  /** Somebody has to say yes to each booking. */
  approved: boolean
  id: string
  uses: number | null
  madeBy: string
  organizer: string
  revokedAt: number | null
}

export type StoredActivity = { key: string; state: string; attempts: number; outcome: string | null }

export type Store = {
  bookings: StoredBooking[]
  /** The Salesforce legs, by their keys. */
  activities: Map<string, StoredActivity>
  links: Map<string, StoredLink>
  /** Lines of the history, by what they are about. */
  history: Map<string, { at: number; actor: string }[]>
  organizers: Map<string, { address: string; salesforceUsername: string | null }>
}

type Values = Record<string, string | number | null>

export function readStore(file: string): Store {
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    const rows = (sql: string) => database.prepare(sql).all() as Values[]
    const facts = Map.groupBy(rows('select * from booking_facts order by booking_id, version'), (row) =>
      String(row.booking_id)
    )
    const messages = Map.groupBy(rows('select * from outbox order by id'), (row) => String(row.booking_id))
    const hasLegs = rows("select 1 from sqlite_schema where name = 'activities'").length > 0
    const legs = hasLegs ? rows('select key, state, attempts, outcome from activities') : []
    return {
      bookings: rows('select * from bookings order by booked_at, id').map((row) => ({
        id: String(row.id),
        keyHash: String(row.key_hash),
        link: String(row.link_id),
        organizer: String(row.organizer),
        state: String(row.state),
        start: Number(row.start_at),
        end: Number(row.end_at),
        claimStart: Number(row.claim_start),
        claimEnd: Number(row.claim_end),
        moving: row.move_start !== null || row.move_claim_start !== null || row.move_claim_end !== null,
        overlapping: row.overlapping === 1,
        version: Number(row.version),
        bookedAt: Number(row.booked_at),
        facts: (facts.get(String(row.id)) ?? []).map((fact) => ({
          version: Number(fact.version),
          at: Number(fact.at),
          type: String(fact.type),
          body: JSON.parse(String(fact.body)) as Record<string, unknown>
        })),
        messages: (messages.get(String(row.id)) ?? []).map((message) => ({
          id: Number(message.id),
          kind: String(message.kind),
          booking: String(message.booking_id),
          version: Number(message.version),
          attempts: Number(message.attempts),
          doneAt: message.done_at as number | null,
          parkedAt: message.parked_at as number | null,
          problem: message.problem as string | null
        }))
      })),
      activities: new Map(
        legs.map((row) => [
          String(row.key),
          {
            key: String(row.key),
            state: String(row.state),
            attempts: Number(row.attempts),
            outcome: row.outcome as string | null
          }
        ])
      ),
      links: new Map(
        rows('select id, revoked_at, rules from links').map((row) => {
          const rules = JSON.parse(String(row.rules)) as Rules
          const id = String(row.id)
          const { uses, madeBy, organizer, approvalWithin } = rules
          return [
            id,
            {
              id,
              rules,
              uses,
              approved: approvalWithin !== undefined,
              madeBy: madeBy.id,
              organizer: organizer.id,
              revokedAt: row.revoked_at as number | null
            }
          ]
        })
      ),
      history: Map.groupBy(
        rows('select at, actor, object from audit').map(({ at, actor, object }) => ({
          at: Number(at),
          actor: String(actor),
          object: String(object)
        })),
        ({ object }) => object
      ),
      organizers: new Map(
        rows('select id, address, salesforce_username from organizers').map((row) => [
          String(row.id),
          { address: String(row.address), salesforceUsername: row.salesforce_username as string | null }
        ])
      )
    }
  } finally {
    database.close()
  }
}
