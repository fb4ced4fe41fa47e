// The resource of a subscription is a path: from it to a mailbox, and to what is watched there.
import type { Call } from './call.ts'
import { folderFor, mailboxFor } from './folder-view.ts'
import type { Mailbox } from './mailbox.ts'
import { match, segmentsOf } from './match.ts'
import { refuse } from './refusal.ts'
import { defaultFolder } from './store.ts'
import type { Subscription } from './subscription.ts'

const watched: { pattern: string; what: Subscription['what'] }[] = [
  { pattern: 'events', what: 'Events' },
  { pattern: 'calendar/events', what: 'Events' },
  { pattern: 'calendars/:calendar/events', what: 'Events' },
  { pattern: 'messages', what: 'Messages' },
  { pattern: 'mailfolders/:folder/messages', what: 'Messages' }
]

export function watchedBy(call: Call, resource: string): { mailbox: Mailbox } & Pick<Subscription, 'what' | 'folder'> {
  const segments = segmentsOf(resource)
  for (const mailbox of ['me', 'users/:user']) {
    for (const { pattern, what } of watched) {
      const params = match(`${mailbox}/${pattern}`.split('/'), segments)
      if (params) return inMailbox({ ...call, params }, what)
    }
  }
  throw refuse(400, 'InvalidRequest', `Resource '${resource}' cannot be subscribed to here.`)
}

function inMailbox(call: Call, what: Subscription['what']) {
  if (what === 'Messages') {
    const mailbox = mailboxFor(call, 'watch messages')
    const box = ({ inbox: 'inbox', sentitems: 'sent' } as const)[(call.params.folder ?? '').toLowerCase()]
    return { mailbox, what, ...(box ? { folder: box } : {}) }
  }
  if (!call.params.calendar) {
    const mailbox = mailboxFor(call, 'watch calendars')
    return { mailbox, what, folder: defaultFolder(mailbox).serial }
  }
  const { owner, folder } = folderFor(call, 'watch calendars')
  return { mailbox: owner, what, folder: folder.serial }
}
