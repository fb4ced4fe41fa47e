// What a user may do everywhere, as rows that can be asked for: each user has one permission set, as if by the profile.
import { completed } from './completed.ts'
import { id15, id18 } from './ids.ts'
import type { Org } from './org.ts'

/** Brings the rows to what the user's standing says. Their ids follow from the user's. */
export function assignPermissions(org: Org, user: string) {
  const permissions = org.settings.standings[user]?.permissions ?? []
  const set = id18(`0PS${id15(user).slice(3)}`)
  const all = permissions.includes('ModifyAllData') // which brings View All Data with it
  const row = {
    Id: set,
    Name: `X${id15(user)}`,
    Label: 'Rights of one user',
    IsOwnedByProfile: true,
    PermissionsModifyAllData: all,
    PermissionsViewAllData: all || permissions.includes('ViewAllData'),
    PermissionsViewSetup: permissions.includes('ViewSetup')
  }
  org.put('PermissionSet', completed(org, 'PermissionSet', row))
  const assignment = { Id: id18(`0Pa${id15(user).slice(3)}`), AssigneeId: user, PermissionSetId: set }
  org.put('PermissionSetAssignment', completed(org, 'PermissionSetAssignment', assignment))
}
