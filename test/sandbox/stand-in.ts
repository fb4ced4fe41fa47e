// An app of somebody's: it takes notifications, and gives validation tokens back unless a test says otherwise.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished } from 'vitest'

// biome-ignore lint/suspicious/noExplicitAny: a notification, looked into by the tests
export type Heard = any

export async function anApp(handshake: (token: string) => { status: number; type?: string; text?: string } = honest) {
  const heard: Heard[] = []
  let taking = 202
  const server = createServer(async (request, response) => {
    const token = new URL(request.url ?? '/', 'http://app.test').searchParams.get('validationToken')
    let text = ''
    for await (const part of request.setEncoding('utf8')) text += part
    if (token !== null) {
      const { status, type = 'text/plain', text: answer = token } = handshake(token)
      return response.writeHead(status, { 'content-type': type }).end(answer)
    }
    if (taking === 202) heard.push(...JSON.parse(text).value)
    return response.writeHead(taking).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    heard,
    answer: (status: number) => {
      taking = status
    },
    hears: (many: number) => expect.poll(() => heard.length, { timeout: 5000, interval: 10 }).toBe(many)
  }
}

const honest = () => ({ status: 200 })
