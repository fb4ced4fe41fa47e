// Reads the evidence and says what is wrong with it. Shares no code with the app: it knows what a person knows who reads
// docs/simulation.md, the schema and the clouds.
import { bookingChecks } from './bookings.ts'
import { calendarChecks } from './calendars.ts'
import { changeChecks } from './changes.ts'
import { activitiesIn, meetingsIn } from './clouds.ts'
import type { Audited, Evidence, Finding } from './evidence.ts'
import { handChecks } from './hands.ts'
import { invariantOf } from './invariants.ts'
import { lookChecks } from './looks.ts'
import { peopleChecks } from './people.ts'
import { ruleChecks } from './rules.ts'
import { readStore } from './store.ts'
import { wordChecks } from './words.ts'

export type { Evidence, Finding } from './evidence.ts'

export function audit(evidence: Evidence): Audited {
  const store = readStore(evidence.store)
  const meetings = meetingsIn(evidence.exchange)
  const activities = activitiesIn(evidence.salesforce)
  const findings: Finding[] = []
  const say = (invariant: keyof typeof invariantOf, what: string) => {
    findings.push({ invariant: `${invariant} ${invariantOf[invariant]}`, what })
  }
  const changes = Map.groupBy(
    evidence.history.changes.toSorted((one, other) => one.at - other.at),
    ({ booking }) => booking
  )
  const changesOf = (booking: string) => changes.get(booking) ?? []
  const known = { evidence, store, meetings, activities, changesOf, say }
  bookingChecks(known)
  changeChecks(known)
  calendarChecks(known)
  peopleChecks(known)
  ruleChecks(known)
  lookChecks(known)
  handChecks(known)
  wordChecks(known)
  // times that are called unreadable are promised to nobody and break nothing: from outside that looks like a calm day
  if (evidence.arrived.length > 0 && evidence.history.offered.length === 0)
    say('INV-42', 'nobody was offered a time, not even when all was well')

  const convergence = store.bookings.map((booking) => {
    const changes = [
      // what lapses comes at its own time
      ...booking.facts.flatMap(({ at, body }) =>
        (body.by as { as?: string } | undefined)?.as === 'clock' ? [] : [at]
      ),
      ...meetings.filter((meeting) => meeting.booking === booking.id).map(({ modified }) => modified),
      ...activities.filter(({ key }) => key === `bk-${booking.id}`).map(({ modified }) => modified)
    ]
    // some people came, or changed what they had, when all was well again
    const wishes = changesOf(booking.id).map(({ at, heardAt }) => heardAt ?? at)
    return Math.max(0, Math.max(...changes) - Math.max(evidence.healedAt, booking.bookedAt, ...wishes))
  })
  return { findings, placed: store.bookings.length, convergence }
}
