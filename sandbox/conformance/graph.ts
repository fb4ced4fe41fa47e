// Replays Graph cases. Each case begins in a fresh world: its preconditions are made true, its item is made, its steps
// run, and then its one exchange is judged by status, schema and assertions.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Control } from './control.ts'
import { complaint, type Memory } from './graph/assertions.ts'
import { bindPath } from './graph/binding.ts'
import { bindBody } from './graph/body-binding.ts'
import { judgeCallback } from './graph/callback.ts'
import {
  accepted,
  type CallerSpec,
  type GraphCase,
  isGraphCase,
  onlyShapes,
  type Step,
  sentencesOf
} from './graph/case.ts'
import { bindDelta } from './graph/delta-binding.ts'
import { findOne } from './graph/json-path.ts'
import { fillBody, fillText } from './graph/moments.ts'
import { people, personCalled } from './graph/people.ts'
import { setPreconditions } from './graph/preconditions.ts'
import type { Meeting } from './graph/scene.ts'
import { readSchema, type Validate } from './graph/schema.ts'
import { type StandInApp, startStandInApp } from './graph/stand-in-app.ts'
import { fillList, prepareSubscriptions } from './graph/subscription-binding.ts'
import { createTenant, type Reply, type Tenant } from './graph/tenant.ts'
import type { Result } from './result.ts'

type Needs = { tenant: Tenant; cases: GraphCase[]; validate: Validate | undefined; app: StandInApp }

export async function replayGraph({
  origin,
  folder,
  control
}: {
  origin: string
  folder: string
  control: Control
}): Promise<Result[]> {
  const cases = readCases(folder)
  const app = await startStandInApp()
  const needs = { tenant: createTenant(origin, control), cases, validate: readSchema(folder), app }
  const results: Result[] = []
  for (const one of cases) results.push({ name: `${one.category}/${one.id}`, ...(await replay(one, needs)) })
  await app.close()
  return results
}

export function readCases(folder: string): GraphCase[] {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
  return files.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as unknown).filter(isGraphCase)
}

async function replay(one: GraphCase, needs: Needs): Promise<Omit<Result, 'name'>> {
  const found = await judge(one, needs)
  if (!found.complaint) return { outcome: 'passed' }
  if (onlyShapes(one))
    return {
      outcome: 'skipped',
      why: `may shape and not fail (${one.evidence}, ${one.confidence}): ${found.complaint}`
    }
  if (found.unknown.length)
    return {
      outcome: 'skipped',
      why: `the runner cannot make this true: "${found.unknown.join('", "')}"; ${found.complaint}`
    }
  return { outcome: 'failed', why: found.complaint }
}

type Judged = { complaint?: string; unknown: string[] }

async function judge(one: GraphCase, needs: Needs): Promise<Judged> {
  const { tenant, validate } = needs
  await tenant.control('POST', '/_sandbox/reset', { world: 'contoso' })
  await prepareSubscriptions(tenant, one, needs.app)
  const unknown: string[] = []
  try {
    const replies = new Map<string, Reply>()
    const memory: Memory = { variables: {}, ofCase: (reference) => valueOfCase(reference, replies) }
    if (one.kind === 'callback') {
      const { complaint, unknown } = await judgeCallback(one, tenant, needs.app)
      return { unknown: unknown ? [unknown] : [], ...(unknown || complaint ? { complaint: complaint ?? unknown } : {}) }
    }
    unknown.push(...(await setPreconditions(tenant, one)))
    await fillList(tenant, one)
    for (const step of [one.before ?? []].flat()) await runStep(step, one, needs, memory, replies)

    const { path, requestBody, caller, missing } = await bind(one, needs, memory, replies)
    if (missing.length) return { unknown, complaint: `nothing binds {${missing.join('}, {')}}` }
    if (one.assert?.some(({ op }) => op === 'changedFrom')) await rememberBefore(one, path, caller, tenant, memory)
    const reply = await tenant.ask(filled({ ...one, path, requestBody }, memory), caller)
    const found = complain(one, reply, memory, validate)
    return found ? { unknown, complaint: found } : { unknown }
  } catch (fault) {
    return { unknown, complaint: (fault as Error).message }
  }
}

function complain(one: GraphCase, reply: Reply, memory: Memory, validate: Validate | undefined): string | undefined {
  const statuses = accepted(one)
  if (!statuses.includes(reply.status))
    return `status ${reply.status} instead of ${statuses.join(' or ')}: ${reply.text.slice(0, 240)}`
  if (one.responseSchema && validate) {
    const fault = validate(reply.body, one.responseSchema)
    if (fault) return `not a ${one.responseSchema}: ${fault}`
  }
  for (const assertion of one.assert ?? []) {
    const found = complaint(assertion, reply, memory)
    if (found) return found
  }
  return undefined
}

/** An exchange of its own, or the name of another case. */
async function runStep(step: Step | string, one: GraphCase, needs: Needs, memory: Memory, replies: Map<string, Reply>) {
  const reference = typeof step === 'string' ? step : (step.case ?? step.caseId)
  if (typeof step === 'string' || reference) {
    const reply = await replyOfCase(String(reference), needs, memory, replies)
    if (typeof step !== 'string') keep(step.save, reply, memory)
    return
  }
  const { path, caller, missing } = await bind(
    { ...one, ...step, caller: step.caller ?? one.caller, responseBody: null, assert: [], status: step.status ?? 200 },
    needs,
    memory,
    replies
  )
  if (missing.length) throw new Error(`nothing binds {${missing.join('}, {')}} in a step before the case`)
  const reply = await needs.tenant.ask(filled({ ...step, path }, memory), caller)
  if (
    reply.status >= 400 &&
    !accepted({
      status: step.status ?? 200,
      ...(step.acceptStatus ? { acceptStatus: step.acceptStatus } : {})
    }).includes(reply.status)
  ) {
    throw new Error(`the step before (${step.method} ${path}) was answered ${reply.status} ${reply.text.slice(0, 200)}`)
  }
  keep(step.save, reply, memory)
}

function keep(save: Step['save'], reply: Reply, { variables }: Memory) {
  for (const [name, at] of savings(save)) variables[name] = savedValue(at, reply)
}

/** { eventId: "$.id" } or [{ name: "eventId", at: "$.id" }]. */
function savings(save: unknown): [string, string][] {
  if (Array.isArray(save))
    return save.map((one: Record<string, string>) => [
      String(one.name ?? one.as ?? one.var),
      String(one.at ?? one.path ?? one.from)
    ])
  return Object.entries((save ?? {}) as Record<string, string>)
}

function savedValue(at: string, { body, headers, status }: Reply): unknown {
  if (at === '$status') return status
  const [, header] = /^\$header\.([\w-]+)$/i.exec(at) ?? []
  return header ? headers.get(header) : findOne(body, at.replace(/^\$body\b/, '$'))
}

async function bind(one: GraphCase, needs: Needs, memory: Memory, replies: Map<string, Reply>) {
  const caller = withExpiry(one)
  const meetingOfCase = async (reference: string): Promise<Meeting | undefined> =>
    meetingIn(await replyOfCase(reference, needs, memory, replies))
  const binding = { tenant: needs.tenant, one, variables: memory.variables, meetingOfCase }
  const bound = await bindDelta(needs.tenant, one, await bindPath(binding, one.path))
  const requestBody = await bindBody(binding, one.requestBody)
  const missing: string[] = []
  const path = fillText(bound, memory.variables, Date.now(), (name) => missing.push(name))
  return { path, requestBody, caller, missing }
}

const withExpiry = ({ caller, ...one }: GraphCase): CallerSpec =>
  /expired/i.test(sentencesOf(one).join(' ')) ? { ...caller, expired: true } : caller

function filled<Given extends { requestBody?: unknown; requestHeaders?: Record<string, string> }>(
  given: Given,
  { variables }: Memory
): Given {
  const { requestBody, requestHeaders } = given
  return {
    ...given,
    ...(requestBody === undefined ? {} : { requestBody: fillBody(requestBody, variables, Date.now()) }),
    ...(requestHeaders
      ? { requestHeaders: fillBody(requestHeaders, variables, Date.now()) as Record<string, string> }
      : {})
  }
}

/** Another case, replayed in this same world, once. */
async function replyOfCase(
  reference: string,
  needs: Needs,
  memory: Memory,
  replies: Map<string, Reply>
): Promise<Reply> {
  const known = replies.get(reference)
  if (known) return known
  const other = needs.cases.find(({ id }) => id === reference)
  if (!other) throw new Error(`the case ${reference} is not in the folder`)
  await setPreconditions(needs.tenant, other)
  const { path, caller } = await bind(other, needs, memory, replies)
  const reply = await needs.tenant.ask(filled({ ...other, path }, memory), caller)
  replies.set(reference, reply)
  return reply
}

function valueOfCase(reference: string, replies: Map<string, Reply>): unknown {
  const [id = '', ...at] = reference.split(':')
  return findOne(replies.get(id)?.body, at.join(':'))
}

async function meetingIn({ body }: Reply): Promise<Meeting | undefined> {
  const { iCalUId, organizer, id } = (body ?? {}) as {
    iCalUId?: string
    id?: string
    organizer?: { emailAddress: { address: string } }
  }
  if (!iCalUId || !id) return undefined
  // The id may be one of a delegate's list; the owner's is looked up by the uid.
  const owner = personCalled(organizer?.emailAddress.address ?? '') ?? people.alex
  return { iCalUId, idOfOwner: '', owner }
}

async function rememberBefore(one: GraphCase, path: string, caller: CallerSpec, tenant: Tenant, memory: Memory) {
  const at = one.assert?.find(({ op }) => op === 'changedFrom')?.at ?? '$'
  const reply = await tenant.ask({ method: 'GET', path }, caller)
  memory.before = findOne(reply.body, at)
}
