// What somebody sent to a control: JSON from a test, or a form from the page.
import type { Asked } from '../face.ts'

export type Fields = Record<string, unknown>

export function isForm({ headers }: Asked): boolean {
  return (headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')
}

/** undefined: the body is neither a form nor a JSON object. */
export function readFields(asked: Asked): Fields | undefined {
  // curl -d sends JSON under the name of a form unless told otherwise.
  const looksLikeJson = asked.body.trimStart().startsWith('{')
  if (isForm(asked) && !looksLikeJson) return Object.fromEntries(new URLSearchParams(asked.body))
  if (asked.body.trim() === '') return {}
  try {
    const fields: unknown = JSON.parse(asked.body)
    return fields !== null && typeof fields === 'object' && !Array.isArray(fields) ? (fields as Fields) : undefined
  } catch {
    return undefined
  }
}

/** A list, whether it came as JSON or as words with spaces or commas between them. */
export function readList(given: unknown): string[] | undefined {
  if (Array.isArray(given)) return given.map(String)
  return typeof given === 'string' ? given.split(/[\s,]+/).filter(Boolean) : undefined
}
