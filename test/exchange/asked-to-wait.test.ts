import { describe, expect, test } from 'vitest'
import { busyTimes } from '../../src/exchange/busy-time.ts'
import type { Answered } from '../../src/exchange/graph-answer.ts'
import type { Graph } from '../../src/exchange/graph-client.ts'
import { DAY, MINUTE, SECOND } from '../../src/time/instant.ts'
import { dana, mondayMorning, olga } from '../world/cast.ts'

const day = { start: mondayMorning, end: mondayMorning + DAY }

function throttled(refusal: Partial<Answered>) {
  const world = { now: mondayMorning, asked: 0 }
  const ask = async (): Promise<Answered> => {
    world.asked++
    return { status: 429, body: undefined, code: 'ApplicationThrottled', message: '', ...refusal }
  }
  const calendars = busyTimes({ ask, clock: () => world.now } as unknown as Graph)
  return { world, read: (who = olga) => calendars.read(who, day, 'fresh') }
}

describe('a calendar at which Exchange asked us to wait', () => {
  // biome-ignore format: what Exchange says, and when it is asked again
  test.each<[string, Partial<Answered>, number]>([
    ['30 seconds',               { after: 30 * SECOND },               30 * SECOND],
    ['a part of a second',       { after: 250 },                       250],
    ['nothing',                  {},                                   0],
    ['no time at all',           { after: 0 },                         0],
    ['a day: a minute',          { after: DAY },                       MINUTE],
    ['ten seconds, being down',  { status: 503, after: 10 * SECOND },  10 * SECOND]
  ])('for %s', async (_, refusal, wait) => {
    const { world, read } = throttled(refusal)
    await read()
    if (wait > 0) {
      world.now += wait - 1
      expect(await read()).toEqual({ unknown: 'Exchange: asked us to wait before we ask again' })
      expect(world.asked).toBe(1)
      world.now += 1
    }
    await read()
    expect(world.asked).toBe(2)
  })

  test('says nothing about another one', async () => {
    const { world, read } = throttled({ after: 30 * SECOND })
    await read()
    await read(dana as typeof olga)
    expect(world.asked).toBe(2)
  })
})
