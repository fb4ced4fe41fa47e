import type { EverybodysBusyTimes } from '../availability/busy-time.ts'
import { type Link, lifeOf } from '../links/link.ts'
import type { LinkStore } from '../links/link-store.ts'
import type { Organizer } from '../people/organizer.ts'
import type { Person } from '../people/person.ts'
import { type Clock, DAY, type Instant, MINUTE } from '../time/instant.ts'
import type { CalendarWatches, Letter, Watch, Watched } from './calendar-watches.ts'
import type { Mail, Words } from './mail.ts'

/** How often a calendar is looked at for this alone. Asked afresh: what a page shows meanwhile may be an older answer. */
export const LOOK_EVERY = 2 * MINUTE

/** As far as a page asks first, by the same question: what nobody can be shown is what is told, also where only next month cannot be read. */
const LOOKED_AT = 61 * DAY

/** One failure is a hiccup; a second one, two minutes later, is told. So whoever is concerned knows within five minutes. */
export const TOLD_AFTER = 2

/** `whose`: the organizer's own calendar, or that of a colleague whom the link requires. */
export type About = { to: Person; link: Link; organizer: Organizer; whose: Person; since: Instant; problem: string }

export type WatchNeeds = {
  links: Pick<LinkStore, 'ofOrganizer'>
  watches: CalendarWatches
  busyTimes: Pick<EverybodysBusyTimes, 'readAll'>
  clock: Clock
  /** Undefined: no mailbox to write from is set, and the console alone tells. */
  mail: Mail | undefined
  /** Who is told of what happens on a link. */
  whomToTell(link: Link, organizer: Organizer): Promise<Person[]>
  wordsFor(kind: Letter['kind'], about: About): Words | Promise<Words>
  report(problem: string, organizer: Organizer): void
}

/** A calendar that some links of an organizer depend on. */
type Depended = { key: Watched; whose: Person; organizer: Organizer; made: Link[]; open: Link[] }

/**
 * Looks whether an organizer's calendar can be read, and those of the colleagues whom her open links require, with her
 * eyes; and tells whom the links concern that depend on it when that changes.
 */
export async function watchCalendar(organizer: Organizer, needs: WatchNeeds): Promise<void> {
  const now = needs.clock()
  const links = await needs.links.ofOrganizer(organizer.id)
  const made = links.map(({ link }) => link)
  const open = links.filter(({ link, taken }) => lifeOf(link, taken, now) === 'active').map(({ link }) => link)
  if (open.length === 0) return

  const colleagues = new Map(open.flatMap(({ required }) => required.map((person) => [person.id, person])))
  const requires = (colleague: Person) => (link: Link) => link.required.some(({ id }) => id === colleague.id)
  const watched: Depended[] = [
    { key: { organizer: organizer.id, whose: organizer.id }, whose: organizer, organizer, made, open },
    ...[...colleagues.values()].map((whose) => ({
      key: { organizer: organizer.id, whose: whose.id },
      whose,
      organizer,
      made: made.filter(requires(whose)),
      open: open.filter(requires(whose))
    }))
  ]
  const due: [Depended, Watch][] = []
  for (const each of watched) {
    const watch = await needs.watches.take(each.key, LOOK_EVERY, now)
    if (watch) due.push([each, watch])
  }
  if (due.length === 0) return

  const today = Math.floor(now / DAY) * DAY
  const people = [organizer, ...due.map(([{ whose }]) => whose).filter(({ id }) => id !== organizer.id)]
  const readings = await needs.busyTimes.readAll(people, { start: today, end: today + LOOKED_AT }, 'fresh')
  for (const [each, watch] of due) {
    const reading = readings.get(each.whose.id) ?? { unknown: 'nobody has answered' }
    await judge(each, watch, 'unknown' in reading ? reading.unknown : reading.stale, needs)
  }
}

async function judge(watched: Depended, watch: Watch, problem: string | undefined, needs: WatchNeeds): Promise<void> {
  const { key, open, whose, organizer } = watched
  if (problem !== undefined) {
    const since = watch.unreadSince ?? needs.clock()
    const failures = watch.failures + 1
    await needs.watches.note(key, { failures, unreadSince: since, problem })
    if (failures < TOLD_AFTER) return
    if (!needs.mail) return
    for (const { to, link } of await readersOf(open, organizer, needs))
      await tell('unread', key, { to, link, organizer, whose, since, problem }, needs)
  } else if (watch.unreadSince !== null) {
    const told = await tellOfReturn(watched, watch.unreadSince, needs)
    // Until everybody knows, it is remembered since when; the console shows nothing any more.
    await needs.watches.note(key, { failures: 0, unreadSince: told ? null : watch.unreadSince, problem: null })
  }
}

/** Those who were told of the outage. False when somebody could not be told yet. */
async function tellOfReturn(watched: Depended, since: Instant, needs: WatchNeeds): Promise<boolean> {
  const { key, made, whose, organizer } = watched
  const knowing = new Set(await needs.watches.toldOf(key, since, 'unread'))
  let all = true
  for (const { to, link } of await readersOf(made, organizer, needs)) {
    if (!knowing.has(to.id)) continue
    const about = { to, link, organizer, whose, since, problem: '' }
    all = (await tell('readable', key, about, needs)) && all
  }
  return all
}

/** False when it was surely not sent: then the next look tries again. What may have been sent is not repeated. */
async function tell(kind: Letter['kind'], key: Watched, about: About, needs: WatchNeeds): Promise<boolean> {
  if (!needs.mail) return true
  const letter: Letter = { ...key, since: about.since, kind, person: about.to.id }
  if (!(await needs.watches.claim(letter, needs.clock()))) return true
  const outcome = await needs.mail.send(about.to, await needs.wordsFor(kind, about))
  if (outcome === 'sent') return true
  needs.report('notSent' in outcome ? outcome.notSent : outcome.unclear, about.organizer)
  if ('notSent' in outcome) await needs.watches.giveBack(letter)
  return !('notSent' in outcome)
}

/** Each of those whom these links concern, once, with one of them. */
async function readersOf(
  links: readonly Link[],
  organizer: Organizer,
  { whomToTell }: WatchNeeds
): Promise<{ to: Person; link: Link }[]> {
  const readers = new Map<string, { to: Person; link: Link }>()
  for (const link of links)
    for (const to of await whomToTell(link, organizer)) if (!readers.has(to.id)) readers.set(to.id, { to, link })
  return [...readers.values()]
}
