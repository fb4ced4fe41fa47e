// learn.microsoft.com/graph/api/resources/calendarpermission, /graph/outlook-share-or-delegate-calendar
import type { CalendarLists, Listed } from '../delegates/calendar-list.ts'
import type { FolderRight, KnownStanding, Standings } from '../delegates/standing.ts'
import type { Organizer } from '../people/organizer.ts'
import type { Person } from '../people/person.ts'
import { calendarLists } from './calendar-list.ts'
import type { Graph } from './graph-client.ts'
import { inBrief } from './graph-errors.ts'
import { mailboxOf, path } from './graph-path.ts'
import { isTrueAt, listAt, textAt } from './json.ts'

/** A person's own Graph token, if we have one: to look at the organizer's calendar with her own eyes. */
export type Probe = (person: Person) => Promise<string | undefined>

/**
 * Exchange lists the rights on a calendar to its owner and to the application; a delegate gets an empty list, so the
 * application asks. Holders of the whole mailbox are on no list: whoever is not listed is looked at by the probe.
 */
export function standings(graph: Graph, probe: Probe, lists: CalendarLists = calendarLists(graph)): Standings {
  return {
    async of(person, organizer) {
      const list = await lists.of(organizer)
      if ('unknown' in list) return list

      const { everyone, readAt } = list
      const own = await entryOf(person, list.listed)
      if (own && 'unknown' in own) return own
      if (own) {
        const { folder, delegate, privateItems } = own.entry
        // Who is listed without a right to write, and may write all the same, has the whole mailbox besides.
        const fullAccess =
          mayWrite(folder) || everyone === 'editor' ? 'not checked' : await looksInside(person, organizer)
        return { folder, delegate, privateItems, fullAccess, everyone, readAt, ...eyesFor(fullAccess) }
      }

      const groups = list.listed.length > 0 ? await groupsOf(person) : []
      const byGroup = narrowest(entriesWith(groups ?? [], list.listed))
      if (byGroup) {
        const { folder, delegate, privateItems } = byGroup
        return { folder, delegate, privateItems, fullAccess: 'not checked', everyone, readAt }
      }
      const seen = everyone === 'editor' ? 'not checked' : await looksInside(person, organizer)
      // Where groups cannot be read, what she sees may come from one of them and not from the whole mailbox.
      const fullAccess = seen === 'found' && groups === undefined ? 'not checked' : seen
      return {
        folder: 'none',
        delegate: false,
        privateItems: false,
        fullAccess,
        everyone,
        readAt,
        ...eyesFor(fullAccess)
      }
    }
  }

  /** By the address we know; else by the person's others: the list names mailboxes, and people sign in by other names. */
  async function entryOf(person: Person, entries: Listed[]) {
    const byAddress = entryWith([person.address], entries)
    if (byAddress) return byAddress
    const addresses = await addressesOf(person)
    return 'unknown' in addresses ? addresses : entryWith(addresses, entries)
  }

  async function addressesOf(person: Person): Promise<string[] | { unknown: string }> {
    const query = { $select: 'mail,userPrincipalName,proxyAddresses' }
    const answer = await graph.ask({ method: 'GET', path: path`/users/${mailboxOf(person)}`, query })
    if ('failed' in answer) return { unknown: inBrief(answer) }
    if (answer.status === 404 || answer.status === 403) return []
    if (answer.status !== 200) return { unknown: inBrief(answer) }
    const proxies = listAt(answer.body, 'proxyAddresses') ?? []
    return [
      textAt(answer.body, 'mail'),
      textAt(answer.body, 'userPrincipalName'),
      ...proxies.map((proxy) => String(proxy).replace(/^smtp:/i, ''))
    ]
  }

  /** Addresses of the groups that she is in, groups of groups included; undefined: cannot be read, and so they give nothing. */
  async function groupsOf(person: Person): Promise<string[] | undefined> {
    const answer = await graph.all({
      method: 'GET',
      path: path`/users/${mailboxOf(person)}/transitiveMemberOf/microsoft.graph.group`,
      query: { $select: 'id,mail' }
    })
    return 'entries' in answer ? answer.entries.map((group) => textAt(group, 'mail')) : undefined
  }

  /**
   * With the person's own token GET /users/{organizer}/calendar answers for her: 200 with canEdit although she is not
   * listed means the whole mailbox (or a group that is listed: Exchange does not say which).
   */
  async function looksInside(person: Person, organizer: Organizer): Promise<KnownStanding['fullAccess']> {
    const token = await probe(person)
    if (!token) return 'not checked'
    const mailbox = mailboxOf(organizer)
    const answer = await graph.as(token).ask({ method: 'GET', path: path`/users/${mailbox}/calendar`, mailbox })
    if ('failed' in answer) return 'not checked'
    if (answer.status === 200) return isTrueAt(answer.body, 'canEdit') ? 'found' : 'not found'
    return answer.status === 403 || answer.status === 404 ? 'not found' : 'not checked'
  }
}

/** Graph cannot name what a custom right includes, so a person who can edit by it shows nothing. */
const mayWrite = (folder: FolderRight) => folder === 'editor' || folder === 'author' || folder === 'custom'

const eyesFor = (fullAccess: KnownStanding['fullAccess']) =>
  fullAccess === 'not checked' ? {} : { eyes: ['own token' as const] }

const entryWith = (addresses: string[], entries: Listed[]): { entry: Listed } | undefined => {
  const [entry] = entriesWith(addresses, entries)
  return entry && { entry }
}

function entriesWith(addresses: string[], entries: Listed[]): Listed[] {
  const wanted = new Set(addresses.filter(Boolean).map((address) => address.toLowerCase()))
  return entries.filter(({ address }) => wanted.has(address.toLowerCase()))
}

const fromNarrowest = ['none', 'availability', 'limited', 'reviewer', 'custom', 'author', 'editor']

/** Which of several groups Exchange lets win is written nowhere, so the one that allows least counts. */
const narrowest = (entries: Listed[]): Listed | undefined =>
  [...entries].sort(
    (a, b) =>
      fromNarrowest.indexOf(a.folder) - fromNarrowest.indexOf(b.folder) ||
      Number(a.delegate) - Number(b.delegate) ||
      Number(a.privateItems) - Number(b.privateItems)
  )[0]
