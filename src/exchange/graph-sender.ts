import type { Middleware } from '@microsoft/microsoft-graph-client'
import { unansweredError } from './graph-answer.ts'
import { GRAPH, refuseOtherOrigins } from './graph-origin.ts'

/**
 * The last step: goes to where Graph really is, and reads the whole body before the call's time limit ends. Redirects are
 * an answer like any other; a token never follows one.
 */
export function sender(graphOrigin: string): Middleware {
  const { origin } = new URL(graphOrigin)
  return {
    async execute(context) {
      const url = String(context.request)
      refuseOtherOrigins(url)
      // a process that stood still goes on with whatever it was at, before it notices that a timer has run out
      const { signal, sendBefore } = (context.options ?? {}) as { signal?: AbortSignal; sendBefore?: number }
      if (signal?.aborted || (sendBefore !== undefined && performance.now() > sendBefore))
        throw unansweredError('not sent', 'the time was over before it was sent')
      try {
        const init = { ...(context.options as RequestInit), redirect: 'manual' as const }
        const response = await fetch(origin + url.slice(GRAPH.length), init)
        const text = await response.text()
        const { status, headers } = response
        context.response = new Response(text === '' ? null : text, { status, headers: Object.fromEntries(headers) })
      } catch (cause) {
        throw failureOf(cause)
      }
    }
  }
}

// Codes of Node's network layer that come before the first byte of a request has left.
const NEVER_SENT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|CERT_|SELF_SIGNED_|DEPTH_ZERO_|UNABLE_TO_|ERR_TLS_)/

function failureOf(cause: unknown): Error {
  if ((cause as Error).name === 'TimeoutError') return unansweredError('no answer', 'no answer in time')
  const { code, message } = ((cause as Error).cause ?? cause) as { code?: string; message?: string }
  return NEVER_SENT.test(code ?? '')
    ? unansweredError('not sent', `no connection (${code})`)
    : unansweredError('no answer', `connection lost (${code ?? message})`)
}
