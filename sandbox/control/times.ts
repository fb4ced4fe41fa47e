// Times for the page, on the wall clock of the person whose calendar it is.

/** Graph's pair of a wall clock and a zone. */
export type GraphTime = { dateTime: string; timeZone: string }

/** The instant when the zone is UTC, otherwise near enough for putting entries in order. */
export const instantOf = ({ dateTime }: GraphTime) => Date.parse(`${dateTime.slice(0, 19)}Z`)

export function span(start: GraphTime, end: GraphTime, allDay: boolean, zone: string): string {
  if (allDay) return `${day(instantOf(start), 'UTC')}, all day`
  // Faces hand out UTC; should one not, its own wall clock is shown, with its zone beside it.
  const inUtc = start.timeZone === 'UTC' && end.timeZone === 'UTC'
  const shownIn = inUtc ? zone : 'UTC'
  const text = spanOfInstants(instantOf(start), instantOf(end), shownIn)
  return inUtc ? text : `${text} (${start.timeZone})`
}

export function spanOfInstants(start: number, end: number, zone: string): string {
  const [from, to] = [day(start, zone), day(end, zone)]
  const until = from === to ? clock(end, zone) : `${to} ${clock(end, zone)}`
  return `${from}, ${clock(start, zone)} – ${until}`
}

const written = (options: Intl.DateTimeFormatOptions) => (instant: number, timeZone: string) =>
  Number.isNaN(instant) ? '?' : new Intl.DateTimeFormat('en-GB', { ...options, timeZone }).format(instant)

const day = written({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })
const clock = written({ hour: '2-digit', minute: '2-digit' })
