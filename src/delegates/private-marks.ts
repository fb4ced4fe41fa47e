import type { Entry, Weeks } from '../availability/week.ts'
import type { Organizer } from '../people/organizer.ts'
import type { Person } from '../people/person.ts'
import type { Span } from '../time/span.ts'
import { type Authority, type AuthorityNeeds, authorize, type Refused } from './authority.ts'

/** PORT: takes the mark "private" from an item of the organizer's primary calendar. Never throws for an outside failure. */
export type PrivateMarks = {
  clear(organizer: Organizer, item: string): Promise<'cleared' | 'gone' | { unknown: string }>
}

export type MarkNeeds = AuthorityNeeds & {
  weeks: Weeks
  privateMarks: PrivateMarks
  audit: { note(authority: Authority, object: string, result: string): Promise<void> }
}

/** To see what is private, and to change what somebody else has made: only who may do both may take the mark away. */
export async function mayClearMarks(
  actor: Person,
  organizer: Organizer,
  needs: AuthorityNeeds
): Promise<Authority<'see private items'> | Refused> {
  const changing = await authorize('change booking', actor, organizer, needs)
  const seeing = await authorize('see private items', actor, organizer, needs)
  return 'refused' in seeing || !('refused' in changing) ? seeing : changing
}

/**
 * From then on everybody who may see titles of this calendar sees this one. The item must stand in the primary calendar within
 * the span, and be private: no other item can be reached, whatever id is sent.
 */
export async function clearMark(
  authority: Authority<'see private items'>,
  { item, span }: { item: string; span: Span },
  needs: MarkNeeds
): Promise<'cleared' | 'gone' | { unknown: string }> {
  const { organizer } = authority
  const week = await needs.weeks.entries(organizer, span)
  if ('unknown' in week) return week
  const found = week.entries.find((entry: Entry) => entry.private && entry.id === item)
  if (!found) return 'gone'
  const outcome = await needs.privateMarks.clear(organizer, item)
  // The log keeps when, never what: it can be read by people who may not see the title.
  const object = `private item on ${new Date(found.start).toISOString()}`
  if (outcome === 'cleared') await needs.audit.note(authority, object, 'mark cleared')
  return outcome
}
