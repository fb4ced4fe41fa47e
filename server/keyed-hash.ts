import { hash } from 'node:crypto'

/** SHA-256 reads 64 bytes at a time. */
const BLOCK = 64

/**
 * HMAC-SHA-256 (RFC 2104) for keys of at most 64 bytes and short texts, as base64url: the same value as `createHmac`, whose setting-up costs
 * more than all of the signing. Two hashes in one step each are a third of that.
 */
export function keyedHash(key: Buffer): (text: string) => string {
  if (key.length > BLOCK) throw new Error(`a key of ${key.length} bytes is longer than ${BLOCK}`)
  const padded = (pad: number) => Buffer.alloc(BLOCK, pad).map((byte, at) => byte ^ (key[at] ?? 0)) as Buffer
  const [inner, outer] = [padded(0x36), padded(0x5c)]
  return (text) => {
    const inside = hash('sha256', Buffer.concat([inner, Buffer.from(text)]), 'buffer')
    return hash('sha256', Buffer.concat([outer, inside]), 'base64url')
  }
}
