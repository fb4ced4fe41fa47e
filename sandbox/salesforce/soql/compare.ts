// Comparing a value of a row with a literal of the query.
import { id15, isId } from '../ids.ts'
import type { Value } from '../org.ts'
import { invalidField, invalidFilter } from '../refusal.ts'
import { isFilterable } from '../schema/describe.ts'
import type { Field } from '../schema/field.ts'
import { instantOf } from '../times.ts'
import { daysNamed } from './days.ts'
import { isLike } from './like.ts'
import type { Literal, Operator } from './query.ts'

export type Test = (value: Value) => boolean

/** The test of one condition; literals of the wrong type are refused before any row is looked at. */
export function testOf(field: Field, operator: Operator, values: Literal[], now: number): Test {
  if (!isFilterable(field)) throw invalidField(`field '${field.name}' can not be filtered in a query call`)
  for (const literal of values) checkLiteral(field, operator, literal)

  if (operator === 'IN') return (value) => values.some((literal) => equals(field, value, literal, now))
  if (operator === 'NOT IN') return (value) => !values.some((literal) => equals(field, value, literal, now))
  const literal = values[0] as Literal
  if (operator === '=') return (value) => equals(field, value, literal, now)
  if (operator === '!=') return (value) => !equals(field, value, literal, now)
  if (operator === 'LIKE') {
    const pattern = literal.kind === 'string' ? literal.pattern : ''
    return (value) => typeof value === 'string' && isLike(value, pattern)
  }
  return (value) => {
    const order = value === null ? undefined : compare(field, value, literal, operator, now)
    if (order === undefined) return false
    return operator === '<' ? order < 0 : operator === '<=' ? order <= 0 : operator === '>' ? order > 0 : order >= 0
  }
}

function equals(field: Field, value: Value, literal: Literal, now: number): boolean {
  if (literal.kind === 'null') return value === null
  // An empty string in a query means no value.
  if (literal.kind === 'string' && literal.text === '') return value === null
  if (value === null) return false
  if (literal.kind === 'boolean') return value === literal.boolean
  if (literal.kind === 'number') return value === literal.number
  if (literal.kind === 'days') {
    const { from, to } = daysNamed(literal.name, literal.count, now)
    const instant = Date.parse(String(value))
    return instant >= from && instant < to
  }
  if (literal.kind === 'time') return Date.parse(String(value)) === instantOf(literal.text)
  if (isReference(field)) return id15(String(value)) === id15(literal.text)
  if (field.caseSensitive) return value === literal.text
  return String(value).toLowerCase() === literal.text.toLowerCase()
}

function compare(field: Field, value: Value, literal: Literal, operator: Operator, now: number): number | undefined {
  switch (literal.kind) {
    case 'number':
      return Number(value) - literal.number
    case 'time':
      return Date.parse(String(value)) - (instantOf(literal.text) ?? Number.NaN)
    case 'days': {
      const { from, to } = daysNamed(literal.name, literal.count, now)
      // After a span means after its end, before a span before its beginning.
      const edge = operator === '<' || operator === '>=' ? from : to - 1
      return Date.parse(String(value)) - edge
    }
    case 'string':
      return isReference(field)
        ? order(id15(String(value)), id15(literal.text))
        : order(String(value).toLowerCase(), literal.text.toLowerCase())
    default:
      return undefined
  }
}

export const order = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0)

const isReference = ({ type }: Field) => type === 'id' || type === 'reference'

function checkLiteral(field: Field, operator: Operator, literal: Literal) {
  if (literal.kind === 'null') return
  if (operator === 'LIKE' && (literal.kind !== 'string' || isReference(field))) throw wrongOperator(field, operator)
  switch (field.type) {
    case 'boolean':
      if (literal.kind !== 'boolean') throw wrongType(field, 'boolean')
      if (operator !== '=' && operator !== '!=') throw wrongOperator(field, operator)
      return
    case 'int':
    case 'currency':
    case 'percent':
      if (literal.kind !== 'number') throw wrongType(field, field.type === 'int' ? 'int' : 'double')
      return
    case 'datetime':
      if (literal.kind !== 'days' && !(literal.kind === 'time' && literal.text.length > 10))
        throw wrongType(field, 'dateTime')
      if (literal.kind === 'time' && instantOf(literal.text) === undefined) throw wrongType(field, 'dateTime')
      return
    case 'date':
      if (literal.kind !== 'days' && !(literal.kind === 'time' && literal.text.length === 10))
        throw wrongType(field, 'date')
      return
    case 'id':
    case 'reference':
      if (literal.kind !== 'string') throw wrongType(field, 'string')
      if (literal.text !== '' && !isId(literal.text)) throw invalidFilter(`invalid ID field: ${literal.text}`)
      return
    default:
      if (literal.kind !== 'string') throw wrongType(field, 'string')
  }
}

const wrongType = (field: Field, type: string) =>
  invalidField(
    `value of filter criterion for field '${field.name}' must be of type ${type} and should ${type === 'string' ? '' : 'not '}be enclosed in quotes`
  )

const wrongOperator = (field: Field, operator: Operator) =>
  invalidFilter(`invalid operator on ${field.type} field: ${operator}`)
