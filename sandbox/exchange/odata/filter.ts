// $filter, as far as people use it on events and users: comparisons, and/or/not, in, startswith, endswith, contains, and
// Any/All over a list. Compiled once for a request, then asked for every row.
import { isProperty, namesProperty } from '../extended-properties.ts'
import { badRequest } from '../refusal.ts'
import type { Row } from './row.ts'

type Scope = Record<string, unknown>
type Expression = (scope: Scope) => unknown

export function compileFilter(text: string, view: (row: Row) => Scope): (row: Row) => boolean {
  const words = wordsOf(text)
  const expression = either(words, text)
  if (words.length) throw broken(text)
  return (row) => expression(view(row)) === true
}

const broken = (text: string) => badRequest(`Invalid filter clause: syntax error in the expression '${text}'.`)

const form =
  /\s*(?:('(?:[^']|'')*')|(\d{4}-\d{2}-\d{2}(?:T[\d:.]+)?(?:Z|[+-]\d{2}:\d{2})?)|(-?\d+(?:\.\d+)?(?![\w-]))|([A-Za-z_@][\w@./-]*)|([(),:]))/y

function wordsOf(text: string): string[] {
  const words: string[] = []
  form.lastIndex = 0
  while (form.lastIndex < text.trimEnd().length) {
    const found = form.exec(text)
    if (!found) throw broken(text)
    words.push(found[0].trim())
  }
  return words
}

function either(words: string[], text: string): Expression {
  let left = both(words, text)
  while (is(words[0], 'or')) {
    words.shift()
    const [one, other] = [left, both(words, text)]
    left = (scope) => one(scope) === true || other(scope) === true
  }
  return left
}

function both(words: string[], text: string): Expression {
  let left = negated(words, text)
  while (is(words[0], 'and')) {
    words.shift()
    const [one, other] = [left, negated(words, text)]
    left = (scope) => one(scope) === true && other(scope) === true
  }
  return left
}

function negated(words: string[], text: string): Expression {
  if (!is(words[0], 'not')) return comparison(words, text)
  words.shift()
  const inner = negated(words, text)
  return (scope) => inner(scope) !== true
}

const operators: Record<string, (one: unknown, other: unknown) => boolean> = {
  eq: (one, other) => compare(one, other) === 0,
  ne: (one, other) => compare(one, other) !== 0,
  gt: (one, other) => compare(one, other) > 0,
  ge: (one, other) => compare(one, other) >= 0,
  lt: (one, other) => compare(one, other) < 0,
  le: (one, other) => compare(one, other) <= 0
}

function comparison(words: string[], text: string): Expression {
  const left = operand(words, text)
  if (is(words[0], 'in')) {
    words.shift()
    const list = parenthesised(words, text)
    return (scope) => list.some((one) => compare(left(scope), one(scope)) === 0)
  }
  const operator = operators[words[0]?.toLowerCase() ?? '']
  if (!operator) return left
  words.shift()
  const right = operand(words, text)
  return (scope) => operator(left(scope), right(scope))
}

function parenthesised(words: string[], text: string): Expression[] {
  expect(words, '(', text)
  const list: Expression[] = []
  while (words.length && words[0] !== ')') {
    list.push(either(words, text))
    if (words[0] === ',') words.shift()
  }
  expect(words, ')', text)
  return list
}

const functions: Record<string, (...values: unknown[]) => unknown> = {
  startswith: (one, other) => lower(one).startsWith(lower(other)),
  endswith: (one, other) => lower(one).endsWith(lower(other)),
  contains: (one, other) => lower(one).includes(lower(other)),
  tolower: (one) => lower(one),
  cast: (one) => one
}

function operand(words: string[], text: string): Expression {
  const word = words.shift()
  if (word === undefined) throw broken(text)
  if (word === '(') {
    const inner = either(words, text)
    expect(words, ')', text)
    return inner
  }
  if (word.startsWith("'")) return () => word.slice(1, -1).replaceAll("''", "'")
  if (/^(true|false)$/i.test(word)) return () => word.toLowerCase() === 'true'
  if (word === 'null') return () => null
  if (/^-?\d+(\.\d+)?$/.test(word)) return () => Number(word)
  if (/^\d/.test(word)) return () => word
  const lambda = /^(.*)\/(any|all)$/i.exec(word)
  if (lambda && words[0] === '(') return overList(lambda[1] ?? '', lambda[2] ?? '', words, text)
  const call = functions[word.toLowerCase()]
  if (call && words[0] === '(') {
    const list = parenthesised(words, text)
    return (scope) => call(...list.map((one) => one(scope)))
  }
  if (words[0] === '(' || !/^[A-Za-z_@]/.test(word)) throw broken(text)
  return (scope) => valueAt(scope, word.split('/'))
}

/** attendees/any(a: a/emailAddress/address eq '…') */
function overList(path: string, quantity: string, words: string[], text: string): Expression {
  expect(words, '(', text)
  const variable = words.shift() ?? ''
  expect(words, ':', text)
  const inner = either(words, text)
  expect(words, ')', text)
  return (scope) => {
    const list = valueAt(scope, path.split('/'))
    const holds = (one: unknown) => inner({ ...scope, [variable]: one }) === true
    if (!Array.isArray(list)) return false
    return is(quantity, 'any') ? list.some(holds) : list.every(holds)
  }
}

function expect(words: string[], wanted: string, text: string) {
  if (words.shift() !== wanted) throw broken(text)
}

const is = (word: string | undefined, wanted: string) => word?.toLowerCase() === wanted
const lower = (value: unknown) => String(value ?? '').toLowerCase()

export function valueAt(scope: unknown, path: string[]): unknown {
  let value = scope
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return undefined
    const key = Object.keys(value).find((one) => one.toLowerCase() === part.toLowerCase())
    value = key === undefined ? undefined : (value as Scope)[key]
  }
  return value
}

const date = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?(Z|[+-]\d{2}:\d{2})?$/

/** Below, equal, above; NaN when the two cannot be compared. Texts without case, dates as moments. */
export function compare(one: unknown, other: unknown): number {
  if (one === undefined || one === null || other === undefined || other === null)
    return (one ?? null) === (other ?? null) ? 0 : Number.NaN
  if (typeof one === 'number' && typeof other === 'number') return one - other
  const [a, b] = [String(one), String(other)]
  if (date.test(a) && date.test(b)) return moment(a) - moment(b)
  if (namesProperty(a) && isProperty({ id: a, value: '' }, b)) return 0
  if (namesProperty(a) && namesProperty(b)) return a < b ? -1 : 1
  return a.toLowerCase() < b.toLowerCase() ? -1 : a.toLowerCase() > b.toLowerCase() ? 1 : 0
}

const moment = (text: string) => Date.parse(/(Z|[+-]\d{2}:\d{2})$/.test(text) || text.length === 10 ? text : `${text}Z`)
