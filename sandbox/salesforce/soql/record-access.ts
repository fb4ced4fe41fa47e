// UserRecordAccess has no rows of its own: they are made for the one user and the records that the query asks about.
import { type Access, accessTo } from '../access.ts'
import type { Call } from '../call.ts'
import { isId, prefixOf, wholeId } from '../ids.ts'
import type { Row } from '../org.ts'
import { badArgument, malformedQuery } from '../refusal.ts'
import { objectOfPrefix } from '../schema/objects.ts'
import type { Condition, Query } from './query.ts'

const mostRecords = 200

export function recordAccessRows({ org }: Call, { where }: Query): Row[] {
  const users = where ? asked(where, 'userid') : []
  const records = where ? asked(where, 'recordid') : []
  if (users.length !== 1 || records.length === 0) {
    throw malformedQuery('When querying the UserRecordAccess object, you must filter by one UserId and by RecordId')
  }
  if (records.length > mostRecords) {
    throw badArgument('EXCEEDED_ID_LIMIT', `UserRecordAccess can be queried for at most ${mostRecords} records`)
  }
  const user = org.find('User', String(users[0]))
  return records.map((id) => {
    const object = objectOfPrefix(prefixOf(id))?.name ?? ''
    const row = org.find(object, id)
    const access = user && row && !row.IsDeleted ? accessTo(org, user, object, row) : 'None'
    return { Id: wholeId(id), UserId: String(user?.Id ?? users[0]), RecordId: wholeId(id), ...rights[access] }
  })
}

const rights: Record<Access, Omit<Row, 'Id'>> = {
  None: row('None', false, false, false),
  Read: row('Read', true, false, false),
  Edit: row('Edit', true, true, false),
  All: row('All', true, true, true)
}

function row(level: Access, read: boolean, edit: boolean, all: boolean): Omit<Row, 'Id'> {
  return {
    HasReadAccess: read,
    HasEditAccess: edit,
    HasDeleteAccess: all,
    HasTransferAccess: all,
    HasAllAccess: all,
    MaxAccessLevel: level
  }
}

/** The ids with which a field is compared by = or IN, in conditions that are all required. */
function asked(tree: Condition, name: string): string[] {
  if ('and' in tree) return tree.and.flatMap((one) => asked(one, name))
  if (!('values' in tree) || tree.field.path.toLowerCase() !== name) return []
  if (tree.operator !== '=' && tree.operator !== 'IN') return []
  return tree.values.flatMap((literal) => (literal.kind === 'string' && isId(literal.text) ? [literal.text] : []))
}
