// Which cloud the cases of a folder are about: a Graph case is one object with a kind, Salesforce cases come as lists.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isGraphCase } from './graph/case.ts'

export type Kind = 'graph' | 'salesforce'

export function kindOf(folder: string): Kind | undefined {
  for (const name of readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()) {
    const read: unknown = JSON.parse(readFileSync(join(folder, name), 'utf8'))
    if (isGraphCase(read)) return 'graph'
    if (Array.isArray(read)) return 'salesforce'
  }
  return undefined
}
