// Short ways for the tests of this folder to ask the sandbox something.
import { onTestFinished } from 'vitest'
import { type Options, type Sandbox, startSandbox } from '../../sandbox/start.ts'

export async function aSandbox(options: Options = {}): Promise<Sandbox> {
  const sandbox = await startSandbox(options)
  onTestFinished(() => sandbox.close())
  return sandbox
}

export function send(origin: string, method: string, path: string, body?: unknown): Promise<Response> {
  return fetch(`${origin}${path}`, {
    method,
    redirect: 'manual',
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  })
}

export function sendForm(origin: string, path: string, fields: Record<string, string>): Promise<Response> {
  return fetch(`${origin}${path}`, { method: 'POST', redirect: 'manual', body: new URLSearchParams(fields) })
}

export async function journalOf(origin: string): Promise<Record<string, unknown>[]> {
  return (await fetch(`${origin}/_sandbox/journal`)).json() as Promise<Record<string, unknown>[]>
}
