// npm run conformance -- DIR: replays recorded exchanges with both clouds against a sandbox of its own.
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { startSandbox } from '../start.ts'
import { createControl } from './control.ts'
import { replayGraph } from './graph.ts'
import { type Kind, kindOf } from './kind.ts'
import type { Result } from './result.ts'
import { replaySalesforce } from './salesforce.ts'

const [given] = process.argv.slice(2)
const folder = given && resolve(given)
if (!folder || !existsSync(folder) || !statSync(folder).isDirectory()) {
  console.error(
    given ? `There is no folder ${given}.` : 'Say which folder of cases to replay: npm run conformance -- DIR'
  )
  process.exit(2)
}

const sandbox = await startSandbox({ world: 'contoso' })
const results: Result[] = []
for (const one of [folder, ...foldersIn(folder)]) {
  const kind = kindOf(one)
  if (kind) results.push(...(await replay(kind, one)))
}
await sandbox.close()
report(results)

function replay(kind: Kind, one: string): Promise<Result[]> {
  const { origin } = sandbox
  if (kind === 'salesforce') return replaySalesforce({ origin, folder: one, sandbox })
  return replayGraph({ origin, folder: one, control: createControl(origin) })
}

function foldersIn(parent: string): string[] {
  return readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(parent, name))
    .sort()
}

function report(results: Result[]) {
  for (const { name, outcome, why } of results) if (outcome !== 'passed') console.log(`${outcome}: ${name}: ${why}`)
  const count = (outcome: Result['outcome']) => results.filter((one) => one.outcome === outcome).length
  console.log(`${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`)
  // A folder without cases is a mistake of whoever named it, not a success.
  process.exitCode = count('failed') > 0 || results.length === 0 ? 1 : 0
}
