import type { StewardNotes } from '../delegates/say-who-may.ts'
import type { Steward } from '../delegates/steward.ts'
import type { PersonId } from '../people/person.ts'
import type { Clock } from '../time/instant.ts'
import type { ActivitySettings, ActivitySettingsStore } from './activity-settings.ts'
import type { LegStore } from './leg-store.ts'
import type { Subjects } from './leg-subject.ts'

export type ChoosingNeeds = {
  activitySettings: ActivitySettingsStore
  legs: LegStore
  subjects: Pick<Subjects, 'of'>
  stewardNotes: StewardNotes
  clock: Clock
  /** Something is to be brought to Salesforce. */
  ring(): void
}

/**
 * How the organizer's meetings get into Salesforce from now on. Meetings ahead are brought to the new choice, too: who makes
 * everything private means the meetings of next week. What is over stays as it was written. Answers how many that are.
 */
export async function chooseSettings(
  by: Steward,
  chosen: ActivitySettings,
  needs: ChoosingNeeds
): Promise<'as before' | { broughtAnew: number }> {
  const { organizer } = by
  const before = await needs.activitySettings.of(organizer.id)
  if (inWords(before) === inWords(chosen)) return 'as before'
  await needs.activitySettings.choose(organizer.id, chosen)
  await needs.stewardNotes.note(by, 'choose Salesforce settings', 'all meetings', inWords(chosen))
  const broughtAnew = await bringAnew(organizer.id, needs)
  if (broughtAnew > 0) needs.ring()
  return { broughtAnew }
}

/** So many of an organizer's latest activities are looked at; older ones are of meetings that are over. */
const LOOKED_AT = 2_000

/** Everything about meetings ahead is asked for once more, so that it becomes what the settings say now. */
export async function bringAnew(
  organizer: PersonId,
  { legs, subjects, clock }: Pick<ChoosingNeeds, 'legs' | 'subjects' | 'clock'>
): Promise<number> {
  const now = clock()
  let count = 0
  for (const leg of await legs.latest([organizer], ['written', 'withheld', 'waiting'], LOOKED_AT)) {
    if (leg.written && leg.written.end <= now) continue
    const subject = await subjects.of(leg.source)
    if (subject.state !== 'on' || subject.activity.end <= now) continue
    await legs.wish(leg, now)
    count += 1
  }
  return count
}

export const inWords = ({ mode, privateMeetings, allPrivate }: ActivitySettings) =>
  [
    { create: 'Events are written', link: 'Events of another sync are related', off: 'nothing is written' }[mode],
    `private meetings: ${privateMeetings}`,
    allPrivate ? 'every Event is private' : 'Events are as private as the meetings'
  ].join(', ')
