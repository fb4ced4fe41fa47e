import { describe, expect, test } from 'vitest'
import type { Refusal } from '../../src/bookings/book.ts'
import { rushes } from '../../src/bookings/rush.ts'

/** People come one after the other; each who is looked after waits until it is said what becomes of it. */
function aRush() {
  const rush = rushes(async () => {})
  const lookedAfter: string[] = []
  const ends = new Map<string, PromiseWithResolvers<Refusal | undefined>>()
  return {
    lookedAfter,
    comes: (name: string, what = 'nine o’clock') =>
      rush(what, () => {
        lookedAfter.push(name)
        const end = Promise.withResolvers<Refusal | undefined>()
        ends.set(name, end)
        return end.promise
      }),
    async becomes(name: string, verdict?: Refusal) {
      ends.get(name)?.resolve(verdict)
      await settled()
    },
    async breaks(name: string) {
      ends.get(name)?.reject(new Error('the store is away'))
      await settled()
    }
  }
}

const settled = () => new Promise(setImmediate)

describe('of many who want one time in the same moment', () => {
  test('one is looked after, and when it is hers, the others hear that it is taken', async () => {
    const { comes, becomes, lookedAfter } = aRush()
    const all = Promise.all([comes('Grace'), comes('Henry'), comes('Ada')])
    await becomes('Grace')
    expect(await all).toEqual([undefined, 'slot taken', 'slot taken'])
    expect(lookedAfter).toEqual(['Grace'])
  })

  test('whoever wants another time does not wait', async () => {
    const { comes, becomes, lookedAfter } = aRush()
    const [grace, henry] = [comes('Grace'), comes('Henry', 'ten o’clock')]
    await becomes('Henry')
    expect(await henry).toBeUndefined()
    expect(lookedAfter).toEqual(['Grace', 'Henry'])
    await becomes('Grace')
    expect(await grace).toBeUndefined()
  })

  test('whoever comes when all is over is looked after anew', async () => {
    const { comes, becomes, lookedAfter } = aRush()
    const grace = comes('Grace')
    await becomes('Grace', 'slot taken')
    const henry = comes('Henry')
    await becomes('Henry')
    expect([await grace, await henry, lookedAfter]).toEqual(['slot taken', undefined, ['Grace', 'Henry']])
  })

  test.each<Refusal>(['slot not offered', 'calendar unreachable', 'link closed'])(
    '%s: told to those who had asked before that look began, and one look more for all who came since',
    async (verdict) => {
      const { comes, becomes, lookedAfter } = aRush()
      const all = Promise.all([comes('Grace'), comes('Henry'), comes('Ada')])
      await becomes('Grace', verdict)
      expect(lookedAfter).toEqual(['Grace', 'Henry'])
      const late = comes('Ida')
      await becomes('Henry', verdict)
      expect(await all).toEqual([verdict, verdict, verdict])
      await becomes('Ida')
      expect([await late, lookedAfter]).toEqual([undefined, ['Grace', 'Henry', 'Ida']])
    }
  )

  test.each<Refusal>(['form used before', 'refused before'])(
    '%s: is hers alone, and the next has her chance',
    async (verdict) => {
      const { comes, becomes } = aRush()
      const all = Promise.all([comes('Grace'), comes('Henry'), comes('Ada')])
      await becomes('Grace', verdict)
      await becomes('Henry')
      expect(await all).toEqual([verdict, undefined, 'slot taken'])
    }
  )

  test('a store that breaks for one: the others try for themselves, at once', async () => {
    const { comes, becomes, breaks, lookedAfter } = aRush()
    const grace = expect(comes('Grace')).rejects.toThrow('the store is away')
    const others = Promise.all([comes('Henry'), comes('Ada')])
    await breaks('Grace')
    expect(lookedAfter).toEqual(['Grace', 'Henry', 'Ada'])
    await becomes('Henry')
    await becomes('Ada', 'slot taken')
    await grace
    expect(await others).toEqual([undefined, 'slot taken'])
  })
})
