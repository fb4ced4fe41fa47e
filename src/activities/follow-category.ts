import { calendar, type Entry } from '../audit/audit-log.ts'
import type { MailboxesHours } from '../availability/mailbox-hours.ts'
import type { BookingStore } from '../bookings/booking-store.ts'
import type { Item, Items } from '../following/items.ts'
import type { Others } from '../following/others.ts'
import type { LinkStore } from '../links/link-store.ts'
import { type Failure, whyOf } from '../outbox/failure.ts'
import type { Organizer } from '../people/organizer.ts'
import type { PersonId } from '../people/person.ts'
import { type Clock, DAY, type Instant } from '../time/instant.ts'
import { same } from '../time/span.ts'
import { zoneNamed } from '../time/zones.ts'
import { carries, type SavingCategory, whatCategoryDoes } from './category.ts'
import { READ_BY_ANOTHER } from './follow-meeting.ts'
import type { MasterCategories } from './master-categories.ts'
import { originOf } from './may-save.ts'
import { meetingLegKey, type SavedMeeting, saidOf, somebodyInOutlook } from './saved-meeting.ts'
import type { SavedMeetingStore } from './saved-meeting-store.ts'

/** Of a series that carries the category, its meetings are saved as far ahead as a sweep reaches; every week the next ones come in. */
const SERIES_AHEAD = 60 * DAY
const SERIES_BACK = 1 * DAY

/** So often it is looked whether the mailbox knows the category. */
const ENSURED_EVERY = 1 * DAY

export type FollowCategoryNeeds = {
  category: SavingCategory
  savedMeetings: SavedMeetingStore
  items: Items
  masterCategories: MasterCategories
  bookings: Pick<BookingStore, 'find'>
  links: Pick<LinkStore, 'find'>
  mailboxHours: MailboxesHours
  clock: Clock
  /** A leg has something to do. */
  ring(): void
  /** The category could not be put into a mailbox's list: people can give it there themselves. */
  report(organizer: PersonId, problem: string): void
}

/**
 * Whoever may change an item in Outlook may give it the category, and saves it so. Exchange does not say who it was, and has
 * checked the right itself; the history says "somebody in Outlook". What does not work is told by the leg, in the console: nothing
 * is ever written into the item.
 */
export function followCategory(others: Others, needs: FollowCategoryNeeds): Others {
  const { category } = needs
  const ensured = new Map<PersonId, Instant>()

  return {
    known: others.known,
    concerns: (changed) => carries(changed.categories, category) || others.concerns(changed),

    async prepare(organizer) {
      await others.prepare(organizer)
      const now = needs.clock()
      if ((ensured.get(organizer.id) ?? Number.NEGATIVE_INFINITY) > now - ENSURED_EVERY) return
      ensured.set(organizer.id, now)
      const outcome = await needs.masterCategories.ensure(organizer, category.name)
      if (typeof outcome === 'string') return
      if (!('refused' in outcome)) ensured.delete(organizer.id)
      needs.report(organizer.id, whyOf(outcome))
    },

    async follow(organizer, id, read, isOurs) {
      const failed = read === 'gone' || read.cancelled ? undefined : await heed(organizer, read, { ...needs, isOurs })
      return failed ?? others.follow(organizer, id, read, isOurs)
    }
  }
}

type Needs = FollowCategoryNeeds & { isOurs(): boolean }

async function heed(organizer: Organizer, item: Item, needs: Needs): Promise<Failure | undefined> {
  if (item.meeting.iCalUId === '') return undefined // nothing to know it again by
  if (item.kind !== 'series') return heedOne(organizer, item, needs)
  if (!carries(item.categories, needs.category)) return undefined

  const now = needs.clock()
  const span = { start: now - SERIES_BACK, end: now + SERIES_AHEAD }
  const found = await needs.items.occurrences(organizer, item.meeting.id, span)
  if (!('items' in found)) return found
  // A meeting that was saved and then made a series goes on as its first occurrence.
  const whole = await needs.savedMeetings.find(meetingLegKey(organizer.id, item.meeting.iCalUId))
  for (const each of found.items) {
    if (each.cancelled || (whole?.state === 'followed' && same(each.span, item.span))) continue
    const failed = await heedOne(organizer, each, needs)
    if (failed) return failed
  }
  return undefined
}

/** A series and its meetings are often told of at once: whoever was slower looks again. */
async function heedOne(organizer: Organizer, item: Item, needs: Needs): Promise<Failure | undefined> {
  for (let turn = 0; turn < 3; turn += 1) {
    const outcome = await heedNow(organizer, item, needs)
    if (outcome !== 'changed meanwhile') return outcome
  }
  return { notNow: 'the saved meeting is being changed' }
}

/** What is followed already is compared where it is followed (follow-meeting.ts). */
async function heedNow(
  organizer: Organizer,
  item: Item,
  needs: Needs
): Promise<Failure | 'changed meanwhile' | undefined> {
  const { savedMeetings, category, clock } = needs
  const key = meetingLegKey(organizer.id, item.meeting.iCalUId)
  const before = await savedMeetings.find(key)
  if (before?.state === 'followed') return undefined
  const had = carries(before?.said.categories ?? [], category)
  const does = whatCategoryDoes(before?.state ?? 'never', had, carries(item.categories, category))
  if (does === 'nothing') return undefined

  const now = clock()
  if (before && does === 'note') {
    const said = { ...before.said, categories: item.categories }
    return placed({ ...before, said, at: now, version: before.version + 1 }, 'nothing', needs)
  }
  const origin = await originOf(item, organizer.id, needs)
  if (origin.booking !== null) return undefined // its Event is written by itself
  const hours = item.allDay ? await needs.mailboxHours.hoursOf(organizer) : undefined
  const said = saidOf(item, hours && 'zone' in hours ? zoneNamed(hours.zone) : undefined)
  if (!said) return { notNow: hours && 'unknown' in hours ? hours.unknown : 'the zone of the mailbox is not known' }
  const saved: SavedMeeting = {
    ...{ key, organizer: organizer.id, item: item.meeting.id, iCalUId: item.meeting.iCalUId, series: item.series },
    ...{ state: 'followed', said, chosen: before?.chosen ?? { record: null } },
    ...{ savedBy: before?.savedBy ?? somebodyInOutlook, lastBy: somebodyInOutlook, madeBy: origin.madeBy },
    ...{ at: now, version: (before?.version ?? 0) + 1 }
  }
  return placed(saved, 'begin anew', needs)
}

async function placed(saved: SavedMeeting, wish: 'begin anew' | 'nothing', needs: Needs) {
  const { at } = saved
  const said = `To be saved: it was given the category “${needs.category.name}” in Outlook.`
  const line = { at, actor: calendar.name, result: 'waiting', said }
  const beside =
    wish === 'nothing'
      ? { wish, line: null, entry: null }
      : { wish, line, entry: entryOf(saved, 'saved by its category') }
  if (!needs.isOurs()) return READ_BY_ANOTHER
  if (!(await needs.savedMeetings.write(saved, beside, at))) return 'changed meanwhile'
  if (wish !== 'nothing') needs.ring()
  return undefined
}

/** The history keeps when, never what: it can be read by people who may not see the title. */
const entryOf = ({ key, organizer, at }: SavedMeeting, result: string): Entry => ({
  ...{ at, actor: calendar.id, actorName: calendar.name, organizer, right: 'the calendar' },
  ...{ act: 'save meeting', object: `meeting ${key}`, result }
})
