// One page of a collection: $filter, $orderby, $count, $skip and $top, in that order, and the link to the next page.
import { type Call, root } from '../call.ts'
import { badRequest, refuse } from '../refusal.ts'
import { compileFilter } from './filter.ts'
import { compileOrder } from './order.ts'
import { everything, type Row } from './row.ts'
import { shape } from './select.ts'

export type Paging = { size: number; most: number; marker?: '$skip' | '$skiptoken' }

const usual: Paging = { size: 10, most: 1000 }

export function page(
  call: Call,
  all: Row[],
  { size, most, marker = '$skip' }: Paging = usual
): Record<string, unknown> {
  const { query, prefer } = call
  const filter = query.get('filter')
  const order = query.get('orderby')
  let rows = filter ? all.filter(compileFilter(filter, everything)) : all
  if (order) rows = rows.toSorted(compileOrder(order))

  const top = wholeNumber(call, 'top')
  if (top !== undefined && (top < 1 || top > most)) {
    throw refuse(400, 'ErrorInvalidUrlQuery', `The value of $top must be between 1 and ${most} inclusive.`)
  }
  const skip = wholeNumber(call, marker === '$skip' ? 'skip' : 'skiptoken') ?? 0
  const length = top ?? prefer.pageSize ?? size
  const more = rows.length > skip + length
  return {
    ...(/^true$/i.test(query.get('count') ?? '') ? { '@odata.count': rows.length } : {}),
    value: rows.slice(skip, skip + length).map((row) => shape(call, row)),
    ...(more ? { '@odata.nextLink': nextLink(call, marker, skip + length) } : {})
  }
}

function wholeNumber({ query }: Call, name: 'top' | 'skip' | 'skiptoken'): number | undefined {
  const text = query.get(name)
  if (text === undefined) return undefined
  if (/^\d+$/.test(text)) return Number(text)
  throw badRequest(
    `Invalid value '${text}' for $${name} query option found. The $${name} query option requires a non-negative integer value.`
  )
}

function nextLink({ path, query }: Call, marker: string, skip: number): string {
  const others = query.entries().filter(([name]) => !/^\$?skip(token)?$/i.test(name))
  const pairs = [...others, [marker, String(skip)]].map(([name, value]) => `${name}=${encodeURIComponent(value ?? '')}`)
  return `${root}${path}?${pairs.join('&')}`
}
