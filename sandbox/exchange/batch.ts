// $batch: up to twenty requests in one. Answers come in no particular order; here the last comes first, so that nobody
// can rely on it.
import type { Answered, Asked } from '../face.ts'
import { bodyReader } from './call.ts'
import { badRequest, refuse } from './refusal.ts'

type Step = {
  id: string
  method: string
  url: string
  headers?: Record<string, string>
  body?: unknown
  dependsOn?: string[]
}
type Done = { id: string; status: number; headers: Record<string, string>; body?: unknown }

const mostSteps = 20

export async function answerBatch(asked: Asked, answer: (asked: Asked) => Promise<Answered>): Promise<Answered> {
  const steps = readSteps(asked)
  const done = new Map<string, Done>()
  for (const step of inOrder(steps)) done.set(step.id, await run(step, asked, done, answer))
  return { status: 200, body: { responses: [...done.values()].reverse() } }
}

function readSteps({ body }: Asked): Step[] {
  const { requests } = bodyReader(body)()
  if (!Array.isArray(requests) || requests.length === 0)
    throw badRequest('Invalid batch payload format: requests must be a list that is not empty.')
  if (requests.length > mostSteps)
    throw refuse(
      400,
      'MaximumValueExceeded',
      `Number of batch request steps exceeds the maximum value of ${mostSteps}.`
    )
  const ids = new Set<string>()
  for (const { id, method, url } of requests as Partial<Step>[]) {
    if (!id || !method || !url)
      throw badRequest('Invalid batch payload format: every request needs id, method and url.')
    if (ids.has(id)) throw badRequest(`Request Id '${id}' has to be unique in a batch.`)
    ids.add(id)
  }
  for (const { dependsOn = [] } of requests as Step[]) {
    for (const id of dependsOn)
      if (!ids.has(id)) throw badRequest(`Request Id '${id}' in dependsOn is not part of the batch.`)
  }
  return requests as Step[]
}

/** Each step after those it depends on. */
function inOrder(steps: Step[]): Step[] {
  const ordered: Step[] = []
  let waiting = steps
  while (waiting.length) {
    const isReady = ({ dependsOn = [] }: Step) => dependsOn.every((id) => ordered.some((step) => step.id === id))
    const ready = waiting.filter(isReady)
    if (ready.length === 0) throw badRequest('The steps of the batch depend on each other in a circle.')
    ordered.push(...ready)
    waiting = waiting.filter((step) => !ready.includes(step))
  }
  return ordered
}

async function run(
  step: Step,
  outer: Asked,
  done: Map<string, Done>,
  answer: (asked: Asked) => Promise<Answered>
): Promise<Done> {
  const { id, dependsOn = [] } = step
  if (dependsOn.some((other) => (done.get(other)?.status ?? 0) >= 400)) {
    const message = 'The request is dependent on a request that failed.'
    return { id, status: 424, headers: {}, body: { error: { code: 'FailedDependency', message } } }
  }
  const [path = '', ...query] = step.url.replace(/^\/?(v1\.0\/)?/, '/').split('?')
  const { status, headers, body } = await answer({
    ...outer,
    method: step.method.toUpperCase(),
    path: `/v1.0${path}`,
    query: new URLSearchParams(query.join('?')),
    headers: {
      ...(outer.headers.authorization ? { authorization: outer.headers.authorization } : {}),
      ...lowerCase(step.headers)
    },
    body: step.body === undefined ? '' : JSON.stringify(step.body)
  })
  return {
    id,
    status,
    headers: { ...headers, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
    ...(body === undefined ? {} : { body })
  }
}

const lowerCase = (headers: Record<string, string> = {}) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
