// The part of JSON Schema that the schema of the v1.0 types uses.
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

type Schema = {
  $ref?: string
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  pattern?: string
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
  required?: string[]
  properties?: Record<string, Schema>
  patternProperties?: Record<string, Schema>
  additionalProperties?: boolean | Schema
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
}

/** First fault of a value that should be of the named type; undefined when there is none. */
export type Validate = (value: unknown, type: string) => string | undefined

/** From graph-schema.json beside the folder or in it; undefined when neither exists. */
export function readSchema(folder: string): Validate | undefined {
  for (const place of [join(dirname(folder), 'graph-schema.json'), join(folder, 'graph-schema.json')]) {
    try {
      const { $defs } = JSON.parse(readFileSync(place, 'utf8')) as { $defs: Record<string, Schema> }
      return (value, type) => {
        const schema = $defs[type]
        return schema ? fault(value, schema, $defs, '$') : `the schema has no type ${type}`
      }
    } catch (problem) {
      if ((problem as NodeJS.ErrnoException).code !== 'ENOENT') throw problem
    }
  }
  return undefined
}

function fault(value: unknown, schema: Schema, types: Record<string, Schema>, at: string): string | undefined {
  if (schema.$ref) return fault(value, types[schema.$ref.replace('#/$defs/', '')] ?? {}, types, at)
  const either = schema.anyOf ?? schema.oneOf
  if (either) {
    const faults = either.map((one) => fault(value, one, types, at))
    return faults.includes(undefined)
      ? undefined
      : (faults.find((one) => one && !/is not of type null/.test(one)) ?? faults[0])
  }
  if (schema.type && ![schema.type].flat().some((type) => isOf(value, type)))
    return `${at} is not of type ${[schema.type].flat().join(' or ')}`
  if (schema.const !== undefined && value !== schema.const) return `${at} is not ${JSON.stringify(schema.const)}`
  if (schema.enum && value !== null && !isMember(value, schema.enum))
    return `${at} is ${JSON.stringify(value)}, none of ${schema.enum.join(', ')}`
  if (typeof value === 'string' && schema.pattern && !new RegExp(schema.pattern).test(value))
    return `${at} is ${JSON.stringify(value)}, not like ${schema.pattern}`
  if (typeof value === 'number' && (value < (schema.minimum ?? value) || value > (schema.maximum ?? value)))
    return `${at} is out of range: ${value}`
  if (Array.isArray(value)) return faultInList(value, schema, types, at)
  if (typeof value === 'object' && value !== null)
    return faultInObject(value as Record<string, unknown>, schema, types, at)
  return undefined
}

function faultInList(list: unknown[], schema: Schema, types: Record<string, Schema>, at: string): string | undefined {
  if (list.length < (schema.minItems ?? 0)) return `${at} has fewer than ${schema.minItems} elements`
  if (list.length > (schema.maxItems ?? list.length)) return `${at} has more than ${schema.maxItems} elements`
  for (const [position, one] of list.entries()) {
    const found = schema.items && fault(one, schema.items, types, `${at}[${position}]`)
    if (found) return found
  }
  return undefined
}

function faultInObject(
  value: Record<string, unknown>,
  schema: Schema,
  types: Record<string, Schema>,
  at: string
): string | undefined {
  const missing = schema.required?.find((name) => value[name] === undefined)
  if (missing) return `${at} lacks ${missing}`
  for (const [name, one] of Object.entries(value)) {
    const own = schema.properties?.[name]
    const pattern = Object.entries(schema.patternProperties ?? {}).find(([form]) => new RegExp(form).test(name))?.[1]
    const other = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined
    if (!own && !pattern && schema.additionalProperties === false) return `${at} has the unknown property ${name}`
    const found = fault(one, own ?? pattern ?? other ?? {}, types, `${at}.${name}`)
    if (found) return found
  }
  return undefined
}

function isOf(value: unknown, type: string): boolean {
  if (type === 'null') return value === null
  if (type === 'array') return Array.isArray(value)
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value)
  if (type === 'integer') return Number.isInteger(value)
  return typeof value === type
}

const isMember = (value: unknown, members: unknown[]) =>
  members.some(
    (one) =>
      one === value ||
      (typeof one === 'string' && typeof value === 'string' && one.toLowerCase() === value.toLowerCase())
  )
