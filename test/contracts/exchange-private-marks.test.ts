import { expect, test } from 'vitest'
import { privateMarks } from '../../src/exchange/private-marks.ts'
import { weeks } from '../../src/exchange/week.ts'
import { DAY } from '../../src/time/instant.ts'
import { olga, useAcme } from './acme.ts'

const acme = useAcme()

test('the mark of a private item is taken away, and of no other; a repeat does no harm', async () => {
  const span = { start: Date.now() - 7 * DAY, end: Date.now() + 28 * DAY }
  const read = async () => {
    const week = await weeks(acme.graph).entries(olga, span)
    return 'entries' in week ? week.entries : expect.fail(week.unknown)
  }
  const before = await read()
  const hidden = before.filter((entry) => entry.private)
  const [item] = hidden.filter(({ title }) => title === 'School play')
  expect(item?.id).toBeTruthy()
  expect(await privateMarks(acme.graph).clear(olga, item?.id ?? '')).toBe('cleared')
  expect(await privateMarks(acme.graph).clear(olga, item?.id ?? '')).toBe('cleared')
  const after = await read()
  expect(after.filter((entry) => entry.private)).toHaveLength(hidden.length - 1)
  expect(after).toHaveLength(before.length)
})

test('an item that is gone, and an Exchange that does not answer, are told apart', async () => {
  const marks = privateMarks(acme.graph)
  expect(await marks.clear(olga, 'AAMkAGNothing')).not.toBe('cleared')
  await acme.trouble({ cloud: 'graph', method: 'PATCH', times: 1, kind: 'status', status: 503 })
  expect(await marks.clear(olga, 'AAMkAGNothing')).toEqual({ unknown: expect.any(String) })
})
