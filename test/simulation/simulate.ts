import { execFile } from 'node:child_process'
import { join } from 'node:path'
import type { Summary } from './summary.ts'

const root = join(import.meta.dirname, '../..')

/** As `npm run sim` does it: a process of its own, which replaces time and chance for itself alone. */
export function simulate(...options: string[]): Promise<{ said: string; summary: Summary }> {
  const given = ['--import', './server/require-node.js', 'test/simulation/main.ts', ...options]
  return new Promise((resolve, reject) => {
    execFile(process.execPath, given, { cwd: root, maxBuffer: 64 * 1024 * 1024 }, (error, said, complaints) => {
      const [, summary] = /^(\{\n[\s\S]*^\})$/m.exec(said) ?? []
      if (!summary) reject(new Error(`the simulation ended without a summary: ${error} ${said} ${complaints}`))
      else resolve({ said, summary: JSON.parse(summary) as Summary })
    })
  })
}
