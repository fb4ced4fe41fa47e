import type { BusyStatus } from '../availability/busy-time.ts'
import type { Weeks } from '../availability/week.ts'
import type { Span } from '../time/span.ts'
import { type Authority, type AuthorityNeeds, judge } from './authority.ts'
import { footingOf } from './footing.ts'

/** An entry of the organizer's calendar, as far as this actor may know it. */
export type SeenEntry = Span & {
  status: BusyStatus
  allDay: boolean
  /** `hidden`: this actor may know that time is taken, and no more. `private`: it is an item marked private. */
  title: { text: string } | 'hidden' | 'private'
  /** Of the item, where the actor may read it. */
  id?: string
}

/** The organizer's entries in the span, with titles only where the actor's right reaches. */
export async function seeWeek(
  { actor, organizer }: Authority<'see free/busy'>,
  span: Span,
  needs: AuthorityNeeds & { weeks: Weeks }
): Promise<{ entries: SeenEntry[] } | { unknown: string }> {
  const footing = await footingOf(actor, organizer, needs)
  const may = (act: 'see titles' | 'see private items') => 'right' in judge(act, actor, organizer, footing)
  const titles = may('see titles')
  const privateTitles = may('see private items')

  const week = await needs.weeks.entries(organizer, span)
  if ('unknown' in week) return week
  return {
    entries: week.entries.map(({ start, end, status, allDay, title, ...entry }) => ({
      start,
      end,
      status,
      allDay,
      // Who may only see that time is taken does not learn either what is private.
      ...(!titles
        ? { title: 'hidden' as const }
        : entry.private && !privateTitles
          ? { title: 'private' as const }
          : { title: { text: title }, ...(entry.id ? { id: entry.id } : {}) })
    }))
  }
}
