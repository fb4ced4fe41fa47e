// A reminder without a time is a quarter of an hour before; a time without a reminder is forgotten.
import type { Row } from '../org.ts'
import { minute, printed } from '../times.ts'

export function withReminder(row: Row): Row {
  if (!row.IsReminderSet) return { ...row, ReminderDateTime: null }
  if (row.ReminderDateTime) return row
  return { ...row, ReminderDateTime: printed(Date.parse(String(row.StartDateTime)) - 15 * minute) }
}
