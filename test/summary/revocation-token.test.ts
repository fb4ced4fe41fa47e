import { describe, expect, test } from 'vitest'
import { revocationTokensFrom } from '../../src/summary/revocation-token.ts'
import { DAY, SECOND } from '../../src/time/instant.ts'
import { halfHours, mondayMorning as now, twoTimes } from '../world/cast.ts'

const tokens = revocationTokensFrom(Buffer.alloc(32, 'a secret'))
const until = now + 14 * DAY
const token = tokens.of(halfHours.id, until)

describe('an address that revokes one link', () => {
  test('names that link until its moment, and not a second longer', () => {
    expect(token).toMatch(/^[\w-]{48}$/)
    expect(tokens.read(token, now)).toEqual({ link: halfHours.id })
    expect(tokens.read(token, until - SECOND)).toEqual({ link: halfHours.id })
    expect(tokens.read(token, until)).toBe('over')
    expect(tokens.of(twoTimes.id, until)).not.toBe(token)
  })

  test('cannot be changed: not one bit of it', () => {
    const bytes = Buffer.from(token, 'base64url')
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const forged = Buffer.from(bytes)
      forged[bit >> 3] = (forged[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(tokens.read(forged.toString('base64url'), now), `bit ${bit}`).toBeUndefined()
    }
  })

  // biome-ignore format: a table
  test.each([
    ['nothing',                      ''],
    ['a link’s own token',           'A'.repeat(32)],
    ['one character less',           token.slice(1)],
    ['one character more',           `${token}A`],
    ['other characters',             `${token.slice(0, -1)}=`],
    ['zeros',                        'A'.repeat(48)]
  ])('is not %s', (_, text) => expect(tokens.read(text, now)).toBeUndefined())

  test('is good in one installation only', () => {
    expect(revocationTokensFrom(Buffer.alloc(32, 'another')).read(token, now)).toBeUndefined()
  })
})
