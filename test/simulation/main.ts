// npm run sim -- --bookings N --seed S: people, faults and clouds from one seed, again and again, each time in a new world.
// --episode K runs one of them alone, --trace prints all that happens in it. Ends with a summary in JSON, and with 1 when
// the auditor has something to say.
import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { loadUnrealWorld } from './load.ts'
import { plant } from './planted.ts'
import { summaryOf } from './summary.ts'

const { values } = parseArgs({
  options: {
    bookings: { type: 'string', default: '100' },
    seed: { type: 'string', default: String(randomInt(1_000_000_000)) },
    episode: { type: 'string' },
    trace: { type: 'boolean', default: false },
    /** How many people come in one episode. */
    people: { type: 'string', default: '50' },
    /** The name of a planted bug (planted.ts). */
    plant: { type: 'string' },
    /** Ends at the first finding whose invariant begins like this (a regular expression); '' is any. */
    until: { type: 'string' }
  }
})

const say = (line: string) => process.stdout.write(`${line}\n`)

const weather = values.plant === undefined ? {} : (plant(values.plant).weather ?? {})
const { runEpisode } = await loadUnrealWorld()
const { seed, trace: keep } = values
const until = values.until === undefined ? undefined : new RegExp(`^(${values.until})`)
const only = values.episode === undefined ? undefined : Number(values.episode)
say(`seed ${seed}`)

const results = []
let left = Number(values.bookings)
for (let number = 1; left > 0; number++) {
  const people = Math.min(Number(values.people), left)
  left -= people
  if (only !== undefined && only !== number) continue
  const result = await runEpisode(`${seed}/${number}`, { people, keep, weather })
  results.push(result)
  for (const line of [...result.trace, ...result.log].sort()) say(line)
  for (const { invariant, what } of result.findings) say(`episode ${number}: ${invariant}: ${what}`)
  if (until !== undefined && result.findings.some(({ invariant }) => until.test(invariant))) break
}
const summary = summaryOf(seed, results)
say(JSON.stringify(summary, undefined, 2))
process.exitCode = summary.findings === 0 ? 0 : 1
