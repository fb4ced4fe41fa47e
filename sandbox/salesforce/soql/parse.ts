// From tokens to a query, by recursive descent. Errors show the query with a caret below the place, as Salesforce does.
import { malformedQuery } from '../refusal.ts'
import { pointed } from './pointed.ts'
import type { Condition, Literal, Named, Operator, Ordering, Query } from './query.ts'
import { type Token, tokensOf } from './tokens.ts'

const dayNames = [
  'YESTERDAY',
  'TODAY',
  'TOMORROW',
  'LAST_WEEK',
  'THIS_WEEK',
  'NEXT_WEEK',
  'LAST_MONTH',
  'THIS_MONTH',
  'NEXT_MONTH',
  'LAST_90_DAYS',
  'NEXT_90_DAYS',
  'LAST_N_DAYS',
  'NEXT_N_DAYS',
  'LAST_YEAR',
  'THIS_YEAR',
  'NEXT_YEAR'
]

// What may follow the object's name is no alias.
const clauses = ['WHERE', 'ORDER', 'LIMIT', 'OFFSET', 'ALL', 'FOR', 'USING', 'WITH', 'GROUP', 'HAVING']

export function parseSoql(text: string): Query {
  const reader = new Reader(text)
  const query = readQuery(reader)
  reader.mustBe('end')
  return query
}

class Reader {
  readonly text: string
  readonly #tokens: Token[]
  #at = 0

  constructor(text: string) {
    this.text = text
    this.#tokens = tokensOf(text)
  }

  get next(): Token {
    return this.#tokens[this.#at] as Token
  }

  take(): Token {
    const token = this.next
    if (token.kind !== 'end') this.#at += 1
    return token
  }

  is(...texts: string[]): boolean {
    const { kind, text } = this.next
    return (kind === 'word' || kind === 'sign') && texts.includes(text.toUpperCase())
  }

  isFollowedBy(text: string): boolean {
    return this.#tokens[this.#at + 1]?.text.toUpperCase() === text
  }

  /** Takes the word or sign if it stands here. */
  takes(text: string): boolean {
    if (!this.is(text)) return false
    this.take()
    return true
  }

  must(text: string): Token {
    if (!this.is(text)) throw this.unexpected()
    return this.take()
  }

  mustBe(kind: Token['kind']): Token {
    if (this.next.kind !== kind) throw this.unexpected()
    return this.take()
  }

  unexpected() {
    const { text, at, kind } = this.next
    if (kind === 'end') return malformedQuery('unexpected token: <EOF>')
    return malformedQuery(pointed(this.text, at, `unexpected token: '${kind === 'string' ? `'${text}'` : text}'`))
  }
}

function readQuery(reader: Reader): Query {
  reader.must('SELECT')
  const select = readSelect(reader)
  reader.must('FROM')
  const from = readName(reader)
  const named = reader.next.kind === 'word' && !reader.is(...clauses)
  const alias = named ? reader.take().text : undefined
  const where = reader.takes('WHERE') ? readConditions(reader) : undefined
  const order = reader.takes('ORDER') ? readOrder(reader) : []
  const limit = reader.takes('LIMIT') ? readCount(reader) : undefined
  const offset = reader.takes('OFFSET') ? readCount(reader) : 0
  const allRows = reader.takes('ALL')
  if (allRows) reader.must('ROWS')
  return { text: reader.text, select, from, alias, where, order, limit, offset, allRows }
}

function readSelect(reader: Reader): Named[] | 'count' {
  if (reader.is('COUNT') && reader.isFollowedBy('(')) {
    reader.take()
    reader.must('(')
    reader.must(')')
    return 'count'
  }
  const fields = [readName(reader)]
  while (reader.takes(',')) fields.push(readName(reader))
  return fields
}

function readName(reader: Reader): Named {
  if (reader.is('FROM', 'WHERE')) throw reader.unexpected()
  const { text, at } = reader.mustBe('word')
  return { path: text, at }
}

function readConditions(reader: Reader): Condition {
  const first = readCondition(reader)
  if (!reader.is('AND', 'OR')) return first
  // Without parentheses only one of the two may be used: SOQL has no precedence between them.
  const joint = reader.next.text.toUpperCase()
  const all = [first]
  while (reader.takes(joint)) all.push(readCondition(reader))
  if (reader.is('AND', 'OR')) throw reader.unexpected()
  return joint === 'AND' ? { and: all } : { or: all }
}

function readCondition(reader: Reader): Condition {
  if (reader.takes('NOT')) return { not: readCondition(reader) }
  if (reader.takes('(')) {
    const inner = readConditions(reader)
    reader.must(')')
    return inner
  }
  const field = readName(reader)
  const operator = readOperator(reader)
  if (operator !== 'IN' && operator !== 'NOT IN') return { field, operator, values: [readLiteral(reader)] }

  reader.must('(')
  if (reader.is('SELECT')) {
    const within = readQuery(reader)
    reader.must(')')
    return { field, operator, within }
  }
  const values = [readLiteral(reader)]
  while (reader.takes(',')) values.push(readLiteral(reader))
  reader.must(')')
  return { field, operator, values }
}

function readOperator(reader: Reader): Operator {
  if (reader.takes('NOT')) {
    reader.must('IN')
    return 'NOT IN'
  }
  if (!reader.is('=', '!=', '<>', '<', '<=', '>', '>=', 'LIKE', 'IN')) throw reader.unexpected()
  const operator = reader.take().text.toUpperCase()
  return (operator === '<>' ? '!=' : operator) as Operator
}

function readLiteral(reader: Reader): Literal {
  const token = reader.next
  if (token.kind === 'string') {
    reader.take()
    return { kind: 'string', text: token.text, pattern: token.pattern ?? token.text }
  }
  if (token.kind === 'number') {
    reader.take()
    return { kind: 'number', number: Number(token.text) }
  }
  if (token.kind === 'time') {
    reader.take()
    return { kind: 'time', text: token.text }
  }
  if (token.kind !== 'word') throw reader.unexpected()
  const [name = '', count = '0'] = token.text.toUpperCase().split(':')
  if (!['NULL', 'TRUE', 'FALSE', ...dayNames].includes(name)) throw reader.unexpected()
  reader.take()
  if (name === 'NULL') return { kind: 'null' }
  if (name === 'TRUE' || name === 'FALSE') return { kind: 'boolean', boolean: name === 'TRUE' }
  return { kind: 'days', name, count: Number(count) }
}

function readOrder(reader: Reader): Ordering[] {
  reader.must('BY')
  const order = [readOrdering(reader)]
  while (reader.takes(',')) order.push(readOrdering(reader))
  return order
}

function readOrdering(reader: Reader): Ordering {
  const field = readName(reader)
  const descending = reader.takes('DESC')
  if (!descending) reader.takes('ASC')
  if (!reader.takes('NULLS')) return { field, descending, nullsLast: false }
  const nullsLast = reader.takes('LAST')
  if (!nullsLast) reader.must('FIRST')
  return { field, descending, nullsLast }
}

function readCount(reader: Reader): number {
  const token = reader.next
  if (token.kind !== 'number' || !/^\d+$/.test(token.text)) throw reader.unexpected()
  return Number(reader.take().text)
}
