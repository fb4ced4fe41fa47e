import { describe, expect, test } from 'vitest'
import { writeToken } from '../../sandbox/entra/tokens.ts'
import { groups } from '../../sandbox/groups.ts'
import { at, graphAt, meeting, olga } from './graph-caller.ts'

const monday = '2026-11-23T06:00:00Z'
const secret = meeting('2026-11-24', '10:00', '11:00', { subject: 'Chemotherapy', sensitivity: 'private' })
const tuesday = 'startDateTime=2026-11-24T00:00:00Z&endDateTime=2026-11-25T00:00:00Z&$top=50'

test('the owner sees who her delegates are; a delegate gets an empty list, not a refusal', async () => {
  const graph = graphAt(monday)
  const own = await graph.as('Olga')('GET', '/me/calendar/calendarPermissions')
  expect(own.body.value.map((one: { role: string }) => one.role)).toContain('delegateWithPrivateEventAccess')

  const delegates = await graph.as('Dana')('GET', `${olga}/calendar/calendarPermissions`)
  expect(delegates).toMatchObject({ status: 200, body: { value: [] } })
})

test('My Organization is always in the list, without an address, and cannot be removed', async () => {
  const graph = graphAt(monday)
  const { body } = await graph.asApp('GET', `${olga}/calendar/calendarPermissions/RGVmYXVsdA==`)
  expect(body).toMatchObject({ role: 'freeBusyRead', isRemovable: false, emailAddress: { name: 'My Organization' } })
  expect(body.emailAddress.address).toBeUndefined()
  expect((await graph.as('Olga')('DELETE', '/me/calendar/calendarPermissions/RGVmYXVsdA==')).status).toBe(400)
})

test.for([
  ['Dana', 200, true, true],
  ['Eve', 200, true, false],
  ['Rae', 200, false, false],
  ['Cora', 200, true, true],
  ['Fay', 200, true, true],
  ['Sam', 403, undefined, undefined],
  ['Max', 403, undefined, undefined]
] as const)(
  '%s opens the calendar of Olga: %i, may edit: %s, sees private items: %s',
  async ([who, status, canEdit, canViewPrivateItems]) => {
    const answered = await graphAt(monday).as(who)('GET', `${olga}/calendar`)
    expect(answered.status).toBe(status)
    expect(answered.body).toMatchObject(
      status === 200 ? { canEdit, canViewPrivateItems, canShare: false } : { error: { code: 'ErrorAccessDenied' } }
    )
  }
)

test('a holder of FullAccess books although no list names her', async () => {
  const graph = graphAt(monday)
  const entries = (await graph.asApp('GET', `${olga}/calendar/calendarPermissions`)).body.value
  expect(JSON.stringify(entries)).not.toContain('fay.moreau')
  expect((await graph.as('Fay')('POST', `${olga}/events`, meeting('2026-11-24', '16:00', '16:30'))).status).toBe(201)
  expect(JSON.stringify((await graph.as('Fay')('GET', '/me/calendars')).body)).not.toContain('Olga')
})

test('an author changes what he made and nothing else', async () => {
  const graph = graphAt(monday)
  const hers = (await graph.as('Olga')('POST', '/me/events', meeting('2026-11-24', '16:00', '16:30'))).body
  const his = (await graph.as('Ari')('POST', `${olga}/events`, meeting('2026-11-24', '16:30', '17:00'))).body
  expect((await graph.as('Ari')('PATCH', `${olga}/events/${hers.id}`, { subject: 'Tea' })).status).toBe(403)
  expect((await graph.as('Ari')('PATCH', `${olga}/events/${his.id}`, { subject: 'Tea' })).status).toBe(200)
})

test('a reviewer reads and may not write; without a .Shared scope nobody gets to the calendar of another', async () => {
  const graph = graphAt(monday)
  expect((await graph.as('Rae')('GET', `${olga}/calendarView?${tuesday}`)).status).toBe(200)
  expect((await graph.as('Rae')('POST', `${olga}/events`, meeting('2026-11-24', '16:00', '16:30'))).status).toBe(403)
  expect((await graph.as('Dana', ['Calendars.ReadWrite'])('GET', `${olga}/calendarView?${tuesday}`)).status).toBe(403)
})

test('a private item keeps its time and loses its text for those without private access', async () => {
  const graph = graphAt(monday)
  const { id } = (await graph.as('Olga')('POST', '/me/events', secret)).body
  const seen = async (who: string) =>
    JSON.stringify((await graph.as(who)('GET', `${olga}/calendarView?${tuesday}`)).body)
  expect(await seen('Dana')).toContain('Chemotherapy')
  expect(await seen('Rae')).not.toContain('Chemotherapy')
  expect(await seen('Rae')).toContain('2026-11-24T09:00:00.0000000')
  expect((await graph.as('Eve')('PATCH', `${olga}/events/${id}`, { subject: 'Mine' })).status).toBe(403)
})

test('free/busy of a private item has no key for its subject, whoever asks', async () => {
  const graph = graphAt(monday)
  await graph.as('Olga')('POST', '/me/events', secret)
  const question = {
    schedules: ['olga.okafor@acme.example'],
    startTime: at('2026-11-24T10:00:00'),
    endTime: at('2026-11-24T11:00:00')
  }
  for (const who of ['Dana', 'Rae', 'Max']) {
    const [schedule] = (await graph.as(who)('POST', '/me/calendar/getSchedule', question)).body.value
    expect(schedule.scheduleItems).toHaveLength(1)
    expect(Object.keys(schedule.scheduleItems[0]).sort()).toEqual(['end', 'start', 'status'])
  }
})

test('a permission that is set from outside counts at once and none takes it away', async () => {
  const graph = graphAt(monday)
  const canEdit = async () => (await graph.as('Max')('GET', `${olga}/calendar`)).body.canEdit
  graph.face.give({ organizer: graph.idOf('Olga'), person: graph.idOf('Max'), role: 'write' })
  expect(await canEdit()).toBe(true)
  graph.face.give({ organizer: graph.idOf('Olga'), person: graph.idOf('Max'), role: 'none' })
  expect(await canEdit()).toBeUndefined()
})

test('a group that stands in the list lets its members in, and names none of them; a personal entry goes before it', async () => {
  const graph = graphAt(monday)
  const group = groups.acme[0] as (typeof groups.acme)[number]
  graph.face.give({ organizer: graph.idOf('Olga'), group, role: 'write' })
  expect((await graph.as('Sam')('GET', `${olga}/calendar`)).body).toMatchObject({ canEdit: true })
  expect((await graph.as('Max')('GET', `${olga}/calendar`)).status).toBe(403)
  const { value } = (await graph.asApp('GET', `${olga}/calendar/calendarPermissions`)).body
  expect(value).toContainEqual(
    expect.objectContaining({ role: 'write', emailAddress: { name: 'Executive office', address: group.mail } })
  )
  expect(JSON.stringify(value)).not.toContain('sam.boateng')

  graph.face.give({ organizer: graph.idOf('Olga'), person: graph.idOf('Sam'), role: 'read' })
  expect((await graph.as('Sam')('GET', `${olga}/calendar`)).body).toMatchObject({ canEdit: false })
})

test('what everybody may do follows My Organization', async () => {
  const graph = graphAt(monday)
  graph.face.give({ organizer: graph.idOf('Olga'), everyone: 'write' })
  expect((await graph.as('Max')('GET', `${olga}/calendar`)).body).toMatchObject({ canEdit: true })
  expect((await graph.as('Rae')('GET', `${olga}/calendar`)).body).toMatchObject({ canEdit: false })
})

test('a stale copy still promises what its owner has taken away, and nothing comes of it', async () => {
  const graph = graphAt(monday)
  graph.face.give({ organizer: graph.idOf('Olga'), person: graph.idOf('Dana'), role: 'read', stale: true })
  const { value } = (await graph.as('Dana')('GET', '/me/calendars')).body
  expect(value).toContainEqual(
    expect.objectContaining({ name: 'Olga Okafor', canEdit: true, canViewPrivateItems: true })
  )
  expect((await graph.as('Dana')('GET', `${olga}/calendar`)).body).toMatchObject({ canEdit: false })
  expect((await graph.as('Dana')('POST', `${olga}/events`, meeting('2026-11-24', '16:00', '16:30'))).status).toBe(403)
})

test('no answer of Graph tells who may send on behalf or who holds the whole mailbox', async () => {
  const graph = graphAt(monday)
  for (const ask of [graph.asApp, graph.as('Dana'), graph.as('Fay'), graph.as('Sam')])
    for (const path of ['/calendar', '/calendar/calendarPermissions', '/calendars', '/mailboxSettings', '']) {
      const { body } = await ask('GET', `${olga}${path}`)
      expect(JSON.stringify(body)).not.toMatch(/fullAccess|sendOnBehalf|remembers|fay\.moreau|sam\.boateng/i)
    }
})

describe('the Exchange admin API', () => {
  const tenant = 'a0c3e000-0000-4000-8000-00000000ac3e'
  const at =
    (graph: ReturnType<typeof graphAt>, roles: string[]) => async (endpoint: string, name: string, identity: string) =>
      graph.face.answer({
        method: 'POST',
        path: `/adminapi/v2.0/${tenant}/${endpoint}`,
        query: new URLSearchParams(),
        headers: {
          authorization: `Bearer ${writeToken(graph.ground, { kind: 'app', scopes: [], roles, expires: graph.ground.now() + 1000 })}`,
          'x-anchormailbox': 'AAD-SMTP:olga.okafor@acme.example'
        },
        body: JSON.stringify({ CmdletInput: { CmdletName: name, Parameters: { Identity: identity } } }),
        origin: 'http://sandbox.test'
      })

  test('names Author and who sends on behalf, and has no word on the whole mailbox', async () => {
    const graph = graphAt(monday)
    const run = at(graph, ['Exchange.ManageAsAppV2'])
    const mailbox = await run('Mailbox', 'Get-Mailbox', 'olga.okafor@acme.example')
    const [{ GrantSendOnBehalfTo }] = (mailbox.body as { value: [{ GrantSendOnBehalfTo: string[] }] }).value
    expect(GrantSendOnBehalfTo).toContain(graph.idOf('Sam'))
    expect(GrantSendOnBehalfTo).not.toContain(graph.idOf('Fay'))
    const folder = await run(
      'MailboxFolderPermission',
      'Get-MailboxFolderPermission',
      'olga.okafor@acme.example:\\Calendar'
    )
    expect((folder.body as { value: unknown[] }).value).toContainEqual(
      expect.objectContaining({ User: 'Ari Weiss', AccessRights: ['Author'] })
    )
    expect((await run('Mailbox', 'Get-MailboxPermission', 'olga.okafor@acme.example')).status).toBe(400)
    expect(JSON.stringify([mailbox.body, folder.body])).not.toMatch(/fay/i)
  })

  test('wants its own role, takes no token of Graph, and is not there where it is switched off', async () => {
    const graph = graphAt(monday)
    expect((await at(graph, ['Calendars.ReadWrite'])('Mailbox', 'Get-Mailbox', 'x')).status).toBe(403)
    const run = at(graph, ['Exchange.ManageAsAppV2'])
    expect((await run('Mailbox', 'Get-Mailbox', 'nobody@acme.example')).status).toBe(404)
    graph.face.switchAdminApi(false)
    expect((await run('Mailbox', 'Get-Mailbox', 'olga.okafor@acme.example')).status).toBe(404)
  })
})

test('a shared calendar keeps its place in the list, whatever its role becomes', async () => {
  const graph = graphAt('2026-11-23T06:00:00Z', 'contoso')
  const names = async () =>
    (await graph.as('Adele')('GET', '/me/calendars')).body.value.map(({ name }: { name: string }) => name)
  const before = await names()
  expect(before.length).toBeGreaterThan(2)
  graph.face.give({ organizer: graph.idOf('Alex'), person: graph.idOf('Adele'), role: 'write' })
  expect(await names()).toEqual(before)
})
