import { expect, test } from 'vitest'
import { zoneDifferences } from '../../server/zone-differences.ts'
import { offsetAt, zoneNamed } from '../../src/time/zones.ts'
import { mondayMorning } from '../world/cast.ts'

/** A runtime that knows our rules, but believes that Winnipeg still changes its clock in winter. */
const runtime = (name: string) => {
  const zone = zoneNamed(name)
  if (!zone || name === 'Asia/Tokyo') return undefined
  const winter = (at: number) => [0, 1, 10, 11].includes(new Date(at).getUTCMonth())
  return (at: number) => (name === 'America/Winnipeg' && winter(at) ? -360 : offsetAt(zone, at))
}

test('zones in which the runtime is behind are told with the first and the last day', () => {
  const names = ['Europe/Berlin', 'America/Winnipeg', 'Asia/Tokyo', 'Mars/Olympus']
  const [winnipeg, ...others] = zoneDifferences(mondayMorning, runtime, names)
  expect(others).toEqual([])
  expect(winnipeg).toMatchObject({ zone: 'America/Winnipeg', from: mondayMorning })
  expect(new Date(winnipeg?.until ?? 0).toISOString()).toMatch(/^2028-12/)
})

test('this runtime is asked for its offsets in full: east, west, half hours, and summer time', () => {
  const names = ['Europe/Berlin', 'America/St_Johns', 'Asia/Kolkata', 'Pacific/Chatham', 'UTC', 'Pacific/Marquesas']
  expect(zoneDifferences(mondayMorning, undefined, names)).toEqual([])
})
