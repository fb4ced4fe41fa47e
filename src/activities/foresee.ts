import type { ChosenRecord } from '../links/chosen-record.ts'
import type { ActivityRules, ActivitySettings } from './activity-settings.ts'

/**
 * What will become of the Events of a link, said before it is shared. An Event that is related to nobody and nothing can be
 * changed by its owner alone, and nobody finds it from a customer's page.
 */
export type Foreseen =
  | 'nothing is written' // switched off for the organizer, or no Salesforce user is known
  | 'private, related to nobody'
  | 'related'
  | 'related when the invitee is known'

type Given = {
  settings: ActivitySettings
  rules: ActivityRules
  username: string | null
  /** Chosen on the link. */
  record: ChosenRecord | null
  /** Is the one invitee of a personal link known to Salesforce? Null: anybody may come. */
  invitee: 'known' | 'unknown' | null
}

export function foresee({ settings, rules, username, record, invitee }: Given): Foreseen {
  if (settings.mode === 'off' || !username) return 'nothing is written'
  if (settings.allPrivate)
    return settings.privateMeetings === 'withheld' ? 'nothing is written' : 'private, related to nobody'
  if (record || invitee === 'known' || rules.unknownInvitee !== 'leave') return 'related'
  return 'related when the invitee is known'
}

/** Is it worth a warning on the panel that is shown before a link is shared? */
export const warns = (foreseen: Foreseen): boolean => foreseen !== 'related'
