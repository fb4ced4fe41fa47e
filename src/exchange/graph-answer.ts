import { type Clock, SECOND } from '../time/instant.ts'
import { textAt } from './json.ts'

/** `code`: Graph's own, '' when the body is not one of its errors. `after`: milliseconds that it asks us to wait. */
export type Answered = { status: number; body: unknown; code: string; message: string; after?: number }

/** `not sent`: surely nothing arrived. `no answer`: it may have taken effect. */
export type Unanswered = { failed: 'not sent' | 'no answer'; message: string }

export async function answerOf(response: Response, clock: Clock): Promise<Answered> {
  const body = parsed(await response.text())
  const after = waitOf(response.headers.get('retry-after'), clock)
  return {
    status: response.status,
    body,
    code: textAt(body, 'error', 'code'),
    message: textAt(body, 'error', 'message').slice(0, 300),
    ...(after === undefined ? {} : { after })
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // an HTML page of some gateway: it has no code, and nobody believes it
  }
}

/** Retry-After: seconds, also decimal ("2.128"), or a date. */
function waitOf(header: string | null, clock: Clock): number | undefined {
  if (!header) return undefined
  const seconds = Number(header)
  const wait = Number.isNaN(seconds) ? Date.parse(header) - clock() : seconds * SECOND
  return Number.isNaN(wait) ? undefined : Math.max(0, Math.ceil(wait))
}

/** The library keeps of a thrown error only its name (as `code`) and message: the name is what we read back. */
export const unansweredError = (failed: Unanswered['failed'], message: string) =>
  Object.assign(new Error(message), { name: failed })

/** What a thrown error says. One that is none of ours comes from the library itself, and nobody knows what it had done. */
export function unanswered(cause: unknown): Unanswered {
  const { code, message } = (cause ?? {}) as { code?: unknown; message?: unknown }
  return { failed: code === 'not sent' ? 'not sent' : 'no answer', message: String(message ?? cause) }
}
