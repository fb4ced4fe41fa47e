// One REST call as the resources see it: who calls, for what, and what came with it. A composite request makes more of
// them out of one.

import type { Org, Row } from './org.ts'
import { badJson } from './refusal.ts'

export type Call = {
  org: Org
  user: Row
  method: string
  /** '67.0', as asked for in the path. */
  version: string
  origin: string
  query: URLSearchParams
  headers: Record<string, string>
  /** The parsed body; refused when it is not JSON. */
  json(): unknown
}

export type Answer = { status: number; body?: unknown; headers?: Record<string, string> }

export const base = (call: Call) => `/services/data/v${call.version}`

export function parseJson(text: string): unknown {
  if (text.trim() === '') throw badJson('The HTTP entity body is required, but this request has no entity body.')
  try {
    return JSON.parse(text)
  } catch (fault) {
    throw badJson(`${(fault as Error).message} at [line:1, column:1]`)
  }
}

export type JsonObject = Record<string, unknown>

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export function objectBody(call: Call): JsonObject {
  const body = call.json()
  if (!isObject(body)) throw badJson('The value should be an object at [line:1, column:1]')
  return body
}
