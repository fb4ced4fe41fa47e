// Date literals as half-open spans of days. The sandbox's org lives in UTC.
import { day } from '../times.ts'

export function daysNamed(name: string, count: number, now: number): { from: number; to: number } {
  const today = Math.floor(now / day) * day
  const days = (first: number, number: number) => ({ from: today + first * day, to: today + (first + number) * day })
  // 1 January 1970 was a Thursday; weeks begin on Sunday.
  const sinceSunday = (Math.floor(now / day) + 4) % 7
  const date = new Date(now)
  const months = (ahead: number) => ({
    from: Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + ahead, 1),
    to: Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + ahead + 1, 1)
  })
  const years = (ahead: number) => ({
    from: Date.UTC(date.getUTCFullYear() + ahead, 0, 1),
    to: Date.UTC(date.getUTCFullYear() + ahead + 1, 0, 1)
  })

  switch (name) {
    case 'YESTERDAY':
      return days(-1, 1)
    case 'TOMORROW':
      return days(1, 1)
    case 'LAST_WEEK':
      return days(-sinceSunday - 7, 7)
    case 'THIS_WEEK':
      return days(-sinceSunday, 7)
    case 'NEXT_WEEK':
      return days(-sinceSunday + 7, 7)
    case 'LAST_MONTH':
      return months(-1)
    case 'THIS_MONTH':
      return months(0)
    case 'NEXT_MONTH':
      return months(1)
    case 'LAST_90_DAYS':
      return days(-90, 91)
    case 'NEXT_90_DAYS':
      return days(1, 90)
    case 'LAST_N_DAYS':
      return days(-count, count + 1)
    case 'NEXT_N_DAYS':
      return days(1, count)
    case 'LAST_YEAR':
      return years(-1)
    case 'THIS_YEAR':
      return years(0)
    case 'NEXT_YEAR':
      return years(1)
    default:
      return days(0, 1)
  }
}
