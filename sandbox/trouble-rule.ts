// Reads a trouble rule as a person or a test wrote it down.
import type { Cloud } from './face.ts'
import { type Kind, kinds, type Rule } from './trouble.ts'

const clouds: Record<string, Cloud> = {
  entra: 'entra',
  graph: 'graph',
  exchange: 'graph',
  microsoft: 'graph',
  salesforce: 'salesforce'
}

// Long enough to outlast every time limit of a client, short enough that nothing hangs for good.
const longestDelay = 10 * 60_000

export type Reading = { rule: Rule } | { problem: string }

export function readRule(given: Record<string, unknown>): Reading {
  const cloud = clouds[String(given.cloud ?? '').toLowerCase()]
  if (!cloud) return { problem: 'Say which cloud shall have trouble: entra, graph or salesforce.' }

  const kind = String(given.kind ?? '').toLowerCase() as Kind
  if (!kinds.includes(kind)) return { problem: `Say which kind of trouble: ${kinds.join(', ')}.` }

  const times = number(given.times, 1)
  if (!Number.isInteger(times) || times < 1) return { problem: 'times is a whole number, 1 or more.' }

  const status = number(given.status, 503)
  if (!Number.isInteger(status) || status < 200 || status > 599)
    return { problem: 'status is a number from 200 to 599.' }

  const milliseconds = number(given.ms, 1000)
  if (!(milliseconds >= 0 && milliseconds <= longestDelay)) {
    return { problem: `ms is a number of milliseconds from 0 to ${longestDelay}.` }
  }

  const rule: Rule = { cloud, kind, times, status, milliseconds, after: isYes(given.after) }
  if (filled(given.method)) rule.method = String(given.method).toUpperCase()
  if (filled(given.retryAfter)) rule.retryAfter = String(given.retryAfter)
  if (filled(given.path)) {
    try {
      rule.path = new RegExp(String(given.path))
    } catch (fault) {
      return { problem: `path is not a regular expression: ${(fault as Error).message}.` }
    }
  }
  return { rule }
}

/** The rule in the words in which it was given. */
export function asGiven({ path, milliseconds, ...rule }: Rule): Record<string, unknown> {
  return { ...rule, ...(path ? { path: path.source } : {}), ms: milliseconds }
}

// A form sends every field, the empty ones as ''.
const filled = (value: unknown) => value !== undefined && value !== null && value !== ''
const number = (value: unknown, otherwise: number) => (filled(value) ? Number(value) : otherwise)
const isYes = (value: unknown) => value === true || ['true', 'on', 'yes', '1'].includes(String(value))
