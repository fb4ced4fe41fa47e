// search and parameterizedSearch. What RETURNING asks is answered as a query, kept to the rows that contain the words.
import type { Answer, Call } from '../call.ts'
import type { Row } from '../org.ts'
import { invalidType, malformedSearch } from '../refusal.ts'
import type { Field } from '../schema/field.ts'
import type { SObject } from '../schema/object.ts'
import { objectNamed, objectsOf } from '../schema/objects.ts'
import { evaluate } from '../soql/evaluate.ts'
import { parseSoql } from '../soql/parse.ts'
import { parseSosl, type Scope, type Search } from './parse.ts'

export function search(call: Call): Answer {
  const text = call.query.get('q')
  if (!text) throw malformedSearch('No search term found. The search term must be enclosed in braces.')
  return answer(call, parseSosl(text))
}

export function parameterizedSearch(call: Call): Answer {
  const words = (call.query.get('q') ?? '').split(/\s+/).filter(Boolean)
  const object = call.query.get('sobject')
  const fields = call.query.get('fields') ?? call.query.get(`${object}.fields`) ?? 'Id'
  const returning = object ? [{ object, fields, rest: '' }] : []
  return answer(call, { words, scope: 'ALL', returning, limit: Number(call.query.get('overallLimit') ?? 2000) })
}

function answer(call: Call, { words, scope, returning, limit }: Search): Answer {
  const asked =
    returning.length > 0
      ? returning
      : objectsOf(call.org)
          .filter(({ searchable }) => searchable)
          .map(({ name }) => ({ object: name, fields: 'Id', rest: '' }))

  const found = asked.flatMap(({ object: name, fields, rest }) => {
    const object = objectNamed(call.org, name)
    if (!object?.searchable) throw invalidType(`sObject type '${name}' is not supported.`)
    const query = parseSoql(`SELECT ${fields} FROM ${object.name}${rest}`)
    const within = { ...call, org: { ...call.org, rows: (of: string) => matching(call, of, object, words, scope) } }
    return evaluate(within, query, { deleted: false }).records
  })
  return { status: 200, body: { searchRecords: found.slice(0, limit) } }
}

function matching({ org }: Call, of: string, object: SObject, words: string[], scope: Scope): Row[] {
  if (of !== object.name) return org.rows(of)
  const fields = object.fields.filter((field) => isIn(scope, field))
  return org.rows(of).filter((row) => words.every((word) => fields.some(({ name }) => contains(row[name], word))))
}

const isIn = (scope: Scope, { type, name }: Field) =>
  scope === 'EMAIL'
    ? type === 'email'
    : scope === 'PHONE'
      ? type === 'phone'
      : scope === 'NAME'
        ? /Name$|^Subject$/.test(name)
        : ['string', 'textarea', 'email', 'phone', 'combobox', 'url'].includes(type)

/** Search finds words by their beginning; a whole address has to be the whole value. */
function contains(value: unknown, word: string): boolean {
  if (typeof value !== 'string') return false
  const [text, wanted] = [value.toLowerCase(), word.toLowerCase().replaceAll('*', '')]
  if (wanted.includes('@')) return word.endsWith('*') ? text.startsWith(wanted) : text === wanted
  return (
    text.split(/[^\p{L}\p{N}]+/u).some((part) => (word.endsWith('*') ? part.startsWith(wanted) : part === wanted)) ||
    text === wanted
  )
}
