import type { Entry } from '../audit/audit-log.ts'
import type { Authority } from '../delegates/authority.ts'
import type { Person } from '../people/person.ts'
import type { Clock } from '../time/instant.ts'
import type { ActivityLog } from './activity-log.ts'
import type { ActivitySettingsStore } from './activity-settings.ts'
import type { Leg, LegKey } from './leg.ts'
import type { LegStore } from './leg-store.ts'
import type { MaySave } from './may-save.ts'
import { type ChosenFor, isSameChoice, type SavedMeeting } from './saved-meeting.ts'
import type { SavedMeetingStore } from './saved-meeting-store.ts'
import { isTrouble } from './trouble.ts'

export type SavingNeeds = {
  savedMeetings: SavedMeetingStore
  legs: Pick<LegStore, 'find'>
  activities: Pick<ActivityLog, 'connect'>
  settings: Pick<ActivitySettingsStore, 'of'>
  audit: { note(authority: Authority, object: string, result: string): Promise<void> }
  clock: Clock
  /** The leg is tried at once, through the worker's own code. */
  keepNow(key: LegKey): Promise<unknown>
}

export type NotSaved =
  /** The first save is written as the organizer, and Salesforce does not let us act as her. */
  | 'organizer_sync_disabled'
  /** Nothing is written to Salesforce for this organizer: her setting. */
  | 'switched off'
  /** The meeting is private, and hers are not written: her setting. */
  | 'private withheld'
  /** Somebody else has saved or stopped it since the page was shown. */
  | 'moved on'

export type Saved = { saved: SavedMeeting; leg: Leg | undefined } | { refused: NotSaved }

/** `seen`: the version that the person has seen; 0 for none. `meanwhile`: what becomes of a first save while the organizer is not connected. */
export type Asked = ChosenFor & { seen: number; meanwhile?: 'refuse' | 'wait' }

/**
 * The meeting is saved to Salesforce and followed from now on: one Event, whatever is pressed twice and whoever else presses
 * it. Saving what was stopped, given up or removed in Salesforce begins anew. The Event itself is written by the worker's own
 * code, which is asked to do it at once.
 */
export async function saveMeeting(
  may: MaySave,
  { seen, meanwhile = 'refuse', ...chosen }: Asked,
  needs: SavingNeeds
): Promise<Saved> {
  const { authority, key, item, said, madeBy, saved: before } = may
  const { actor, organizer } = authority
  const refused = await whyNotNow(may, meanwhile, needs)
  if (refused) {
    await needs.audit.note(authority, objectOf(key), `refused: ${refused}`)
    return { refused }
  }
  const now = needs.clock()
  const saved: SavedMeeting = {
    key,
    organizer: organizer.id,
    item: item.id,
    iCalUId: item.iCalUId,
    series: item.series,
    state: 'followed',
    said,
    chosen,
    savedBy: before?.savedBy ?? plain(actor),
    lastBy: plain(actor),
    madeBy,
    at: now,
    version: seen + 1
  }
  const line = { at: now, actor: actor.name, result: 'waiting', said: before ? 'To be saved again.' : 'To be saved.' }
  const entry = entryOf(authority, key, before ? 'saved again' : 'saved', now)
  if (!(await needs.savedMeetings.write(saved, { wish: 'begin anew', line, entry }, now)))
    return whatStands(key, chosen, needs)
  await needs.keepNow(key)
  const leg = await needs.legs.find(key)
  // That she is not connected any more may show only when something is written: then nothing was saved after all.
  const isOff = leg?.state === 'waiting' && !leg.written && leg.outcome?.code === 'organizer_sync_disabled'
  return isOff && meanwhile === 'refuse' ? takenBack(authority, saved, needs) : { saved, leg }
}

async function takenBack(
  authority: Authority<'save meeting'>,
  saved: SavedMeeting,
  { savedMeetings, clock }: SavingNeeds
): Promise<Saved> {
  const refused = 'organizer_sync_disabled'
  const now = clock()
  const line = { at: now, actor: authority.actor.name, result: 'given up', said: 'The organizer is not connected.' }
  const entry = entryOf(authority, saved.key, `refused: ${refused}`, now)
  const back: SavedMeeting = { ...saved, state: 'kept', at: now, version: saved.version + 1 }
  await savedMeetings.write(back, { wish: 'give up', line, entry }, now) // unless somebody has gone on from there
  return { refused }
}

/** From now on the meeting and Salesforce go their own ways. The Event stays as it is, or is taken out; the meeting stays. */
export async function stopFollowing(
  authority: Authority<'save meeting'>,
  { saved: before, seen, activity }: { saved: SavedMeeting; seen: number; activity: 'kept' | 'removed' },
  needs: SavingNeeds
): Promise<Saved> {
  const { key } = before
  if (before.organizer !== authority.organizer.id) throw new Error(`${key} is another organizer’s`)
  const stopped = async (saved: SavedMeeting | undefined): Promise<Saved | undefined> =>
    saved?.state === activity ? { saved, leg: await needs.legs.find(key) } : undefined
  const already = await stopped(before)
  if (already) return already
  if (before.version !== seen) return { refused: 'moved on' }

  const now = needs.clock()
  const saved: SavedMeeting = { ...before, state: activity, lastBy: plain(authority.actor), at: now, version: seen + 1 }
  const line = {
    at: now,
    actor: authority.actor.name,
    result: activity === 'kept' ? 'given up' : 'waiting',
    said: activity === 'kept' ? 'Not followed any more; the Event stays.' : 'Not followed any more; the Event goes.'
  }
  const entry = entryOf(authority, key, activity === 'kept' ? 'stopped, Event kept' : 'stopped, Event removed', now)
  const wish = activity === 'kept' ? 'give up' : 'take out'
  if (!(await needs.savedMeetings.write(saved, { wish, line, entry }, now)))
    return (await stopped(await needs.savedMeetings.find(key))) ?? { refused: 'moved on' }
  if (activity === 'removed') await needs.keepNow(key)
  return { saved, leg: await needs.legs.find(key) }
}

/** The second press of the same button finds what the first one did; anything else that happened meanwhile is looked at first. */
async function whatStands(key: LegKey, chosen: ChosenFor, { savedMeetings, legs }: SavingNeeds): Promise<Saved> {
  const saved = await savedMeetings.find(key)
  const isSo = saved?.state === 'followed' && isSameChoice(saved.chosen, chosen)
  return isSo ? { saved, leg: await legs.find(key) } : { refused: 'moved on' }
}

/** Only an Event that stands can be changed without the organizer. Whether she is connected when nobody can tell: it waits. */
async function whyNotNow(
  { authority: { organizer }, key, said }: MaySave,
  meanwhile: 'refuse' | 'wait',
  needs: SavingNeeds
): Promise<NotSaved | undefined> {
  const settings = await needs.settings.of(organizer.id)
  if (settings.mode === 'off') return 'switched off'
  if ((said.private || settings.allPrivate) && settings.privateMeetings === 'withheld') return 'private withheld'
  const leg = await needs.legs.find(key)
  const stands = leg?.written && leg.state !== 'taken out' && leg.state !== 'removed there'
  if (stands || meanwhile === 'wait') return undefined
  if (organizer.salesforceUsername === null) return 'organizer_sync_disabled'
  const connected = await needs.activities.connect(organizer.salesforceUsername)
  return isTrouble(connected) && connected.trouble === 'not connected' ? 'organizer_sync_disabled' : undefined
}

const objectOf = (key: LegKey) => `meeting ${key}`

/** The history keeps who and when, never what: it can be read by people who may not see the title. */
const entryOf = ({ actor, organizer, right, act }: Authority, key: LegKey, result: string, at: number): Entry => ({
  at,
  actor: actor.id,
  actorName: actor.name,
  organizer: organizer.id,
  right,
  act,
  object: objectOf(key),
  result
})

const plain = ({ id, name, address }: Person): Person => ({ id, name, address })
