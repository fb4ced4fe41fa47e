/** "1 link", "3 links", "no links" */
export const counted = (count: number, thing: string) =>
  `${count === 0 ? 'no' : count} ${thing}${count === 1 ? '' : 's'}`

/** "30 minutes", "1 hour", "1 hour 30 minutes", "2 days" */
export function minutesText(minutes: number): string {
  if (minutes >= 1440 && minutes % 1440 === 0) return counted(minutes / 1440, 'day')
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  return [hours ? counted(hours, 'hour') : '', rest || !hours ? counted(rest, 'minute') : ''].filter(Boolean).join(' ')
}
