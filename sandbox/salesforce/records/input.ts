// What a caller wants written, checked field by field before any rule of an object is asked: does the field exist, may
// it be written, is the value of its type, does it fit.
import { isId, prefixOf, wholeId } from '../ids.ts'
import type { Value } from '../org.ts'
import { badEmail, badJson, badPicklist, malformedId, noSuchColumn, notWritable, tooLong } from '../refusal.ts'
import type { Field } from '../schema/field.ts'
import type { SObject } from '../schema/object.ts'
import { fieldNamed, objectOfPrefix } from '../schema/objects.ts'
import { instantOf, isDay, printed } from '../times.ts'
import { badReference } from './references.ts'

/** Values by the field's own name, whatever case the caller wrote. */
export type Input = Record<string, Value>

export function readInput(object: SObject, body: Record<string, unknown>, doing: 'createable' | 'updateable'): Input {
  const named = Object.entries(body)
    .filter(([name]) => name !== 'attributes')
    .map(([name, value]) => {
      const field = fieldNamed(object, name)
      if (!field) throw noSuchColumn(name, object.name)
      return [field, value] as const
    })

  const refused = named.filter(([field]) => !field[doing]).map(([field]) => field.name)
  if (refused.length > 0) throw notWritable(refused)

  return Object.fromEntries(named.map(([field, value]) => [field.name, readValue(field, value)]))
}

function readValue(field: Field, value: unknown): Value {
  if (value === null || value === '')
    return field.type === 'boolean' ? false : field.type === 'junctionIdList' ? [] : null

  switch (field.type) {
    case 'boolean':
      if (typeof value === 'boolean') return value
      if (value === 'true' || value === 'false') return value === 'true'
      throw cannotRead(field, value)
    case 'int':
    case 'currency':
    case 'percent': {
      const number = typeof value === 'string' ? Number(value) : value
      if (typeof number !== 'number' || !Number.isFinite(number)) throw cannotRead(field, value)
      if (field.type === 'int' && !Number.isInteger(number)) throw cannotRead(field, value)
      return number
    }
    case 'datetime': {
      const instant = typeof value === 'string' ? instantOf(value) : undefined
      if (instant === undefined) throw cannotRead(field, value)
      return printed(instant)
    }
    case 'date': {
      const day = typeof value === 'string' ? value.slice(0, 10) : ''
      if (!isDay(day)) throw cannotRead(field, value)
      return day
    }
    case 'id':
    case 'reference':
      return readReference(field, value)
    case 'junctionIdList':
      if (!Array.isArray(value)) throw cannotRead(field, value)
      return value.map((id) => readReference(field, id))
    default:
      return readText(field, value)
  }
}

function readText(field: Field, value: unknown): Value {
  if (typeof value === 'object') throw cannotRead(field, value)
  const text = String(value)
  if (field.length !== undefined && [...text].length > field.length) {
    throw tooLong(field.label, field.name, text, field.length)
  }
  if (field.restricted && !field.picklist?.includes(text)) throw badPicklist(field.label, field.name, text)
  if (field.type === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)) throw badEmail(field.name, text)
  return text.trim() === '' ? null : text
}

function readReference(field: Field, value: unknown): string {
  if (!isId(value)) throw malformedId(field.label, field.name, String(value))
  const target = objectOfPrefix(prefixOf(value))?.name
  if (!target || !field.referenceTo?.includes(target)) throw badReference(field, value)
  return wholeId(value)
}

const cannotRead = (field: Field, value: unknown) => {
  const token = Array.isArray(value)
    ? 'START_ARRAY'
    : typeof value === 'object'
      ? 'START_OBJECT'
      : `VALUE_${typeof value === 'string' ? 'STRING' : typeof value === 'number' ? 'NUMBER_INT' : 'TRUE'}`
  return badJson(
    `Cannot deserialize instance of ${field.type} from ${token} value ${typeof value === 'object' ? '' : value} or request may be missing a required field at [line:1, column:1]`
  )
}
