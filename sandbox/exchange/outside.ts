// The way out of the sandbox: Graph calls the addresses that apps have named. An address of the real world can be
// answered by somebody on this machine, so that a recorded exchange needs no change.
import { Agent as HttpAgent, request as httpRequest } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'

export type Reply = { status: number; contentType: string; text: string }

export type Outside = {
  /** Posts; undefined when nobody answered in time. Redirections are not followed. */
  post(address: string, body: string, contentType: string, milliseconds: number): Promise<Reply | undefined>
  /** From now on `from` (an origin) is answered by `to` (another one). */
  reroute(from: string, to: string): void
  close(): void
}

// An answer is a token or nothing; whoever sends more is not listened to.
const longestAnswer = 64 * 1024

export function createOutside(): Outside {
  const routes = new Map<string, string>()
  const http = new HttpAgent({ keepAlive: true, maxSockets: 64 })
  const https = new HttpsAgent({ keepAlive: true, maxSockets: 64 })
  let closed = false

  return {
    post(address, body, contentType, milliseconds) {
      const named = new URL(address)
      const url = new URL(named.pathname + named.search, routes.get(named.origin) ?? named.origin)
      if (closed) return Promise.resolve(undefined)
      return new Promise((resolve) => {
        const [request, agent] = url.protocol === 'https:' ? [httpsRequest, https] : [httpRequest, http]
        const asking = request(url, {
          method: 'POST',
          agent,
          headers: { 'content-type': contentType, 'content-length': Buffer.byteLength(body) },
          signal: AbortSignal.timeout(milliseconds)
        })
        asking.on('error', () => resolve(undefined))
        asking.on('response', (response) => {
          let text = ''
          response.setEncoding('utf8')
          response.on('data', (part: string) => {
            if (text.length < longestAnswer) text += part
          })
          response.on('error', () => resolve(undefined))
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, contentType: response.headers['content-type'] ?? '', text })
          )
        })
        asking.end(body)
      })
    },
    reroute: (from, to) => {
      routes.set(new URL(from).origin, new URL(to).origin)
    },
    close() {
      closed = true
      http.destroy()
      https.destroy()
    }
  }
}
