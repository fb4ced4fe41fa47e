// Which resource answers which path below /services/data/vNN.0, in the order in which they are tried.
import type { Answer, Call } from './call.ts'
import { deletedRecords, updatedRecords } from './changes.ts'
import {
  createCollection,
  deleteCollection,
  readCollection,
  updateCollection,
  upsertCollection
} from './composite/collections.ts'
import { createComposite, type Inner } from './composite/composite.ts'
import type { Limits } from './limits.ts'
import {
  aboutObject,
  createRecord,
  deleteRecord,
  describeObject,
  listObjects,
  readRecord,
  updateRecord
} from './records/resources.ts'
import { createById, deleteByExternalId, readByExternalId, upsertRecord } from './records/upsert.ts'
import { methodNotAllowed, notFound } from './refusal.ts'
import { createQueries, type Locators } from './soql/resources.ts'
import { parameterizedSearch, search } from './sosl/resources.ts'
import { toolingQuery } from './tooling.ts'
import { listResources } from './versions.ts'

type Params = Record<string, string>
type Handler = (call: Call, params: Params) => Answer
type Route = { path: string[]; methods: Record<string, Handler> }

type Needs = { limits: Limits; locators: Locators; inner: Inner }

export function createRoutes({ limits, locators, inner }: Needs): Route[] {
  const { query, queryAll, more } = createQueries(locators)
  const { composite, graph, batch } = createComposite(inner)
  const table: [path: string, methods: Record<string, Handler>][] = [
    ['', { GET: listResources }],
    ['limits', { GET: limits.resource }],
    ['query', { GET: query }],
    ['query/:locator', { GET: more }],
    ['queryAll', { GET: queryAll }],
    ['queryAll/:locator', { GET: more }],
    ['tooling/query', { GET: toolingQuery(query) }],
    ['search', { GET: search }],
    ['parameterizedSearch', { GET: parameterizedSearch }],
    ['composite', { POST: composite }],
    ['composite/batch', { POST: batch }],
    ['composite/graph', { POST: graph }],
    ['composite/sobjects', { POST: createCollection, PATCH: updateCollection, DELETE: deleteCollection }],
    ['composite/sobjects/:type', { GET: readCollection, POST: readCollection }],
    ['composite/sobjects/:type/:field', { PATCH: upsertCollection }],
    ['sobjects', { GET: listObjects }],
    ['sobjects/:type', { GET: aboutObject, POST: createRecord }],
    ['sobjects/:type/describe', { GET: describeObject }],
    ['sobjects/:type/updated', { GET: updatedRecords }],
    ['sobjects/:type/deleted', { GET: deletedRecords }],
    ['sobjects/:type/:id', { GET: readRecord, PATCH: updateRecord, DELETE: deleteRecord, POST: createByIdField }],
    ['sobjects/:type/:field/:value', { GET: readByExternalId, PATCH: upsertRecord, DELETE: deleteByExternalId }]
  ]
  return table.map(([path, methods]) => ({ path: path.split('/').filter(Boolean), methods }))
}

const createByIdField: Handler = (call, { id = '', ...params }) => createById(call, { ...params, field: id })

export function route(routes: Route[], call: Call, path: string[]): Answer {
  for (const candidate of routes) {
    const params = matched(candidate.path, path)
    if (!params) continue
    const handler = candidate.methods[call.method === 'HEAD' ? 'GET' : call.method]
    if (!handler) throw methodNotAllowed(call.method, allowed(candidate))
    return handler(call, params)
  }
  throw notFound()
}

const allowed = ({ methods }: Route) => [...Object.keys(methods), ...('GET' in methods ? ['HEAD'] : [])].sort()

function matched(pattern: string[], path: string[]): Params | undefined {
  if (pattern.length !== path.length) return undefined
  const params: Params = {}
  for (const [place, part] of pattern.entries()) {
    const value = path[place] ?? ''
    if (part.startsWith(':')) params[part.slice(1)] = value
    else if (part.toLowerCase() !== value.toLowerCase()) return undefined
  }
  return params
}
