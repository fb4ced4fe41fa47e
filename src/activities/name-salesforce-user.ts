import type { Steward } from '../delegates/steward.ts'
import type { Organizer, Organizers } from '../people/organizer.ts'
import { bringAnew, type ChoosingNeeds } from './choose-settings.ts'
import type { SalesforceSetup } from './salesforce-setup.ts'
import { isUnread } from './salesforce-setup.ts'

export type NamingNeeds = Omit<ChoosingNeeds, 'activitySettings'> & {
  organizers: Organizers
  setup: Pick<SalesforceSetup, 'users'>
}

export type NotNamed =
  | 'no username'
  /** Salesforce has no such user. */
  | 'not found'
  /** It is another organizer's: the Events of both would stand in one calendar. */
  | { taken: Organizer }

/** Salesforce's own limit. */
const LONGEST = 80

/** Usernames look like addresses, and need not be any. */
export const isUsername = (text: string) => text.length <= LONGEST && /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/.test(text)

/**
 * As which Salesforce user the organizer's Events are written; null: as nobody. Whoever names one lets OnBehalf act as that
 * user, so the caller has made sure that it is an administrator. `checked` false: Salesforce could not be asked whether the user
 * is there.
 */
export async function nameSalesforceUser(
  by: Steward,
  username: string | null,
  needs: NamingNeeds
): Promise<{ refused: NotNamed } | { checked: boolean; changed: boolean }> {
  const { organizer } = by
  if (username === organizer.salesforceUsername) return { checked: true, changed: false }
  const answer = username === null ? { checked: true } : await mayBeNamed(username, organizer, needs)
  if ('refused' in answer) return answer
  await needs.organizers.enrol({ ...organizer, salesforceUsername: username })
  const from = organizer.salesforceUsername ?? 'nobody'
  await needs.stewardNotes.note(by, 'name Salesforce user', `was ${from}`, username ?? 'nobody')
  // What waited for a connection may find one now, and what was withheld for want of a user is to be written.
  await needs.legs.wake(organizer.id, by.at)
  await bringAnew(organizer.id, needs)
  needs.ring()
  return { checked: answer.checked, changed: true }
}

async function mayBeNamed(
  username: string,
  organizer: Organizer,
  { organizers, setup }: NamingNeeds
): Promise<{ refused: NotNamed } | { checked: boolean }> {
  if (!isUsername(username)) return { refused: 'no username' }
  const same = (other: string | null) => other?.toLowerCase() === username.toLowerCase()
  const taken = (await organizers.all()).find((each) => each.id !== organizer.id && same(each.salesforceUsername))
  if (taken) return { refused: { taken } }
  const users = await setup.users({ usernames: [username], ids: [] })
  if (isUnread(users)) return { checked: false }
  return users.some((user) => same(user.username)) ? { checked: true } : { refused: 'not found' }
}
