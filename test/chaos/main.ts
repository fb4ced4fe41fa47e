// npm run chaos -- [--engine postgres|sqlite] [--rounds N] [--seed S] [--freeze-every N] [--minutes N], --crowd TRIALS [--people N], or
// --upgrade [--from COMMIT] [--instances N]: real processes, a real store, and something that goes wrong in every round (docs/reliability.md). Ends
// with a summary in JSON, and with 1 when anything was lost, doubled or invented.
import { parseArgs } from 'node:util'
import { crowd } from './crowd.ts'
import { diskFull } from './disk-full.ts'
import { chaos } from './run.ts'
import { upgrade } from './upgrade.ts'

const { values } = parseArgs({
  options: {
    engine: { type: 'string', default: 'postgres' },
    rounds: { type: 'string', default: '20' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    'freeze-every': { type: 'string', default: '25' },
    minutes: { type: 'string' },
    crowd: { type: 'string' },
    upgrade: { type: 'boolean', default: false },
    from: { type: 'string' },
    instances: { type: 'string', default: '2' },
    people: { type: 'string', default: '1000' }
  }
})
const whole = (text: string, name: string) => {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`--${name} must be a whole number, not "${text}"`)
  return Number(text)
}
if (values.engine !== 'postgres' && values.engine !== 'sqlite') throw new Error('--engine must be postgres or sqlite')

const say = (line: string) => void process.stderr.write(`${line}\n`)
if (values.upgrade) await upgrades(values.engine)
else if (values.crowd === undefined) await rounds(values.engine)
else await crowds(whole(values.crowd, 'crowd'))

async function crowds(trials: number) {
  const outcome = await crowd(trials, whole(values.people, 'people'), say)
  if ('missing' in outcome) return shout(outcome.missing)
  process.stdout.write(`${JSON.stringify(outcome, null, 2)}\n`)
  process.exitCode = outcome.violations.length === 0 ? 0 : 1
}

async function rounds(engine: 'postgres' | 'sqlite') {
  const seed = whole(values.seed, 'seed')
  say(`seed ${seed}`)
  const count = { rounds: whole(values.rounds, 'rounds'), freezeEvery: whole(values['freeze-every'], 'freeze-every') }
  const minutes = values.minutes === undefined ? undefined : whole(values.minutes, 'minutes')
  const summary = await chaos({ ...count, minutes, engine, seed, say })
  if ('missing' in summary) return shout(summary.missing)
  const full = engine === 'sqlite' ? await diskFull(say) : undefined
  if (full && 'missing' in full) say(`NOT RUN: ${full.missing}.`)
  const violations = summary.violations + (full && 'violations' in full ? full.violations.length : 0)
  process.stdout.write(`${JSON.stringify({ ...summary, ...(full ? { diskFull: full } : {}), violations }, null, 2)}\n`)
  process.exitCode = violations === 0 ? 0 : 1
}

async function upgrades(engine: 'postgres' | 'sqlite') {
  const from = values.from === undefined ? {} : { from: values.from }
  const outcome = await upgrade({ engine, instances: whole(values.instances, 'instances'), say, ...from })
  if ('missing' in outcome) return shout(outcome.missing)
  process.stdout.write(`${JSON.stringify(outcome, null, 2)}\n`)
  process.exitCode = outcome.violations === 0 ? 0 : 1
}

/** What was not run must not pass for what has held. */
function shout(missing: string) {
  process.exitCode = 1
  say(`\n${'='.repeat(100)}\nNOT RUN: ${missing}.\n${'='.repeat(100)}\n`)
}
