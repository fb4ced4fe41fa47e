import { createHmac, hash } from 'node:crypto'

/**
 * The unguessable part of an address: 192 bits that say nothing. They are computed from the installation's secret and
 * the id, so that whoever may see a link can copy its address again, and the store keeps nothing but their hash: a copy of
 * the database opens no link. docs/decisions/0005-tokens-are-computed.md
 */
export type Tokens = {
  ofLink(id: string): string
  /** The invitee's key to one booking, for /booked/:key. */
  ofBooking(id: string): string
  /** For one person to answer one request by mail, for /approvals/…. */
  ofApproval(booking: string, person: string): string
  hash(token: string): string
}

export const TOKEN = /^[A-Za-z0-9_-]{32}$/

export function tokensFrom(secret: Buffer): Tokens {
  const token = (purpose: string, id: string) =>
    createHmac('sha256', secret).update(`${purpose}:${id}`).digest().subarray(0, 24).toString('base64url')
  return {
    ofLink: (id) => token('link', id),
    ofBooking: (id) => token('booking', id),
    ofApproval: (booking, person) => token('approval', `${booking} ${person}`),
    hash: remembered((text) => hash('sha256', text))
  }
}

/** A link is opened again and again. */
const HASHES_REMEMBERED = 500

function remembered(work: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    if (known.size >= HASHES_REMEMBERED) known.clear()
    const result = work(text)
    known.set(text, result)
    return result
  }
}
