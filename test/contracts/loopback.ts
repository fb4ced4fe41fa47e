// A server that notes what arrives and answers as a test says: silence, broken bodies and forged links are easier told
// here than rehearsed in the sandbox.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export type Heard = { method: string; url: string; headers: IncomingMessage['headers']; body: string }

export type Loopback = { origin: string; heard: Heard[] }

/** Closed with the test. `answer` is given how many requests came before. */
export async function loopback(answer: (heard: Heard, response: ServerResponse, before: number) => void) {
  const heard: Heard[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const { method = '', url = '', headers } = request
    heard.push({ method, url, headers, body })
    answer({ method, url, headers, body }, response, heard.length - 1)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard } satisfies Loopback
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {}
) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}

export function sendHtml(response: ServerResponse, status: number) {
  response.writeHead(status, { 'content-type': 'text/html' })
  response.end('<!doctype html><title>Service unavailable</title>')
}

/** Headers and half a body, then nothing. */
export function stall(response: ServerResponse) {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
  response.write('{"value":')
}

/** Headers and half a body, then the connection breaks. */
export function breakOff(response: ServerResponse) {
  stall(response)
  setTimeout(() => response.destroy(), 10)
}

export const hangUp = (response: ServerResponse) => response.destroy()

export const silence = () => {}

/** A port on 127.0.0.1 on which nobody listens. */
export async function nobody(): Promise<string> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  await new Promise((done) => server.close(done))
  return `http://127.0.0.1:${port}`
}
