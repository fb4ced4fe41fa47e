// jsforce 3.12.0 escapes quotes and forgets backslashes in find(), and nothing in query(): user text goes through here only.
// developer.salesforce.com …/sforce_api_calls_soql_select_quotedstringescapes.htm
import { FIELD } from './ids.ts'

/** Already what it should be in a query: a name, or a moment. Made by `name` and `moment` only. */
class Written {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

export type Value = string | readonly string[] | Written

/**
 * A query whose values are literals: soql`SELECT Id FROM Contact WHERE Email = ${address}`. A list is written as one, for
 * IN; names of fields and moments are said to be such.
 */
export function soql(texts: TemplateStringsArray, ...values: Value[]): string {
  return String.raw({ raw: texts }, ...values.map(written))
}

/** The API name of a field, from a setting. */
export function name(field: string): Written {
  if (!FIELD.test(field)) throw new Error(`not the name of a Salesforce field: ${JSON.stringify(field)}`)
  return new Written(field)
}

/** Moments stand without quotes, in UTC. */
export const moment = (instant: number): Written => new Written(new Date(instant).toISOString())

function written(value: Value): string {
  if (value instanceof Written) return value.text
  if (typeof value === 'string') return literal(value)
  if (value.length === 0) throw new Error('a query for one of none') // IN () is no SOQL, and nobody means it
  return `(${value.map(literal).join(', ')})`
}

const known: Record<string, string> = {
  '\\': '\\\\',
  "'": "\\'",
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f'
}

/** One pass over the characters, so that the backslashes which it adds are not escaped again. */
export function literal(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not reach the query
  return `'${text.replace(/[\\'"\u0000-\u001f\u007f\u2028\u2029]/g, (each) => known[each] ?? unicode(each))}'`
}

const unicode = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
