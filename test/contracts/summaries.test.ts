import { expect, test } from 'vitest'
import { DAY, MINUTE } from '../../src/time/instant.ts'
import { olga } from '../world/cast.ts'
import { onBothEngines } from './engines.ts'
import { now } from './story.ts'

const piet = { ...olga, id: 'acme/piet', name: 'Piet Jansen' }
const AGAIN = 10 * MINUTE

onBothEngines('daily summaries', ({ place }) => {
  async function opened() {
    const where = await place()
    const storage = await where.open()
    await storage.organizers.enrol(olga)
    return { where, storage, summaries: storage.summaries }
  }

  test('every organizer has her turn from the start, and again when it is due', async () => {
    const { storage, summaries } = await opened()
    expect(await summaries.take(8, AGAIN, now)).toEqual([olga.id])
    expect(await summaries.take(8, AGAIN, now)).toEqual([])
    await storage.organizers.enrol(piet)
    expect(await summaries.take(8, AGAIN, now)).toEqual([piet.id])
    expect((await summaries.take(8, AGAIN, now + AGAIN)).sort()).toEqual([olga.id, piet.id].sort())
    await summaries.next(olga.id, now + DAY)
    expect(await summaries.take(8, AGAIN, now + 2 * AGAIN)).toEqual([piet.id])
    expect(await summaries.take(1, AGAIN, now + DAY)).toHaveLength(1)
  })

  test('at seven, until she says otherwise; switched off she has no turn', async () => {
    const { summaries } = await opened()
    expect(await summaries.choiceOf(olga.id)).toEqual({ on: true, hour: 7 })
    await summaries.choose(olga.id, { on: false, hour: 0 }, now)
    expect(await summaries.choiceOf(olga.id)).toEqual({ on: false, hour: 0 })
    expect(await summaries.take(8, AGAIN, now + DAY)).toEqual([])
    await summaries.choose(olga.id, { on: true, hour: 23 }, now)
    expect(await summaries.choiceOf(olga.id)).toEqual({ on: true, hour: 23 })
    expect(await summaries.take(8, AGAIN, now)).toEqual([olga.id])
  })

  test('a day is written once, over all instances, unless it was surely not sent', async () => {
    const { where, summaries } = await opened()
    const { summaries: elsewhere } = await where.open()
    const both = await Promise.all([summaries, elsewhere].map((each) => each.claim(olga.id, '2027-01-05', now)))
    expect(both.sort()).toEqual([false, true])
    expect(await summaries.claim(olga.id, '2027-01-06', now)).toBe(true)
    await elsewhere.giveBack(olga.id, '2027-01-05')
    expect(await summaries.claim(olga.id, '2027-01-05', now)).toBe(true)
    expect(await summaries.claim(olga.id, '2027-02-06', now + 40 * DAY)).toBe(true)
    expect(await where.sql('select day from summaries_sent')).toEqual([{ day: '2027-02-06' }])
  })

  test('a turn belongs to one instance', async () => {
    const { where, summaries } = await opened()
    await summaries.take(8, AGAIN, now)
    const { summaries: elsewhere } = await where.open()
    const both = await Promise.all([summaries, elsewhere].map((each) => each.take(8, AGAIN, now + AGAIN)))
    expect(both.flat()).toEqual([olga.id])
  })
})
