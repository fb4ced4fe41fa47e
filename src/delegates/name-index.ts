import type { Organizer, Organizers } from '../people/organizer.ts'
import type { Person, PersonId } from '../people/person.ts'
import { type Clock, type Instant, MINUTE, SECOND } from '../time/instant.ts'
import type { CalendarLists, Listed } from './calendar-list.ts'

/** A calendar that named somebody when its list was last read. It says where to look, never what she may do today. */
export type Naming = Pick<Listed, 'folder' | 'delegate' | 'privateItems'> & {
  organizer: PersonId
  /** When the list was read that says so; an old one stays until a newer one can be read. */
  readAt: Instant
}

/** How the index stands: calendars that were never read, that cannot be read now, and the oldest reading of all. */
export type IndexState = { never: number; failing: number; oldest: Instant | null }

/** PORT: the way back from an address to the calendars that name it. Exchange has none. */
export type NameIndex = {
  /** Calendars whose list is due, now in the caller's hands for so long; new organizers are due at once. */
  take(limit: number, leaseFor: number, now: Instant): Promise<PersonId[]>
  /** In place of what was read before. False when somebody has written a newer reading. */
  write(organizer: PersonId, listed: readonly Listed[], readAt: Instant, dueAt: Instant): Promise<boolean>
  /** What was read before stays. */
  unread(organizer: PersonId, problem: string, now: Instant, dueAt: Instant): Promise<void>
  /** All that was not read after this moment is due now. */
  hurry(readBefore: Instant, now: Instant): Promise<void>
  naming(addresses: readonly string[]): Promise<Naming[]>
  state(): Promise<IndexState>
  /** Full access stands on no list; who was seen to have it is remembered. */
  sawFullAccess(person: PersonId, organizers: readonly PersonId[], now: Instant): Promise<void>
  fullAccessOf(person: PersonId): Promise<PersonId[]>
}

/** PORT: by which addresses a calendar may name a person: her own, and those of groups that she is in. */
export type NamesOf = { of(person: Person): Promise<string[] | { unknown: string }> }

/** With a quarter of an hour promised, there is time for a second try. */
export const READ_EVERY = 10 * MINUTE
const TRY_AGAIN = 1 * MINUTE

/** Longer than a call may take with all its pages. */
const LEASE = 60 * SECOND

export type IndexNeeds = {
  nameIndex: NameIndex
  calendarLists: CalendarLists
  organizers: Pick<Organizers, 'find'>
  clock: Clock
  random(): number
  report(organizer: PersonId, problem: string): void
}

/** Reads lists that are due, a few at once, each mailbox by one call. Answers how many, so that a loop knows whether to go on. */
export async function refreshIndex(limit: number, needs: IndexNeeds): Promise<number> {
  const taken = await needs.nameIndex.take(limit, LEASE, needs.clock())
  await Promise.all(taken.map((id) => refresh(id, needs)))
  return taken.length
}

async function refresh(id: PersonId, { nameIndex, calendarLists, organizers, clock, random, report }: IndexNeeds) {
  const organizer = await organizers.find(id)
  if (!organizer) return // nobody's calendar is read who is no organizer any more
  const list = await calendarLists.of(organizer).catch((cause) => ({ unknown: String(cause) }))
  const now = clock()
  if ('unknown' in list) {
    await nameIndex.unread(id, list.unknown, now, now + TRY_AGAIN)
    report(id, list.unknown)
    return
  }
  // not all in step with one another, and never later than promised
  await nameIndex.write(id, list.listed, list.readAt, now + Math.round(READ_EVERY * (0.9 + 0.1 * random())))
}

/**
 * So few are all asked live about everybody: nothing has to be waited for, and full access, which no list shows, is found by
 * looking.
 */
export const ASKED_LIVE = 20

export type WhoNames = {
  /** Whom to ask about. Authority is what Exchange says of each of them now. */
  organizers: Organizer[]
  /** What the index says of them, the most recent reading of each. */
  namings: Map<PersonId, Naming>
  enrolled: boolean
}

/** Which organizers' calendars may name this person: by the index, by what was seen, and her own. */
export async function whoNames(
  person: Person,
  needs: { nameIndex: NameIndex; namesOf: NamesOf; organizers: Pick<Organizers, 'all'> }
): Promise<WhoNames> {
  const [all, names] = await Promise.all([needs.organizers.all(), needs.namesOf.of(person)])
  const [found, seen] = await Promise.all([
    needs.nameIndex.naming('unknown' in names ? [person.address] : [person.address, ...names]),
    needs.nameIndex.fullAccessOf(person.id)
  ])
  const namings = new Map(found.map((naming) => [naming.organizer, naming]))
  const few = all.length <= ASKED_LIVE
  const organizers = all.filter(({ id }) => few || id === person.id || namings.has(id) || seen.includes(id))
  return { organizers, namings, enrolled: all.some(({ id }) => id === person.id) }
}
