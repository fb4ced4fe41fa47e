// What a case asserts about an answer. Undefined: it holds; otherwise a sentence that says why not.
import type { Assertion } from './case.ts'
import { find } from './json-path.ts'
import type { Reply } from './tenant.ts'

/** What was seen before: variables saved by steps, the state before a change, answers of other cases. */
export type Memory = { variables: Record<string, unknown>; before?: unknown; ofCase(reference: string): unknown }

export function complaint({ at, op, value }: Assertion, reply: Reply, memory: Memory): string | undefined {
  if (at === '$effect' || at === '$latencyMs') return undefined
  const { values, every } = valuesAt(at, reply)
  const hold = (one: unknown) => holds(op, one, value, reply, memory, at)
  const wrong = every ? values.find((one) => !hold(one)) : values[0]
  const isFine = every ? values.every(hold) : hold(values[0])
  return isFine ? undefined : `${at} ${op} ${shown(value)}: found ${shown(wrong)}`
}

function valuesAt(at: string, reply: Reply) {
  if (at === '$status') return { values: [reply.status], every: false }
  const [, header] = /^\$header\.([\w-]+)$/i.exec(at) ?? []
  if (header) return { values: [reply.headers.get(header) ?? undefined], every: false }
  return find(reply.body, at.replace(/^\$body\b/, '$'))
}

function holds(op: string, found: unknown, value: unknown, reply: Reply, memory: Memory, at: string): boolean {
  switch (op) {
    case 'equals':
      return alike(found, value)
    case 'matches':
      return found !== undefined && found !== null && new RegExp(String(value)).test(String(found))
    case 'type':
      return [value].flat().some((type) => typeOf(found, String(type)))
    case 'in':
      return Array.isArray(value) && value.some((one) => alike(found, one))
    case 'length':
      return lengthOf(found) === value
    case 'contains':
      return contains(found, value)
    case 'notContains':
      return !contains(found, value)
    case 'notContainsText':
      return !(at === '$body' || at === '$' ? reply.text : JSON.stringify(found ?? ''))
        .toLowerCase()
        .includes(String(value).toLowerCase())
    case 'setEquals':
      return (
        Array.isArray(found) &&
        Array.isArray(value) &&
        found.length === value.length &&
        value.every((one) => contains(found, one))
      )
    case 'exists':
      return found !== undefined
    case 'absent':
      return found === undefined
    case 'absentOrNull':
      return found === undefined || found === null
    case 'absentOrNot':
      return found === undefined || found === null || !alike(found, value)
    case 'emptyBody':
      return reply.text.trim() === ''
    case 'equalsVar':
      return alike(found, memory.variables[String(value)])
    case 'equalsCase':
      return alike(found, memory.ofCase(String(value)))
    case 'changedFrom': {
      const before = String(value) in memory.variables ? memory.variables[String(value)] : memory.before
      return found !== undefined && !alike(found, before)
    }
    case 'atLeast':
      return Number(found) >= Number(value)
    case 'atMost':
      return Number(found) <= Number(value)
    default:
      throw new Error(`The runner does not know the operation "${op}".`)
  }
}

/** Texts without case, everything else by its members. */
function alike(one: unknown, other: unknown): boolean {
  if (typeof one === 'string' && typeof other === 'string') return one.toLowerCase() === other.toLowerCase()
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other
  const [a, b] = [one as Record<string, unknown>, other as Record<string, unknown>]
  return Object.keys(a).length === Object.keys(b).length && Object.keys(a).every((name) => alike(a[name], b[name]))
}

function contains(found: unknown, value: unknown): boolean {
  if (Array.isArray(found)) return found.some((one) => alike(one, value))
  return typeof found === 'string' && found.toLowerCase().includes(String(value).toLowerCase())
}

function typeOf(found: unknown, type: string): boolean {
  if (type === 'array') return Array.isArray(found)
  if (type === 'null') return found === null
  if (type === 'integer') return Number.isInteger(found)
  if (type === 'object') return typeof found === 'object' && found !== null && !Array.isArray(found)
  return typeof found === type
}

const lengthOf = (found: unknown) => (Array.isArray(found) || typeof found === 'string' ? found.length : undefined)

const shown = (value: unknown) => (JSON.stringify(value) ?? 'nothing').slice(0, 160)
