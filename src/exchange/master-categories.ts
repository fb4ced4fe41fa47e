// learn.microsoft.com/graph/api/outlookuser-list-mastercategories, outlookuser-post-mastercategories. To add one, the application
// needs MailboxSettings.ReadWrite. Items carry the name alone: a name that is in no list has no colour, and works all the same.
import type { MasterCategories } from '../activities/master-categories.ts'
import type { Graph } from './graph-client.ts'
import { failureOf } from './graph-errors.ts'
import { mailboxOf, path } from './graph-path.ts'
import { textAt } from './json.ts'

/** "Blue", resources/outlookcategory. */
const BLUE = 'preset7'

/** ADAPTER for activities/master-categories.ts */
export const masterCategories = (graph: Graph): MasterCategories => ({
  async ensure(organizer, name) {
    const mailbox = mailboxOf(organizer)
    const list = path`/users/${mailbox}/outlook/masterCategories`
    const known = await graph.all({ method: 'GET', path: list, mailbox })
    if (!('entries' in known)) return failureOf(known)
    const same = (one: unknown) => textAt(one, 'displayName').toLowerCase() === name.toLowerCase()
    if (known.entries.some(same)) return 'there'
    const body = { displayName: name, color: BLUE }
    const made = await graph.ask({ method: 'POST', path: list, mailbox, body })
    if (!('failed' in made) && made.status === 201) return 'made'
    return !('failed' in made) && made.status === 409 ? 'there' : failureOf(made)
  }
})
