// What people and tests look at from outside: every mailbox with its events as its owner sees them, and what it sent.
import type { DirectoryUser } from '../directory.ts'
import { printEvent } from './event-printing.ts'
import type { Mailbox, Message } from './mailbox.ts'
import { rightOf } from './rights.ts'
import type { Store } from './store.ts'
import { printInstant } from './wall-time.ts'

export type MailboxState = { events: Record<string, unknown>[]; sent: Record<string, unknown>[] }

export function stateOf(store: Store): Record<string, MailboxState> {
  const users = store.mailboxes().filter(({ kind }) => kind === 'user')
  return Object.fromEntries(users.map((mailbox) => [mailbox.owner.address, mailboxState(store, mailbox)]))
}

function mailboxState(store: Store, mailbox: Mailbox): MailboxState {
  const call = {
    prefer: { timeZone: 'UTC', bodyType: 'html' as const, idForm: 'rest' as const, applied: [] },
    caller: { kind: 'user' as const, user: { id: mailbox.oid } as DirectoryUser, has: () => true }
  }
  const events = [...store.items(mailbox.oid)].flatMap((item) => {
    const folder = mailbox.folders.find((one) => one.serial === item.folder)
    if (!folder) return []
    const view = { owner: mailbox, viewer: mailbox, folder, right: rightOf('owner'), kept: item, item }
    const { extendedProperties } = item
    return [
      {
        ...printEvent(view, call),
        ...(extendedProperties ? { singleValueExtendedProperties: extendedProperties } : {})
      }
    ]
  })
  return {
    events,
    sent: store
      .messages(mailbox.oid)
      .filter(({ box }) => box === 'sent')
      .map(printSent)
  }
}

const printSent = ({ kind, from, sender, to, subject, body, text, sent, uid, meetingMessageType }: Message) => ({
  kind,
  ...(meetingMessageType ? { meetingMessageType } : {}),
  from: from.address,
  sender: sender.address,
  to: to.map(({ address }) => address),
  subject,
  body: body.content,
  ...(text === undefined ? {} : { text }),
  at: printInstant(sent),
  ...(uid ? { iCalUId: uid } : {})
})
