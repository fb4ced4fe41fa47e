import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CannotStart } from './cannot-start.ts'

// How long an answer that is under way may hold up the end.
const graceMilliseconds = 1000

/** Resolves with the origin under which this computer reaches the server. */
export async function listen(server: Server, port: number, host: string): Promise<string> {
  await new Promise<void>((done, fail) => {
    server.once('error', (fault: NodeJS.ErrnoException) => fail(new CannotStart(whyNot(fault, port, host))))
    server.listen(port, host, done)
  })
  const visitable = { '0.0.0.0': '127.0.0.1', '::': '[::1]' }[host] ?? (host.includes(':') ? `[${host}]` : host)
  return `http://${visitable}:${(server.address() as AddressInfo).port}`
}

export async function stopListening(server: Server): Promise<void> {
  const impatience = setTimeout(() => server.closeAllConnections(), graceMilliseconds)
  await new Promise((done) => server.close(done))
  clearTimeout(impatience)
}

function whyNot({ code, message }: NodeJS.ErrnoException, port: number, host: string): string {
  const cannot = 'The sandbox cannot start:'
  switch (code) {
    case 'EADDRINUSE':
      return `${cannot} port ${port} is taken. Stop the program that uses it, or choose another with SANDBOX_PORT.`
    case 'EACCES':
      return `${cannot} this user may not listen on port ${port}. Choose one above 1023.`
    default:
      return `${cannot} it may not listen on ${host}:${port} (${message}).`
  }
}
