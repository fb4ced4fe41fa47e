// A query after reading: what is selected, from where, which rows, in which order.

export type Named = { path: string; at: number }

export type Literal =
  | { kind: 'string'; text: string; pattern: string }
  | { kind: 'number'; number: number }
  | { kind: 'time'; text: string }
  | { kind: 'boolean'; boolean: boolean }
  | { kind: 'null' }
  /** TODAY, LAST_N_DAYS:30 … */
  | { kind: 'days'; name: string; count: number }

export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'LIKE' | 'IN' | 'NOT IN'

export type Condition =
  | { and: Condition[] }
  | { or: Condition[] }
  | { not: Condition }
  | { field: Named; operator: Operator; values: Literal[] }
  | { field: Named; operator: 'IN' | 'NOT IN'; within: Query }

export type Ordering = { field: Named; descending: boolean; nullsLast: boolean }

export type Query = {
  text: string
  /** 'count' is COUNT(): only the number of rows. */
  select: Named[] | 'count'
  from: Named
  /** FROM Event e: paths may begin with it. */
  alias: string | undefined
  where: Condition | undefined
  order: Ordering[]
  limit: number | undefined
  offset: number
  /** ALL ROWS: the recycle bin too. */
  allRows: boolean
}
