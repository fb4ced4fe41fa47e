// composite, composite/batch and composite/graph: several calls in one. The answer is 200 with failures inside.
import { type Answer, type Call, isObject, type JsonObject, objectBody } from '../call.ts'
import { type ApiError, badArgument, badJson, notFound } from '../refusal.ts'
import { Unresolved, withReferences } from './references.ts'

/** Answers one call within the same session; `url` begins with /services/data. Never throws. */
export type Inner = (call: Call, inner: { method: string; url: string; body: unknown; headers: JsonObject }) => Answer

type Part = { method: string; url: string; referenceId: string; body: unknown; headers: JsonObject }
export type PartAnswer = { body: unknown; httpHeaders: object; httpStatusCode: number; referenceId: string }

const mostParts = 25
const mostGraphs = 75
const mostNodes = 500

const halted = (message: string): ApiError[] => [{ errorCode: 'PROCESSING_HALTED', message }]
const rolledBack = halted('The transaction was rolled back since another operation in the same transaction failed.')

class RolledBack extends Error {}

export const createComposite = (inner: Inner) => ({
  composite(call: Call): Answer {
    const body = objectBody(call)
    const parts = partsOf(body.compositeRequest)
    if (parts.length > mostParts) {
      throw badArgument('LIMIT_EXCEEDED', `The number of subrequests exceeds the maximum of ${mostParts}.`)
    }
    return { status: 200, body: { compositeResponse: runAll(call, inner, parts, body.allOrNone === true) } }
  },

  graph(call: Call): Answer {
    const graphs = listOf(objectBody(call).graphs)
    if (graphs.length > mostGraphs) {
      throw badArgument('LIMIT_EXCEEDED', `The number of graphs exceeds the maximum of ${mostGraphs}.`)
    }
    const answered = graphs.map((graph) => {
      const parts = partsOf(graph.compositeRequest)
      if (parts.length > mostNodes) {
        throw badArgument('LIMIT_EXCEEDED', `The number of nodes exceeds the maximum of ${mostNodes}.`)
      }
      const compositeResponse = runAll(call, inner, parts, true)
      const isSuccessful = compositeResponse.every(({ httpStatusCode }) => httpStatusCode < 300)
      return { graphId: graph.graphId, graphResponse: { compositeResponse }, isSuccessful }
    })
    return { status: 200, body: { graphs: answered } }
  },

  batch(call: Call): Answer {
    const body = objectBody(call)
    const requests = listOf(body.batchRequests)
    if (requests.length > mostParts) {
      throw badArgument('LIMIT_EXCEEDED', `The number of subrequests exceeds the maximum of ${mostParts}.`)
    }
    let stopped = false
    const results = requests.map((request) => {
      if (stopped) return { statusCode: 412, result: halted('Invalid batch: a former subrequest failed') }
      const answer = inner(call, {
        method: String(request.method ?? 'GET'),
        // Batch leaves out the beginning of the path.
        url: `/services/data/${String(request.url ?? '').replace(/^\/?(services\/data\/)?/, '')}`,
        body: request.richInput,
        headers: {}
      })
      stopped = answer.status >= 400 && body.haltOnError === true
      return { statusCode: answer.status, result: answer.body ?? null }
    })
    return { status: 200, body: { hasErrors: results.some(({ statusCode }) => statusCode >= 400), results } }
  }
})

function runAll(call: Call, inner: Inner, parts: Part[], allOrNone: boolean): PartAnswer[] {
  const answers: PartAnswer[] = []
  const runEach = () => {
    for (const part of parts) {
      answers.push(runOne(call, inner, part, answers))
      if (allOrNone && isFailure(answers.at(-1))) throw new RolledBack()
    }
  }
  if (!allOrNone) {
    runEach()
    return answers
  }
  try {
    call.org.atomically(runEach)
    return answers
  } catch (fault) {
    if (!(fault instanceof RolledBack)) throw fault
    return parts.map(({ referenceId }, place) => {
      const own = answers[place]
      if (own && isFailure(own)) return own
      return { body: rolledBack, httpHeaders: {}, httpStatusCode: 400, referenceId }
    })
  }
}

const isFailure = (answer: PartAnswer | undefined) => (answer?.httpStatusCode ?? 0) >= 400

function runOne(call: Call, inner: Inner, part: Part, before: PartAnswer[]): PartAnswer {
  const { referenceId } = part
  try {
    const url = String(withReferences(part.url, before))
    const body = withReferences(part.body, before)
    const answer = url.startsWith('/services/data/')
      ? inner(call, { ...part, url, body })
      : { status: 404, body: notFound().errors }
    const httpHeaders = answer.headers?.location ? { Location: answer.headers.location } : {}
    return { body: answer.body ?? null, httpHeaders, httpStatusCode: answer.status, referenceId }
  } catch (fault) {
    if (!(fault instanceof Unresolved)) throw fault
    return { body: halted(fault.message), httpHeaders: {}, httpStatusCode: 400, referenceId }
  }
}

function partsOf(list: unknown): Part[] {
  const parts = listOf(list).map((part) => ({
    method: String(part.method ?? ''),
    url: String(part.url ?? ''),
    referenceId: String(part.referenceId ?? ''),
    body: part.body,
    headers: isObject(part.httpHeaders) ? part.httpHeaders : {}
  }))
  for (const { referenceId } of parts) {
    if (!/^[A-Za-z]\w*$/.test(referenceId)) {
      throw badArgument(
        'INVALID_INPUT',
        `Provided referenceId ('${referenceId}') must start with a letter or a number, and it can contain only letters, numbers and underscores ('_').`
      )
    }
  }
  const twice = parts.find(
    ({ referenceId }, place) => parts.findIndex((one) => one.referenceId === referenceId) < place
  )
  if (twice) throw badArgument('INVALID_INPUT', `Duplicate referenceId provided ('${twice.referenceId}').`)
  return parts
}

function listOf(list: unknown): JsonObject[] {
  if (!Array.isArray(list) || !list.every(isObject))
    throw badJson('The value should be a list of requests at [line:1, column:1]')
  return list
}
