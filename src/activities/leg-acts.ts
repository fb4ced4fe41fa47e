import type { Audit } from '../audit/audit-log.ts'
import type { Authority } from '../delegates/authority.ts'
import type { ActivityLog } from './activity-log.ts'
import type { Attempt, Leg, LegKey, LegSource, LegState } from './leg.ts'
import type { LegChange, LegStore } from './leg-store.ts'
import { isTrouble } from './trouble.ts'

export type LegActNeeds = {
  legs: LegStore
  activities: Pick<ActivityLog, 'connect'>
  audit: Audit
  /** The leg is tried at once, through the worker's own code. */
  keepNow(key: LegKey): Promise<unknown>
}

/** Of a booking's Event, or of another meeting's: each is a right of its own. */
export type MayWrite = Authority<'write activity'> | Authority<'save meeting'>

/** Which right a leg is a matter of. */
export const actAbout: Record<LegSource['kind'], MayWrite['act']> = {
  booking: 'write activity',
  meeting: 'save meeting'
}

/** Why nothing was done. `moved on`: somebody else, or the worker, was faster. */
export type NotDone = 'no such activity' | 'moved on' | 'not among those who fit' | 'organizer_sync_disabled'

export type Acted = { leg: Leg } | { refused: NotDone }

/** One of those who have the invitee's address, or nobody: one click, and it is written. */
export async function chooseWho(
  authority: MayWrite,
  key: LegKey,
  who: string | null,
  needs: LegActNeeds
): Promise<Acted> {
  const leg = await legOf(authority, key, needs)
  if (!leg) return { refused: 'no such activity' }
  if (leg.state !== 'review') return { refused: 'moved on' }
  const chosen = leg.candidates.find(({ id }) => id === who)
  if (who !== null && !chosen) return { refused: 'not among those who fit' }
  const choice = { who, by: authority.actor.id, at: authority.at }
  const said = chosen ? `${chosen.name} was chosen.` : 'Nobody was chosen.'
  // a name can be forgotten, and the history cannot
  return again(authority, key, ['review'], { choice }, said, needs, who ? `chosen: ${who}` : 'chosen: nobody')
}

/** The Event was deleted in Salesforce: a new one is made, also where that was given up before. The old record stays in the story. */
export async function recreate(authority: MayWrite, key: LegKey, needs: LegActNeeds): Promise<Acted> {
  const leg = await legOf(authority, key, needs)
  if (!leg) return { refused: 'no such activity' }
  if (!mayBeRecreated(leg)) return { refused: 'moved on' }
  if (await isRefusedFirstSave(authority, leg, null, needs)) return { refused: 'organizer_sync_disabled' }
  const said = `To be made again; it was ${leg.written?.recordId ?? 'not known'}.`
  return again(authority, key, [leg.state], { written: null, outcome: null }, said, needs)
}

export const mayBeRecreated = ({ state, outcome }: Pick<Leg, 'state' | 'outcome'>) =>
  state === 'removed there' || (state === 'given up' && outcome?.code === 'sf_gone')

/**
 * From now on nothing is written about this meeting. What stands in Salesforce stays there; the meeting stays, too. `why`: for
 * whoever asks later; '' where the state says it.
 */
export async function giveUp(authority: MayWrite, key: LegKey, why: string, needs: LegActNeeds): Promise<Acted> {
  const leg = await legOf(authority, key, needs)
  if (!leg) return { refused: 'no such activity' }
  const said = givenUpBecause(why)
  const changed = await needs.legs.change(key, mayEnd, { state: 'given up' }, lineOf(authority, 'given up', said))
  if (!changed) return { refused: 'moved on' }
  await needs.audit.note(authority, objectOfLeg(leg), why ? `given up: ${why}` : 'given up')
  return { leg: changed }
}

/** States that a person may end. */
export const mayEnd: readonly LegState[] = ['waiting', 'review', 'written', 'parked', 'removed there', 'withheld']

export const givenUpBecause = (why: string) =>
  why ? `Nothing more is to be written: ${why}` : 'Nothing more is to be written.'

/** Whatever stopped it: one click tries again, and never makes a second record. Given up ones begin anew, too. */
export async function tryAgain(authority: MayWrite, key: LegKey, needs: LegActNeeds): Promise<Acted> {
  const leg = await legOf(authority, key, needs)
  if (!leg) return { refused: 'no such activity' }
  if (await isRefusedFirstSave(authority, leg, leg.written, needs)) return { refused: 'organizer_sync_disabled' }
  return again(authority, key, mayBeTried, {}, 'To be tried again.', needs)
}

export const mayBeTried: readonly LegState[] = ['waiting', 'parked', 'withheld', 'given up']

/** Nobody but the organizer saves a meeting for the first time: a delegate's click would wait for a connection unseen. */
async function isRefusedFirstSave(
  authority: MayWrite,
  leg: Leg,
  written: Leg['written'],
  needs: LegActNeeds
): Promise<boolean> {
  const { actor, organizer } = authority
  if (written || actor.id === organizer.id || !organizer.salesforceUsername) return false
  const connected = await needs.activities.connect(organizer.salesforceUsername)
  if (!isTrouble(connected) || connected.trouble !== 'not connected') return false
  await needs.audit.note(authority, objectOfLeg(leg), 'refused: organizer_sync_disabled')
  return true
}

async function legOf({ organizer, act }: MayWrite, key: LegKey, { legs }: LegActNeeds): Promise<Leg | undefined> {
  const leg = await legs.find(key)
  const isProved = leg && act === actAbout[leg.source.kind]
  return isProved && leg.organizer === organizer.id ? leg : undefined
}

/** What the history calls it. */
export const objectOfLeg = ({ source }: Pick<Leg, 'source'>) => `${source.kind} ${source.id}`

async function again(
  authority: MayWrite,
  key: LegKey,
  from: readonly LegState[],
  change: LegChange,
  said: string,
  needs: LegActNeeds,
  noted = said
): Promise<Acted> {
  const wish = { ...change, state: 'waiting' as const, again: true }
  const changed = await needs.legs.change(key, from, wish, lineOf(authority, 'waiting', said))
  if (!changed) return { refused: 'moved on' }
  await needs.audit.note(authority, objectOfLeg(changed), noted)
  await needs.keepNow(key)
  return { leg: (await needs.legs.find(key)) ?? changed }
}

const lineOf = ({ actor, at }: MayWrite, result: string, said: string): Attempt => ({
  at,
  actor: actor.name,
  result,
  said
})
