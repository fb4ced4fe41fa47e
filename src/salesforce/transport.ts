// What carries jsforce's requests instead of its own transport. docs/decisions/0003-real-clients-wrapped.md
import { PassThrough } from 'node:stream'
import type { Connection, HttpRequest, HttpResponse } from 'jsforce/lib/core.js'

/** For one request, body included; milliseconds. */
export const TIME_LIMIT = 15_000

/** Salesforce did not answer: nobody knows what it has done. */
export class NoAnswer extends Error {
  override name = 'NoAnswer'
}

/**
 * Node's fetch with a time limit that covers the body; no repeats, no redirects. jsforce's own (3.12.0) waits half an hour,
 * waits for ever on a body that stalls, and ends the process when a connection breaks inside a body.
 */
export function transport(timeLimit: number, heard: (headers: Headers) => void = () => {}) {
  return {
    httpRequest: ({ method, url, headers = {}, body }: HttpRequest) => streamless(ask(method, url, headers, body))
  }

  async function ask(
    method: string,
    url: string,
    headers: Record<string, string>,
    body: HttpRequest['body']
  ): Promise<HttpResponse> {
    try {
      const response = await fetch(url, {
        method,
        headers: withoutLength(headers),
        ...(typeof body === 'string' ? { body } : {}),
        redirect: 'manual',
        signal: AbortSignal.timeout(timeLimit)
      })
      heard(response.headers)
      const text = await response.text()
      return { statusCode: response.status, headers: Object.fromEntries(response.headers), body: text }
    } catch (cause) {
      const { code, name } = ((cause as Error).cause ?? cause) as { code?: unknown; name?: unknown }
      const why = name === 'TimeoutError' ? `within ${timeLimit} ms` : `(${code ?? name})`
      throw new NoAnswer(`Salesforce gave no answer ${why}`)
    }
  }
}

/** jsforce takes a promise that is also a stream, and ties that to its own; nothing ever flows through ours. */
const streamless = <T>(promise: Promise<T>) => Object.assign(promise, { stream: () => new PassThrough() })

/** fetch counts for itself, and refuses a caller's count that differs. */
const withoutLength = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'content-length'))

/** Both ways out of a connection. They are private to jsforce: another version may have others, and we would notice here. */
export function carryBy(connection: Connection, carrier: ReturnType<typeof transport>) {
  for (const part of [connection, connection.oauth2] as unknown as Array<{ _transport?: { httpRequest?: unknown } }>) {
    if (typeof part._transport?.httpRequest !== 'function')
      throw new Error('jsforce has changed: no transport to replace')
    part._transport = carrier
  }
}
