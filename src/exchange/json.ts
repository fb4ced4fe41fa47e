// Answers of a cloud are looked at field by field: what the documents promise is not yet what arrived.

/** The value under these names, one inside the other; undefined as soon as something on the way is missing. */
export function at(value: unknown, ...names: string[]): unknown {
  let found = value
  for (const name of names) {
    if (typeof found !== 'object' || found === null) return undefined
    found = (found as Record<string, unknown>)[name]
  }
  return found
}

export function textAt(value: unknown, ...names: string[]): string {
  const found = at(value, ...names)
  return typeof found === 'string' ? found : ''
}

export const isTrueAt = (value: unknown, ...names: string[]): boolean => at(value, ...names) === true

export function listAt(value: unknown, ...names: string[]): unknown[] | undefined {
  const found = at(value, ...names)
  return Array.isArray(found) ? found : undefined
}
