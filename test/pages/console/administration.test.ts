// Administration: who may look, whom they may enrol, and what an uploaded export changes.
import { describe, expect, test } from 'vitest'
import type { Person } from '../../../src/people/person.ts'
import { ari, cora, dana, eve, fay, max, olga, rae, sam } from '../../world/cast.ts'
import { flawsOf, textOf, valuesOf } from '../../world/pages.ts'
import { consoleOf, olgasPath } from './desk.ts'

const page = '/console/administration'

/** A file as a browser sends it, with the token of the page. */
async function upload(desk: Awaited<ReturnType<typeof consoleOf>>, person: Person, file: string) {
  const seat = await desk.as(person)
  const [token = ''] = valuesOf((await seat.get(page)).body, '_csrf')
  const form = new FormData()
  form.append('_csrf', token)
  form.append('file', new File([file], 'permissions.csv', { type: 'text/csv' }))
  const sent = new Request('http://here', { method: 'POST', body: form })
  return desk.app.inject({
    method: 'POST',
    url: `${page}/mailbox-permissions`,
    headers: { cookie: seat.cookie(), 'content-type': sent.headers.get('content-type') ?? '' },
    payload: Buffer.from(await sent.arrayBuffer())
  })
}

const csv = (...users: string[]) =>
  ['Identity,User,AccessRights', ...users.map((user) => `${olga.address},${user},FullAccess`)].join('\n')

test.each([olga, dana, ari, rae, sam, fay, cora, eve])('there is no such page for $name', async (person) => {
  const { as, services, audited } = await consoleOf()
  const desk = await as(person)
  expect((await desk.get(page)).statusCode).toBe(404)
  const from = person === olga ? `${olgasPath}/people` : '/console'
  expect((await desk.post(`${page}/organizers`, { address: dana.address }, from)).statusCode).toBe(404)
  expect(await services.organizers.find(dana.id)).toBeUndefined()
  expect(audited).toEqual([])
})

describe('Max enrols', () => {
  test('a person by address: she can be offered from now on, and the log says who did it', async () => {
    const { as, services, audited } = await consoleOf()
    const desk = await as(max)
    const answer = await desk.post(`${page}/organizers`, { address: dana.address, salesforce: 'dana@sf' }, page)
    expect(textOf(answer.body)).toContain('Dana Whitfield is enrolled.')
    expect(flawsOf(answer.body)).toEqual([])
    expect(await services.organizers.find(dana.id)).toMatchObject({ salesforceUsername: 'dana@sf' })
    expect(audited).toMatchObject([
      { actor: max.id, organizer: dana.id, right: 'administrator', act: 'enrol organizer' }
    ])
  })

  test('nobody who is no person with a calendar, and is told why', async () => {
    const { as, services } = await consoleOf()
    services.candidates.byAddress = async () => ({ refused: 'room_or_shared_mailbox' })
    const answer = await (await as(max)).post(`${page}/organizers`, { address: 'harbour@acme.example' }, page)
    expect(answer.statusCode).toBe(422)
    expect(textOf(answer.body)).toContain('is a room, a device or a shared mailbox, and no person.')
    expect(answer.body).toContain('value="harbour@acme.example"')
    expect(await services.organizers.all()).toHaveLength(1)
  })

  test('nobody whose Salesforce username another org has', async () => {
    const { as, services } = await consoleOf()
    services.salesforceStanding = { userOf: async () => 'not found' } as never
    const fields = { address: dana.address, salesforce: 'dana@another.org' }
    const answer = await (await as(max)).post(`${page}/organizers`, fields, page)
    expect(answer.statusCode).toBe(422)
    expect(textOf(answer.body)).toContain('The Salesforce org of this installation does not know the username')
    expect(await services.organizers.find(dana.id)).toBeUndefined()
  })

  test('everybody in a group who can be, and is told who cannot', async () => {
    const { as, services } = await consoleOf()
    services.candidates.inGroup = async () => ({
      members: [
        { name: 'Dana Whitfield', candidate: { person: dana } },
        { name: 'Gil Fontana', candidate: { refused: 'guest' } }
      ]
    })
    const fields = { address: 'executives@acme.example', group: 'yes' }
    const text = textOf((await (await as(max)).post(`${page}/organizers`, fields, page)).body)
    expect(text).toContain('Dana Whitfield is enrolled.')
    expect(text).toContain('Gil Fontana is a guest in your organization')
  })
})

test('who is no person with a calendar cannot switch scheduling on, and is told why', async () => {
  const { as, services, audited } = await consoleOf()
  services.candidates.of = async () => ({ refused: 'guest' })
  const answer = await (await as(dana)).post('/console/organizer/enrolment', {})
  expect(answer.statusCode).toBe(403)
  expect(textOf(answer.body)).toContain('is a guest in your organization')
  expect(answer.body).toContain('<code>guest</code>')
  expect(flawsOf(answer.body)).toEqual([])
  expect(await services.organizers.find(dana.id)).toBeUndefined()
  expect(audited).toEqual([])
})

describe('an uploaded export', () => {
  test('is kept for the organizers whom it names, and the page says from when', async () => {
    const desk = await consoleOf()
    const answer = await upload(desk, max, `${csv(cora.address, 'Domain Admins')}\nsomebody.else,x,FullAccess`)
    expect(answer.statusCode).toBe(200)
    const text = textOf(answer.body)
    expect(text).toContain('Read for 1 organizer. 1 other mailbox in the file: passed over.')
    expect(text).toContain('Full access: 1 person, read from a file')
    expect(text).toContain('and 1 whom the directory does not know')
    expect(flawsOf(answer.body)).toEqual([])
    expect(await desk.services.mailboxExports.about(olga.id)).toMatchObject({ holders: [cora.id], unclear: 1 })
    expect(desk.audited).toMatchObject([{ actor: max.id, organizer: olga.id, act: 'upload mailbox permissions' }])
  })

  test('with a mistake changes nothing, and is told by line', async () => {
    const desk = await consoleOf()
    const answer = await upload(desk, max, `${csv(cora.address)}\nolga`)
    expect(answer.statusCode).toBe(422)
    expect(textOf(answer.body)).toContain('Line 3: This line has 1 values, and the first has 3 names.')
    expect(await desk.services.mailboxExports.about(olga.id)).toBeUndefined()
    expect(flawsOf(answer.body)).toEqual([])
  })

  test('is taken from nobody else, and never without the token of the page', async () => {
    const desk = await consoleOf()
    expect((await upload(desk, dana, csv(cora.address))).statusCode).toBeGreaterThanOrEqual(403)
    const seat = await desk.as(max)
    const answer = await desk.app.inject({
      method: 'POST',
      url: `${page}/mailbox-permissions`,
      headers: { cookie: seat.cookie(), 'content-type': 'multipart/form-data; boundary=x' },
      payload: '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nIdentity\r\n--x--\r\n'
    })
    expect(answer.statusCode).toBe(403)
    expect(await desk.services.mailboxExports.about(olga.id)).toBeUndefined()
  })

  test.each(['', 'no boundary at all'])('that is none is told so: "%s"', async (file) => {
    const answer = await upload(await consoleOf(), max, file)
    expect(answer.statusCode).toBe(422)
  })

  test('larger than any export is refused', async () => {
    const answer = await upload(await consoleOf(), max, 'x'.repeat(5 * 1024 * 1024 + 1))
    expect(answer.statusCode).toBe(413)
  })
})
