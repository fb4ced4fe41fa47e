/** What a clock on the wall shows: "2027-01-05T10:00". */
export function wall(at: number, timeZone: string): string {
  const known = clocks.get(timeZone) ?? clockOf(timeZone)
  const parts = known.formatToParts(at)
  const part = (type: string) => parts.find((each) => each.type === type)?.value
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`
}

const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const clock = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23'
  })
  clocks.set(timeZone, clock)
  return clock
}
