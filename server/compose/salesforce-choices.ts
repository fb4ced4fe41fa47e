// What was chosen about Salesforce, for the panel before a link is shared.
import type { ActivityLog } from '../../src/activities/activity-log.ts'
import type { ActivityRules, ActivitySettingsStore } from '../../src/activities/activity-settings.ts'
import { chooseRecord } from '../../src/activities/choose-record.ts'
import type { SalesforceChoices } from '../../src/delegates/salesforce-standing.ts'

type Needs = { activities: ActivityLog; settings: ActivitySettingsStore; rules: Pick<ActivityRules, 'unknownInvitee'> }

export const salesforceChoices = ({ activities, settings, rules }: Needs): SalesforceChoices => ({
  /** The same question as when it was chosen: is it there, and may the organizer read it? */
  async chosenOf(recordId, username) {
    const found = await chooseRecord(recordId, username, { activities })
    if ('record' in found) return { name: found.record.name }
    return found.refused === 'cannot be checked' ? { unknown: 'Salesforce did not answer.' } : 'not there'
  },

  async wayOf(organizer) {
    const { mode, privateMeetings, allPrivate } = await settings.of(organizer)
    const nothing = mode === 'off' || (allPrivate && privateMeetings === 'withheld')
    return {
      written: nothing ? 'nothing' : allPrivate ? 'private' : 'usual',
      strangersAreMade: rules.unknownInvitee !== 'leave'
    }
  }
})
