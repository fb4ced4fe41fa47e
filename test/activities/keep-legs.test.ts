import { setImmediate as moment } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { type KeepingLegsNeeds, keepLegs } from '../../src/activities/keep-legs.ts'
import type { TakenLeg } from '../../src/activities/leg.ts'
import { mondayMorning } from '../world/cast.ts'

const leg = (organizer: string, nth: number) =>
  ({ key: `bk-${organizer}-${nth}`, organizer, source: { kind: 'booking', id: `${organizer} ${nth}` } }) as TakenLeg

test('of eight organizers whose legs are due, two are looked after at once, each leg once and hers in order', async () => {
  const due = [0, 1].flatMap((nth) => Array.from({ length: 8 }, (_, one) => leg(`organizer ${one}`, nth)))
  const begun: string[] = []
  let inside = 0
  let most = 0
  const needs = {
    clock: () => mondayMorning,
    random: () => 0,
    report: () => {},
    subjects: {
      async of({ id }: { id: string }) {
        begun.push(id)
        most = Math.max(most, ++inside)
        await moment()
        inside--
        return { state: 'not yet' }
      }
    },
    legs: { take: async () => due, settle: async () => true }
  } as unknown as KeepingLegsNeeds
  expect(await keepLegs(16, needs)).toBe(16)
  expect(most).toBe(2)
  expect(begun.toSorted()).toEqual(due.map(({ source }) => (source as { id: string }).id).toSorted())
  for (const { organizer } of due)
    expect(begun.filter((each) => each.startsWith(`${organizer} `))).toEqual([`${organizer} 0`, `${organizer} 1`])
})
