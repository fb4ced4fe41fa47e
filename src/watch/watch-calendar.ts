import type { BusyTimes } from '../availability/busy-time.ts'
import { keeperOf, type Link, lifeOf } from '../links/link.ts'
import type { LinkStore } from '../links/link-store.ts'
import type { Organizer } from '../people/organizer.ts'
import type { Person } from '../people/person.ts'
import { type Clock, DAY, type Instant, MINUTE } from '../time/instant.ts'
import type { CalendarWatches, Letter } from './calendar-watches.ts'
import type { Mail, Words } from './mail.ts'

/** How often a calendar is looked at for this alone. Pages that were opened meanwhile count: the reading is shared. */
export const LOOK_EVERY = 2 * MINUTE

/** One failure is a hiccup; a second one, two minutes later, is told. So whoever is concerned knows within five minutes. */
export const TOLD_AFTER = 2

export type About = { to: Person; link: Link; organizer: Organizer; since: Instant; problem: string }

export type WatchNeeds = {
  links: Pick<LinkStore, 'ofOrganizer'>
  watches: CalendarWatches
  busyTimes: BusyTimes
  clock: Clock
  /** Undefined: no mailbox to write from is set, and the console alone tells. */
  mail: Mail | undefined
  wordsFor(kind: Letter['kind'], about: About): Words
  report(problem: string, organizer: Organizer): void
}

/** Looks whether an organizer's calendar can be read, and tells the keepers of her open links when that changes. */
export async function watchCalendar(organizer: Organizer, needs: WatchNeeds): Promise<void> {
  const now = needs.clock()
  const made = await needs.links.ofOrganizer(organizer.id)
  const open = made.filter(({ link, taken }) => lifeOf(link, taken, now) === 'active').map(({ link }) => link)
  if (open.length === 0) return

  const watch = await needs.watches.take(organizer.id, LOOK_EVERY, now)
  if (!watch) return
  const problem = await whyUnread(organizer, needs)
  if (problem !== undefined) {
    const since = watch.unreadSince ?? now
    const failures = watch.failures + 1
    await needs.watches.note(organizer.id, { failures, unreadSince: since, problem })
    if (failures < TOLD_AFTER) return
    for (const link of onePerKeeper(open))
      await tell('unread', { to: keeperOf(link), link, organizer, since, problem }, needs)
  } else if (watch.unreadSince !== null) {
    const told = await tellOfReturn(
      organizer,
      made.map(({ link }) => link),
      watch.unreadSince,
      needs
    )
    // Until everybody knows, it is remembered since when; the console shows nothing any more.
    await needs.watches.note(organizer.id, { failures: 0, unreadSince: told ? null : watch.unreadSince, problem: null })
  }
}

async function whyUnread(organizer: Organizer, { busyTimes, clock }: WatchNeeds): Promise<string | undefined> {
  const today = Math.floor(clock() / DAY) * DAY
  const reading = await busyTimes.read(organizer, { start: today, end: today + DAY }, 'recent')
  return 'unknown' in reading ? reading.unknown : reading.stale
}

/** Those who were told of the outage. False when somebody could not be told yet. */
async function tellOfReturn(organizer: Organizer, made: Link[], since: Instant, needs: WatchNeeds): Promise<boolean> {
  const knowing = new Set(await needs.watches.toldOf(organizer.id, since, 'unread'))
  let all = true
  for (const link of onePerKeeper(made.filter((link) => knowing.has(keeperOf(link).id)))) {
    all = (await tell('readable', { to: keeperOf(link), link, organizer, since, problem: '' }, needs)) && all
  }
  return all
}

/** False when it was surely not sent: then the next look tries again. What may have been sent is not repeated. */
async function tell(kind: Letter['kind'], about: About, needs: WatchNeeds): Promise<boolean> {
  if (!needs.mail) return true
  const letter: Letter = { organizer: about.organizer.id, since: about.since, kind, person: about.to.id }
  if (!(await needs.watches.claim(letter, needs.clock()))) return true
  const outcome = await needs.mail.send(about.to, needs.wordsFor(kind, about))
  if (outcome === 'sent') return true
  needs.report('notSent' in outcome ? outcome.notSent : outcome.unclear, about.organizer)
  if ('notSent' in outcome) await needs.watches.giveBack(letter)
  return !('notSent' in outcome)
}

const onePerKeeper = (links: readonly Link[]): Link[] => [
  ...new Map(links.toReversed().map((link) => [keeperOf(link).id, link])).values()
]
