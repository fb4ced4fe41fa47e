// What npm run outbox does about activities in Salesforce. They are legs with states of their own, and no messages; whoever looks for
// what has not got through finds both in one list.
import type { Leg } from '../src/activities/leg.ts'
import { givenUpBecause, mayBeTried, mayEnd, objectOfLeg } from '../src/activities/leg-acts.ts'
import type { LegStore } from '../src/activities/leg-store.ts'
import { saidBy } from '../src/activities/settle-leg.ts'
import { CannotStart } from './cannot-start.ts'
import { type Noting, noteOperator } from './note-operator.ts'

type Kept = Noting & { legs: LegStore }

/** Keys of activities begin with what they belong to; messages have numbers. */
export const isActivity = (id: string) => /^(bk|mt)-/.test(id)

export function linesAbout(leg: Leg, organizer: string): string[] {
  const { key, source, state, since, attempts, createdAt, dueAt, outcome } = leg
  const stands = state === 'waiting' ? `waiting, next try ${iso(dueAt)}` : `stopped (${state}) at ${iso(since)}`
  return [
    `${key}  activity in Salesforce  for ${organizer}  ${source.kind} ${source.id}`,
    `    ${stands}; written ${iso(createdAt)}, ${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}`,
    `    ${outcome ? `${outcome.code}: ${saidBy(outcome)}` : 'several people have the address: somebody chooses in the console'}`
  ]
}

/** The same word as a click in the console: the key makes one record of it, however often it is tried. */
export async function retryActivity(storage: Kept, key: string, by: string): Promise<string> {
  const leg = await found(storage, key)
  if (leg.state === 'review')
    throw new CannotStart(`Activity ${key} waits for a choice between several people. That is made in the console.`)
  if (leg.state === 'removed there')
    throw new CannotStart(`The Event of ${key} was deleted in Salesforce. The console asks whether it is made again.`)
  if (!(await tryAgain(storage, leg, by)))
    throw new CannotStart(`Activity ${key} is ${leg.state}: nothing is to be tried.`)
  return `Activity ${key} is due now; a running worker takes it within a second.`
}

/** Answers how many there were. */
export async function retryParkedActivities(storage: Kept, limit: number, by: string): Promise<number> {
  let tried = 0
  for (const leg of await storage.legs.notThrough(limit))
    if (leg.state === 'parked' && (await tryAgain(storage, leg, by))) tried += 1
  return tried
}

export async function dropActivity(storage: Kept, key: string, why: string, by: string): Promise<string> {
  const leg = await found(storage, key)
  if (!why) throw new CannotStart('Say why: --why "…" is kept with the activity and in the audit log.')
  const line = { at: await storage.time(), actor: by, result: 'given up', said: givenUpBecause(why) }
  if (!(await storage.legs.change(key, mayEnd, { state: 'given up' }, line)))
    throw new CannotStart(`Activity ${key} is ${leg.state}, so there is nothing to give up.`)
  await noteOperator(storage, leg.organizer, objectOfLeg(leg), by, `given up: activity: ${why}`)
  return `Activity ${key} was given up by ${by}. What stands in Salesforce stays there.`
}

async function found({ legs }: Kept, key: string): Promise<Leg> {
  const leg = await legs.find(key)
  if (!leg) throw new CannotStart(`There is no activity ${key}. "list" shows those that have not got through.`)
  return leg
}

async function tryAgain(storage: Kept, leg: Leg, by: string): Promise<boolean> {
  const line = { at: await storage.time(), actor: by, result: 'waiting', said: 'To be tried again.' }
  if (!(await storage.legs.change(leg.key, mayBeTried, { state: 'waiting', again: true }, line))) return false
  await noteOperator(storage, leg.organizer, objectOfLeg(leg), by, 'tried again: activity')
  return true
}

const iso = (at: number) => new Date(at).toISOString()
