// A query over the rows that the caller may read.
import { canRead } from '../access.ts'
import type { Call } from '../call.ts'
import { eventValue } from '../events/values.ts'
import { id15 } from '../ids.ts'
import type { Row, Value } from '../org.ts'
import { attributesOf } from '../records/show.ts'
import { badArgument, invalidField, invalidType, malformedQuery } from '../refusal.ts'
import type { SObject } from '../schema/object.ts'
import { objectNamed } from '../schema/objects.ts'
import { order, testOf } from './compare.ts'
import { entityDefinitionRows } from './entity-definitions.ts'
import { type Path, parentOf, resolvePath, valueAt } from './paths.ts'
import { pointed } from './pointed.ts'
import type { Condition, Named, Ordering, Query } from './query.ts'
import { recordAccessRows } from './record-access.ts'

export type Found = { count: number; records: object[] }

type Options = { deleted: boolean }

export function evaluate(call: Call, query: Query, options: Options): Found {
  const object = objectFrom(call, query)
  const paths = query.select === 'count' ? [] : selected(call, object, query, query.select)
  const rows = rowsOf(call, object, query, options)
  if (query.select === 'count') return { count: rows.length, records: [] }
  return { count: rows.length, records: rows.map((row) => showSelected(call, object, row, paths)) }
}

function objectFrom({ org, user }: Call, { from, text }: Query): SObject {
  const object = objectNamed(org, from.path, user)
  if (object) return object
  throw invalidType(
    pointed(
      text,
      from.at,
      `sObject type '${from.path}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.`
    )
  )
}

function selected({ org }: Call, object: SObject, query: Query, names: Named[]): Path[] {
  const paths = names.map((named) => resolvePath(org, object, named, query))
  const seen = new Set<string>()
  for (const path of paths) {
    const name = [...path.parents.map(({ field }) => field.relationshipName), path.field.name].join('.')
    if (seen.has(name)) throw invalidField(`duplicate field selected: ${name}`)
    seen.add(name)
  }
  return paths
}

function rowsOf(call: Call, object: SObject, query: Query, options: Options): Row[] {
  const { org, user } = call
  const keeps = query.where ? condition(call, object, query, query.where) : () => true
  const sorting = query.order.map((ordering) => ({
    ...ordering,
    path: resolvePath(org, object, ordering.field, query)
  }))
  if (query.offset > 2000) throw badArgument('NUMBER_OUTSIDE_VALID_RANGE', 'Maximum SOQL offset allowed is 2000')

  const all = made[object.name]?.(call, query) ?? org.rows(object.name)
  const rows = all.filter(
    (row) =>
      (options.deleted || query.allRows || isCurrent(call, object, row)) &&
      keeps(row) &&
      (object.name === 'UserRecordAccess' || canRead(org, user, object.name, row))
  )
  rows.sort((one, other) => compareRows(call, sorting, one, other))
  return rows.slice(query.offset, query.limit === undefined ? undefined : query.offset + query.limit)
}

/** Objects without rows of their own. */
const made: Record<string, (call: Call, query: Query) => Row[]> = {
  UserRecordAccess: recordAccessRows,
  EntityDefinition: entityDefinitionRows
}

/** query() hides what was deleted and what is archived. */
const isCurrent = ({ org }: Call, object: SObject, row: Row) =>
  !row.IsDeleted && !(object.name === 'Event' && eventValue(org, row, 'IsArchived'))

function condition(call: Call, object: SObject, query: Query, tree: Condition): (row: Row) => boolean {
  if ('and' in tree) {
    const all = tree.and.map((one) => condition(call, object, query, one))
    return (row) => all.every((test) => test(row))
  }
  if ('or' in tree) {
    const any = tree.or.map((one) => condition(call, object, query, one))
    return (row) => any.some((test) => test(row))
  }
  if ('not' in tree) {
    const test = condition(call, object, query, tree.not)
    return (row) => !test(row)
  }
  const path = resolvePath(call.org, object, tree.field, query)
  if ('within' in tree) {
    const held = within(call, tree.within)
    return (row) => {
      const value = valueAt(call.org, path, row)
      return value !== null && held.has(id15(String(value))) === (tree.operator === 'IN')
    }
  }
  const test = testOf(path.field, tree.operator, tree.values, call.org.now())
  return (row) => test(valueAt(call.org, path, row))
}

/** A semi-join: the ids that the inner query selects. */
function within(call: Call, query: Query): Set<string> {
  if (query.select === 'count' || query.select.length !== 1) {
    throw malformedQuery('Only one field can be selected in an inner query')
  }
  const object = objectFrom(call, query)
  const path = resolvePath(call.org, object, query.select[0] as Named, query)
  return new Set(
    rowsOf(call, object, query, { deleted: false })
      .map((row) => valueAt(call.org, path, row))
      .filter((value) => value !== null)
      .map((value) => id15(String(value)))
  )
}

function compareRows({ org }: Call, sorting: (Ordering & { path: Path })[], one: Row, other: Row): number {
  for (const { path, descending, nullsLast } of sorting) {
    const [mine, theirs] = [valueAt(org, path, one), valueAt(org, path, other)]
    if (mine === theirs) continue
    if (mine === null || theirs === null) return (mine === null) === nullsLast ? 1 : -1
    const difference = compareValues(mine, theirs)
    if (difference !== 0) return descending ? -difference : difference
  }
  return order(id15(one.Id), id15(other.Id))
}

function compareValues(one: Value, other: Value): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other
  if (typeof one === 'boolean' && typeof other === 'boolean') return Number(one) - Number(other)
  return order(String(one).toLowerCase(), String(other).toLowerCase())
}

/** Fields in the order of the query, parents as objects in the place of their first field. */
function showSelected(call: Call, object: SObject, row: Row, paths: Path[]): object {
  const shown: Record<string, unknown> = { attributes: attributesOf(call, object.name, row.Id) }
  for (const path of paths) {
    let place = shown
    let current: Row | undefined = row
    for (const { field } of path.parents) {
      const parent: ReturnType<typeof parentOf> = current && parentOf(call.org, current, field)
      const name = String(field.relationshipName)
      if (!parent) {
        place[name] ??= null
        current = undefined
        break
      }
      const several = (field.referenceTo?.length ?? 0) > 1
      place[name] ??= {
        attributes: {
          ...attributesOf(call, parent.object.name, parent.row.Id),
          ...(several ? { type: 'Name' } : {})
        }
      }
      place = place[name] as Record<string, unknown>
      current = parent.row
    }
    if (current) place[path.field.name] = valueAt(call.org, path, row)
  }
  return shown
}
