// Reads a message in MIME as far as one with a plain and an HTML body goes: RFC 5322 (headers), 2045 (encodings), 2046
// (multipart), 2047 (words in headers). Attachments are passed over.
import type { Address } from './mailbox.ts'

export type MimeMessage = {
  from: Address[]
  /** To, Cc and Bcc. */
  to: Address[]
  subject: string
  /** The first plain and the first HTML body. */
  text?: string
  html?: string
}

type Part = { headers: Map<string, string>; body: string }

/** `bytes`: one character for each byte. */
export function readMime(bytes: string): MimeMessage {
  const message = partIn(bytes)
  const header = (name: string) => message.headers.get(name.toLowerCase())
  const bodies = bodiesOf(message)
  const body = (type: string) => bodies.find((one) => one.type === type)?.content
  const [text, html] = [body('text/plain'), body('text/html')]
  return {
    from: addresses(header('From')),
    to: ['To', 'Cc', 'Bcc'].flatMap((name) => addresses(header(name))),
    subject: words(header('Subject') ?? ''),
    ...(text === undefined ? {} : { text }),
    ...(html === undefined ? {} : { html })
  }
}

function partIn(bytes: string): Part {
  const [head = ''] = bytes.split(/\r?\n\r?\n/, 1)
  const unfolded = head.replace(/\r?\n[ \t]+/g, ' ')
  const headers = new Map<string, string>()
  for (const line of unfolded.split(/\r?\n/)) {
    const colon = line.indexOf(':')
    if (colon > 0) headers.set(line.slice(0, colon).toLowerCase().trim(), line.slice(colon + 1).trim())
  }
  return { headers, body: bytes.slice(head.length).replace(/^\r?\n\r?\n/, '') }
}

function bodiesOf(part: Part): { type: string; content: string }[] {
  const given = part.headers.get('content-type') ?? 'text/plain'
  const type = given.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  const boundary = /boundary="?([^";]+)"?/i.exec(given)?.[1]
  if (type.startsWith('multipart/') && boundary) {
    const inside = `\n${part.body}`.split(`\n--${boundary}`).slice(1)
    return inside
      .filter((each) => !each.startsWith('--'))
      .flatMap((each) => bodiesOf(partIn(each.replace(/^\r?\n|\r$/g, ''))))
  }
  if (/^attachment/i.test(part.headers.get('content-disposition') ?? '')) return []
  const charset = /charset="?([^";]+)"?/i.exec(given)?.[1] ?? 'us-ascii'
  return [{ type, content: decoded(part, charset) }]
}

function decoded({ headers, body }: Part, charset: string): string {
  switch ((headers.get('content-transfer-encoding') ?? '').toLowerCase()) {
    case 'base64':
      return inCharset(Buffer.from(body, 'base64'), charset)
    case 'quoted-printable':
      return inCharset(quotedPrintable(body.replace(/=\r?\n/g, '')), charset)
    default:
      return inCharset(Buffer.from(body, 'latin1'), charset)
  }
}

const quotedPrintable = (text: string) =>
  Buffer.from(
    text.replace(/=([\dA-F]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
    'latin1'
  )

function inCharset(bytes: Buffer, charset: string): string {
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    return bytes.toString('latin1')
  }
}

/** "=?UTF-8?B?…?= =?UTF-8?Q?…?=": the blank between two of them belongs to neither. */
const words = (text: string) =>
  text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?([^?]+)\?([BQ])\?([^?]*)\?=/gi, (_, charset: string, encoding: string, given: string) =>
      inCharset(
        encoding.toUpperCase() === 'B' ? Buffer.from(given, 'base64') : quotedPrintable(given.replaceAll('_', ' ')),
        charset
      )
    )

/** "Name" <address>, or the address alone. Names are decoded after they were taken apart: they may hold commas. */
function addresses(header: string | undefined): Address[] {
  const each = header?.match(/(?:"(?:\\.|[^"\\])*"|[^,"])+/g) ?? []
  return each.flatMap((one) => {
    const [, given = '', address = one.trim()] = /^(.*)<([^<>]*)>\s*$/.exec(one) ?? []
    const name = words(
      given
        .trim()
        .replace(/^"(.*)"$/, '$1')
        .replace(/\\(.)/g, '$1')
    )
    return address.includes('@') ? [{ name: name || address, address }] : []
  })
}
