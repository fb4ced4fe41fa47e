// Ids as Exchange hands them out: opaque, case-sensitive, and belonging to one mailbox. The same item has another id in
// the list of a delegate than in its owner's mailbox, and a second, immutable form that a header asks for.
import { malformedId, notInStore } from './refusal.ts'

export type IdForm = 'rest' | 'immutable'

/** What an id means: the mailbox in whose id space it is, the thing, and for an occurrence the date in its series. */
export type Meaning = { kind: 'calendar' | 'item' | 'message'; mailbox: number; serial: number; occurrence?: string }

const prefixes = { rest: 'AAMk', immutable: 'AAkA', calendar: 'AQMk' } as const
const letters: Record<Meaning['kind'], string> = { calendar: 'c', item: 'i', message: 'm' }
const kinds: Record<string, Meaning['kind']> = { c: 'calendar', i: 'item', m: 'message' }

export function writeId({ kind, mailbox, serial, occurrence }: Meaning, form: IdForm = 'rest'): string {
  const text = [letters[kind], mailbox, serial, ...(occurrence ? [occurrence] : [])].join('.')
  // Calendars have no immutable form.
  const prefix = kind === 'calendar' ? prefixes.calendar : prefixes[form]
  const id = prefix + Buffer.from(`ADkx:${text}`).toString('base64url')
  return id.padEnd(Math.ceil(id.length / 4) * 4, '=')
}

/** In which number space the ids of a mailbox are written. A mailbox that was moved to another server has new ids; the
    immutable ones stay. */
export const idSpace = ({ number, origin }: { number: number; origin?: number }, form: IdForm = 'rest'): number =>
  form === 'immutable' ? (origin ?? number) : number

/** What does not look like an id is malformed; what looks like one and means nothing is not found. */
export function readId(id: string, kind: Meaning['kind']): Meaning & { form: IdForm } {
  const [, inside = ''] = /^(?:AAMk|AAkA|AQMk)([A-Za-z0-9+/_-]*)={0,3}$/.exec(id) ?? []
  if (!inside) throw malformedId()
  const text = Buffer.from(inside, 'base64url').toString('utf8')
  const [, letter = '', mailbox, serial, occurrence] =
    /^ADkx:([cim])\.(\d+)\.(\d+)(?:\.(\d{4}-\d\d-\d\d))?$/.exec(text) ?? []
  const meaning: Meaning = {
    kind: kinds[letter] ?? 'item',
    mailbox: Number(mailbox),
    serial: Number(serial),
    ...(occurrence ? { occurrence } : {})
  }
  // Ids are case-sensitive, and base64 forgives too much: only the very text that was handed out counts.
  const handedOut = letter !== '' && [writeId(meaning), writeId(meaning, 'immutable')].includes(id)
  if (!handedOut || meaning.kind !== kind) throw notInStore()
  return { ...meaning, form: id.startsWith(prefixes.immutable) ? 'immutable' : 'rest' }
}

/** A stable 16-byte number for things that carry one: change keys, uids, join links. */
export function fingerprint(...parts: (string | number)[]): Buffer {
  // FNV-1a over four lanes: short, deterministic, and nobody needs it to be secret.
  const text = parts.join('|')
  const result = Buffer.alloc(16)
  for (let lane = 0; lane < 4; lane++) {
    let hash = 2166136261 ^ (lane * 0x9e3779b1)
    for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 16777619)
    result.writeUInt32BE(hash >>> 0, lane * 4)
  }
  return result
}

export const changeKey = (mailbox: number, serial: number, change: number): string => {
  const own = fingerprint('mailbox', mailbox)
  const tail = Buffer.alloc(6)
  tail.writeUInt32BE((serial * 7919 + change) >>> 0, 2)
  return Buffer.concat([own, tail]).toString('base64')
}

export const newUid = (mailbox: number, serial: number): string =>
  `040000008200E00074C5B7101A82E00800000000${fingerprint('time', serial).toString('hex').slice(0, 16)}0000000000000000100000${'00'}${fingerprint('uid', mailbox, serial).toString('hex')}`.toUpperCase()

/** Occurrences of a series differ in the date inside the uid. */
export const occurrenceUid = (uid: string, date: string): string => {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  const hex = [year >> 8, year & 255, month, day].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return uid.slice(0, 32) + hex.toUpperCase() + uid.slice(40)
}
