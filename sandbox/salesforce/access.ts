// Who may do what with a record. For Events three layers meet: activity sharing (owner, roles above, related records),
// calendar sharing, and the permissions that reach everything.
import { id15, prefixOf, sameId } from './ids.ts'
import type { Org, Row } from './org.ts'
import type { Permission } from './org-settings.ts'
import { objectOfPrefix } from './schema/objects.ts'

export type Access = 'None' | 'Read' | 'Edit' | 'All'

const order: Access[] = ['None', 'Read', 'Edit', 'All']
const atLeast = (wanted: Access, access: Access) => order.indexOf(access) >= order.indexOf(wanted)
const most = (...all: Access[]) => order[Math.max(...all.map((access) => order.indexOf(access)))] ?? 'None'

export const canRead = (org: Org, user: Row, object: string, row: Row) =>
  atLeast('Read', accessTo(org, user, object, row))
export const canEdit = (org: Org, user: Row, object: string, row: Row) =>
  atLeast('Edit', accessTo(org, user, object, row))

export const may = (org: Org, user: Row, permission: Permission) =>
  org.settings.standings[user.Id]?.permissions.includes(permission) ?? false

/** What an administrator sets up is no data: View All Data does not show it. */
const setUp = ['PermissionSet', 'PermissionSetAssignment']

export function accessTo(org: Org, user: Row, object: string, row: Row): Access {
  if (setUp.includes(object)) return may(org, user, 'ViewSetup') ? 'Read' : 'None'
  if (may(org, user, 'ModifyAllData')) return 'All'
  const anyway: Access = may(org, user, 'ViewAllData') ? 'Read' : 'None'
  if (isHidden(org, user, row)) return anyway
  return most(anyway, sharedAccess(org, user, object, row))
}

function sharedAccess(org: Org, user: Row, object: string, row: Row): Access {
  switch (object) {
    case 'Event':
      return accessToEvent(org, user, row)
    case 'EventRelation': {
      const event = org.find('Event', String(row.EventId))
      return event ? accessTo(org, user, 'Event', event) : 'None'
    }
    case 'User':
      return sameId(row.Id, user.Id) ? 'Edit' : 'Read'
    case 'UserRole':
    case 'Organization':
    case 'EntityDefinition':
      return 'Read'
    default:
      // Accounts, contacts, leads and opportunities are public read/write, as in a fresh org.
      return row.OwnerId && sameId(String(row.OwnerId), user.Id) ? 'All' : 'Edit'
  }
}

function accessToEvent(org: Org, user: Row, event: Row): Access {
  const owner = String(event.OwnerId)
  if (sameId(owner, user.Id)) return 'All'
  const parent = event.ParentEventId ? org.find('Event', String(event.ParentEventId)) : undefined
  const throughParent = parent ? accessTo(org, user, 'Event', parent) : 'None'
  // The details of a private event are its owner's alone; View All Data sees them anyway.
  if (event.IsPrivate) return 'None'

  return most(
    throughParent,
    isAbove(org, user, owner) ? 'All' : 'None',
    calendarLevel(org, user, owner) === 'Full Access' ? 'Edit' : 'None',
    recordShare(org, user, owner),
    throughRelated(org, user, event)
  )
}

/** Controlled by Parent: whoever may edit (or read) all related records. Private: their readers may view at most. */
function throughRelated(org: Org, user: Row, event: Row): Access {
  const { activitySharing, readThroughRelated } = org.settings
  const related = [event.WhoId, event.WhatId].filter((id) => typeof id === 'string')
  if (related.length === 0) return 'None'
  if (activitySharing === 'Private' && !readThroughRelated) return 'None'
  const accesses = related.map((id) => accessToId(org, user, id))
  const least = order.find((access) => accesses.includes(access)) ?? 'None'
  if (activitySharing === 'Private') return accesses.some((access) => atLeast('Read', access)) ? 'Read' : 'None'
  return atLeast('Edit', least) ? 'Edit' : least
}

export function accessToId(org: Org, user: Row, id: string): Access {
  const object = objectOfPrefix(prefixOf(id))?.name
  const row = object ? org.find(object, id) : undefined
  return object && row ? accessTo(org, user, object, row) : 'None'
}

function recordShare(org: Org, user: Row, owner: string): Access {
  const shares = org.settings.recordShares.filter((share) => sameId(share.owner, owner) && sameId(share.to, user.Id))
  return most('None', ...shares.map(({ access }) => access))
}

/** Up the role hierarchy; people of the same role are peers, not superiors. */
function isAbove(org: Org, user: Row, below: string): boolean {
  if (!user.UserRoleId) return false
  const roleOf = (id: Row[string] | undefined) => (typeof id === 'string' ? org.find('UserRole', id) : undefined)
  let role = roleOf(roleOf(org.find('User', below)?.UserRoleId)?.ParentRoleId)
  while (role) {
    if (sameId(role.Id, String(user.UserRoleId))) return true
    role = roleOf(role.ParentRoleId)
  }
  return false
}

const calendarLevel = (org: Org, user: Row, owner: string) =>
  org.settings.calendarShares.find((share) => sameId(share.owner, owner) && sameId(share.to, user.Id))?.level

/** Creating in somebody's calendar: shares only widen what the org's default allows. */
export function canAddTo(org: Org, user: Row, owner: string): boolean {
  if (sameId(owner, user.Id) || may(org, user, 'ModifyAllData') || isAbove(org, user, owner)) return true
  const levels = [org.settings.calendarDefault, calendarLevel(org, user, owner)]
  return levels.some((level) => level?.endsWith('Add Events') || level === 'Full Access')
}

function isHidden(org: Org, user: Row, row: Row): boolean {
  return org.settings.hidden.some(
    ({ record, from }) => id15(record) === id15(row.Id) && (!from || id15(from) === id15(user.Id))
  )
}
