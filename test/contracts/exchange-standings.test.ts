import { beforeEach, describe, expect, test } from 'vitest'
import { type KnownStanding, positionByExchange, positionOf } from '../../src/delegates/standing.ts'
import { calendarLists } from '../../src/exchange/calendar-list.ts'
import { withExchangeAdmin } from '../../src/exchange/exchange-admin.ts'
import { createGraph } from '../../src/exchange/graph-client.ts'
import { type Probe, standings } from '../../src/exchange/standings.ts'
import { appToken, EXCHANGE } from '../../src/identity/app-token.ts'
import type { Person } from '../../src/people/person.ts'
import { ari, dana, eve, fay, olga, rae, sam, useAcme } from './acme.ts'
import { loopback, sendJson } from './loopback.ts'

const acme = useAcme()
const nobody = async () => undefined
const ownEyes = (person: Person) => acme.tokenOf(person)

test('Dana is a delegate who may see private items, Eve is one who may not', async () => {
  const stand = standings(acme.graph, nobody)
  expect(await stand.of(dana, olga)).toEqual({
    folder: 'editor',
    delegate: true,
    privateItems: true,
    fullAccess: 'not checked',
    everyone: 'availability',
    readAt: expect.any(Number)
  })
  expect(await stand.of(eve, olga)).toMatchObject({ folder: 'editor', delegate: true, privateItems: false })
})

test('Rae is a reviewer, and Ari has a mix of rights that Graph cannot name', async () => {
  const stand = standings(acme.graph, nobody)
  expect(await stand.of(rae, olga)).toMatchObject({ folder: 'reviewer', delegate: false })
  expect(await stand.of(ari, olga)).toMatchObject({ folder: 'custom', delegate: false })
})

test("Fay's full access is on no list; her own token finds it", async () => {
  expect(await standings(acme.graph, ownEyes).of(fay, olga)).toMatchObject({ folder: 'none', fullAccess: 'found' })
  expect(await standings(acme.graph, nobody).of(fay, olga)).toMatchObject({ fullAccess: 'not checked' })
  const stale = (person: Person) => acme.tokenOf(person, true)
  expect(await standings(acme.graph, stale).of(fay, olga)).toMatchObject({ fullAccess: 'not checked' })
})

test('Sam, who may only send on behalf, is found nowhere in the calendar', async () => {
  const sams = await standings(acme.graph, ownEyes).of(sam, olga)
  expect(sams).toMatchObject({ folder: 'none', delegate: false, fullAccess: 'not found' })
})

test("nobody's token is used for somebody who is listed", async () => {
  const asked: Person[] = []
  await standings(acme.graph, async (person) => void asked.push(person)).of(dana, olga)
  expect(asked).toEqual([])
})

test('a right that was taken away is gone at the next look', async () => {
  const withdrawn = { organizer: olga.address, person: dana.address, role: 'none' }
  await acme.post('/_sandbox/permission', withdrawn)
  expect(await standings(acme.graph, nobody).of(dana, olga)).toMatchObject({ folder: 'none', delegate: false })
})

test('a calendar that cannot be read leaves everybody unknown', async () => {
  for (const rule of [{ kind: 'status', status: 503 }, { kind: 'html', status: 502 }, { kind: 'drop-before' }]) {
    await acme.trouble({ cloud: 'graph', path: 'calendarPermissions', times: 1, ...rule })
    expect(await standings(acme.graph, nobody).of(dana, olga)).toEqual({ unknown: expect.any(String) })
  }
})

const everyone = (role: string) => ({ id: 'RGVmYXVsdA==', role, emailAddress: { name: 'My Organization' } })
const entry = (address: string, role: string) => ({ id: address, role, emailAddress: { name: 'x', address } })
const next = 'https://graph.microsoft.com/v1.0/users/x/calendar/calendarPermissions?$skip=1'

/** A Graph that knows these rights, page by page, and this about the person; a look at the calendar shows canEdit. */
async function withRights(pages: object[][], user: { status: number; body: object }, canEdit = true) {
  const server = await loopback(({ url }, response) => {
    if (!url.includes('calendarPermissions')) {
      return url.endsWith('/calendar')
        ? sendJson(response, 200, { canEdit })
        : sendJson(response, user.status, user.body)
    }
    const page = url.includes('skip') ? 1 : 0
    sendJson(response, 200, { value: pages[page], ...(pages[page + 1] ? { '@odata.nextLink': next } : {}) })
  })
  return createGraph({ graphOrigin: server.origin, tokens: { get: async () => 't' } })
}

test('a right is found on the second page, by an address in other case, or by another address of the person', async () => {
  const none = { status: 404, body: {} }
  const second = await withRights([[everyone('none')], [entry(dana.address.toUpperCase(), 'write')]], none)
  expect(await standings(second, nobody).of(dana, olga)).toMatchObject({ folder: 'editor', everyone: 'none' })

  const shouting = { ...dana, address: dana.address.toUpperCase() }
  const quiet = await withRights([[entry(dana.address, 'write')]], none)
  expect(await standings(quiet, nobody).of(shouting, olga)).toMatchObject({ folder: 'editor' })

  const other = { status: 200, body: { mail: 'dw@acme.example', proxyAddresses: ['smtp:dana@old.example'] } }
  const renamed = await withRights([[entry('Dana@old.example', 'read')]], other)
  expect(await standings(renamed, nobody).of(dana, olga)).toMatchObject({ folder: 'reviewer' })
})

test('other addresses that cannot be read leave the person unknown', async () => {
  const graph = await withRights([[everyone('read')]], { status: 503, body: { error: { code: 'x' } } })
  expect(await standings(graph, nobody).of(dana, olga)).toHaveProperty('unknown')
})

test('to see a calendar is not to have it', async () => {
  const graph = await withRights([[everyone('read')]], { status: 404, body: {} }, false)
  expect(await standings(graph, async () => 'token').of(fay, olga)).toMatchObject({ fullAccess: 'not found' })
})

test('a calendar that everybody may edit says nothing about full access', async () => {
  const graph = await withRights([[everyone('write')]], { status: 404, body: {} })
  const standing = await standings(graph, async () => 'token').of(fay, olga)
  expect(standing).toMatchObject({ folder: 'none', everyone: 'editor', fullAccess: 'not checked' })
})

test('a role that nobody has heard of gives no position', async () => {
  const graph = await withRights([[entry(dana.address, 'superDelegate')]], { status: 404, body: {} })
  expect(await standings(graph, nobody).of(dana, olga)).toMatchObject({ folder: 'custom', delegate: false })
})

test('a list without anybody, not even the organization, says nothing about anybody', async () => {
  const graph = await withRights([[]], { status: 404, body: {} })
  expect(await standings(graph, nobody).of(dana, olga)).toEqual({ unknown: expect.stringContaining('empty list') })
})

test('a no of Exchange is told as one, and names both things that it may mean', async () => {
  await acme.trouble({ cloud: 'graph', path: 'calendarPermissions', times: 1, kind: 'status', status: 403 })
  const standing = await standings(acme.graph, nobody).of(dana, olga)
  expect(standing).toEqual({
    unknown: expect.stringContaining('a permission of the application or the right'),
    refused: true
  })
})

test('the calendar lists everybody by address, and one question answers all who ask meanwhile', async () => {
  const lists = calendarLists(acme.graph)
  const answers = await Promise.all([lists.of(olga), lists.of(olga), lists.of(olga)])
  const [list] = answers
  if (!list || 'unknown' in list) return expect.fail('unread')
  expect(list.everyone).toBe('availability')
  expect(Object.fromEntries(list.listed.map(({ name, folder, delegate }) => [name, [folder, delegate]]))).toMatchObject(
    {
      'Dana Whitfield': ['editor', true],
      'Ari Weiss': ['custom', false],
      'Rae Lindqvist': ['reviewer', false]
    }
  )
  expect(list.listed.some(({ name }) => name === 'Fay Moreau' || name === 'Sam Boateng')).toBe(false)
  const asked = (await acme.journal()).filter(({ path }) => path.includes('calendarPermissions'))
  expect(asked).toHaveLength(1)
})

describe('groups', () => {
  const office = { organizer: olga.address, person: 'Executive office' }

  test('a group in the list counts for its members, and is not taken for the whole mailbox', async () => {
    await acme.post('/_sandbox/permission', { ...office, role: 'editor' })
    expect(await standings(acme.graph, ownEyes).of(sam, olga)).toMatchObject({
      folder: 'editor',
      delegate: false,
      fullAccess: 'not checked'
    })
    expect(await standings(acme.graph, ownEyes).of(fay, olga)).toMatchObject({ folder: 'none', fullAccess: 'found' })
  })

  test('of several groups the one that allows least counts, and a personal entry before all of them', async () => {
    await acme.post('/_sandbox/permission', { ...office, role: 'editor' })
    await acme.post('/_sandbox/permission', { organizer: olga.address, person: 'Analysts', role: 'reviewer' })
    expect(await standings(acme.graph, nobody).of(sam, olga)).toMatchObject({ folder: 'reviewer' })
    await acme.post('/_sandbox/permission', { organizer: olga.address, person: sam.address, role: 'limitedRead' })
    expect(await standings(acme.graph, nobody).of(sam, olga)).toMatchObject({ folder: 'limited' })
  })

  test('groups that cannot be read give nothing, and leave open where a sight comes from', async () => {
    await acme.trouble({ cloud: 'graph', path: 'transitiveMemberOf', times: 5, kind: 'status', status: 403 })
    expect(await standings(acme.graph, ownEyes).of(fay, olga)).toMatchObject({
      folder: 'none',
      fullAccess: 'not checked'
    })
    await acme.post('/_sandbox/permission', { ...office, role: 'editor' })
    expect(await standings(acme.graph, nobody).of(sam, olga)).toMatchObject({ folder: 'none' })
  })
})

test('what everybody may do is not somebody’s own right', async () => {
  await acme.post('/_sandbox/permission', { organizer: olga.address, person: 'My Organization', role: 'write' })
  expect(await standings(acme.graph, ownEyes).of(sam, olga)).toMatchObject({ folder: 'none', everyone: 'editor' })
})

test('a stale copy in somebody’s own list changes nothing', async () => {
  const stale = { organizer: olga.address, person: dana.address, role: 'reviewer', stale: true }
  await acme.post('/_sandbox/permission', stale)
  expect(await standings(acme.graph, ownEyes).of(dana, olga)).toMatchObject({ folder: 'reviewer', delegate: false })
})

describe('with the Exchange admin API', () => {
  const problems: string[] = []
  const asked = (probe = nobody as Probe) =>
    withExchangeAdmin(standings(acme.graph, probe), {
      origin: acme.origin,
      tenantId: acme.entra.tenantId,
      token: appToken(acme.entra, EXCHANGE),
      report: (problem) => problems.push(problem)
    })
  beforeEach(() => void problems.splice(0))

  test('Ari is Author and Sam sends on behalf, without any grant; Fay does neither', async () => {
    const ofAri = (await asked().of(ari, olga)) as KnownStanding
    expect(ofAri).toMatchObject({ folder: 'author', sendOnBehalf: 'yes' })
    expect(positionByExchange(ofAri)).toBe('delegate author')
    const ofSam = (await asked().of(sam, olga)) as KnownStanding
    expect(ofSam).toMatchObject({ folder: 'none', sendOnBehalf: 'yes' })
    expect(positionByExchange(ofSam)).toBe('send-on-behalf only')
    expect(await asked(ownEyes).of(fay, olga)).toMatchObject({ sendOnBehalf: 'no', fullAccess: 'found' })
    expect(problems).toEqual([])
  })

  test('nobody is asked about whom Graph has told everything', async () => {
    for (const person of [dana, eve, rae]) await asked().of(person, olga)
    expect((await acme.journal()).filter(({ path }) => path.includes('adminapi'))).toEqual([])
  })

  test('where it is not available, or fails, what Graph said stands and the rest stays unsaid', async () => {
    await acme.trouble({ cloud: 'graph', path: 'adminapi', times: 2, kind: 'status', status: 503 })
    const standing = await asked().of(sam, olga)
    expect(standing).toMatchObject({ folder: 'none' })
    expect(standing).not.toHaveProperty('sendOnBehalf')
    expect(problems).toHaveLength(2)
    await acme.post('/_sandbox/exchange-admin', { available: false })
    expect(await asked().of(ari, olga)).toMatchObject({ folder: 'custom' })
    await acme.post('/_sandbox/exchange-admin', { available: true })
  })

  test('who loses the right to send on behalf is told no, whatever was granted', async () => {
    await acme.post('/_sandbox/permission', { organizer: olga.address, person: sam.address, sendOnBehalf: 'no' })
    const standing = (await asked().of(sam, olga)) as KnownStanding
    expect(standing).toMatchObject({ sendOnBehalf: 'no' })
    expect(positionOf(standing, 'time slots only')).toBe('none')
  })
})
