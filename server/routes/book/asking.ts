import type { Asking } from '../../../src/bookings/book.ts'
import { spanFrom } from '../../../src/time/iso.ts'
import type { Span } from '../../../src/time/span.ts'
import { type Zone, zoneNamed } from '../../../src/time/zones.ts'

/** What stood in the form, every field as text: to be judged, and to be shown again as it was typed. */
export type Typed = {
  id: string
  slot: string
  name: string
  email: string
  note: string
  /** Why a meeting is cancelled. */
  reason: string
  zone: string
  newZone: string
  /** Minutes, as shown, and as wished from now on. */
  length: string
  newLength: string
  from: string
  newFrom: string
  newBefore: string
}

export type Field = 'slot' | 'name' | 'email' | 'note' | 'reason'

/** `field` is missing where the form as a whole is meant. */
export type Problem = { field?: Field; message: string }

/** A field that is missing, repeated or no text counts as left empty. */
export function typedIn(body: unknown): Typed {
  const fields = typeof body === 'object' && body !== null ? body : {}
  const text = (key: string) => {
    const value: unknown = Object.hasOwn(fields, key) ? Reflect.get(fields, key) : ''
    return typeof value === 'string' ? value : ''
  }
  return {
    id: text('id'),
    slot: text('slot'),
    name: text('name'),
    email: text('email'),
    note: text('note'),
    reason: text('reason'),
    zone: text('zone'),
    newZone: text('organizers-zone') || text('new-zone'),
    length: text('length'),
    newLength: text('new-length'),
    from: text('from'),
    newFrom: text('new-from'),
    newBefore: text('new-before')
  }
}

/** All that is wrong, in the order of the page; or what the invitee asks for. `id` is undefined when it was not ours. */
export function askingFrom(
  typed: Typed,
  { id, token, zone, language }: { id: string | undefined; token: string; zone: Zone; language?: string | undefined }
): { asking: Asking } | { problems: Problem[] } {
  const slot = spanFrom(typed.slot)
  const name = nameFrom(typed.name)
  const address = addressFrom(typed.email)
  const note = noteFrom(typed.note)

  const problems: Problem[] = []
  if (!id)
    problems.push({ message: 'This page had been open for a long time. Nothing was booked: please send it again.' })
  if (!slot) problems.push({ field: 'slot', message: 'Choose one of the times' })
  if ('wrong' in name) problems.push({ field: 'name', message: name.wrong })
  if ('wrong' in address) problems.push({ field: 'email', message: address.wrong })
  if ('wrong' in note) problems.push({ field: 'note', message: note.wrong })
  if (!id || !slot || 'wrong' in name || 'wrong' in address || 'wrong' in note) return { problems }

  const invitee = {
    name: name.text,
    address: address.text,
    note: note.text,
    zone: zone.name,
    ...(language && { language })
  }
  return { asking: { id, token, slot, invitee } }
}

/** The slot that was chosen, if it is one at all. Whether it is offered is another question. */
export const slotIn = ({ slot }: Typed): Span | undefined => spanFrom(slot)

/** The zone in which the form was shown. */
export const zoneIn = ({ zone }: Typed): Zone | undefined => zoneNamed(zone)

type Text = { text: string } | { wrong: string }

const NAME_AT_MOST = 120
const NOTE_AT_MOST = 1000

function nameFrom(typed: string): Text {
  const text = clean(typed).replace(/\s+/g, ' ').trim()
  if (!/[\p{L}\p{N}]/u.test(text)) return { wrong: 'Enter your name' }
  return isLonger(text, NAME_AT_MOST) ? { wrong: `Enter a name of at most ${NAME_AT_MOST} characters` } : { text }
}

/** Of free text; also why somebody cancels. */
export function noteFrom(typed: string): Text {
  const text = clean(typed).trim()
  return isLonger(text, NOTE_AT_MOST) ? { wrong: `Shorten the note to at most 1,000 characters` } : { text }
}

const LOCAL = /^[\w#$&'*+/=?^`{|}~-]+(\.[\w#$&'*+/=?^`{|}~-]+)*$/
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i

/**
 * Exactly one plain address, since Exchange will write to it: no display name, quotes, comments, lists or source routes
 * ("a%b@c"), nothing that a mailer may decode into a second address.
 */
function addressFrom(typed: string): Text {
  const text = typed.trim()
  if (!text) return { wrong: 'Enter your e-mail address' }
  const [local = '', domain = '', ...more] = text.split('@')
  const labels = domain.split('.')
  const plain =
    more.length === 0 &&
    text.length <= 254 &&
    local.length <= 64 &&
    LOCAL.test(local) &&
    !local.includes('=?') &&
    labels.length > 1 &&
    labels.every((label) => LABEL.test(label)) &&
    /[a-z]/i.test(labels.at(-1) ?? '')
  return plain ? { text } : { wrong: 'Enter an e-mail address like name@example.com' }
}

/** Composed, with plain line ends, without characters that are not seen but change what is seen. */
const clean = (typed: string) =>
  typed
    .normalize('NFC')
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(/[\p{Cs}\p{Bidi_Control}\u200b\u2060\ufeff\ufff9-\uffff\u{e0000}-\u{e007f}]/gu, '')
    .replace(/[^\P{Cc}\n\t]/gu, '')

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Counted as a person counts; a heap of accents on one letter does not pass as one. */
function isLonger(text: string, most: number): boolean {
  if (text.length > most * 4) return true
  return text.length > most && [...graphemes.segment(text)].length > most
}
