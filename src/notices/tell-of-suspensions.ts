import type { Link } from '../links/link.ts'
import type { LinkStore } from '../links/link-store.ts'
import type { SuspensionNews, Suspensions } from '../links/suspensions.ts'
import type { Organizer, Organizers } from '../people/organizer.ts'
import type { Person } from '../people/person.ts'
import { DAY, SECOND } from '../time/instant.ts'
import type { Words } from '../watch/mail.ts'
import { type NotifyingNeeds, notify } from './notify.ts'
import { type AudienceNeeds, whomToTell } from './whom-to-tell.ts'

/** One look at an organizer's links writes all of its news within this time: so they go into one letter. */
const SETTLED = 5 * SECOND

/** Older news are none: the console shows how a link stands. */
const NEWS_FOR = 1 * DAY

/** Links of one organizer that were suspended for one reason, or work again, at one moment; for one reader. */
export type AboutSuspension = {
  to: Person
  organizer: Organizer
  links: readonly Link[]
  /** The first of them; its keeper's right is what was lost. */
  news: SuspensionNews
}

export type TellingOfSuspensionsNeeds = NotifyingNeeds &
  AudienceNeeds & {
    suspensions: Pick<Suspensions, 'news' | 'told'>
    links: Pick<LinkStore, 'find'>
    organizers: Pick<Organizers, 'find'>
    wordsFor(about: AboutSuspension): Promise<Words>
  }

/**
 * Tells whom it concerns that links were suspended or work again: those of one moment, one keeper and one reason in one letter.
 * May be repeated after any failure: letters have keys. Answers how many news there were.
 */
export async function tellOfSuspensions(limit: number, needs: TellingOfSuspensionsNeeds): Promise<number> {
  const now = needs.clock()
  const all = await needs.suspensions.news(now - NEWS_FOR, now - SETTLED, limit)
  const withLinks = await Promise.all(
    all.map(async (news) => ({ news, link: (await needs.links.find(news.link))?.link }))
  )
  const together = Map.groupBy(withLinks, ({ news, link }) =>
    [
      news.organizer,
      news.at,
      news.what === 'suspended' ? news.because : '',
      link && (link.keeper ?? link.madeBy).id
    ].join(' ')
  )
  for (const group of together.values()) {
    const [first] = group
    const organizer = first && (await needs.organizers.find(first.news.organizer))
    const links = group.flatMap(({ link }) => (link ? [link] : []))
    if (first && organizer) await tell(`links ${first.news.id}`, first.news, organizer, links, needs)
    await needs.suspensions.told(
      group.map(({ news }) => news),
      now
    )
  }
  return all.length
}

async function tell(
  key: string,
  news: SuspensionNews,
  organizer: Organizer,
  links: readonly Link[],
  needs: TellingOfSuspensionsNeeds
): Promise<void> {
  const readers = new Map<string, { to: Person; links: Link[] }>()
  for (const link of links) {
    for (const to of await whomToTell(link, organizer, needs)) {
      const known = readers.get(to.id) ?? { to, links: [] }
      known.links.push(link)
      readers.set(to.id, known)
    }
  }
  for (const { to, links } of readers.values()) {
    const words = await needs.wordsFor({ to, organizer, links, news })
    await notify({ kind: 'suspended', to, words, key }, needs)
  }
}
