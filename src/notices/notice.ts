import type { PersonId } from '../people/person.ts'
import { DAY, HOUR, type Instant } from '../time/instant.ts'
import { startOn, wallAt } from '../time/wall-clock.ts'
import { zoneNamed } from '../time/zones.ts'

/** What people are told of by mail. Each has its words in server/wording/notices.ts. */
export const noticeKinds = [
  'booked',
  'moved',
  'cancelled',
  'declined',
  'failed',
  'approval',
  'calendar',
  'suspended',
  'salesforce',
  'collision'
] as const

export type NoticeKind = (typeof noticeKinds)[number]

/** `daily`: together with the others in one letter, in the morning. */
export type When = 'at once' | 'daily' | 'never'

/** What one person has chosen. Whoever has chosen nothing is told of everything at once. */
export type NoticeChoices = {
  when: Readonly<Record<NoticeKind, When>>
  /** Also of bookings on links that others keep for her calendar. */
  asOrganizer: boolean
  /** By whose clock letters are written and the daily one comes; null: her mailbox's. */
  zone: string | null
}

export const usualChoices: NoticeChoices = {
  when: Object.fromEntries(noticeKinds.map((kind) => [kind, 'at once'])) as Record<NoticeKind, When>,
  asOrganizer: false,
  zone: null
}

/** PORT */
export type ChosenNotices = {
  of(person: PersonId): Promise<NoticeChoices>
  choose(person: PersonId, choices: NoticeChoices): Promise<void>
}

/** On the person's wall. */
const DAILY_AT = 7 * HOUR

/** When the next daily letter goes out to somebody in this zone. */
export function nextDaily(now: Instant, zoneName: string): Instant {
  const zone = zoneNamed(zoneName)
  if (!zone) throw new Error(`a zone that tzdata does not know: ${zoneName}`)
  const wall = wallAt(zone, now)
  const today = Math.floor(wall / DAY) * DAY + DAILY_AT
  return startOn(zone, today > wall ? today : today + DAY)
}
