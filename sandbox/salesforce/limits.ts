// The daily allocation of requests: counted by every REST call, shown with every answer, and it can run out.
import type { Ground } from '../face.ts'
import type { Answer, Call } from './call.ts'
import type { Org } from './org.ts'
import { apiDisabled, limitExceeded, setUpHidden } from './refusal.ts'
import { dayOf } from './times.ts'

type Usage = { day: string; used: number }

export type Limits = {
  /** Counts a call, or refuses it. */
  count(): void
  useUp(): void
  header(): Record<string, string>
  resource(call: Call): Answer
}

export function openLimits(ground: Ground, org: Org): Limits {
  const documents = ground.documents.salesforce
  // The allocation rolls over 24 hours; the sandbox begins anew each day. The count is not worth a write to disk of its
  // own for every request that only reads.
  const usage = () => {
    const today = dayOf(org.now())
    const known = documents.usage as Usage | undefined
    return known?.day === today ? known : { day: today, used: 0 }
  }
  const most = () => org.settings.dailyApiRequests

  return {
    count() {
      if (!org.settings.apiEnabled) throw apiDisabled()
      const { day, used } = usage()
      if (used >= most()) throw limitExceeded()
      documents.usage = { day, used: used + 1 }
    },
    useUp() {
      documents.usage = { ...usage(), used: most() }
      ground.changed('salesforce', 'usage')
    },
    header: () => ({ 'sforce-limit-info': `api-usage=${usage().used}/${most()}` }),
    resource({ user }) {
      if (org.settings.standings[user.Id]?.limitsHidden) throw setUpHidden()
      return {
        status: 200,
        body: {
          ConcurrentAsyncGetReportInstances: { Max: 200, Remaining: 200 },
          DailyApiRequests: { Max: most(), Remaining: most() - usage().used },
          DailyBulkApiBatches: { Max: 15000, Remaining: 15000 },
          DailyStandardVolumePlatformEvents: { Max: 10000, Remaining: 10000 },
          DataStorageMB: { Max: 5, Remaining: 5 },
          FileStorageMB: { Max: 20, Remaining: 20 },
          HourlyODataCallout: { Max: 1000, Remaining: 1000 },
          SingleEmail: { Max: 15, Remaining: 15 }
        }
      }
    }
  }
}
