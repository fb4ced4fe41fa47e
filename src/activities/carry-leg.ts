import type { Organizer, Organizers } from '../people/organizer.ts'
import type { Person, PersonId } from '../people/person.ts'
import { MINUTE, SECOND } from '../time/instant.ts'
import type { WritesAs } from './activity-log.ts'
import type { ActivitySettings, ActivitySettingsStore, SalesforceUsers } from './activity-settings.ts'
import type { LegSource, TakenLeg, WrittenRecord } from './leg.ts'
import type { LegStore } from './leg-store.ts'
import type { Subject, Subjects } from './leg-subject.ts'
import { asksWhere, type Outcome, outcomeOf } from './outcome.ts'
import { type PlanNeeds, planRelations } from './plan-relations.ts'
import type { Relations } from './relations.ts'
import { isTrouble, type Trouble } from './trouble.ts'
import type { Candidate } from './which-record.ts'

export type CarryNeeds = PlanNeeds & {
  legs: LegStore
  subjects: Subjects
  organizers: Organizers
  settings: ActivitySettingsStore
  salesforceUsers: SalesforceUsers
  /** Does this person still hold the right to write the organizer's activities of this kind? False when nobody can tell. */
  mayWrite(person: Person, organizer: Organizer, madeBy: PersonId | null, kind: LegSource['kind']): Promise<boolean>
}

/** What one attempt came to. `written`: the Event as it is known now, also where something of it did not work. */
export type Ended =
  | { ended: 'written'; written: WrittenRecord; notes: readonly string[] }
  | { ended: 'review'; candidates: readonly Candidate[] }
  | { ended: 'withheld'; why: string; removed: boolean }
  | { ended: 'taken out'; said: string; actor: string | null }
  | { ended: 'wait'; said: string; after: number }
  | { ended: 'trouble'; outcome: Outcome; actor: string | null; after?: number; written?: WrittenRecord }
  | { ended: 'lease lost' }

type On = Extract<Subject, { state: 'on' }>
type Over = Extract<Subject, { state: 'over' }>
type Whose = { organizer: Organizer; username: string; settings: ActivitySettings }
type Writer = WritesAs & { ownerId: string }

/** A creation whose answer was lost may still arrive: for so long an empty calendar proves nothing. */
const MAY_STILL_ARRIVE = 45 * SECOND

/** How often it is asked whether the other sync has written its Event. */
const OTHER_SYNC_WAIT = 2 * MINUTE

/** Brings Salesforce to what the booking or meeting says now. Pure of bookkeeping: settle-leg.ts writes down what came of it. */
export async function carryLeg(leg: TakenLeg, needs: CarryNeeds): Promise<Ended> {
  const subject = await needs.subjects.of(leg.source)
  if (subject.state === 'not yet') return { ended: 'wait', said: 'There is no meeting yet.', after: MINUTE }
  const organizer = await needs.organizers.find(leg.organizer)
  const settings = await needs.settings.of(leg.organizer)
  const username = organizer?.salesforceUsername
  if (!organizer || !username) return nothing(leg, 'No Salesforce user is known for the organizer.')
  const whose = { organizer, username, settings }

  if (subject.state === 'over') return takeOut(leg, subject, whose, needs)
  if (settings.mode === 'off') return nothing(leg, 'Writing to Salesforce is switched off for the organizer.')
  const isPrivate = subject.private || settings.allPrivate
  if (isPrivate && settings.privateMeetings === 'withheld') return withhold(leg, subject, whose, needs)
  if (leg.written)
    return leg.written.linked
      ? asItWas(leg.written, subject)
      : change(leg, leg.written, subject, isPrivate, whose, needs)
  return settings.mode === 'link'
    ? link(leg, subject, isPrivate, whose, needs)
    : create(leg, subject, isPrivate, whose, needs)
}

/** The first save is the organizer's alone. */
async function create(leg: TakenLeg, subject: On, isPrivate: boolean, whose: Whose, needs: CarryNeeds): Promise<Ended> {
  const writer = await organizerAsWriter(whose, needs)
  if (isTrouble(writer)) return failed(writer, leg, whose, null, needs)
  const plan = await planRelations(leg, subject, isPrivate, writer, needs)
  if (isTrouble(plan)) return failed(plan, leg, whose, writer, needs)
  if ('review' in plan) return { ended: 'review', candidates: plan.review }

  if (!(await needs.legs.asking(leg, needs.clock()))) return { ended: 'lease lost' }
  const words = { ...subject.activity, private: isPrivate, cancelled: false }
  const saved = await needs.activities.write(writer, words, writer.ownerId, plan, false)
  if (isTrouble(saved)) return failed(saved, leg, whose, writer, needs)
  return invite(leg, writtenBy(writer, saved.recordId, subject, plan, needs), plan, whose, writer, needs)
}

/** A later change never makes an Event that is not there: somebody has deleted it. */
async function change(
  leg: TakenLeg,
  before: WrittenRecord,
  subject: On,
  isPrivate: boolean,
  whose: Whose,
  needs: CarryNeeds
): Promise<Ended> {
  const words = { ...subject.activity, private: isPrivate, cancelled: false }
  return asAnyWriter(leg, subject, whose, needs, async (writer) => {
    // A delegate changes what the Event says; whom it is with stays as the organizer has written it.
    const plan = writer.as === 'delegate' ? null : await planRelations(leg, subject, isPrivate, writer, needs)
    if (isTrouble(plan)) return plan
    if (plan && 'review' in plan) return { ended: 'review', candidates: plan.review }
    const saved = await needs.activities.write(writer, words, writer.ownerId, plan, true)
    if (isTrouble(saved)) return saved
    if (plan) return invite(leg, writtenBy(writer, saved.recordId, subject, plan, needs), plan, whose, writer, needs)
    const { username: actor, as } = writer
    const { start, end } = subject.activity
    return { ended: 'written', written: { ...before, actor, as, start, end, at: needs.clock() }, notes: leg.notes }
  })
}

/** Another sync writes the Event: it is waited for, found and related. In the end there is one. */
async function link(leg: TakenLeg, subject: On, isPrivate: boolean, whose: Whose, needs: CarryNeeds): Promise<Ended> {
  if (isPrivate) return nothing(leg, 'Another sync writes the Event, and a private one is related to nobody.')
  const writer = await organizerAsWriter(whose, needs)
  if (isTrouble(writer)) return failed(writer, leg, whose, null, needs)
  const { start, end, subject: title, key } = subject.activity
  const synced = await needs.activities.synced({ ownerId: writer.ownerId, start, end, subject: title, key })
  if (isTrouble(synced)) return failed(synced, leg, whose, writer, needs)
  const [recordId, another] = synced
  if (!recordId) {
    const said = 'The other sync has not written its Event yet.'
    return {
      ended: 'trouble',
      outcome: { code: 'sf_retry_later', said },
      actor: writer.username,
      after: OTHER_SYNC_WAIT
    }
  }
  const plan = await planRelations(leg, subject, false, writer, needs)
  if (isTrouble(plan)) return failed(plan, leg, whose, writer, needs)
  if ('review' in plan) return { ended: 'review', candidates: plan.review }
  const adopted = await needs.activities.adopt(writer, recordId, key, plan)
  if (isTrouble(adopted)) return failed(adopted, leg, whose, writer, needs)
  const notes = another ? [...plan.notes, 'The other sync has written this meeting more than once.'] : plan.notes
  const written = { ...writtenBy(writer, recordId, subject, plan, needs), linked: true }
  return invite(leg, written, { ...plan, notes }, whose, writer, needs)
}

/** The Event stands already: what goes wrong from here on is told beside it. */
async function invite(
  leg: TakenLeg,
  written: WrittenRecord,
  plan: Relations,
  whose: Whose,
  writer: Writer,
  needs: CarryNeeds
): Promise<Ended> {
  if (plan.invitees.length > 0 || leg.written?.who) {
    const invited = await needs.activities.invite(writer, written.recordId, plan)
    if (isTrouble(invited)) return { ...(await failed(invited, { ...leg, written }, whose, writer, needs)), written }
  }
  return { ended: 'written', written, notes: plan.notes }
}

/** There is no meeting any more. An Event of another sync is that sync's to remove. */
async function takeOut(leg: TakenLeg, subject: Over, whose: Whose, needs: CarryNeeds): Promise<Ended> {
  const { written, askedAt } = leg
  if (written?.linked) return { ended: 'taken out', said: 'The other sync removes its Event.', actor: null }
  if (!written && askedAt === null) return { ended: 'taken out', said: 'Nothing was written.', actor: null }
  if (!written && askedAt !== null && askedAt + MAY_STILL_ARRIVE > needs.clock()) {
    const after = askedAt + MAY_STILL_ARRIVE - needs.clock()
    return { ended: 'wait', said: 'An Event may still arrive in Salesforce.', after }
  }
  const mark = written && needs.rules.cancelled === 'mark' && !subject.remove
  const words = { ...subject.activity, private: false, cancelled: true }
  const said = mark ? 'Marked as cancelled.' : 'Removed.'
  return asAnyWriter(leg, subject, whose, needs, async (writer) => {
    const done = mark
      ? await needs.activities.write(writer, words, writer.ownerId, null, true)
      : await needs.activities.remove(writer, { key: leg.key, recordId: written?.recordId ?? null })
    if (!isTrouble(done)) return { ended: 'taken out', said, actor: writer.username }
    const missing = done.trouble === 'not found' || done.trouble === 'deleted'
    if (!missing) return done
    // Missing is gone; but what is only hidden from us is not missing.
    const ended = written ? await failed(done, leg, whose, writer, needs) : null
    if (ended && ended.outcome.code !== 'sf_gone') return ended
    return { ended: 'taken out', said: 'It was not there any more.', actor: writer.username }
  })
}

/** A meeting has become private, and private ones are not shown to Salesforce. */
async function withhold(leg: TakenLeg, subject: On, whose: Whose, needs: CarryNeeds): Promise<Ended> {
  const why = 'Private meetings of the organizer are not written to Salesforce.'
  if (!leg.written && leg.askedAt === null) return { ended: 'withheld', why, removed: false }
  const ended = await takeOut(
    leg,
    { ...subject, state: 'over' },
    { ...whose },
    { ...needs, rules: { ...needs.rules, cancelled: 'remove' } }
  )
  return ended.ended === 'taken out' ? { ended: 'withheld', why, removed: true } : ended
}

/** Whatever stands in Salesforce stays as it is. */
const nothing = (leg: TakenLeg, why: string): Ended =>
  leg.written ? { ended: 'written', written: leg.written, notes: [why] } : { ended: 'withheld', why, removed: false }

const asItWas = (written: WrittenRecord, { activity: { start, end } }: On): Ended => ({
  ended: 'written',
  written: { ...written, start, end },
  notes: ['Another sync keeps this Event up to date.']
})

async function organizerAsWriter({ username }: Whose, { activities }: CarryNeeds): Promise<Writer | Trouble> {
  const connected = await activities.connect(username)
  return isTrouble(connected) ? connected : { username, as: 'organizer', ownerId: connected.userId }
}

/** The organizer; while she is not connected a delegate with her own Salesforce user, who is then judged by Salesforce. */
async function anyWriter(
  { written: before, source: { kind } }: TakenLeg,
  subject: On | Over,
  whose: Whose,
  needs: CarryNeeds
): Promise<Writer | Trouble> {
  const organizer = await organizerAsWriter(whose, needs)
  if (!isTrouble(organizer) || organizer.trouble !== 'not connected' || !before) return organizer
  for (const person of new Map(subject.delegates.map((each) => [each.id, each])).values()) {
    if (person.id === whose.organizer.id) continue
    const username = await needs.salesforceUsers.usernameOf(person.id)
    if (!username || !(await needs.mayWrite(person, whose.organizer, subject.madeBy, kind))) continue
    const connected = await needs.activities.connect(username)
    if (isTrouble(connected)) continue
    const ownerId = before.ownerId || (await ownerIdOf(whose, needs))
    return isTrouble(ownerId) ? ownerId : { username, as: 'delegate', ownerId }
  }
  return organizer
}

/** That an organizer is not connected any more may show only when something is written: then whoever else may is tried. */
async function asAnyWriter(
  leg: TakenLeg,
  subject: On | Over,
  whose: Whose,
  needs: CarryNeeds,
  act: (writer: Writer) => Promise<Ended | Trouble>
): Promise<Ended> {
  const writer = await anyWriter(leg, subject, whose, needs)
  if (isTrouble(writer)) return failed(writer, leg, whose, null, needs)
  const done = await act(writer)
  if (!isTrouble(done)) return done
  if (done.trouble === 'not connected' && writer.as === 'organizer') {
    const another = await anyWriter(leg, subject, whose, needs)
    if (!isTrouble(another) && another.as === 'delegate') {
      const second = await act(another)
      return isTrouble(second) ? failed(second, leg, whose, another, needs) : second
    }
  }
  return failed(done, leg, whose, writer, needs)
}

/** For Events of before the owner's id was kept. */
async function ownerIdOf({ username }: Whose, { activities }: CarryNeeds): Promise<string | Trouble> {
  const user = await activities.user(username)
  if (user === null) return { trouble: 'not connected', said: 'Salesforce knows no user of this name.' }
  return isTrouble(user) ? user : user.id
}

/** Names the trouble; where an Event was not found, somebody who sees everything is asked whether it is there. */
async function failed(
  trouble: Trouble,
  leg: TakenLeg,
  { username }: Whose,
  writer: Writer | null,
  { activities }: CarryNeeds
): Promise<Extract<Ended, { ended: 'trouble' }>> {
  const recordId = leg.written?.recordId ?? null
  const actor = writer?.username ?? username
  const tried = { actor, organizerUsername: username, ownerId: writer?.ownerId ?? null, recordId }
  const where = asksWhere(trouble, tried) ? await activities.whereabouts({ key: leg.key, recordId }) : null
  const outcome = outcomeOf(trouble, tried, isTrouble(where) ? null : where)
  const after = trouble.trouble === 'again' ? trouble.after : undefined
  return { ended: 'trouble', outcome, actor, ...(after === undefined ? {} : { after }) }
}

const writtenBy = (
  { username, as, ownerId }: Writer,
  recordId: string,
  { activity: { start, end } }: On,
  { who, what }: Relations,
  { clock }: CarryNeeds
): WrittenRecord => ({ recordId, actor: username, as, ownerId, who, what, start, end, at: clock(), linked: false })
