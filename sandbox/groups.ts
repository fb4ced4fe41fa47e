// Security groups that stand in calendars' lists, and the groups of mail that nobody signs in as.
import type { WorldName } from './directory.ts'

export type DirectoryGroup = {
  id: string
  displayName: string
  mail: string
  kind: 'security' | 'distribution'
  /** By display name. */
  members: string[]
}

export const groups: Record<WorldName, DirectoryGroup[]> = {
  acme: [
    {
      id: 'a0c3e000-0000-4000-8000-00000000c001',
      displayName: 'Executive office',
      mail: 'executive.office@acme.example',
      kind: 'security',
      members: ['Sam Boateng', 'Eve Tanaka']
    },
    {
      id: 'a0c3e000-0000-4000-8000-00000000c002',
      displayName: 'Analysts',
      mail: 'analysts@acme.example',
      kind: 'security',
      members: ['Rae Lindqvist', 'Sam Boateng']
    },
    {
      id: 'a0c3e000-0000-4000-8000-00000000c003',
      displayName: 'All of Acme',
      mail: 'everybody@acme.example',
      kind: 'distribution',
      members: ['Olga Okafor', 'Dana Whitfield', 'Piet Jansen', 'Gil Fontana', 'Harbour']
    }
  ],
  contoso: []
}

export const groupNamed = (world: WorldName, said: string): DirectoryGroup | undefined =>
  groups[world].find(({ id, displayName, mail }) =>
    [id, displayName, mail].some((each) => each.toLowerCase() === said.trim().toLowerCase())
  )
