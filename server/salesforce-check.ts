// npm run salesforce:check [-- --json]: is Salesforce set up as it has to be? For operators; administrators read the same in the
// console. Reads, and writes nothing.
import { parseArgs } from 'node:util'
import { checkSetup } from '../src/activities/check-setup.ts'
import type { SetupFinding, SetupFindings } from '../src/activities/setup-finding.ts'
import { connections } from '../src/salesforce/connection.ts'
import { salesforceSetup } from '../src/salesforce/salesforce-setup.ts'
import { openStorage, type Storage } from '../src/storage/database.ts'
import { StorageProblem } from '../src/storage/storage-problem.ts'
import { MINUTE } from '../src/time/instant.ts'
import { CannotStart, giveUp } from './cannot-start.ts'
import { readConfig } from './config.ts'
import { peopleInSetup } from './people-in-setup.ts'
import { withinAll } from './within.ts'
import { stateNames } from './wording/preflight.ts'
import { setupCheckNames, setupFine, toldSetup } from './wording/setup.ts'

/** A command may take its time: everybody is checked, however many they are. */
const CHECK_LIMIT = 10 * MINUTE

await run().catch(giveUp)

async function run() {
  const { json } = read()
  const config = readConfig(process.env)
  if (!config.salesforce)
    throw new CannotStart(
      'Nothing is written to Salesforce here: SALESFORCE_CLIENT_ID, SALESFORCE_CLIENT_SECRET and SALESFORCE_PRIVATE_KEY are not set. docs/salesforce/README.md tells how to begin.'
    )
  const { keyField } = config.salesforce
  const storage = await open(config)
  try {
    const people = await peopleInSetup(storage)
    const ahead = (await storage.time()) - Date.now() // what is signed with a wrong clock has ended when it arrives
    const setup = salesforceSetup(connections({ ...config.salesforce, clock: () => Date.now() + ahead }), keyField)
    const found = await checkSetup(people, people, { setup, inTime: withinAll(CHECK_LIMIT) })
    if (json) say(JSON.stringify(inJson(found, keyField), undefined, 2))
    else print(found, keyField)
    const all = [...found.organization, ...found.people.flatMap(({ findings }) => findings)]
    if (all.some(({ state }) => state === 'unknown')) process.exitCode = 2
    if (all.some(({ state }) => state === 'problem')) process.exitCode = 1
  } finally {
    await storage.close()
  }
}

function read() {
  try {
    return parseArgs({ options: { json: { type: 'boolean', default: false } } }).values
  } catch (cause) {
    throw new CannotStart(`${(cause as Error).message}\nnpm run salesforce:check [-- --json]`)
  }
}

function open({ databaseUrl, dataFolder }: ReturnType<typeof readConfig>): Promise<Storage> {
  return openStorage({ url: databaseUrl, folder: dataFolder, keyHashOf: () => '' }).catch((cause) => {
    throw cause instanceof StorageProblem ? new CannotStart(cause.message) : cause
  })
}

function print({ organization, people }: SetupFindings, keyField: string) {
  say('The organization')
  for (const finding of organization) printFinding(finding, keyField)
  for (const { person, findings } of people) {
    say(`\n${person.name} <${person.address}>${person.mode === undefined ? ', delegate' : ''}`)
    for (const finding of findings) printFinding(finding, keyField)
  }
}

function printFinding(finding: SetupFinding, keyField: string) {
  const told = tell(finding, keyField)
  say(`  ${told.state.padEnd(13)} ${told.check}: ${told.says}`)
  for (const line of [told.follows, told.remedy, told.said]) if (line) say(`  ${''.padEnd(13)} ${line}`)
}

function inJson({ organization, people }: SetupFindings, keyField: string) {
  const told = (findings: readonly SetupFinding[]) =>
    findings.map((finding) => ({ ...tell(finding, keyField), state: finding.state }))
  return {
    organization: told(organization),
    people: people.map(({ person, findings }) => ({
      ...{ name: person.name, address: person.address, username: person.username, mode: person.mode ?? 'delegate' },
      findings: told(findings)
    }))
  }
}

/** What Salesforce said is text from outside: on a terminal it stays on its line. */
function tell(finding: SetupFinding, keyField: string) {
  const { check, code, about, said } = finding
  const words =
    finding.state === 'ok'
      ? { says: setupFine[finding.code](about, keyField), follows: '', remedy: '' }
      : toldSetup(finding, keyField)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not reach the terminal
  const plain = said?.replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, ' ')
  return { check: setupCheckNames[check], state: stateNames[finding.state], code, ...words, said: plain ?? '' }
}

function say(line: string) {
  process.stdout.write(`${line}\n`)
}
