// The row of a seeded Event: start and length decide the other times.
import { dayOf, minute, printed } from '../salesforce/times.ts'

export function timedEvent(start: number, minutes: number, rest: Record<string, unknown>): Record<string, unknown> {
  const end = start + minutes * minute
  return {
    StartDateTime: printed(start),
    EndDateTime: printed(end),
    EndDate: dayOf(end),
    ActivityDateTime: printed(start),
    ActivityDate: dayOf(start),
    DurationInMinutes: minutes,
    ...rest
  }
}
