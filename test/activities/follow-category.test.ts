// The category in organizers' mailboxes: asked for once a day, and what does not work is told and not forgotten.
import { expect, test } from 'vitest'
import { type FollowCategoryNeeds, followCategory } from '../../src/activities/follow-category.ts'
import type { MasterCategories } from '../../src/activities/master-categories.ts'
import type { Others } from '../../src/following/others.ts'
import { DAY, HOUR } from '../../src/time/instant.ts'
import { mondayMorning, olga } from '../world/cast.ts'

type Outcome = Awaited<ReturnType<MasterCategories['ensure']>>

function setting(outcomes: Outcome[]) {
  const seen = { now: mondayMorning, asked: [] as string[], told: [] as string[] }
  const others: Others = {
    prepare: async () => {},
    concerns: () => false,
    known: async () => [],
    follow: async () => undefined
  }
  const needs = {
    category: { name: 'Salesforce', removed: 'kept' },
    masterCategories: {
      async ensure(_: unknown, name: string) {
        seen.asked.push(name)
        return outcomes.shift() ?? 'there'
      }
    },
    clock: () => seen.now,
    report: (_: unknown, problem: string) => void seen.told.push(problem)
  } as Partial<FollowCategoryNeeds> as FollowCategoryNeeds
  const category = followCategory(others, needs)
  const sweepAfter = async (ms: number) => {
    seen.now += ms
    await category.prepare(olga)
    return [seen.asked.length, seen.told.length]
  }
  return { category, sweepAfter }
}

test('a mailbox is asked once a day', async () => {
  const { sweepAfter } = setting(['made'])
  expect(await sweepAfter(0)).toEqual([1, 0])
  expect(await sweepAfter(23 * HOUR)).toEqual([1, 0])
  expect(await sweepAfter(DAY)).toEqual([2, 0])
})

test('a refusal is told once a day; an outage is asked again at the next sweep', async () => {
  const { sweepAfter } = setting([{ refused: '403' }, { notNow: '503' }, { unclear: 'no answer' }, 'made'])
  expect(await sweepAfter(0)).toEqual([1, 1])
  expect(await sweepAfter(HOUR)).toEqual([1, 1])
  expect(await sweepAfter(DAY)).toEqual([2, 2])
  expect(await sweepAfter(HOUR)).toEqual([3, 3])
  expect(await sweepAfter(HOUR)).toEqual([4, 3])
  expect(await sweepAfter(HOUR)).toEqual([4, 3])
})

test('what carries the category is read, whatever its case, and nothing else', () => {
  const { category } = setting([])
  const changed = (...categories: string[]) => ({ id: 'x', iCalUId: null, gone: false, categories })
  expect([changed('salesforce'), changed('Travel'), changed()].map(category.concerns)).toEqual([true, false, false])
})
