// learn.microsoft.com/graph/api/resources/calendarpermission, /graph/outlook-share-or-delegate-calendar
import type { CalendarList, CalendarLists, Listed, Unreadable } from '../delegates/calendar-list.ts'
import type { Organizer } from '../people/organizer.ts'
import type { Graph } from './graph-client.ts'
import { inBrief } from './graph-errors.ts'
import { mailboxOf, path } from './graph-path.ts'
import { textAt } from './json.ts'

/** ADAPTER for delegates/calendar-list.ts. Questions about one calendar that come while it is being read share the answer. */
export function calendarLists(graph: Graph): CalendarLists {
  const underWay = new Map<string, Promise<CalendarList | Unreadable>>()

  return {
    of(organizer) {
      const asked = underWay.get(organizer.id)
      if (asked) return asked
      const reading = read(organizer).finally(() => underWay.delete(organizer.id))
      underWay.set(organizer.id, reading)
      return reading
    }
  }

  async function read(organizer: Organizer): Promise<CalendarList | Unreadable> {
    const readAt = graph.clock()
    const mailbox = mailboxOf(organizer)
    const answer = await graph.all({
      method: 'GET',
      path: path`/users/${mailbox}/calendar/calendarPermissions`,
      mailbox
    })
    if (!('entries' in answer)) {
      const refused = !('failed' in answer) && answer.status === 403
      return { unknown: inBrief(answer), ...(refused ? { refused } : {}) }
    }
    // The entry of the whole organization is always there: a list without any is what somebody gets who may not see it.
    if (answer.entries.length === 0) return { unknown: 'Exchange showed an empty list, which says nothing' }
    return {
      listed: answer.entries.filter((entry) => !isEveryone(entry)).map(listedFrom),
      everyone: rightOf(textAt(answer.entries.find(isEveryone), 'role')).folder,
      readAt
    }
  }
}

/** "My Organization": base64 of "Default", without an address. */
const isEveryone = (entry: unknown) => textAt(entry, 'id') === 'RGVmYXVsdA=='

const listedFrom = (entry: unknown): Listed => {
  const address = textAt(entry, 'emailAddress', 'address')
  return { name: textAt(entry, 'emailAddress', 'name') || address, address, ...rightOf(textAt(entry, 'role')) }
}

type Right = Pick<Listed, 'folder' | 'delegate' | 'privateItems'>

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
