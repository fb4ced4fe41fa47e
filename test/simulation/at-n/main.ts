// npm run faults: for creating, moving and cancelling, the first, second, … Nth request and SQL statement goes wrong, before its effect and
// after it, each in every way and in a world of its own. Ends with a summary in JSON, and with 1 when the auditor has something to say.
// --behaviours: the writes to the clouds, whatever Exchange makes of repeats (behaviours.ts); --impatient: an operator
// tries again whatever waits, every two seconds.
// --act move --n 17 --way "process death" --moment after choose; --quick tries the most telling ones; --trace tells each world whole.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { loadUnrealWorld } from '../load.ts'
import { plant } from '../planted.ts'
import { type Act, acts } from './acts.ts'
import { behaviours } from './behaviours.ts'
import { type Case, mostTelling, nameOf, writesAmong } from './cases.ts'
import { countCases, type Tally, together, tryCases } from './run.ts'

const { values } = parseArgs({
  options: {
    act: { type: 'string' },
    n: { type: 'string' },
    way: { type: 'string' },
    moment: { type: 'string' },
    /** The writes to the clouds, under every way in which Exchange may treat repeats. */
    behaviours: { type: 'boolean', default: false },
    /** An operator tries again at once whatever waits. */
    impatient: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    trace: { type: 'boolean', default: false },
    /** The name of a planted bug (planted.ts). */
    plant: { type: 'string' },
    processes: { type: 'string', default: String(availableParallelism()) },
    /** "2/3": the second of three processes. */
    part: { type: 'string' }
  }
})

const say = (line: string) => process.stdout.write(`${line}\n`)
const { processes, part = `1/${processes}` } = values
const [own = 1, of = 1] = part.split('/').map(Number)
const others = values.part ? [] : Array.from({ length: of - 1 }, (_, index) => another(`${index + 2}/${of}`))

if (values.plant) plant(values.plant)
const world = await loadUnrealWorld()
const chosenActs = (Object.keys(acts) as Act[]).filter((act) => !values.act || values.act === act)
const operations: Record<string, unknown> = {}
const chosen: Case[] = []
for (const act of chosenActs) {
  const { cases, calls, statements, counted } = await countCases(act, world)
  operations[act] = { requests: calls, statements, withIdleRounds: counted, cases: cases.length }
  if (!values.behaviours) chosen.push(...(values.quick ? mostTelling(cases) : cases).filter(isChosen))
  else
    for (const behaviour of behaviours)
      chosen.push(...writesAmong((await countCases(act, world, behaviour)).cases).filter(isChosen))
}
const mine = chosen.filter((_, index) => index % of === own - 1)

if (values.trace) for (const each of mine) await tellWhole(each)
let done = 0
const tally = await tryCases(mine, { ...world, impatient: values.impatient }, () => {
  done++
  if (own === 1 && done % 100 === 0) process.stderr.write(`${done * of} of ${chosen.length}\n`)
})
if (values.part) process.send?.(tally)
else {
  const all = together([tally, ...(await Promise.all(others))])
  for (const finding of all.findings) say(finding)
  if (all.cases !== chosen.length) throw new Error(`${all.cases} of ${chosen.length} cases were tried`)
  say(JSON.stringify({ operations, tried: all.cases, findings: all.findings.length, ended: all.ended }, undefined, 2))
  process.exitCode = all.findings.length === 0 ? 0 : 1
}

function isChosen({ fault }: Case) {
  const { n, way, moment } = values
  return (!n || fault.n === Number(n)) && (!way || fault.way === way) && (!moment || fault.moment === moment)
}

async function another(which: string): Promise<Tally> {
  const child = fork(import.meta.filename, [...process.argv.slice(2), '--part', which], {
    execArgv: process.execArgv,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc']
  })
  const [tally] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`part ${which} ended with ${code}`)))
  ])
  return tally as Tally
}

async function tellWhole(each: Case) {
  say(nameOf(each))
  const { trace, log, ended } = await world.actIn(each.act, { ...each, impatient: values.impatient, keep: true })
  for (const line of [...trace, ...log].sort()) say(line)
  say(JSON.stringify(ended))
}
