// @{reference.id} in an address or a body stands for a value of an earlier answer; names are compared with case.
import { isObject } from '../call.ts'
import type { PartAnswer } from './composite.ts'

export class Unresolved extends Error {}

const mark = /@\{([A-Za-z]\w*)((?:\.\w+|\[\d+\])*)\}/g

export function withReferences(value: unknown, before: PartAnswer[]): unknown {
  if (typeof value === 'string') return resolveText(value, before)
  if (Array.isArray(value)) return value.map((item) => withReferences(item, before))
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, withReferences(held, before)]))
}

function resolveText(text: string, before: PartAnswer[]): unknown {
  // A reference that is the whole text keeps the type of its value.
  const whole = text.match(mark)
  if (whole?.length === 1 && whole[0] === text) {
    const [, reference = '', path = ''] = new RegExp(mark.source).exec(text) ?? []
    return resolve(reference, path, before)
  }
  return text.replace(mark, (_, reference: string, path: string) => String(resolve(reference, path, before)))
}

function resolve(reference: string, path: string, before: PartAnswer[]): unknown {
  const answer = before.find(({ referenceId }) => referenceId === reference)
  const steps = path.match(/\w+/g) ?? []
  const value = answer && answer.httpStatusCode < 300 ? steps.reduce(step, answer.body) : undefined
  if (value !== undefined) return value
  throw new Unresolved(`Invalid reference specified. No value for ${reference}${path} found in ${reference}`)
}

const step = (held: unknown, name: string): unknown =>
  Array.isArray(held) ? held[Number(name)] : isObject(held) ? held[name] : undefined
