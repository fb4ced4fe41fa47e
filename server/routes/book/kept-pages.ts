import { randomBytes } from 'node:crypto'
import { numberOf } from '../../../src/availability/number-of.ts'
import type { Link } from '../../../src/links/link.ts'
import { type Instant, MINUTE } from '../../../src/time/instant.ts'
import type { Moment } from './moment.ts'

/**
 * Printed booking pages, to be shown again as long as everything is the same that they were made of: the link, the minute,
 * what was read of the calendars, our own claims. What is another's each time, the form id before all, is filled in. Whether the
 * link is open at all is asked before, each time. docs/decisions/0011-printed-pages-are-kept.md
 */
export type KeptPages = {
  /**
   * The page at an address, with this filled in. `basis`: all that it depends on besides. `print` makes it with whatever it is
   * told to put in those places. What is filled in must be escaped already. `moment`: as long as that has the same name, `again` may give it.
   */
  page(address: string, basis: string, filled: readonly string[], print: Print, moment?: Moment): Promise<Buffer>
  /** The page that was shown at this address in this very moment (moment.ts); undefined: there was none. */
  again(address: string, moment: Moment, filled: () => readonly string[]): Buffer | undefined
}

type Print = (places: readonly string[]) => Promise<string>

/** `parts` and `places` take turns, and parts begin and end. A page may leave places out, as one without a form does. */
type Kept = { basis: string; parts: Buffer[]; places: number[]; bytes: number; moment: Moment }

/** All pages of one route together. The one that nobody has asked for longest goes first. */
const BYTES_AT_MOST = 4 * 1024 * 1024

export function keptPages(bytesAtMost = BYTES_AT_MOST): KeptPages {
  const kept = new Map<string, Kept>()
  const printing = new Map<string, Promise<Kept>>()
  let bytes = 0
  // stands where something will be filled in; nobody can have written it anywhere else on the page
  const secret = randomBytes(24).toString('hex')

  return {
    async page(address, basis, filled, print, moment) {
      const known = kept.get(address)
      const found = known?.basis === basis ? known : await printed(address, basis, filled, print)
      found.moment = moment
      keep(address, found)
      return fill(found, filled)
    },
    again(address, moment, filled) {
      const known = moment === undefined ? undefined : kept.get(address)
      return known && known.moment === moment ? fill(known, filled()) : undefined
    }
  }

  /** Whoever comes while the very same page is being printed waits for it. */
  function printed(address: string, basis: string, filled: readonly string[], print: Print): Promise<Kept> {
    const name = `${address} ${basis}`
    const underWay = printing.get(name)
    if (underWay) return underWay
    const page = print(placesFor(secret, filled)).then((html) => cutAt(secret, basis, html))
    printing.set(name, page)
    const done = () => void printing.delete(name)
    page.then(done, done)
    return page
  }

  function keep(address: string, page: Kept) {
    forget(address) // and back at the end: the first in the map is the one that nobody has asked for longest
    kept.set(address, page)
    bytes += page.bytes
    for (const first of kept.keys()) {
      if (bytes <= bytesAtMost) break
      forget(first)
    }
  }

  function forget(address: string) {
    bytes -= kept.get(address)?.bytes ?? 0
    kept.delete(address)
  }
}

function fill({ parts, places }: Kept, filled: readonly string[]): Buffer {
  const pieces: Buffer[] = []
  parts.forEach((part, nth) => {
    pieces.push(part)
    const place = places[nth]
    if (place !== undefined) pieces.push(Buffer.from(filled[place] ?? ''))
  })
  return Buffer.concat(pieces)
}

const placesFor = (secret: string, filled: readonly string[]) => filled.map((_, nth) => `${secret}-${nth}-`)

function cutAt(secret: string, basis: string, html: string): Kept {
  const cut = html.split(new RegExp(`${secret}-(\\d+)-`))
  const parts = cut.filter((_, nth) => nth % 2 === 0).map((text) => Buffer.from(text))
  const places = cut.filter((_, nth) => nth % 2 === 1).map(Number)
  if (new Set(places).size < places.length) throw new Error('a page that is to be kept must name each place only once')
  return { basis, parts, places, bytes: Buffer.byteLength(html) + 2 * basis.length, moment: undefined }
}

/**
 * A page does not change within a minute: slots begin at whole minutes, and so do days and horizons. What happens exactly
 * at the beginning of one (a slot that begins this very moment has passed, a horizon has not) has a basis of its own.
 */
export function basisOf(link: Link, now: Instant, inTheWay: string): string {
  const minute = isByTheMinute(link) ? `${Math.floor(now / MINUTE)}${now % MINUTE === 0 ? '' : '+'}` : `${now} ms`
  return `${minute} ${inTheWay} ${numberOf(link)}`
}

export const isByTheMinute = (link: Link): boolean =>
  link.kind === 'availability' || link.slots.every(({ start, end }) => start % MINUTE === 0 && end % MINUTE === 0)
