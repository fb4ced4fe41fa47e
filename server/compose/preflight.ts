// The panel before a link is shared: what Exchange and Salesforce say, asked in little time and shown again for a moment.
import { recentAnswers } from '../../src/delegates/recent-answers.ts'
import type { Graph } from '../../src/exchange/graph-client.ts'
import { meetingMessages } from '../../src/exchange/meeting-messages.ts'
import { salesforceStanding } from '../../src/salesforce/salesforce-standing.ts'
import type { Storage } from '../../src/storage/database.ts'
import { type Clock, SECOND } from '../../src/time/instant.ts'
import type { Config } from '../config.ts'
import type { Services } from '../services.ts'
import { within } from '../within.ts'
import type { Activities } from './activities.ts'
import { salesforceChoices } from './salesforce-choices.ts'

/** How long a page waits for each question, and how long an answer is shown again. */
const PREFLIGHT_LIMIT = 3 * SECOND
const PREFLIGHT_LASTING = 20 * SECOND

type Given = { config: Config; storage: Storage; graph: Graph; activities: Activities; clock: Clock }

export function composePreflight({
  config: { salesforce },
  storage,
  graph,
  activities,
  clock
}: Given): Pick<Services, 'meetingMessages' | 'salesforceStanding' | 'within'> {
  const asked = { clock, lasting: PREFLIGHT_LASTING, nameOf: (name: string) => name }
  const foreseen = salesforce && salesforceStanding(salesforce, activities.salesforce)
  return {
    meetingMessages: { of: recentAnswers(meetingMessages(graph).of, { ...asked, nameOf: ({ id }) => id }) },
    salesforceStanding: foreseen &&
      activities.log &&
      salesforce && {
        ...salesforceChoices({ activities: activities.log, settings: storage.activitySettings, rules: salesforce }),
        connectionOf: recentAnswers(foreseen.connectionOf, asked),
        userOf: recentAnswers(foreseen.userOf, asked),
        recordOf: recentAnswers(activities.foreseen(foreseen.recordOf), asked)
      },
    within: (question, late) => within(PREFLIGHT_LIMIT, question, late)
  }
}
