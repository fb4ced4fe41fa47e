import type { Entry } from '../audit/audit-log.ts'
import { type AuthorityNeeds, authorize } from '../delegates/authority.ts'
import { isUnknown } from '../delegates/reason.ts'
import { backoff, longestAskedWait } from '../outbox/backoff.ts'
import { whyOf } from '../outbox/failure.ts'
import type { Organizers } from '../people/organizer.ts'
import type { PersonId } from '../people/person.ts'
import { type Instant, SECOND } from '../time/instant.ts'
import type { AnswerStore } from './answer-store.ts'
import type { AnswerState, TakenAnswer, WishedAnswer } from './given-answer.ts'
import { type Invitation, responseTo } from './invitation.ts'
import type { Invitations } from './invitations.ts'

/** Longer than an attempt may take: two calls of ten seconds. */
export const ANSWER_LEASE = 40 * SECOND

/** What was sent and not answered may still arrive: for so long an unchanged calendar proves nothing. */
const MAY_STILL_ARRIVE = 90 * SECOND

export type DeliverAnswerNeeds = AuthorityNeeds & {
  answers: AnswerStore
  invitations: Invitations
  organizers: Organizers
  random(): number
  /** How long a calendar may show nothing of what it was told; absent: a minute and a half. */
  settles?: number
  /** The organizer's calendar is no longer what was last read of it. */
  changed(organizer: PersonId): void
  report(taken: TakenAnswer, problem: string, cause?: unknown): void
}

/** Answers that did not get through at once. May be repeated after any failure. Says how many were taken. */
export async function deliverAnswers(limit: number, needs: DeliverAnswerNeeds): Promise<number> {
  const taken = await needs.answers.take(limit, ANSWER_LEASE, needs.clock())
  await Promise.all(taken.map((one) => deliverAnswer(one, undefined, needs)))
  return taken.length
}

type Became =
  | { state: Exclude<AnswerState, 'wanted'>; problem: string | null }
  | { later: string; after?: number; untouched: boolean; cause?: unknown }

/** `seen`: the invitation as it was read a moment ago, for this very attempt; otherwise it is read. */
export async function deliverAnswer(
  taken: TakenAnswer,
  seen: Invitation | undefined,
  needs: DeliverAnswerNeeds
): Promise<void> {
  const became = await attempt(taken, seen, needs).catch(
    (cause): Became => ({ later: String(cause instanceof Error ? cause.message : cause), untouched: false, cause })
  )
  const now = needs.clock()
  if ('state' in became) {
    await needs.answers.settle(taken, became, entryOf(taken, became, now), now)
    return
  }
  needs.report(taken, became.later, became.cause)
  const wait = Math.max(Math.min(became.after ?? 0, longestAskedWait), backoff(taken.attempt, needs.random))
  await needs.answers.later(taken, now + wait, became.later, became.untouched)
}

async function attempt(taken: TakenAnswer, seen: Invitation | undefined, needs: DeliverAnswerNeeds): Promise<Became> {
  const organizer = await needs.organizers.find(taken.organizer)
  if (!organizer) return refused('The organizer is not enrolled any more.')
  if (taken.end <= needs.clock()) return refused('Exchange took no answer until the meeting was over.')

  const invitation = seen ?? (await needs.invitations.read(organizer, taken.item))
  const stands = standing(taken, invitation)
  if (stands !== 'as it was') return stands
  if (taken.sentAt !== null && needs.clock() < taken.sentAt + (needs.settles ?? MAY_STILL_ARRIVE))
    return { later: 'what was sent before may still arrive', untouched: false }
  if (taken.attempt > 1) {
    const still = await authorize('answer invitation', taken.actor, organizer, needs)
    if ('refused' in still)
      return isUnknown(still.refused)
        ? { later: 'it cannot be read whether she may still answer', untouched: true }
        : refused(`The right to answer was gone by then (${still.refused}).`)
  }

  if (!(await needs.answers.sending(taken, needs.clock()))) return { later: 'somebody else has it', untouched: false }
  const { answer, comment, silently } = taken
  const said = await needs.invitations.answer(organizer, taken.item, { answer, comment, silently })
  const arrived = said === 'given' || (typeof said === 'object' && 'unclear' in said)
  if (arrived) needs.changed(organizer.id)
  if (said === 'given') return { state: 'given', problem: null }
  if (said === 'gone') return overtaken('It is not in the calendar any more.')
  if ('refused' in said) return refused(said.refused)
  if ('notNow' in said)
    return { later: said.notNow, untouched: true, ...(said.after === undefined ? {} : { after: said.after }) }
  return { later: said.unclear, untouched: false }
}

/** Is it still the invitation that was answered? A sent answer whose effect is seen was given, whoever saw it last. */
function standing(
  { answer, before, times, sentAt }: TakenAnswer,
  read: Invitation | Awaited<ReturnType<Invitations['read']>>
): 'as it was' | Became {
  // a declined meeting leaves the calendar
  if (read === 'gone')
    return sentAt !== null && answer === 'decline'
      ? { state: 'given', problem: null }
      : overtaken('It is not in the calendar any more.')
  if (!('response' in read) && !('invitation' in read)) return { later: whyOf(read), untouched: sentAt === null }
  const invitation = 'invitation' in read ? read.invitation : read
  if (invitation.response === responseTo[answer])
    return sentAt !== null ? { state: 'given', problem: null } : overtaken('It was answered in Outlook meanwhile.')
  const changed = changedSince({ before, times }, invitation)
  return changed ? overtaken(changed) : 'as it was'
}

/** Why what somebody has read of an invitation is no longer so; undefined: it is. */
export function changedSince(
  { before, times }: Pick<WishedAnswer, 'before' | 'times'>,
  { response, cancelled, times: now }: Invitation
): string | undefined {
  if (cancelled) return 'Its sender has cancelled it.'
  if (response !== before) return 'It was answered in Outlook meanwhile.'
  return times === now ? undefined : 'Its sender has moved it meanwhile.'
}

const refused = (problem: string): Became => ({ state: 'refused', problem })
const overtaken = (problem: string): Became => ({ state: 'overtaken', problem })

const results = { accept: 'accepted', tentative: 'accepted tentatively', decline: 'declined' } as const

/** The log keeps when, never what: it can be read by people who may not see the title. */
export const objectOf = (start: Instant) => `invitation on ${new Date(start).toISOString()}`

function entryOf(taken: TakenAnswer, became: Extract<Became, { state: string }>, at: Instant): Entry {
  const { actor, organizer, right, start, answer } = taken
  const done = became.state === 'given'
  return {
    ...{ at, actor: actor.id, actorName: actor.name, organizer, right, act: 'answer invitation' },
    object: objectOf(start),
    result: done ? results[answer] : `not ${results[answer]}: ${became.problem}`
  }
}
