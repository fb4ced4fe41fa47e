// An upgrade while people use it: the program before the last change of the schema, beside this one.
import { expect, test } from 'vitest'
import { upgrade } from '../chaos/upgrade.ts'

test('old and new program work on one schema, each goes on with what the other began, and the change of guard loses nothing', {
  timeout: 300_000
}, async () => {
  const outcome = await upgrade({ engine: 'postgres', instances: 1, say: () => {} })
  if ('missing' in outcome) {
    const line = '='.repeat(100)
    process.stderr.write(`\n${line}\nNOT RUN: an upgrade, because ${outcome.missing}\n${line}\n`)
    return
  }
  const { findings, ...rest } = outcome
  const story = JSON.stringify(rest)
  expect(Object.values(findings).flat(), story).toEqual([])
  expect(outcome.lives).toBe(12)
  expect(outcome.people).toBe(8)
})
