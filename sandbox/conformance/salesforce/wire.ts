// Sends an exchange as it was recorded: path and body untouched, chunked where it was chunked.
import { request } from 'node:http'

export type Sent = { method: string; path: string; headers: Record<string, string>; body: string | undefined }
export type Got = { status: number; headers: Record<string, string>; text: string; body: unknown }

export function send(origin: string, { method, path, headers, body }: Sent): Promise<Got> {
  return new Promise((resolve, reject) => {
    const outgoing = request(origin, { method, path, headers, agent: false }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('error', reject)
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        resolve({
          status: answer.statusCode ?? 0,
          headers: Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, String(value)])),
          text,
          body: parsed(text)
        })
      })
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text === '' ? undefined : text
  }
}
