// The sandbox as a process of its own, so that a test can kill it.
import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

export const main = join(import.meta.dirname, '../../sandbox/main.ts')

export type Running = { child: ChildProcess; origin: string; settings: Record<string, string> }

export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export async function started(...args: string[]): Promise<Running> {
  const child = fork(main, ['--port', '0', ...args], { execArgv: [], silent: true })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  const [{ ready }] = (await once(child, 'message')) as [{ ready: Omit<Running, 'child'> }]
  return { child, ...ready }
}

export async function killed({ child }: Running): Promise<void> {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

/** For a start that fails: what it said, and its exit code. */
export async function ended(...args: string[]): Promise<{ code: number; said: string }> {
  const child = spawn(process.execPath, [main, ...args])
  let said = ''
  child.stderr.on('data', (chunk) => {
    said += chunk
  })
  const [code] = await once(child, 'close')
  return { code, said }
}
