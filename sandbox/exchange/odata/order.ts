// $orderby: "start/dateTime desc, subject".

import { badRequest } from '../refusal.ts'
import { compare, valueAt } from './filter.ts'
import { everything, type Row } from './row.ts'

export function compileOrder(text: string): (one: Row, other: Row) => number {
  const keys = text.split(',').map((part) => {
    const [, path = '', direction = 'asc'] = /^\s*([\w/]+)(?:\s+(asc|desc))?\s*$/i.exec(part) ?? []
    if (!path) throw badRequest(`Syntax error in the expression '${text}' of $orderby.`)
    return { path: path.split('/'), sign: direction.toLowerCase() === 'desc' ? -1 : 1 }
  })
  return (one, other) => {
    for (const { path, sign } of keys) {
      const result = compare(valueAt(everything(one), path), valueAt(everything(other), path))
      if (result) return result * sign
    }
    return 0
  }
}
