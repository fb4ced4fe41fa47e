import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { MINUTE } from '../../src/time/instant.ts'
import { onBothEngines } from './engines.ts'

onBothEngines('what is counted over all instances', ({ place }) => {
  test('is counted together, each place and each kind for itself', async () => {
    const room = await place()
    const [one, other] = [await room.open(), await room.open()]
    const counts = await Promise.all(
      Array.from({ length: 20 }, (_, nth) => (nth % 2 ? one : other).tallies.add('bookings', 'a', MINUTE))
    )
    expect(counts.map(({ count }) => count).sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1))
    expect(await one.tallies.add('bookings', 'b', MINUTE)).toMatchObject({ count: 1 })
    expect(await one.tallies.add('guesses', 'a', MINUTE)).toMatchObject({ count: 1 })
    const { left } = await other.tallies.add('bookings', 'a', MINUTE)
    expect(left).toBeGreaterThan(MINUTE / 2)
    expect(left).toBeLessThanOrEqual(MINUTE)
  })

  test('begins anew when the window is over', async () => {
    const { tallies } = await (await place()).open()
    await tallies.add('bookings', 'a', 100)
    expect(await tallies.add('bookings', 'a', 100)).toMatchObject({ count: 2 })
    await sleep(150)
    expect(await tallies.add('bookings', 'a', 100)).toMatchObject({ count: 1 })
  })
})
