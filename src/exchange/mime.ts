// One mail with its text twice, plain and as HTML: Graph's JSON carries one body only. RFC 2046, 5.1.4;
// learn.microsoft.com/graph/outlook-send-mime-message; docs/decisions/0031-letters-are-mime.md
import type { Instant } from '../time/instant.ts'
import type { Addressee, Words } from '../watch/mail.ts'

type Given = { from: Addressee; to: Addressee; words: Words; at: Instant }

/** The bytes of the message. Everything in it is text of ours or was escaped by whoever wrote the words; nothing is fetched. */
export async function mimeOf({ from, to, words, at }: Given): Promise<Buffer> {
  const { subject, text, html, language } = words
  // loaded when there is something to send: it is large
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer')
  const message = new MailComposer({
    from: oneLine(from),
    to: oneLine(to),
    subject: subject.replace(CONTROLS, ' '),
    text,
    ...(html === undefined ? {} : { html }),
    textEncoding: 'base64',
    date: new Date(at),
    // RFC 3834: so that an absent reader's mailbox does not answer ours
    headers: { 'Auto-Submitted': 'auto-generated', ...(language ? { 'Content-Language': language } : {}) },
    disableFileAccess: true,
    disableUrlAccess: true
  })
  return message.compile().build()
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be in a header
const CONTROLS = /[\u0000-\u001f\u007f]+/g

const oneLine = ({ name, address }: Addressee) => ({ name: name.replace(CONTROLS, ' '), address })
