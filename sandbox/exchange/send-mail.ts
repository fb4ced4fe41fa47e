// sendMail: accepted, as JSON and as MIME, and recorded where everybody can read it afterwards, whatever saveToSentItems
// says. Nothing leaves the sandbox.
import { type Answer, type Call, parameter } from './call.ts'
import type { Body } from './event-body.ts'
import { mailboxFor } from './folder-view.ts'
import type { Address } from './mailbox.ts'
import { senderOf } from './meeting-copies.ts'
import { recordMessage } from './messages.ts'
import { readMime } from './mime.ts'
import { refuse } from './refusal.ts'

export function sendMail(call: Call): Answer {
  const mailbox = mailboxFor(call, 'send mail')
  const given = /^text\/plain\b/i.test(call.headers['content-type'] ?? '') ? fromMime(call) : fromJson(call.body())
  if (given.to.length === 0) throw refuse(400, 'ErrorInvalidRecipients', 'At least one recipient is not valid.')
  // A message in MIME names its sender, and Exchange holds it against the mailbox.
  if (given.from && given.from.toLowerCase() !== mailbox.owner.address.toLowerCase())
    throw refuse(
      403,
      'ErrorSendAsDenied',
      'The user account which was used to submit this request does not have the right to send mail on behalf of the specified sending account., Cannot submit message.'
    )

  const { to, subject, body, text } = given
  const sent = {
    kind: 'mail',
    from: mailbox.owner,
    sender: senderOf(call, mailbox),
    to,
    subject,
    body,
    ...(text === undefined ? {} : { text })
  } as const
  recordMessage(call.store, { ...sent, mailbox: mailbox.oid, box: 'sent' })
  for (const { address } of to) {
    const inside = call.store.mailboxAt(address)
    if (inside) recordMessage(call.store, { ...sent, mailbox: inside.oid, box: 'inbox' })
  }
  return { status: 202 }
}

/** `from`: as the message itself names it. `text`: the plain twin of an HTML body. */
type Given = { from?: string; to: Address[]; subject: string; body: Body; text?: string }

function fromJson(sent: Record<string, unknown>): Given {
  const message = parameter(sent, 'message') as Record<string, unknown> | undefined
  if (!message) throw refuse(400, 'ErrorInvalidParameter', 'The parameter Message is missing.')
  const { contentType, content } = (message.body ?? {}) as Record<string, unknown>
  return {
    to: ['toRecipients', 'ccRecipients', 'bccRecipients'].flatMap((name) => recipients(message[name])),
    subject: String(message.subject ?? ''),
    body: { contentType: /^html$/i.test(String(contentType)) ? 'html' : 'text', content: String(content ?? '') }
  }
}

/** learn.microsoft.com/graph/api/user-sendmail, example 4. What is no base64 is refused with Graph's own sentence. */
function fromMime(call: Call): Given {
  const sent = call.raw().trim()
  if (sent === '' || !/^[A-Za-z0-9+/\s]+={0,2}$/.test(sent) || sent.replace(/\s/g, '').length % 4 !== 0)
    throw refuse(400, 'ErrorMimeContentInvalidBase64String', 'Invalid base64 string for MIME content.')
  const { from, to, subject, text, html } = readMime(Buffer.from(sent, 'base64').toString('latin1'))
  const body: Body =
    html === undefined ? { contentType: 'text', content: text ?? '' } : { contentType: 'html', content: html }
  return {
    from: from[0]?.address ?? '',
    to,
    subject,
    body,
    ...(html !== undefined && text !== undefined ? { text } : {})
  }
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
