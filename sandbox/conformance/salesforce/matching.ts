// Compares an answer with what was recorded: objects by what is expected of them, error arrays element by element.

/** The first difference, as a sentence; undefined when there is none. */
export function difference(expected: unknown, actual: unknown, at = 'the body'): string | undefined {
  if (typeof expected === 'string') {
    return textMatches(expected, actual) ? undefined : `${at}: expected ${expected}, got ${short(actual)}`
  }
  if (Array.isArray(expected)) return differenceOfLists(expected, actual, at)
  if (typeof expected === 'object' && expected !== null) return differenceOfObjects(expected, actual, at)
  return expected === actual ? undefined : `${at}: expected ${short(expected)}, got ${short(actual)}`
}

function differenceOfObjects(expected: object, actual: unknown, at: string): string | undefined {
  if (typeof actual !== 'object' || actual === null || Array.isArray(actual)) {
    return `${at}: expected an object, got ${short(actual)}`
  }
  const held = actual as Record<string, unknown>
  for (const [name, value] of Object.entries(expected)) {
    if (value === '{{absent}}' && !(name in held)) continue
    if (!(name in held)) return `${at}.${name} is missing`
    const found = difference(value, held[name], `${at}.${name}`)
    if (found) return found
  }
  // Clients tell kinds of errors apart by whether they name fields.
  if ('errorCode' in expected && 'fields' in held && !('fields' in expected)) return `${at}.fields should not be there`
  return undefined
}

function differenceOfLists(expected: unknown[], actual: unknown, at: string): string | undefined {
  if (!Array.isArray(actual)) return `${at}: expected a list, got ${short(actual)}`
  if (/\.fields$/.test(at) && expected.every((item) => typeof item === 'string')) {
    const same = short([...expected].sort()) === short([...actual].sort())
    return same ? undefined : `${at}: expected ${short(expected)}, got ${short(actual)}`
  }
  if (describes(at, actual)) return missingFrom(expected, actual, at)
  if (expected.length !== actual.length) {
    return `${at}: expected ${expected.length} elements, got ${actual.length}: ${short(actual)}`
  }
  for (const [place, item] of expected.entries()) {
    const found = difference(item, actual[place], `${at}[${place}]`)
    if (found) return found
  }
  return undefined
}

/** Lists of a description name some of many: fields of an object, objects of an org, values of a picklist, ids. */
const describes = (at: string, actual: unknown[]) =>
  /\.(fields|sobjects|picklistValues|childRelationships|ids|deletedRecords)$/.test(at) ||
  /version/.test(Object.keys(actual[0] ?? {}).join())

function missingFrom(expected: unknown[], actual: unknown[], at: string): string | undefined {
  const missing = expected.find((item) => !actual.some((held) => difference(item, held) === undefined))
  return missing === undefined ? undefined : `${at}: nothing like ${short(missing)} among ${actual.length} elements`
}

export function textMatches(expected: string, actual: unknown): boolean {
  const [, name, rest = ''] = /^\{\{([\w-]+)(?::([\s\S]*))?\}\}$/.exec(expected) ?? []
  if (!name || /\{\{/.test(rest)) return typeof actual === 'string' && patternOf(expected).test(actual)

  const text = typeof actual === 'string' ? actual : undefined
  const either = rest.replaceAll('\\n', '\n').split('|')
  switch (name) {
    case 'any':
      return true
    case 'any-string':
    case 'string':
      return text !== undefined && text !== ''
    case 'id18':
      return text?.startsWith(rest) === true && hasChecksum(text)
    case 'id':
    case 'locator':
      return text !== undefined
    case 'startsWith':
      return either.some((wanted) => text?.startsWith(wanted))
    case 'endsWith':
      return either.some((wanted) => text?.endsWith(wanted))
    case 'contains':
      return either.some((wanted) => text?.includes(wanted))
    case 'oneOf':
      return either.includes(String(actual))
    case 'sf-datetime':
      return text !== undefined && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/.test(text)
    case 'epoch-millis-string':
      return text !== undefined && /^\d{13}$/.test(text)
    case 'n':
    case 'number':
    case 'computed':
      return typeof actual === 'number' || /^-?\d+$/.test(text ?? '')
    case 'boolean':
    case 'bool':
      return typeof actual === 'boolean'
    case 'array':
      return Array.isArray(actual) && (rest === '' || actual.length === Number(rest))
    case 'object':
      return typeof actual === 'object' && actual !== null
    default:
      return true
  }
}

/** A text with placeholders inside, such as api-usage={{n}}/15000. */
function patternOf(expected: string): RegExp {
  const parts = expected.split(/(\{\{[^{}]*\}\})/).map((part) => {
    if (/^\{\{(n|number)\}\}$/.test(part)) return '-?\\d+'
    if (/^\{\{.*\}\}$/.test(part)) return '[\\s\\S]*'
    return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  })
  return new RegExp(`^${parts.join('')}$`)
}

/** Computed here anew: the sandbox must not be judged by its own arithmetic. */
function hasChecksum(id: string): boolean {
  if (!/^[a-zA-Z0-9]{18}$/.test(id)) return false
  return [0, 1, 2].every((part) => {
    const bits = [...id.slice(part * 5, part * 5 + 5)].map((letter) => (letter >= 'A' && letter <= 'Z' ? '1' : '0'))
    return 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'[Number.parseInt(bits.reverse().join(''), 2)] === id[15 + part]
  })
}

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 300 ? `${text.slice(0, 300)}…` : text
}

/** A value that the expectation would accept. */
export function concrete(expected: unknown): unknown {
  if (Array.isArray(expected)) return expected.map(concrete)
  if (typeof expected === 'object' && expected !== null) {
    return Object.fromEntries(Object.entries(expected).map(([name, value]) => [name, concrete(value)]))
  }
  if (typeof expected !== 'string') return expected
  const [, name, rest = ''] = /^\{\{([\w-]+)(?::([\s\S]*))?\}\}$/.exec(expected) ?? []
  if (name === 'array') return []
  return name ? (rest.split('|')[0] ?? '') : expected
}
