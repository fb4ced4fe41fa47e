// What a standing on a calendar lets its holder do. One table; everything else asks it.
import type { Folder, Mailbox, Role } from './mailbox.ts'

export type Standing = Role | 'owner' | 'fullAccess'

export type Right = {
  sees: 'nothing' | 'free/busy' | 'titles' | 'details'
  writes: 'nothing' | 'own' | 'everything'
  seesPrivate: boolean
  standing: Standing
}

type Row = Omit<Right, 'standing'>

// biome-ignore format: a table
const rows: Record<Standing, Row> = {
  owner:                             { sees: 'details',   writes: 'everything', seesPrivate: true },
  fullAccess:                        { sees: 'details',   writes: 'everything', seesPrivate: true },
  delegateWithPrivateEventAccess:    { sees: 'details',   writes: 'everything', seesPrivate: true },
  delegateWithoutPrivateEventAccess: { sees: 'details',   writes: 'everything', seesPrivate: false },
  write:                             { sees: 'details',   writes: 'everything', seesPrivate: false },
  // Folder rights without a name in Graph. The sandbox takes them for Outlook's Author: reads all, writes what he made.
  custom:                            { sees: 'details',   writes: 'own',        seesPrivate: false },
  read:                              { sees: 'details',   writes: 'nothing',    seesPrivate: false },
  limitedRead:                       { sees: 'titles',    writes: 'nothing',    seesPrivate: false },
  freeBusyRead:                      { sees: 'free/busy', writes: 'nothing',    seesPrivate: false },
  none:                              { sees: 'nothing',   writes: 'nothing',    seesPrivate: false }
}

export const rightOf = (standing: Standing): Right => ({ ...rows[standing], standing })

/**
 * The personal entry decides; without one, the widest of the groups' entries; without one, My Organization. FullAccess
 * stands above every entry and in none.
 */
export function standingOf(person: string, { oid, fullAccess }: Mailbox, { permissions }: Folder): Standing {
  if (person === oid) return 'owner'
  if (fullAccess.includes(person)) return 'fullAccess'
  const own = permissions.find((entry) => entry.person === person)
  if (own) return own.role
  const [group] = permissions.filter(({ members }) => members?.includes(person)).sort((a, b) => wider(b) - wider(a))
  return group?.role ?? permissions.find((entry) => entry.id === organizationEntry)?.role ?? 'none'
}

const order = Object.keys(rows)
const wider = ({ role }: { role: Role }) => order.length - order.indexOf(role)

/** base64 of "Default". */
export const organizationEntry = 'RGVmYXVsdA=='

export const isDelegate = (role: Role) =>
  role === 'delegateWithPrivateEventAccess' || role === 'delegateWithoutPrivateEventAccess'
