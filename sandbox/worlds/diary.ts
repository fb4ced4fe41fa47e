// The words in which the worlds describe calendars. Days are said relative to the week in which the world is seeded
// ("this week, Tuesday"), so that a demonstration never looks a year old; times are wall times of the calendar's owner.

export type Weekday = 'Mon' | 'Tue' | 'Wed' | 'Thu' | 'Fri' | 'Sat' | 'Sun'

export type Look = {
  shows?: 'free' | 'tentative' | 'busy' | 'oof' | 'workingElsewhere'
  sensitivity?: 'normal' | 'personal' | 'private' | 'confidential'
  /** Names of people of this world, or addresses of people outside. */
  with?: string[]
  where?: string
  /** A line for the body. */
  about?: string
  online?: boolean
}

export type Entry = Look & { subject: string; when: When }

export type When =
  | { week: number; day: Weekday; from: string; to: string }
  | { date: string; from: string; to: string }
  | { week: number; day: Weekday; lastsDays: number }
  | { every: Weekday[]; from: string; to: string; weeksBetween: number; since: number }

export type Diary = {
  whose: string
  /** Windows name of the zone; absent: the one that belongs to the person's IANA zone. */
  zone?: string
  hours?: [from: string, to: string]
  settings?: Record<string, unknown>
  /** What My Organization may see; usually free/busy. */
  organization?: string
  /** Roles of named people, as Graph calls them. */
  shares?: Record<string, string>
  fullAccess?: string[]
  /** Who may send on behalf. Everybody whom Outlook makes a delegate may. */
  sendOnBehalf?: string[]
  /** Further calendars beside the default one. */
  calendars?: { name: string; color?: string; shares?: Record<string, string> }[]
  entries: Entry[]
}

const between = (times: string) => {
  const [from = '', to = ''] = times.split('-')
  return { from, to }
}

/** week: 0 is the week of today, -1 the last, 1 the next. */
export const on = (week: number, day: Weekday, times: string, subject: string, look: Look = {}): Entry => ({
  subject,
  when: { week, day, ...between(times) },
  ...look
})

export const onDate = (date: string, times: string, subject: string, look: Look = {}): Entry => ({
  subject,
  when: { date, ...between(times) },
  ...look
})

export const allDay = (week: number, day: Weekday, lastsDays: number, subject: string, look: Look = {}): Entry => ({
  subject,
  when: { week, day, lastsDays },
  shows: 'free',
  ...look
})

const weekly =
  (weeksBetween: number) =>
  (days: string, times: string, subject: string, look: Look & { since?: number } = {}): Entry => {
    const { since = -1, ...rest } = look
    return { subject, when: { every: days.split(' ') as Weekday[], ...between(times), weeksBetween, since }, ...rest }
  }

export const every = weekly(1)
export const everyOther = weekly(2)
