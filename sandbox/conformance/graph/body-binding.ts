// Ids inside bodies.
import { bindPath } from './binding.ts'
import type { Needs } from './binding-needs.ts'
import { expectsSuccess, type GraphCase } from './case.ts'
import { event } from './event-binding.ts'

/** Ids in a body: lists of ids to translate, of which the pages print only the beginning, and the paths of a batch. */
export async function bindBody(needs: Needs, body: unknown): Promise<unknown> {
  if (typeof body !== 'object' || body === null) return body
  const { inputIds, requests } = body as { inputIds?: unknown; requests?: unknown }
  if (Array.isArray(requests)) return { ...body, requests: await inTurn(requests, (step) => bindStep(needs, step)) }
  if (!Array.isArray(inputIds) || !expectsSuccess(needs.one)) return body
  const isPrinted = (id: unknown) => /^A[AQ]Mk/.test(String(id))
  return { ...body, inputIds: await inTurn(inputIds, (id) => (isPrinted(id) ? event(needs, [], [], undefined) : id)) }
}

async function bindStep(needs: Needs, step: unknown): Promise<unknown> {
  const { url, method = 'GET' } = (step ?? {}) as { url?: unknown; method?: string }
  if (typeof url !== 'string') return step
  const one: GraphCase = { ...needs.one, method, path: url, responseBody: null, assert: [], requestBody: null }
  const isAboutMissing =
    needs.one.assert?.some(({ value }) => [404, 424].some((status) => [value].flat().includes(status))) ?? false
  return {
    ...(step as object),
    url: await bindPath({ ...needs, one: isAboutMissing ? { ...one, status: 404 } : one }, url)
  }
}

async function inTurn<One>(list: One[], work: (one: One) => unknown): Promise<unknown[]> {
  const done: unknown[] = []
  for (const one of list) done.push(await work(one))
  return done
}
