// Runs cases one after another, and says what came of them.
import type { loadUnrealWorld } from '../load.ts'
import type { Act } from './acts.ts'
import { type Behaviour, usual, wordsOf } from './behaviours.ts'
import { type Case, casesOf, nameOf } from './cases.ts'

export type World = Awaited<ReturnType<typeof loadUnrealWorld>>

export type Tally = { cases: number; findings: string[]; ended: Record<string, number> }

export type Counted = { cases: Case[]; calls: number; statements: number; counted: number }

/** What an act does when nothing goes wrong, and with that all that can go wrong. */
export async function countCases(act: Act, { actIn }: World, behaviour: Behaviour = usual): Promise<Counted> {
  const { operations, counted, ended, findings } = await actIn(act, { behaviour })
  const what = `${act} by itself (${wordsOf(behaviour)})`
  if (findings.length > 0) throw new Error(`${what} is not clean: ${JSON.stringify(findings)}`)
  if (!['booked', 'moved', 'cancelled'].includes(ended.as)) throw new Error(`${what} ended "${ended.as}"`)
  const calls = operations.filter(({ kind }) => kind === 'call').length
  return { cases: casesOf(act, behaviour, operations), calls, statements: operations.length - calls, counted }
}

export async function tryCases(
  cases: readonly Case[],
  { actIn, impatient = false }: World & { impatient?: boolean },
  tell = (_: Case) => {}
): Promise<Tally> {
  const tally: Tally = { cases: 0, findings: [], ended: {} }
  for (const each of cases) {
    const { hit, findings, ended } = await actIn(each.act, { ...each, impatient }).catch((cause) => ({
      hit: 'unknown',
      findings: [{ invariant: 'RUN', what: String(cause?.stack ?? cause) }],
      ended: { as: 'unknown' }
    }))
    tally.cases++
    tally.ended[ended.as] = (tally.ended[ended.as] ?? 0) + 1
    if (hit === undefined) tally.findings.push(`${nameOf(each)}: was not reached`)
    tally.findings.push(...findings.map(({ invariant, what }) => `${nameOf(each)}: ${invariant}: ${what}`))
    tell(each)
  }
  return tally
}

export function together(tallies: readonly Tally[]): Tally {
  const ended: Record<string, number> = {}
  for (const tally of tallies)
    for (const [as, count] of Object.entries(tally.ended)) ended[as] = (ended[as] ?? 0) + count
  return {
    cases: tallies.reduce((sum, { cases }) => sum + cases, 0),
    findings: tallies.flatMap(({ findings }) => findings),
    ended
  }
}
