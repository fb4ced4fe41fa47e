// One request after the door: who asks, what for, and how the answer should look.
import type { Caller } from './caller.ts'
import type { Outside } from './outside.ts'
import type { Prefer } from './prefer.ts'
import { badRequest } from './refusal.ts'
import type { Store } from './store.ts'

export type Call = {
  store: Store
  /** The way to the addresses of others: webhooks. */
  outside: Outside
  caller: Caller
  method: string
  /** Below /v1.0, as it was sent. */
  path: string
  query: Query
  headers: Record<string, string>
  prefer: Prefer
  /** What the pattern of the route caught, decoded. */
  params: Record<string, string>
  /** The request body, read when somebody asks for it. */
  body(): Record<string, unknown>
  /** The same as it was sent. */
  raw(): string
}

export type Query = {
  /** Names are matched without case, and "$top" is the same as "top". */
  get(name: string): string | undefined
  entries(): [string, string][]
}

export type Answer = { status: number; body?: unknown; headers?: Record<string, string> }

export const root = 'https://graph.microsoft.com/v1.0'

export function readQuery(given: URLSearchParams): Query {
  const entries = [...given.entries()]
  const plain = (name: string) => name.toLowerCase().replace(/^\$/, '')
  return {
    get: (name) => entries.find(([one]) => plain(one) === plain(name))?.[1],
    entries: () => entries
  }
}

export function bodyReader(text: string): () => Record<string, unknown> {
  return () => {
    if (text.trim() === '') return {}
    let read: unknown
    try {
      read = JSON.parse(text)
    } catch {
      throw badRequest(
        'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.'
      )
    }
    if (typeof read !== 'object' || read === null || Array.isArray(read))
      throw badRequest('The request body must be a JSON object.')
    return read as Record<string, unknown>
  }
}

/** Parameters of actions are matched without case: docs and metadata disagree on it. */
export function parameter(body: Record<string, unknown>, name: string): unknown {
  const key = Object.keys(body).find((one) => one.toLowerCase() === name.toLowerCase())
  return key === undefined ? undefined : body[key]
}

/** users('…') as Graph writes it into a context. */
export const usersContext = ({ params, caller }: Call): string => {
  if (params.group) return `groups('${params.group}')`
  const user = params.user ?? (caller.kind === 'user' ? caller.user.id : '')
  return `users('${encodeURIComponent(user)}')`
}

export const context = (call: Call, rest: string): string => `${root}/$metadata#${usersContext(call)}/${rest}`

/** The properties a context names when somebody selected some. */
export const selected = ({ query }: Pick<Call, 'query'>) => {
  const select = query.get('select')
  return select ? `(${select})` : ''
}
