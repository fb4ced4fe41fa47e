import { expect, test } from 'vitest'
import { handOverEnded } from '../../src/links/hand-over-ended.ts'
import { keeperOf } from '../../src/links/link.ts'
import { dana, eve, mondayMorning, sam, twoTimes } from '../world/cast.ts'
import { granted, grantsInMemory } from '../world/grants.ts'
import { editor, worldWith } from '../world/services.ts'

const end = mondayMorning + 1000
const sams = { ...twoTimes, madeBy: sam, initiator: sam }

function worldOf(to = eve) {
  const { services, outside } = worldWith({ links: [sams] })
  services.auditLog.append = async () => {}
  const grant = granted(sam, 'time slots only', { endsAt: end, afterwards: { links: 'hand over', to } })
  const problems: string[] = []
  const needs = {
    ...services,
    grants: grantsInMemory([grant]),
    standings: {
      of: async (person: { id: string }) =>
        person.id === eve.id ? editor : { ...editor, folder: 'none' as const, delegate: false }
    } as typeof services.standings,
    report: (_: unknown, problem: string) => void problems.push(problem)
  }
  const keeper = async () => {
    const found = await services.links.find(sams.id)
    return found && keeperOf(found.link).id
  }
  return { needs, outside, keeper, problems }
}

test('as long as the grant lasts, nothing changes hands', async () => {
  const { needs, keeper } = worldOf()
  expect(await handOverEnded(needs)).toBe(0)
  expect(await keeper()).toBe(sam.id)
})

test('when it has ended, Eve answers for the links; the initiator stays, and twice is once', async () => {
  const { needs, outside, keeper, problems } = worldOf()
  outside.now = end
  expect(await handOverEnded(needs)).toBe(1)
  expect(await keeper()).toBe(eve.id)
  expect((await needs.links.find(sams.id))?.link.initiator.id).toBe(sam.id)
  expect(await handOverEnded(needs)).toBe(0)
  expect(problems).toEqual([])
})

test('who may not carry the links does not get them, and it is told', async () => {
  const { needs, outside, keeper, problems } = worldOf(dana)
  outside.now = end
  expect(await handOverEnded(needs)).toBe(0)
  expect(await keeper()).toBe(sam.id)
  expect(problems).toEqual(['lower_right'])
})
