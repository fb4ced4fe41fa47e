// learn.microsoft.com/graph/api/resources/calendarpermission, /graph/outlook-share-or-delegate-calendar
import type { Standing, Standings } from '../delegates/standing.ts'
import type { Organizer } from '../people/organizer.ts'
import type { Person } from '../people/person.ts'
import type { Graph } from './graph-client.ts'
import { describe } from './graph-errors.ts'
import { mailboxOf, path } from './graph-path.ts'
import { isTrueAt, listAt, textAt } from './json.ts'

type Known = Exclude<Standing, { unknown: string }>

/** A person's own Graph token, if we have one: to look at the organizer's calendar with her own eyes. */
export type Probe = (person: Person) => Promise<string | undefined>

/**
 * Exchange lists the rights on a calendar to its owner and to the application; a delegate gets an empty list, so the
 * application asks. Holders of the whole mailbox are on no list: whoever is not listed is looked at by the probe.
 */
export function standings(graph: Graph, probe: Probe): Standings {
  return {
    async of(person, organizer) {
      const readAt = graph.clock()
      const listed = await permissionsOf(organizer)
      if ('unknown' in listed) return listed

      const everyone = rightOf(textAt(listed.entries.find(isEveryone), 'role')).folder
      const own = await entryOf(person, listed.entries)
      if (own && 'unknown' in own) return own
      if (own) return { ...rightOf(textAt(own.entry, 'role')), fullAccess: 'not checked', everyone, readAt }

      const fullAccess = everyone === 'editor' ? 'not checked' : await looksInside(person, organizer)
      return { folder: 'none', delegate: false, privateItems: false, fullAccess, everyone, readAt }
    }
  }

  async function permissionsOf(organizer: Organizer): Promise<{ entries: unknown[] } | { unknown: string }> {
    const mailbox = mailboxOf(organizer)
    const answer = await graph.all({
      method: 'GET',
      path: path`/users/${mailbox}/calendar/calendarPermissions`,
      mailbox
    })
    return 'entries' in answer ? answer : { unknown: describe(answer) }
  }

  /** By the address we know; else by the person's others: the list names mailboxes, and people sign in by other names. */
  async function entryOf(person: Person, entries: unknown[]) {
    const byAddress = entryWith([person.address], entries)
    if (byAddress) return byAddress
    const addresses = await addressesOf(person)
    return 'unknown' in addresses ? addresses : entryWith(addresses, entries)
  }

  async function addressesOf(person: Person): Promise<string[] | { unknown: string }> {
    const query = { $select: 'mail,userPrincipalName,proxyAddresses' }
    const answer = await graph.ask({ method: 'GET', path: path`/users/${mailboxOf(person)}`, query })
    if ('failed' in answer) return { unknown: describe(answer) }
    if (answer.status === 404 || answer.status === 403) return []
    if (answer.status !== 200) return { unknown: describe(answer) }
    const proxies = listAt(answer.body, 'proxyAddresses') ?? []
    return [
      textAt(answer.body, 'mail'),
      textAt(answer.body, 'userPrincipalName'),
      ...proxies.map((proxy) => String(proxy).replace(/^smtp:/i, ''))
    ]
  }

  /**
   * With the person's own token GET /users/{organizer}/calendar answers for her: 200 with canEdit although she is not
   * listed means the whole mailbox (or a group that is listed: Exchange does not say which).
   */
  async function looksInside(person: Person, organizer: Organizer): Promise<Known['fullAccess']> {
    const token = await probe(person)
    if (!token) return 'not checked'
    const mailbox = mailboxOf(organizer)
    const answer = await graph.as(token).ask({ method: 'GET', path: path`/users/${mailbox}/calendar`, mailbox })
    if ('failed' in answer) return 'not checked'
    if (answer.status === 200) return isTrueAt(answer.body, 'canEdit') ? 'found' : 'not found'
    return answer.status === 403 || answer.status === 404 ? 'not found' : 'not checked'
  }
}

function entryWith(addresses: string[], entries: unknown[]): { entry: unknown } | undefined {
  const wanted = new Set(addresses.filter(Boolean).map((address) => address.toLowerCase()))
  const entry = entries.find((each) => wanted.has(textAt(each, 'emailAddress', 'address').toLowerCase()))
  return entry === undefined ? undefined : { entry }
}

/** "My Organization": base64 of "Default", without an address. */
const isEveryone = (entry: unknown) => textAt(entry, 'id') === 'RGVmYXVsdA=='

type Right = Pick<Known, 'folder' | 'delegate' | 'privateItems'>

// biome-ignore format: a table
const rights: Record<string, Right> = {
  none:                              { folder: 'none',         delegate: false, privateItems: false },
  freebusyread:                      { folder: 'availability', delegate: false, privateItems: false },
  limitedread:                       { folder: 'limited',      delegate: false, privateItems: false },
  read:                              { folder: 'reviewer',     delegate: false, privateItems: false },
  write:                             { folder: 'editor',       delegate: false, privateItems: false },
  delegatewithoutprivateeventaccess: { folder: 'editor',       delegate: true,  privateItems: false },
  delegatewithprivateeventaccess:    { folder: 'editor',       delegate: true,  privateItems: true }
}

/** `custom`, and any role that Graph may invent, is a mix that nobody can name: it gives no position. */
function rightOf(role: string): Right {
  if (role === '') return { folder: 'none', delegate: false, privateItems: false }
  return rights[role.toLowerCase()] ?? { folder: 'custom', delegate: false, privateItems: false }
}
