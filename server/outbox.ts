// npm run outbox -- list | retry ID | drop ID --why "…": what has not got through to Exchange or Salesforce, for operators. The console
// does the same for those who have the right (/console/outbox).
import { userInfo } from 'node:os'
import { parseArgs } from 'node:util'
import { mayBeGivenUp, objectOf } from '../src/bookings/waiting-work.ts'
import type { Waiting } from '../src/outbox/message.ts'
import { openStorage, type Storage } from '../src/storage/database.ts'
import { StorageProblem } from '../src/storage/storage-problem.ts'
import { CannotStart, giveUp } from './cannot-start.ts'
import { readConfig } from './config.ts'
import { noteOperator } from './note-operator.ts'
import { dropActivity, isActivity, linesAbout, retryActivity, retryParkedActivities } from './outbox-activities.ts'

const SHOWN_AT_MOST = 1_000

const USAGE = `npm run outbox -- list [--json]                     what has not got through, stopped things first
npm run outbox -- retry ID                          try it now
npm run outbox -- retry parked                      try everything that is stopped
npm run outbox -- drop ID --why TEXT [--by NAME]    give it up for good; who and why are kept

ID is a number of a message, or the key of an activity in Salesforce (bk-…, mt-…).`

await run().catch(giveUp)

async function run() {
  const { positionals, values } = read()
  const [command = 'list', id] = positionals
  const { databaseUrl, dataFolder } = readConfig(process.env)
  const storage = await openStorage({ url: databaseUrl, folder: dataFolder, keyHashOf: () => '' }).catch((cause) => {
    throw cause instanceof StorageProblem ? new CannotStart(cause.message) : cause
  })
  const by = values.by?.trim() || userInfo().username
  try {
    if (command === 'list' && !id) await list(storage, values.json)
    else if (command === 'retry' && id) await retry(storage, id, by)
    else if (command === 'drop' && id) await drop(storage, id, values.why?.trim() ?? '', by)
    else throw new CannotStart(USAGE)
  } finally {
    await storage.close()
  }
}

function read() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { why: { type: 'string' }, by: { type: 'string' }, json: { type: 'boolean', default: false } }
    })
  } catch (cause) {
    throw new CannotStart(`${(cause as Error).message}\n${USAGE}`)
  }
}

async function list({ outbox, legs, organizers }: Storage, json: boolean) {
  const [messages, activities] = [await outbox.waiting(SHOWN_AT_MOST), await legs.notThrough(SHOWN_AT_MOST)]
  if (json) return say(JSON.stringify([...messages, ...activities]))
  if (messages.length === 0 && activities.length === 0) return say('Everything has arrived.')
  const names = new Map((await organizers.all()).map(({ id, name }) => [id, name]))
  for (const message of messages) {
    const { id, kind, bookingId, organizer, parkedAt, attempts, writtenAt, dueAt, lastProblem } = message
    const state = parkedAt === null ? `waiting, next try ${iso(dueAt)}` : `stopped at ${iso(parkedAt)}`
    say(`${id}  ${kind}  for ${names.get(organizer) ?? organizer}  booking ${bookingId}`)
    say(`    ${state}; written ${iso(writtenAt)}, ${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}`)
    say(`    ${lastProblem ?? 'no answer yet'}`)
  }
  for (const leg of activities) for (const line of linesAbout(leg, names.get(leg.organizer) ?? leg.organizer)) say(line)
  if (messages.length === SHOWN_AT_MOST || activities.length === SHOWN_AT_MOST)
    say(`Only the first ${SHOWN_AT_MOST} are shown.`)
}

async function retry(storage: Storage, id: string, by: string) {
  const all = id === 'parked'
  if (isActivity(id)) return say(await retryActivity(storage, id, by))
  const chosen = all
    ? (await storage.outbox.waiting(SHOWN_AT_MOST)).filter(({ parkedAt }) => parkedAt !== null)
    : [await found(storage, id)]
  let retried = 0
  for (const message of chosen) {
    if (!(await storage.outbox.retry(message.id, await storage.time()))) continue
    retried++
    await note(storage, message, by, `tried again: ${message.kind}`)
  }
  if (all) retried += await retryParkedActivities(storage, SHOWN_AT_MOST, by)
  if (!all && retried === 0)
    throw new CannotStart(`Message ${id} was not touched: it is due already, or somebody has it in hand.`)
  const things = all ? (retried === 1 ? 'thing is' : 'things are') : 'message is'
  say(`${retried} ${things} due now; a running worker takes them within a second.`)
}

async function drop(storage: Storage, id: string, why: string, by: string) {
  if (isActivity(id)) return say(await dropActivity(storage, id, why, by))
  const message = await found(storage, id)
  if (!mayBeGivenUp[message.kind])
    throw new CannotStart(
      `Message ${id} is a meeting that an invitee was promised, and is not given up. Try it again, or cancel the booking.`
    )
  if (!why) throw new CannotStart('Say why: --why "…" is kept with the message and in the audit log.')
  if (!(await storage.outbox.drop(id, { by, why }, await storage.time())))
    throw new CannotStart(`Message ${id} is not stopped, so there is nothing to give up. "list" shows how it stands.`)
  await note(storage, message, by, `given up: ${message.kind}: ${why}`)
  say(`Message ${id} was given up by ${by}.`)
}

async function found({ outbox }: Storage, id: string): Promise<Waiting> {
  const message = await outbox.findWaiting(id)
  if (!message) throw new CannotStart(`There is no message ${id} that waits. "list" shows those that do.`)
  return message
}

function note(storage: Storage, message: Waiting, by: string, result: string) {
  return noteOperator(storage, message.organizer, objectOf(message), by, result)
}

function iso(at: number) {
  return new Date(at).toISOString()
}

function say(line: string) {
  process.stdout.write(`${line}\n`)
}
