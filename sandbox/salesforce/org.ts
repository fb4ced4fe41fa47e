// The org: its switches and its rows, over the documents that the sandbox keeps. One document per row, because an
// answer writes every document it changed to disk.
import type { Ground } from '../face.ts'
import { id15, numberedId } from './ids.ts'
import type { OrgSettings } from './org-settings.ts'

export type Value = string | number | boolean | null | string[]
export type Row = { Id: string; [field: string]: Value }

export type Org = {
  readonly settings: OrgSettings
  now(): number
  change(settings: Partial<OrgSettings>): void
  newId(prefix: string): string
  objects(): string[]
  /** Deleted rows included. */
  rows(object: string): Row[]
  find(object: string, id: string): Row | undefined
  put(object: string, row: Row): void
  drop(object: string, id: string): void
  /** All of it or nothing: whatever the work put before it threw is taken back. */
  atomically<T>(work: () => T): T
}

export function openOrg(ground: Ground): Org {
  const documents = ground.documents.salesforce
  const tables = new Map<string, Map<string, Row>>()
  const table = (object: string) => {
    const known = tables.get(object) ?? new Map<string, Row>()
    tables.set(object, known)
    return known
  }
  for (const [name, document] of Object.entries(documents)) {
    const [object = '', id] = name.split('/')
    if (id) table(object).set(id15(id), document as Row)
  }

  let undo: (() => void)[] | undefined

  const set = (object: string, id: string, row: Row | undefined) => {
    const name = `${object}/${id}`
    if (row) {
      documents[name] = row
      table(object).set(id15(id), row)
    } else {
      delete documents[name]
      table(object).delete(id15(id))
    }
    ground.changed('salesforce', name)
  }

  const org: Org = {
    get settings() {
      return documents.org as OrgSettings
    },
    now: ground.now,
    change(settings) {
      documents.org = { ...(documents.org as OrgSettings), ...settings }
      ground.changed('salesforce', 'org')
    },
    newId: (prefix) => numberedId(prefix, ground.next()),
    objects: () => [...tables.keys()],
    rows: (object) => [...table(object).values()],
    find: (object, id) => table(object).get(id15(id)),
    put(object, row) {
      const before = table(object).get(id15(row.Id))
      undo?.push(() => set(object, row.Id, before))
      set(object, row.Id, row)
    },
    drop(object, id) {
      const before = table(object).get(id15(id))
      if (!before) return
      undo?.push(() => set(object, before.Id, before))
      set(object, before.Id, undefined)
    },
    atomically(work) {
      const outer = undo
      const mine: (() => void)[] = []
      undo = mine
      try {
        const result = work()
        outer?.push(...mine)
        return result
      } catch (fault) {
        undo = undefined
        for (const step of mine.reverse()) step()
        throw fault
      } finally {
        undo = outer
      }
    }
  }
  return org
}
