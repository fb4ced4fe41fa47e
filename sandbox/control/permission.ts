// PUT /_sandbox/permission {organizer, person, role, fullAccess, sendOnBehalf, stale}: what an owner or an administrator does
// in Outlook or PowerShell. `person` may be a group, or "My Organization".
import { groupNamed } from '../groups.ts'
import type { World } from '../world.ts'
import type { Fields } from './fields.ts'
import type { Outcome } from './outcome.ts'
import { whom } from './whom.ts'

// Graph's own names, and those of Outlook and PowerShell for the same rights. Graph calls Author a custom role.
const roles: Record<string, string> = {
  none: 'none',
  freebusyread: 'freeBusyRead',
  availabilityonly: 'freeBusyRead',
  limitedread: 'limitedRead',
  limiteddetails: 'limitedRead',
  read: 'read',
  reviewer: 'read',
  write: 'write',
  editor: 'write',
  custom: 'custom',
  author: 'custom',
  delegate: 'delegateWithoutPrivateEventAccess',
  delegatewithoutprivateeventaccess: 'delegateWithoutPrivateEventAccess',
  delegatewithprivateeventaccess: 'delegateWithPrivateEventAccess'
}

export function setPermission(fields: Fields, { ground, faces }: World): Outcome {
  const organizer = whom(ground, 'organizer', fields.organizer)
  if ('problem' in organizer) return organizer
  const owner = organizer.found
  if (!owner.zone) return { problem: `${owner.displayName} has no mailbox, so there is no calendar to share.` }

  const said = fields.role === undefined ? undefined : roleNamed(fields.role)
  if (said !== undefined && typeof said !== 'string') return said
  const done = { organizer: owner.userPrincipalName }

  if (String(fields.person ?? '').toLowerCase() === 'my organization') {
    if (said === undefined || said.startsWith('delegate') || said === 'custom')
      return { problem: 'My Organization may have none, freeBusyRead, limitedRead, read or write.' }
    faces.graph.give({ organizer: owner.id, everyone: said })
    return { done: { ...done, everyone: said } }
  }
  const group = groupNamed(ground.world, String(fields.person ?? ''))
  if (group) {
    if (said === undefined) return { problem: `Say which role. There are ${namesOfRoles}.` }
    faces.graph.give({ organizer: owner.id, group, role: said })
    return { done: { ...done, group: group.mail, role: said } }
  }

  const person = whom(ground, 'person', fields.person)
  if ('problem' in person) return person
  const other = person.found
  if (owner.id === other.id) return { problem: 'organizer and person are the same; an owner needs no permission.' }
  const [fullAccess, sendOnBehalf, stale] = [fields.fullAccess, fields.sendOnBehalf, fields.stale].map(yesOrNo)
  if (said === undefined && fullAccess === undefined && sendOnBehalf === undefined)
    return { problem: `Say a role (${namesOfRoles}), or fullAccess or sendOnBehalf as yes or no.` }
  const given = {
    ...(said === undefined ? {} : { role: said }),
    ...(fullAccess === undefined ? {} : { fullAccess }),
    ...(sendOnBehalf === undefined ? {} : { sendOnBehalf }),
    ...(stale === undefined ? {} : { stale })
  }
  faces.graph.give({ organizer: owner.id, person: other.id, ...given })
  return { done: { ...done, person: other.userPrincipalName, ...given } }
}

/** POST /_sandbox/exchange-admin {available}: whether this organization has the admin API. */
export function switchAdminApi(fields: Fields, { faces }: World): Outcome {
  const available = yesOrNo(fields.available)
  if (available === undefined) return { problem: 'available is yes or no.' }
  faces.graph.switchAdminApi(available)
  return { done: { available } }
}

function roleNamed(given: unknown): string | { problem: string } {
  const said = String(given ?? '')
    .replace(/[^a-z]/gi, '')
    .toLowerCase()
  const role = Object.hasOwn(roles, said) ? roles[said] : undefined
  return role ?? { problem: `There is no role "${given ?? ''}". There are ${namesOfRoles}.` }
}

function yesOrNo(given: unknown): boolean | undefined {
  const said = String(given ?? '').toLowerCase()
  if (['true', 'yes', 'on', '1'].includes(said)) return true
  return ['false', 'no', 'off', '0'].includes(said) ? false : undefined
}

export const graphRoles = [...new Set(Object.values(roles))]
const namesOfRoles = graphRoles.join(', ')
