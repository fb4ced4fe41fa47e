// sendMail: accepted, and recorded where everybody can read it afterwards, whatever saveToSentItems says. Nothing leaves
// the sandbox.
import { type Answer, type Call, parameter } from './call.ts'
import type { Body } from './event-body.ts'
import { mailboxFor } from './folder-view.ts'
import type { Address } from './mailbox.ts'
import { senderOf } from './meeting-copies.ts'
import { recordMessage } from './messages.ts'
import { refuse } from './refusal.ts'

export function sendMail(call: Call): Answer {
  const mailbox = mailboxFor(call, 'send mail')
  const message = parameter(call.body(), 'message') as Record<string, unknown> | undefined
  if (!message) throw refuse(400, 'ErrorInvalidParameter', 'The parameter Message is missing.')
  const to = ['toRecipients', 'ccRecipients', 'bccRecipients'].flatMap((name) => recipients(message[name]))
  if (to.length === 0) throw refuse(400, 'ErrorInvalidRecipients', 'At least one recipient is not valid.')

  const { contentType, content } = (message.body ?? {}) as Record<string, unknown>
  const body: Body = {
    contentType: /^html$/i.test(String(contentType)) ? 'html' : 'text',
    content: String(content ?? '')
  }
  const sent = {
    kind: 'mail',
    from: mailbox.owner,
    sender: senderOf(call, mailbox),
    to,
    subject: String(message.subject ?? ''),
    body
  } as const
  recordMessage(call.store, { ...sent, mailbox: mailbox.oid, box: 'sent' })
  for (const { address } of to) {
    const inside = call.store.mailboxAt(address)
    if (inside) recordMessage(call.store, { ...sent, mailbox: inside.oid, box: 'inbox' })
  }
  return { status: 202 }
}

function recipients(given: unknown): Address[] {
  if (!Array.isArray(given)) return []
  return given.map((one) => {
    const { address, name } = ((one as Record<string, unknown>)?.emailAddress ?? {}) as Record<string, unknown>
    if (typeof address !== 'string' || !address.includes('@'))
      throw refuse(400, 'ErrorInvalidRecipients', 'At least one recipient is not valid.')
    return { name: typeof name === 'string' && name ? name : address, address }
  })
}
