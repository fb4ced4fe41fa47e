// The replay judges the sandbox; these cases judge the replay. A runner that cannot fail proves nothing.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createControl } from '../../sandbox/conformance/control.ts'
import { complaint } from '../../sandbox/conformance/graph/assertions.ts'
import { find } from '../../sandbox/conformance/graph/json-path.ts'
import { fillText } from '../../sandbox/conformance/graph/moments.ts'
import { replayGraph } from '../../sandbox/conformance/graph.ts'
import { aSandbox } from './asking.ts'

const alex = { mode: 'delegated', as: 'AlexW@contoso.onmicrosoft.com', scopes: ['Calendars.ReadWrite'] }
const coffee = {
  subject: 'Coffee',
  start: { dateTime: '2026-02-02T09:00:00', timeZone: 'UTC' },
  end: { dateTime: '2026-02-02T09:30:00', timeZone: 'UTC' }
}
const reading = {
  kind: 'exchange',
  category: 'calendars',
  caller: alex,
  method: 'GET',
  path: '/v1.0/me/calendar',
  status: 200
}

async function replay(cases: Record<string, unknown>[]) {
  const folder = mkdtempSync(join(tmpdir(), 'cases-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [at, one] of cases.entries())
    writeFileSync(join(folder, `${at}.json`), JSON.stringify({ id: `${at}`, ...one }))
  const { origin } = await aSandbox({ world: 'contoso' })
  return (await replayGraph({ origin, folder, control: createControl(origin) })).map(({ outcome }) => outcome)
}

test('a wrong status, a wrong value and a name that nobody binds fail; what is only believed is skipped', async () => {
  const wrong = { ...reading, assert: [{ at: '$.name', op: 'equals', value: 'Kalender' }] }
  expect(
    await replay([
      { ...reading, assert: [{ at: '$.name', op: 'equals', value: 'calendar' }] },
      { ...reading, status: 403 },
      wrong,
      { ...reading, path: '/v1.0/me/mailFolders/{folderId}/messages' },
      { ...wrong, confidence: 'low' },
      { ...wrong, evidence: 'inferred' },
      { ...reading, kind: 'callback' }
    ])
  ).toEqual(['passed', 'failed', 'failed', 'failed', 'skipped', 'skipped', 'skipped'])
})

test('a call of Graph that the sandbox does not make like the sample fails', async () => {
  const sample = {
    subscriptionId: '5522bd62-7c96-4530-85b0-00b916f6151a',
    subscriptionExpirationDateTime: '2026-01-11T11:00:00.0000000Z',
    tenantId: '84bd8158-6d4d-4958-8b9f-9d6445542f95',
    clientState: 'secretClientState',
    lifecycleEvent: 'missed'
  }
  const callback = { ...reading, kind: 'callback', method: 'POST', path: '/graph/lifecycle', status: 202 }
  expect(
    await replay([
      { ...callback, requestBody: { value: [sample] } },
      { ...callback, requestBody: { value: [{ ...sample, encryptedContent: {} }] } },
      { ...callback, requestBody: { value: [{ ...sample, tenantId: undefined }] } },
      { ...callback, path: '/graph/notify?validationToken=abc', status: 200 }
    ])
  ).toEqual(['passed', 'failed', 'failed', 'passed'])
})

test('steps before a case save what it needs, and every case begins in a fresh world', async () => {
  const create = { method: 'POST', path: '/v1.0/me/events', requestBody: coffee, save: { made: '$.id' } }
  const list = "/v1.0/me/events?$filter=subject eq 'Coffee'"
  const none = { at: '$.value', op: 'length', value: 0 }
  expect(
    await replay([
      {
        ...reading,
        before: [create],
        path: '/v1.0/me/events/{made}',
        assert: [{ at: '$.id', op: 'equalsVar', value: 'made' }]
      },
      { ...reading, path: list, assert: [none] }
    ])
  ).toEqual(['passed', 'passed'])
})

test('a sample id stands for an item of the mailbox, unless the case is about an id that means nothing', async () => {
  const sample = '/v1.0/me/events/AAMkAGI2c2FtcGxlAAA='
  const code = (value: string) => [{ at: '$.error.code', op: 'equals', value }]
  expect(
    await replay([
      { ...reading, path: sample, assert: [{ at: '$.subject', op: 'exists' }] },
      { ...reading, path: sample, status: 404, assert: code('ErrorItemNotFound') },
      { ...reading, path: '/v1.0/me/events/nonsense', status: 400, assert: code('ErrorInvalidIdMalformed') }
    ])
  ).toEqual(['passed', 'passed', 'passed'])
})

test('paths find members, elements and the first that fits', () => {
  const body = {
    value: [
      { a: { b: 'X' }, '@odata.type': 't' },
      { a: { b: 'y' }, inside: false }
    ]
  }
  expect(find(body, "$.value[?(@.a.b=='Y')].inside").values).toEqual([false])
  expect(find(body, '$.value[?(@.inside==false)].a.b').values).toEqual(['y'])
  expect(find(body, "$.value[0]['@odata.type']").values).toEqual(['t'])
  expect(find(body, '$.value[*].a.b')).toEqual({ values: ['X', 'y'], every: true })
  expect(find(body, '$.nothing.there').values).toEqual([undefined])
})

test.for([
  ['$.text', 'equals', 'HELLO', true],
  ['$.text', 'equals', 'hell', false],
  ['$.list', 'setEquals', [2, 1], true],
  ['$.list', 'setEquals', [1], false],
  ['$.list[*]', 'type', 'number', true],
  ['$.list[*]', 'in', [1], false],
  ['$.none', 'absentOrNull', undefined, true],
  ['$.none', 'absent', undefined, false],
  ['$', 'notContainsText', 'ello', false],
  ['$header.retry-after', 'matches', '^\\d+$', true],
  ['$status', 'atMost', 299, true],
  ['$', 'emptyBody', undefined, false]
] as const)('%s %s %s: %s', ([at, op, value, holds]) => {
  const body = { text: 'Hello', list: [1, 2], none: null }
  const reply = { status: 200, headers: new Headers({ 'retry-after': '2' }), text: JSON.stringify(body), body }
  const found = complaint({ at, op, value }, reply, { variables: {}, ofCase: () => undefined })
  expect(found === undefined).toBe(holds)
})

test('moments are computed from now', () => {
  const now = Date.parse('2026-11-21T10:00:00Z')
  expect(fillText('from={now-1d}&to={now+2h}&on={now+1w:date}&id={id}', { id: 7 }, now)).toBe(
    'from=2026-11-20T10:00:00Z&to=2026-11-21T12:00:00Z&on=2026-11-28&id=7'
  )
})
