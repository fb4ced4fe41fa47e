// What was asked of the three clouds, in the order in which it was answered. Neither bodies nor tokens get in here.
import type { Asked, Cloud } from './face.ts'

export type Entry = {
  /** ISO, by the sandbox's clock. */
  at: string
  cloud: Cloud
  method: string
  path: string
  /** Without the question mark, secrets blanked; absent when there was none. */
  query?: string
  /** Who asked, as far as the face could tell. */
  actor: string | null
  /** 0: the connection was dropped without an answer. */
  status: number
}

const entriesAtMost = 20_000
const secret = /token|secret|assertion|code|password|sid|session/i

export type Journal = {
  note(asked: Asked, seen: { at: number; cloud: Cloud; actor?: string | undefined; status: number }): void
  entries(): Entry[]
  clear(): void
}

export function createJournal(): Journal {
  let entries: Entry[] = []
  return {
    note(asked, { at, cloud, actor, status }) {
      const query = withoutSecrets(asked.query)
      entries.push({
        at: new Date(at).toISOString(),
        cloud,
        method: asked.method,
        path: asked.path,
        ...(query ? { query } : {}),
        actor: actor ?? null,
        status
      })
      if (entries.length > entriesAtMost * 1.1) entries = entries.slice(-entriesAtMost)
    },
    entries: () => entries.slice(-entriesAtMost),
    clear: () => {
      entries = []
    }
  }
}

function withoutSecrets(query: URLSearchParams): string {
  return [...query].map(([name, value]) => `${name}=${secret.test(name) ? '…' : value}`).join('&')
}
