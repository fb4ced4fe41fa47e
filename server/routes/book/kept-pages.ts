import { randomBytes } from 'node:crypto'
import { numberOf } from '../../../src/availability/number-of.ts'
import type { Link } from '../../../src/links/link.ts'
import { type Instant, MINUTE } from '../../../src/time/instant.ts'

/**
 * Printed booking pages, to be shown again as long as everything is the same that they were made of: the link, the minute,
 * what was read of the calendars, our own claims. Only the form id is new in each. Whether the link is open at all is asked
 * before, each time. docs/decisions/0011-printed-pages-are-kept.md
 */
export type KeptPages = {
  /**
   * The page at an address, with this form id in it. `basis`: all that it depends on besides. `print` makes it with
   * whatever form id it is told.
   */
  page(address: string, basis: string, formId: string, print: (formId: string) => Promise<string>): Promise<Buffer>
}

/** `after` is missing where the page has no form, as there is nothing to book. */
type Kept = { basis: string; before: Buffer; after?: Buffer; bytes: number }

/** All pages of one route together. The one that nobody has asked for longest goes first. */
const BYTES_AT_MOST = 4 * 1024 * 1024

export function keptPages(bytesAtMost = BYTES_AT_MOST): KeptPages {
  const kept = new Map<string, Kept>()
  let bytes = 0
  // stands where the form id will be; nobody can have written it anywhere else on the page
  const place = randomBytes(24).toString('hex')

  return {
    async page(address, basis, formId, print) {
      const known = kept.get(address)
      const found = known?.basis === basis ? known : cutAt(place, basis, await print(place))
      keep(address, found)
      return found.after ? Buffer.concat([found.before, Buffer.from(formId, 'latin1'), found.after]) : found.before
    }
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

function cutAt(place: string, basis: string, html: string): Kept {
  const [before = '', after, ...more] = html.split(place)
  if (more.length > 0) throw new Error('a booking page that is to be kept must name its form id only once')
  const bytes = Buffer.byteLength(html) + 2 * basis.length
  const kept = { basis, before: Buffer.from(before), bytes }
  return after === undefined ? kept : { ...kept, after: Buffer.from(after) }
}

/**
 * A page does not change within a minute: slots begin at whole minutes, and so do days and horizons. What happens exactly
 * at the beginning of one (a slot that begins this very moment has passed, a horizon has not) has a basis of its own.
 */
export function basisOf(link: Link, now: Instant, inTheWay: string): string {
  const whole =
    link.kind === 'availability' || link.slots.every(({ start, end }) => start % MINUTE === 0 && end % MINUTE === 0)
  const minute = whole ? `${Math.floor(now / MINUTE)}${now % MINUTE === 0 ? '' : '+'}` : `${now} ms`
  return `${minute} ${inTheWay} ${numberOf(link)}`
}
