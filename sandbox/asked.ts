// From a request on the wire to what a face sees of it.
import type { IncomingMessage } from 'node:http'
import type { Asked } from './face.ts'

const largestBody = 8 * 1024 * 1024

export type Reading = { asked: Asked } | { tooLarge: true }

export async function readAsked(request: IncomingMessage, ownOrigin: string): Promise<Reading> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    // Read on to the end all the same: who is still sending does not hear a refusal.
    if (size <= largestBody) chunks.push(chunk)
  }
  if (size > largestBody) return { tooLarge: true }

  // Not through URL, which would tidy the path up: a face has to see it as it was sent.
  const [path = '/', ...query] = (request.url ?? '/').split('?')
  return {
    asked: {
      method: (request.method ?? 'GET').toUpperCase(),
      path,
      query: new URLSearchParams(query.join('?')),
      headers: plain(request.headers),
      body: Buffer.concat(chunks).toString('utf8'),
      origin: originOf(request, ownOrigin)
    }
  }
}

function plain(headers: IncomingMessage['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]]
    )
  )
}

function originOf({ headers }: IncomingMessage, ownOrigin: string): string {
  return /^[\w.-]+(:\d+)?$|^\[[\da-f:]+\](:\d+)?$/i.test(headers.host ?? '') ? `http://${headers.host}` : ownOrigin
}
