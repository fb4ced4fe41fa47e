import { createHmac, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keyedHash } from '../../server/keyed-hash.ts'

test('is the HMAC that Node itself computes, for any key and any text', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), fc.string({ unit: 'binary', maxLength: 300 }), (key, text) => {
      const byNode = createHmac('sha256', key).update(text).digest('base64url')
      expect(keyedHash(Buffer.from(key))(text)).toBe(byNode)
    })
  )
})

test('a key that HMAC would have to shorten first is refused', () => {
  expect(() => keyedHash(randomBytes(65))).toThrow('longer than 64')
})
