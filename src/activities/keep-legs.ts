import type { Organizer } from '../people/organizer.ts'
import type { Person } from '../people/person.ts'
import { type Instant, MINUTE } from '../time/instant.ts'
import type { Mail, Words } from '../watch/mail.ts'
import { type CarryNeeds, carryLeg, type Ended } from './carry-leg.ts'
import type { Leg, LegKey, TakenLeg } from './leg.ts'
import type { LegChange } from './leg-store.ts'
import type { Outcome } from './outcome.ts'
import { settling, TOLD_AFTER } from './settle-leg.ts'

/** Longer than an attempt takes that finds everything slow; one that outlives it does nothing twice: every write is keyed. */
export const LEG_LEASE = 1 * MINUTE

/**
 * So many requests of legs are under way at once, in one process: a leg asks one thing after another. After an outage a whole day's legs are
 * due together, and the organization's other programs need Salesforce, too.
 */
const ORGANIZERS_AT_ONCE = 2

/** What somebody is told about a leg that does not get on. */
export type LegLetter = {
  to: Person
  organizer: Organizer
  leg: Leg
  outcome: Outcome
  subject: string
  start: Instant
}

export type KeepingLegsNeeds = CarryNeeds & {
  random(): number
  /** Undefined: no mailbox to write from is set, and the console alone tells. */
  mail: Mail | undefined
  wordsFor(letter: LegLetter): Words | Promise<Words>
  report(leg: TakenLeg, problem: string, cause?: unknown): void
}

/**
 * Brings Salesforce to what bookings and meetings say, a few legs at once; those of one organizer one after another and in
 * the order in which they came. May be repeated after any failure. Answers how many were taken, so that a loop knows whether
 * to go on.
 */
export async function keepLegs(limit: number, needs: KeepingLegsNeeds): Promise<number> {
  const begun = needs.clock()
  const due = await needs.legs.take(limit, LEG_LEASE, begun)
  const lines = [...Map.groupBy(due, ({ organizer }) => organizer).values()]
  const keepLines = async () => {
    for (let legs = lines.shift(); legs; legs = lines.shift())
      for (const leg of legs) {
        if (needs.clock() >= begun + LEG_LEASE) return // slow ones have used up the time of all: they are taken again
        await keepLeg(leg, needs).catch((cause) => needs.report(leg, 'it could not be written down', cause))
      }
  }
  await Promise.all(Array.from({ length: ORGANIZERS_AT_ONCE }, keepLines))
  return due.length
}

/** One leg now, through the same code. False: somebody else has it, or there is nothing to do. */
export async function keepLegNow(key: LegKey, needs: KeepingLegsNeeds): Promise<boolean> {
  const leg = await needs.legs.takeOne(key, LEG_LEASE, needs.clock())
  if (leg) await keepLeg(leg, needs)
  return leg !== undefined
}

async function keepLeg(leg: TakenLeg, needs: KeepingLegsNeeds): Promise<void> {
  const ended = await attempted(leg, needs)
  if (ended.ended === 'lease lost') return
  const now = needs.clock()
  const { change, attempt } = settling(leg, ended, now, needs.random)
  if (ended.ended === 'trouble') needs.report(leg, `${attempt.result} ${attempt.said}`)
  if (!(await needs.legs.settle(leg, change, attempt))) return wroteLate(leg, ended, now, needs)
  if (change.written) await needs.subjects.noted(leg.source, change.written)
  if (ended.ended === 'written' && leg.outcome?.code === 'organizer_sync_disabled')
    await needs.legs.wake(leg.organizer, now)
  if (ended.ended === 'trouble' && isWorthTelling(change)) await tellOnce(leg, ended.outcome, needs)
}

/**
 * The lease was lost on the way, and another has carried the leg since. What we have written in Salesforce may be older than what
 * it wrote, or have brought back what it took out: so the leg is asked again.
 */
async function wroteLate({ key, organizer, source }: TakenLeg, ended: Ended, now: Instant, needs: KeepingLegsNeeds) {
  if (ended.ended === 'wait' || ended.ended === 'review') return // nothing was written
  const line = { at: now, actor: null, result: 'waiting', said: 'An attempt ended late; it is looked at once more.' }
  await needs.legs.wish({ key, organizer, source }, now)
  const written = ended.ended === 'written' ? { written: ended.written } : {}
  await needs.legs.change(key, ['taken out'], { state: 'waiting', again: true, ...written }, line)
}

async function attempted(leg: TakenLeg, needs: KeepingLegsNeeds): Promise<Ended> {
  try {
    return await carryLeg(leg, needs)
  } catch (cause) {
    // A fault of ours or of the store: what was asked may have happened, and a repeat is safe.
    const said = cause instanceof Error ? cause.message : String(cause)
    needs.report(leg, said, cause)
    return { ended: 'trouble', outcome: { code: 'sf_retry_later', said }, actor: null }
  }
}

const isWorthTelling = ({ state, failures = 0 }: LegChange) => state === 'parked' || failures >= TOLD_AFTER

/** Organizer and initiator, once for each trouble that a person has to look at. What may have been sent is not repeated. */
async function tellOnce(leg: TakenLeg, outcome: Outcome, needs: KeepingLegsNeeds): Promise<void> {
  if (!needs.mail || leg.toldAt !== null) return
  const organizer = await needs.organizers.find(leg.organizer)
  const subject = await needs.subjects.of(leg.source)
  if (!organizer || subject.state === 'not yet') return
  if (!(await needs.legs.claimTelling(leg.key, needs.clock()))) return
  const { activity, initiator } = subject
  const people: Person[] = initiator && initiator.id !== organizer.id ? [organizer, initiator] : [organizer]
  let reached = 0
  for (const to of people) {
    const words = await needs.wordsFor({
      to,
      organizer,
      leg,
      outcome,
      subject: activity.subject,
      start: activity.start
    })
    const sent = await needs.mail.send(to, words)
    if (sent !== 'sent') needs.report(leg, 'notSent' in sent ? sent.notSent : sent.unclear)
    if (sent === 'sent' || !('notSent' in sent)) reached += 1
  }
  if (reached === 0) await needs.legs.giveBackTelling(leg.key)
}
