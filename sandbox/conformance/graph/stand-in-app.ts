// A small app for Graph to call: it gives validation tokens back and takes every notification. Addresses of the sample
// apps are rerouted to it.

import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Called = { path: string; validationToken?: string; body: unknown }

export type StandInApp = {
  origin: string
  called: Called[]
  /** Answers handshakes as an address does that is not the caller's. */
  refuse(isRefusing: boolean): void
  close(): Promise<void>
}

export async function startStandInApp(): Promise<StandInApp> {
  const called: Called[] = []
  let refusing = false
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://app.test')
    let text = ''
    for await (const part of request.setEncoding('utf8')) text += part
    const validationToken = url.searchParams.get('validationToken')
    called.push({ path: url.pathname, body: parsed(text), ...(validationToken === null ? {} : { validationToken }) })
    if (refusing) return response.writeHead(500).end()
    if (validationToken === null) return response.writeHead(202).end()
    return response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end(validationToken)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    called,
    refuse: (isRefusing) => {
      refusing = isRefusing
    },
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    }
  }
}

function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    return text
  }
}
