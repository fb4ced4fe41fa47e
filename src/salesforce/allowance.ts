// The organization's requests of 24 hours. developer.salesforce.com …/salesforce_app_limits_platform_api.htm
import { type Clock, type Instant, MINUTE } from '../time/instant.ts'

/** The allowance frees up little by little: so long nobody of this process asks once it is used up. Milliseconds. */
export const LIMIT_WAIT = 15 * MINUTE

/** The last twentieth is kept for writing: what can wait (following changes) stops before. */
const KEPT_FOR_WRITING = 0.95

/** Salesforce was not asked, because it has just said that it would not answer. */
export class LimitReached extends Error {
  override name = 'LimitReached'
  readonly used: number | null
  readonly of: number | null
  readonly until: Instant
  constructor(used: number | null, of: number | null, until: Instant) {
    super(`the organization's requests of 24 hours are used up (${used ?? '?'} of ${of ?? '?'})`)
    this.used = used
    this.of = of
    this.until = until
  }
}

/** Shared by everything in the process that asks one organization. */
export type Allowance = {
  /** `Sforce-Limit-Info: api-usage=18/15000` comes with every answer. */
  heard(limitInfo: string | undefined): void
  /** Salesforce has refused a request for this reason. */
  refused(): LimitReached
  /** Throws a LimitReached instead of letting the request out. `spare`: one that can wait for better times. */
  mayAsk(spare: boolean): void
}

export function allowance(clock: Clock): Allowance {
  let used: number | null = null
  let of: number | null = null
  let heardAt = 0
  let closedUntil = 0

  return {
    heard(limitInfo) {
      const [, first, second] = /api-usage=(\d+)\/(\d+)/.exec(limitInfo ?? '') ?? []
      if (first === undefined || second === undefined) return
      used = Number(first)
      of = Number(second)
      heardAt = clock()
      closedUntil = used >= of ? heardAt + LIMIT_WAIT : 0
    },
    refused() {
      closedUntil = clock() + LIMIT_WAIT
      return new LimitReached(used, of, closedUntil)
    },
    mayAsk(spare) {
      const now = clock()
      if (closedUntil > now) throw new LimitReached(used, of, closedUntil)
      const scarce = used !== null && of !== null && used >= of * KEPT_FOR_WRITING && heardAt + LIMIT_WAIT > now
      if (spare && scarce) throw new LimitReached(used, of, heardAt + LIMIT_WAIT)
    }
  }
}
