import { pino } from 'pino'
import { expect, test } from 'vitest'
import { serializers } from '../../server/log.ts'
import { withoutAddresses } from '../../server/without-addresses.ts'

// biome-ignore format: what a cloud said, and what the log keeps of it
test.each<[unknown, unknown]>([
  ['Exchange answered 503 ServiceUnavailable',                          'Exchange answered 503 ServiceUnavailable'],
  ["The mailbox 'olga.okafor@acme.example' is not there.",              "The mailbox '…@…' is not there."],
  ['<grace@harborlight.example>, dana+x@acme.example: no such people',  '<…@…>, …@…: no such people'],
  ['smtp:OLGA@acme.example;user=olga@acme.example',                     'smtp:…@…;user=…@…'],
  ['at file:///app/node_modules/@fastify/cookie/plugin.js:12:5',        'at file:///app/node_modules/@fastify/cookie/plugin.js:12:5'],
  [{ refused: 'olga@acme.example', after: 3, to: ['a@b.example', null] }, { refused: '…@…', after: 3, to: ['…@…', null] }],
  [undefined,                                                           undefined],
  [7,                                                                   7]
])('%j', (said, kept) => expect(withoutAddresses(said)).toEqual(kept))

test('nobody’s address is logged with what a cloud said', () => {
  const lines: string[] = []
  const log = pino({ serializers }, { write: (line: string) => void lines.push(line) })
  const said = 'olga.okafor@acme.example has no mailbox'
  const request = log.child({ reqId: '1' })
  for (const each of [log, request])
    each.warn({ why: said, problem: said, reason: said, outcome: { refused: said }, err: new Error(said) }, 'refused')
  expect(lines.join('')).not.toContain('acme')
  expect(lines.join('')).toContain('has no mailbox')
  expect(JSON.parse(lines[0] ?? '').err.stack).toContain('without-addresses.test.ts')
})
