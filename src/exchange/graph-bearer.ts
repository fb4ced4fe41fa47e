import type { Context, Middleware } from '@microsoft/microsoft-graph-client'
import { unansweredError } from './graph-answer.ts'

/** Where bearers come from. `renew` is given the token that was refused, so that many refusals make one renewal. */
export type Tokens = { get(): Promise<string>; renew?(refused: string): Promise<string> }

/**
 * Puts the token on requests; the last step (graph-sender.ts) lets none of them go anywhere but to Graph. After a 401 it tries once more with a renewed token: fresh
 * tokens are refused now and then ("Lifetime validation failed", reported against Graph), and twice means it.
 */
export function bearer(tokens: Tokens): Middleware {
  let next: Middleware | undefined
  return {
    setNext: (following) => {
      next = following
    },
    async execute(context) {
      const token = await tokenInTime(tokens.get(), context)
      await ask(token)
      if (context.response?.status !== 401 || !tokens.renew) return
      await ask(await tokenInTime(tokens.renew(token), context))

      async function ask(token: string) {
        const headers = { ...(context.options?.headers as Record<string, string>), authorization: `Bearer ${token}` }
        context.options = { ...context.options, headers }
        await next?.execute(context)
      }
    }
  }
}

/** Without a token nothing is sent; the wait for it is part of the call's time limit. */
async function tokenInTime(token: Promise<string>, { options }: Context): Promise<string> {
  const signal = options?.signal as AbortSignal
  const ended = Promise.withResolvers<never>()
  const end = () => ended.reject(signal.reason)
  signal.addEventListener('abort', end)
  try {
    return await Promise.race([token, ended.promise])
  } catch (cause) {
    throw unansweredError('not sent', `no token: ${cause instanceof Error ? cause.message : String(cause)}`)
  } finally {
    signal.removeEventListener('abort', end)
  }
}
