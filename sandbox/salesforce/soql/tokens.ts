// From the text of a query to tokens. Only the documented backslash escapes are legal; a stray backslash is an error and
// never skipped, so that a caller who escapes badly is told.
import { malformedQuery } from '../refusal.ts'

export type Token = {
  kind: 'word' | 'string' | 'number' | 'time' | 'sign' | 'bind' | 'end'
  /** As written; for a string without its quotes and escapes. */
  text: string
  /** For LIKE: the same string with \_ and \% still escaped. */
  pattern?: string
  at: number
}

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', '"': '"', "'": "'", '\\': '\\' }

// A date with or without a time; it has to be tried before numbers.
const time = /\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)?/iy
const number = /[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/iy
// Paths (Owner.Email), aliases and date literals with a count (LAST_N_DAYS:30).
const word = /[a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)*(?::\d+)?/iy
const sign = /<=|>=|!=|<>|[=<>(),]/y

export function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  const match = (pattern: RegExp) => {
    pattern.lastIndex = at
    return pattern.exec(text)?.[0]
  }

  while (at < text.length) {
    if (/\s/.test(text[at] ?? '')) {
      at += 1
      continue
    }
    if (text[at] === "'") {
      const string = readString(text, at)
      tokens.push(string.token)
      at = string.end
      continue
    }
    const found =
      as('time', match(time)) ?? as('word', match(word)) ?? as('sign', match(sign)) ?? as('number', match(number))
    if (!found) throw malformedQuery(`line 1:${at} no viable alternative at character '${text[at]}'`)
    tokens.push({ ...found, at })
    at += found.text.length
  }
  tokens.push({ kind: 'end', text: '<EOF>', at: text.length })
  return tokens
}

const as = (kind: Token['kind'], text: string | undefined) => (text ? { kind, text } : undefined)

function readString(text: string, from: number): { token: Token; end: number } {
  let value = ''
  let pattern = ''
  let at = from + 1
  while (text[at] !== "'") {
    if (at >= text.length) throw malformedQuery(`line 1:${from} mismatched character '<EOF>' expecting '''`)
    if (text[at] !== '\\') {
      value += text[at]
      pattern += text[at]
      at += 1
      continue
    }
    const escaped = readEscape(text, at)
    value += escaped.value
    pattern += escaped.pattern
    at = escaped.end
  }
  return { token: { kind: 'string', text: value, pattern, at: from }, end: at + 1 }
}

function readEscape(text: string, at: number): { value: string; pattern: string; end: number } {
  const letter = text[at + 1] ?? ''
  const plain = escapes[letter] ?? escapes[letter.toLowerCase()]
  // A backslash in the value stays one in the pattern, where it has to be told from the one before a wildcard.
  if (plain !== undefined) return { value: plain, pattern: plain === '\\' ? '\\\\' : plain, end: at + 2 }
  if (letter === '_' || letter === '%') return { value: letter, pattern: `\\${letter}`, end: at + 2 }
  const code = /^u([0-9a-f]{4})/i.exec(text.slice(at + 1))?.[1]
  if (code) {
    const character = String.fromCharCode(Number.parseInt(code, 16))
    return { value: character, pattern: character, end: at + 6 }
  }
  throw malformedQuery(
    `Invalid string literal '${text.slice(at, at + 2)}'. Illegal character sequence '\\${letter}' in string literal.`
  )
}
