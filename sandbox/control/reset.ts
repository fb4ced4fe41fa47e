// POST /_sandbox/reset {world}: everything as at the beginning, also journal, trouble and clock.
import { people, type WorldName } from '../directory.ts'
import type { Fields } from './fields.ts'
import type { Outcome } from './outcome.ts'

export function resetTo({ world }: Fields, reset: (world?: WorldName) => WorldName): Outcome {
  if (world === undefined || world === '') return { done: { world: reset() } }
  if (!Object.hasOwn(people, String(world))) {
    return { problem: `There is no world "${world}". There are ${Object.keys(people).join(' and ')}.` }
  }
  return { done: { world: reset(String(world) as WorldName) } }
}
