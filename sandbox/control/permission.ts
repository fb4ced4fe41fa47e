// PUT /_sandbox/permission {organizer, person, role}: what an owner or an administrator does in Outlook or PowerShell.
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
  const person = whom(ground, 'person', fields.person)
  if ('problem' in person) return person
  const [owner, other] = [organizer.found, person.found]
  if (!owner.zone) return { problem: `${owner.displayName} has no mailbox, so there is no calendar to share.` }
  if (owner.id === other.id) return { problem: 'organizer and person are the same; an owner needs no permission.' }

  const said = String(fields.role ?? '')
    .replace(/[^a-z]/gi, '')
    .toLowerCase()
  const role = Object.hasOwn(roles, said) ? roles[said] : undefined
  if (!role) return { problem: `There is no role "${fields.role ?? ''}". There are ${namesOfRoles}.` }

  faces.graph.setPermission(owner.id, other.id, role)
  return { done: { organizer: owner.userPrincipalName, person: other.userPrincipalName, role } }
}

export const graphRoles = [...new Set(Object.values(roles))]
const namesOfRoles = graphRoles.join(', ')
