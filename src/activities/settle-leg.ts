import { ATTEMPTS_AT_MOST, backoff } from '../outbox/backoff.ts'
import { HOUR, type Instant, MINUTE } from '../time/instant.ts'
import type { Ended } from './carry-leg.ts'
import type { Attempt, TakenLeg } from './leg.ts'
import type { LegChange } from './leg-store.ts'
import type { Outcome } from './outcome.ts'

/** An organizer who connects later finds her activities within minutes of it. */
export const CONNECTION_WAIT = 5 * MINUTE

/** An outage that Salesforce does not name is asked about at least so often. */
const LONGEST_ASKED_WAIT = 1 * HOUR

/** After so many failures in a row organizer and initiator are told, once. */
export const TOLD_AFTER = 10

/** Waits are spread by a quarter, so that what stopped together does not come back together. */
const spread = (wait: number, random: () => number) => Math.round(wait * (0.875 + random() / 4))

/** What an attempt changes, and its line in the story. Pure. */
export function settling(
  leg: TakenLeg,
  ended: Exclude<Ended, { ended: 'lease lost' }>,
  now: Instant,
  random: () => number
): { change: LegChange; attempt: Attempt } {
  const line = (result: string, said: string, actor: string | null = null): Attempt => ({
    at: now,
    actor,
    result,
    said
  })
  const calm = { outcome: null, candidates: [], attempts: 0, failures: 0 }
  switch (ended.ended) {
    case 'written':
      return {
        change: { ...calm, state: 'written', written: ended.written, changedThere: null, notes: ended.notes },
        attempt: line('written', ended.notes.join(' '), ended.written.actor)
      }
    case 'review':
      return {
        change: { ...calm, state: 'review', candidates: ended.candidates },
        attempt: line('review', `${ended.candidates.length} people have the invitee’s address.`)
      }
    case 'withheld':
      return {
        change: { ...calm, state: 'withheld', notes: [ended.why], ...(ended.removed ? { written: null } : {}) },
        attempt: line('withheld', ended.why)
      }
    case 'taken out':
      return {
        change: { ...calm, state: 'taken out', changedThere: null, notes: [] },
        attempt: line('taken out', ended.said, ended.actor)
      }
    case 'wait':
      return { change: { dueAt: now + ended.after }, attempt: line('waiting', ended.said) }
    case 'trouble': {
      const known = ended.written ? { written: ended.written } : {}
      const change = { ...troubled(leg, ended.outcome, ended.after ?? 0, now, random), ...known }
      return { change, attempt: line(ended.outcome.code, saidBy(ended.outcome), ended.actor) }
    }
  }
}

function troubled(leg: TakenLeg, outcome: Outcome, after: number, now: Instant, random: () => number): LegChange {
  const failures = leg.failures + 1
  switch (outcome.code) {
    case 'organizer_sync_disabled': // waits for as long as it takes, and is no attempt
      return { outcome, failures, dueAt: now + spread(CONNECTION_WAIT, random) }
    case 'sf_limit': // Salesforce was hardly asked
      return { outcome, dueAt: Math.max(now, outcome.until) + spread(MINUTE, random) }
    case 'sf_retry_later': {
      const attempts = leg.attempts + 1
      if (attempts >= ATTEMPTS_AT_MOST) return { state: 'parked', outcome, attempts, failures }
      const wait = Math.max(Math.min(after, LONGEST_ASKED_WAIT), backoff(attempts, random))
      return { outcome, attempts, failures, dueAt: now + wait }
    }
    case 'sf_gone':
      return { state: 'removed there', outcome, failures, attempts: 0 }
    case 'sf_rejected':
    case 'sf_insufficient_create':
    case 'sf_insufficient_save':
    case 'sf_insufficient_update':
      return { state: 'parked', outcome, failures }
  }
}

/** In one line. */
export const saidBy = (outcome: Outcome): string => {
  if (outcome.code === 'sf_rejected')
    return outcome.errors
      .map(({ code, message, fields }) => [code, message, fields.join(', ')].filter(Boolean).join(' · '))
      .join(' | ')
  if (outcome.code === 'sf_limit') return `${outcome.used ?? '?'} of ${outcome.of ?? '?'} requests are used up.`
  return outcome.said
}
