import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { bestOf, compressAnswers } from '../../server/plugins/compress.ts'

const long = 'Tuesday 8 December, 14:30 to 15:00, Zürich time. '.repeat(100)

async function ask(path: string, accepted?: string) {
  const app = Fastify()
  compressAnswers(app)
  app.get('/long', (_request, reply) => reply.type('text/html; charset=utf-8').send(long))
  app.get('/kept', (_request, reply) => reply.type('text/html; charset=utf-8').send(Buffer.from(long)))
  app.get('/picture', (_request, reply) => reply.type('image/png').send(Buffer.from(long)))
  app.get('/short', (_request, reply) => reply.send('alive'))
  const answer = await app.inject({ url: path, headers: accepted === undefined ? {} : { 'accept-encoding': accepted } })
  await app.close()
  return answer
}

// biome-ignore format: a table
test.each([
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip, deflate',           'gzip'],
  ['br;q=0, gzip;q=0.5',      'gzip'],
  ['GZIP',                    'gzip'],
  ['*',                       'gzip'],
  ['identity',                undefined],
  ['br;q=0',                  undefined],
  ['',                        undefined],
  [undefined,                 undefined]
])('who accepts "%s" gets %s', (accepted, encoding) => expect(bestOf(accepted)).toBe(encoding))

test('a page arrives whole in each packing, and caches are told that there are several', async () => {
  const unpack = { br: brotliDecompressSync, gzip: gunzipSync }
  for (const [path, encoding] of [
    ['/long', 'br'],
    ['/long', 'gzip'],
    ['/kept', 'br']
  ] as const) {
    const { headers, rawPayload } = await ask(path, encoding)
    expect(headers).toMatchObject({ 'content-encoding': encoding, vary: 'accept-encoding' })
    expect(Number(headers['content-length'])).toBe(rawPayload.length)
    expect(rawPayload.length).toBeLessThan(long.length / 5)
    expect(unpack[encoding](rawPayload).toString()).toBe(long)
  }
})

test('who accepts neither reads it as it is; what is short is sent as it is', async () => {
  const plain = await ask('/long')
  expect(plain.headers['content-encoding']).toBeUndefined()
  expect(plain.headers.vary).toBe('accept-encoding')
  expect(plain.body).toBe(long)
  expect((await ask('/picture', 'br')).headers['content-encoding']).toBeUndefined()
  const short = await ask('/short', 'br')
  expect(short.headers['content-encoding']).toBeUndefined()
  expect(short.body).toBe('alive')
})
