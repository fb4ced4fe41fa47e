// FIND {text} IN EMAIL FIELDS RETURNING Contact(Id, Email WHERE … LIMIT 5), Lead(Id): the part of SOSL that looking
// people up needs. Reserved characters in the text carry a backslash.
import { malformedSearch } from '../refusal.ts'

export type Scope = 'ALL' | 'EMAIL' | 'NAME' | 'PHONE' | 'SIDEBAR'
export type Returning = { object: string; fields: string; rest: string }
export type Search = { words: string[]; scope: Scope; returning: Returning[]; limit: number }

const mostRows = 2000

export function parseSosl(text: string): Search {
  const found = /^\s*FIND\s*\{/i.exec(text)
  if (!found) throw malformedSearch('unexpected token: FIND expects the search text in braces')
  const { term, end } = readTerm(text, found[0].length)
  const rest = text.slice(end)
  const parts =
    /^\s*(?:IN\s+(ALL|EMAIL|NAME|PHONE|SIDEBAR)\s+FIELDS)?\s*(?:RETURNING\s+(.+?))?\s*(?:LIMIT\s+(\d+))?\s*$/is.exec(
      rest
    )
  if (!parts) throw malformedSearch(`unexpected token: '${rest.trim().split(/\s/)[0]}'`)
  const words = term.split(/\s+/).filter(Boolean)
  if (term.replaceAll('*', '').trim().length < 2) throw malformedSearch('search term must be longer than one character')
  return {
    words,
    scope: (parts[1]?.toUpperCase() ?? 'ALL') as Scope,
    returning: parts[2] ? readReturning(parts[2]) : [],
    limit: Math.min(mostRows, Number(parts[3] ?? mostRows))
  }
}

function readTerm(text: string, from: number): { term: string; end: number } {
  let term = ''
  for (let at = from; at < text.length; at += 1) {
    const character = text[at] ?? ''
    if (character === '\\') {
      at += 1
      if (at >= text.length) break
      term += text[at]
    } else if (character === '}') {
      return { term, end: at + 1 }
    } else if ('?&|!{[]()^~:"\'+-'.includes(character)) {
      throw malformedSearch(`line 1:${at} reserved character '${character}' must be escaped with a backslash`)
    } else {
      term += character
    }
  }
  throw malformedSearch("line 1:0 mismatched character '<EOF>' expecting '}'")
}

function readReturning(text: string): Returning[] {
  return splitOutside(text).map((part) => {
    const [, object = '', inner = 'Id'] = /^\s*(\w+)\s*(?:\((.*)\))?\s*$/s.exec(part) ?? []
    if (!object) throw malformedSearch(`unexpected token: '${part.trim()}'`)
    const clause = /\s(?:WHERE|ORDER\s+BY|LIMIT|OFFSET)\s/i.exec(inner)
    return clause
      ? { object, fields: inner.slice(0, clause.index), rest: inner.slice(clause.index) }
      : { object, fields: inner, rest: '' }
  })
}

/** At commas that are not between parentheses. */
function splitOutside(text: string): string[] {
  const parts = ['']
  let depth = 0
  for (const character of text) {
    if (character === '(') depth += 1
    if (character === ')') depth -= 1
    if (character === ',' && depth === 0) parts.push('')
    else parts[parts.length - 1] += character
  }
  return parts
}
