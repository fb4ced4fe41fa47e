// npm run chaos -- [--engine postgres|sqlite] [--rounds N] [--seed S] [--freeze-every N]: real processes, a real store, and something that
// goes wrong in every round (docs/reliability.md). Ends with a summary in JSON, and with 1 when anything was lost, doubled or invented.
import { parseArgs } from 'node:util'
import { diskFull } from './disk-full.ts'
import { chaos } from './run.ts'

const { values } = parseArgs({
  options: {
    engine: { type: 'string', default: 'postgres' },
    rounds: { type: 'string', default: '20' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    'freeze-every': { type: 'string', default: '25' }
  }
})
const whole = (text: string, name: string) => {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`--${name} must be a whole number, not "${text}"`)
  return Number(text)
}
if (values.engine !== 'postgres' && values.engine !== 'sqlite') throw new Error('--engine must be postgres or sqlite')

const say = (line: string) => void process.stderr.write(`${line}\n`)
const seed = whole(values.seed, 'seed')
say(`seed ${seed}`)
const summary = await chaos({
  engine: values.engine,
  rounds: whole(values.rounds, 'rounds'),
  seed,
  freezeEvery: whole(values['freeze-every'], 'freeze-every'),
  say
})
const full = values.engine === 'sqlite' ? await diskFull(say) : undefined
if (full && 'missing' in full) shout(full.missing)
if ('missing' in summary) {
  shout(summary.missing)
  process.exitCode = 1
} else {
  const violations = summary.violations + (full && 'violations' in full ? full.violations.length : 0)
  process.stdout.write(`${JSON.stringify({ ...summary, ...(full ? { diskFull: full } : {}), violations }, null, 2)}\n`)
  process.exitCode = violations === 0 ? 0 : 1
}

function shout(missing: string) {
  say(`\n${'='.repeat(100)}\nNOT RUN: ${missing}.\n${'='.repeat(100)}\n`)
}
