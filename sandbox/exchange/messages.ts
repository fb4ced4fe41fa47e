// Mail, as far as meetings need it: what was sent and what arrived, and how Graph prints one message.
import type { Answer, Call } from './call.ts'
import { context } from './call.ts'
import { previewOf, printBody } from './event-body.ts'
import { mailboxFor } from './folder-view.ts'
import { changeKey, idSpace, readId, writeId } from './ids.ts'
import type { Address, Mailbox, Message } from './mailbox.ts'
import { page } from './odata/page.ts'
import { accessDenied, notInStore } from './refusal.ts'
import type { Store } from './store.ts'
import { printInstant } from './wall-time.ts'

export function recordMessage(store: Store, message: Omit<Message, 'serial' | 'sent'>): Message {
  const recorded = { ...message, serial: store.ground.next(), sent: store.ground.now() }
  store.saveMessage(recorded)
  return recorded
}

export const mayReceive = ({ kind }: Mailbox) => kind === 'user'

export function listMessages(call: Call): Answer {
  const mailbox = ownMailbox(call)
  const box = boxes[(call.params.folder ?? '').toLowerCase()]
  const newestFirst = call.store
    .messages(mailbox.oid)
    .filter((message) => !box || message.box === box)
    .toReversed()
  const rows = newestFirst.map((message) => ({ printed: printMessage(message, mailbox, call) }))
  return { status: 200, body: { '@odata.context': context(call, 'messages'), ...page(call, rows) } }
}

/** The folders by their well-known names; any other name means all of the mailbox. */
const boxes: Record<string, Message['box']> = { inbox: 'inbox', sentitems: 'sent' }

export function readMessage(call: Call): Answer {
  const mailbox = ownMailbox(call)
  const { serial, mailbox: number, form } = readId(call.params.message ?? '', 'message')
  const message = call.store.messages(mailbox.oid).find((one) => one.serial === serial)
  if (!message || number !== idSpace(mailbox, form)) throw notInStore()
  return {
    status: 200,
    body: { '@odata.context': context(call, 'messages/$entity'), ...printMessage(message, mailbox, call) }
  }
}

function ownMailbox(call: Call): Mailbox {
  const mailbox = mailboxFor(call, 'see messages')
  const { caller } = call
  if (caller.kind === 'user' && caller.user.id !== mailbox.oid && !mailbox.fullAccess.includes(caller.user.id))
    throw accessDenied()
  return mailbox
}

const recipient = (emailAddress: Address) => ({ emailAddress })

function printMessage(message: Message, mailbox: Mailbox, { prefer }: Call): Record<string, unknown> {
  const id = writeId(
    { kind: 'message', mailbox: idSpace(mailbox, prefer.idForm), serial: message.serial },
    prefer.idForm
  )
  const key = changeKey(mailbox.number, message.serial, 1)
  return {
    ...(message.meetingMessageType ? { '@odata.type': '#microsoft.graph.eventMessage' } : {}),
    '@odata.etag': `W/"${key}"`,
    id,
    createdDateTime: printInstant(message.sent),
    lastModifiedDateTime: printInstant(message.sent),
    changeKey: key,
    categories: [],
    receivedDateTime: printInstant(message.sent),
    sentDateTime: printInstant(message.sent),
    hasAttachments: false,
    internetMessageId: `<${message.serial}@sandbox.invalid>`,
    subject: message.subject,
    bodyPreview: previewOf(message.body),
    importance: 'normal',
    isRead: false,
    isDraft: false,
    webLink: `https://outlook.office365.com/owa/?ItemID=${encodeURIComponent(id)}&exvsurl=1&viewmodel=ReadMessageItem`,
    ...(message.meetingMessageType ? { meetingMessageType: message.meetingMessageType } : {}),
    body: printBody(message.body, prefer.bodyType),
    sender: recipient(message.sender),
    from: recipient(message.from),
    toRecipients: message.to.map(recipient),
    ccRecipients: [],
    bccRecipients: [],
    replyTo: []
  }
}
