import { createHmac, timingSafeEqual } from 'node:crypto'
import type { LinkId } from '../links/link.ts'
import { type Instant, SECOND } from '../time/instant.ts'

/**
 * What stands in an address that can revoke one link until a moment, and do nothing else: the link's id, the moment and a
 * signature. Nothing is kept; whoever holds the letter holds the right, as with the letter itself.
 */
export type RevocationTokens = {
  /** `until` is kept by whole seconds. */
  of(link: LinkId, until: Instant): string
  /** `over`: it was good until its moment. Undefined: nobody here has made it. */
  read(token: string, now: Instant): { link: LinkId } | 'over' | undefined
}

const TOKEN = /^[A-Za-z0-9_-]{48}$/
const UUID = /^([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})$/

/** 16 bytes of id, 4 of seconds, 16 of signature: 48 characters. */
export function revocationTokensFrom(secret: Buffer): RevocationTokens {
  const sign = (said: Buffer) =>
    createHmac('sha256', secret).update('revocation:').update(said).digest().subarray(0, 16)

  return {
    of(link, until) {
      const id = UUID.exec(link)?.slice(1).join('')
      if (!id) throw new Error(`not the id of a link: ${JSON.stringify(link)}`)
      const said = Buffer.alloc(20)
      said.write(id, 'hex')
      said.writeUInt32BE(Math.floor(until / SECOND), 16)
      return Buffer.concat([said, sign(said)]).toString('base64url')
    },

    read(token, now) {
      if (!TOKEN.test(token)) return undefined
      const bytes = Buffer.from(token, 'base64url')
      const [said, signature] = [bytes.subarray(0, 20), bytes.subarray(20)]
      if (!timingSafeEqual(signature, sign(said))) return undefined
      if (said.readUInt32BE(16) * SECOND <= now) return 'over'
      const id = said.toString('hex', 0, 16)
      const parts = [id.slice(0, 8), id.slice(8, 12), id.slice(12, 16), id.slice(16, 20), id.slice(20)]
      return { link: parts.join('-') }
    }
  }
}
