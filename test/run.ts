// npm test: everything, in two time zones, browser journeys included. Ends with one line that counts.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findOrInstallBrowser } from './browser.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)
const root = join(import.meta.dirname, '..')
const vitest = join(root, 'node_modules/vitest/vitest.mjs')
const reports = mkdtempSync(join(tmpdir(), 'onbehalf-tests-'))

type Counted = { passed: number; failed: number; skipped: number }

/** The server's own zone must not matter: rules and pages are run a second time in a zone with a half-hour offset. */
const runs: { zone: string; projects: string[] }[] = [
  { zone: 'UTC', projects: ['fast', 'sandbox', 'contracts', 'simulation', 'journeys'] },
  { zone: 'Asia/Kolkata', projects: ['fast', 'sandbox'] }
]

if (!findOrInstallBrowser(say)) {
  say('Journeys need a browser. Install Chromium or Chrome (Debian: apt-get install chromium) and run npm test again.')
  process.exit(1)
}
const counted = runs.map(run)
rmSync(reports, { recursive: true })
const sum = (key: keyof Counted) => counted.reduce((total, each) => total + each[key], 0)
say(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`)
process.exitCode = sum('failed') === 0 && sum('passed') > 0 ? 0 : 1

function run({ zone, projects }: { zone: string; projects: string[] }): Counted {
  say(`\nTests with TZ=${zone}: ${projects.join(', ')}`)
  const report = join(reports, `${zone.replace('/', '-')}.json`)
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`]
  const { status } = spawnSync(
    process.execPath,
    [vitest, 'run', ...projects.flatMap((project) => ['--project', project]), ...reporters],
    { cwd: root, stdio: 'inherit', env: { ...process.env, TZ: zone, ...(process.env.CI ? { NO_COLOR: '1' } : {}) } }
  )
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, 'utf8'))
  // a run that ended badly although no test failed (a file that does not load, a set-up that breaks) is a failure, too
  const failed = numFailedTests || (status === 0 ? 0 : 1)
  return { passed: numPassedTests, failed, skipped: numPendingTests }
}
