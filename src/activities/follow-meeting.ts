import { calendar, type Entry } from '../audit/audit-log.ts'
import type { MailboxesHours } from '../availability/mailbox-hours.ts'
import type { Item, Items } from '../following/items.ts'
import type { Others } from '../following/others.ts'
import type { Failure } from '../outbox/failure.ts'
import type { Organizer } from '../people/organizer.ts'
import type { Clock } from '../time/instant.ts'
import { zoneNamed } from '../time/zones.ts'
import { carries, type SavingCategory, whatCategoryDoes } from './category.ts'
import { differences, meetingLegKey, type SavedMeeting, saidOf, somebodyInOutlook } from './saved-meeting.ts'
import type { Beside, SavedMeetingStore } from './saved-meeting-store.ts'

export type FollowMeetingNeeds = {
  savedMeetings: SavedMeetingStore
  items: Items
  mailboxHours: MailboxesHours
  /** By which people in Outlook save; undefined: by none. */
  category: SavingCategory | undefined
  clock: Clock
  /** A leg has something to do. */
  ring(): void
}

/**
 * What somebody does in Outlook to a meeting that was saved is so, and Salesforce follows: a change is a wish to the leg, a
 * meeting that is gone takes its Event along. What took place stays in Salesforce: cleaning up an old calendar removes no Event.
 */
export const followMeetings = (needs: FollowMeetingNeeds): Others => ({
  concerns: () => false,
  prepare: async () => {},

  async known(organizer, from) {
    const saved = await needs.savedMeetings.followed(organizer.id, from)
    return saved.map(({ item, iCalUId, said }) => ({ id: item, iCalUId, end: said.end }))
  },

  async follow(organizer, id, read, isOurs) {
    const ours = { ...needs, isOurs }
    const saved = await savedAs(organizer, id, read, needs)
    for (const each of saved.filter(({ state }) => state === 'followed')) {
      const seen = each.item === id ? read : await needs.items.read(organizer, each.item)
      const failed = await followOne(each, organizer, seen, ours)
      if (failed) return failed
    }
    return undefined
  }
})

/** By its id or its series', and by the id that it keeps when it gets another one. */
async function savedAs(organizer: Organizer, id: string, read: Item | 'gone', { savedMeetings }: FollowMeetingNeeds) {
  const saved = await savedMeetings.ofItem(organizer.id, id)
  if (read === 'gone' || saved.some(({ item }) => item === id)) return saved
  const another = await savedMeetings.find(meetingLegKey(organizer.id, read.meeting.iCalUId))
  return another ? [...saved, another] : saved
}

type Needs = FollowMeetingNeeds & { isOurs(): boolean }

async function followOne(
  saved: SavedMeeting,
  organizer: Organizer,
  seen: Item | { item: Item } | 'gone' | Failure,
  needs: Needs
): Promise<Failure | undefined> {
  if (seen !== 'gone' && 'meeting' in seen) return bring(saved, organizer, seen, needs)
  if (seen !== 'gone' && !('item' in seen)) return seen
  if (seen !== 'gone') return bring(saved, organizer, seen.item, needs)
  const again = await needs.items.findAgain(organizer, saved.iCalUId, saved.said, saved.said.kind)
  if (!('item' in again)) return again
  return bring(saved, organizer, again.item ?? 'gone', needs)
}

async function bring(
  saved: SavedMeeting,
  organizer: Organizer,
  seen: Item | 'gone',
  needs: Needs
): Promise<Failure | undefined> {
  const now = needs.clock()
  if (seen === 'gone' || seen.cancelled) {
    if (saved.said.end <= now) return undefined
    const why = seen === 'gone' ? 'not in the calendar any more' : 'cancelled'
    return write({ ...saved, state: 'over' }, { wish: 'take out', line: null, entry: entryOf(saved, why, now) }, needs)
  }
  const hours = seen.allDay ? await needs.mailboxHours.hoursOf(organizer) : { zone: saved.said.zone }
  const said = saidOf(seen, 'zone' in hours ? zoneNamed(hours.zone) : undefined)
  if (!said) return { notNow: 'unknown' in hours ? hours.unknown : 'the zone of the mailbox is not known' }

  const { id, iCalUId } = seen.meeting
  const { category } = needs
  const carried = (categories: readonly string[] = []) => category !== undefined && carries(categories, category)
  const does = whatCategoryDoes('followed', carried(saved.said.categories), carried(seen.categories))
  if (category && does === 'stop') return stop({ ...saved, item: id, iCalUId, said }, category, needs)
  const different = differences(saved.said, said)
  const isSaid = different.length === 0
  if (isSaid && does === 'nothing' && saved.item === id && saved.iCalUId === iCalUId && saved.said.kind === said.kind)
    return undefined
  const beside: Beside = isSaid
    ? { wish: 'nothing', line: null, entry: null } // another id, or a series now: nothing that Salesforce must hear
    : {
        wish: 'asked again',
        line: null,
        entry: entryOf(saved, `followed: ${different.join(', ')}`, now)
      }
  return write({ ...saved, item: id, iCalUId, series: seen.series, said }, beside, needs)
}

/** The category was taken from it: from now on the meeting and Salesforce go their own ways. */
function stop(saved: SavedMeeting, { name, removed }: SavingCategory, needs: Needs) {
  const at = needs.clock()
  const goes = removed === 'removed'
  const said = `Not followed any more: the category “${name}” was taken away in Outlook. The Event ${goes ? 'goes' : 'stays'}.`
  const line = { at, actor: calendar.name, result: goes ? 'waiting' : 'given up', said }
  const entry = entryOf(saved, `stopped, Event ${removed}`, at)
  return write(
    { ...saved, state: removed, lastBy: somebodyInOutlook },
    { wish: goes ? 'take out' : 'give up', line, entry },
    needs
  )
}

async function write(saved: SavedMeeting, beside: Beside, { savedMeetings, clock, ring, isOurs }: Needs) {
  if (!isOurs()) return READ_BY_ANOTHER
  const now = clock()
  const next = { ...saved, at: now, version: saved.version + 1 }
  if (!(await savedMeetings.write(next, beside, now))) return { notNow: 'the saved meeting is being changed' }
  if (beside.wish !== 'nothing') ring()
  return undefined
}

/** The process stood still since the item was read. */
export const READ_BY_ANOTHER: Failure = { notNow: 'another has read it since' }

/** The history keeps what kind of difference, never the words: it can be read by people who may not see the title. */
const entryOf = ({ key, organizer }: SavedMeeting, result: string, at: number): Entry => ({
  ...{ at, actor: calendar.id, actorName: calendar.name, organizer, right: 'the calendar' },
  ...{ act: 'save meeting', object: `meeting ${key}`, result }
})
