import { expect, test } from 'vitest'
import { graphAt, olga } from './graph-caller.ts'

const monday = '2026-11-23T06:00:00Z'

test('four requests at once for one mailbox are answered, the fifth is refused; another mailbox is not concerned', async () => {
  const graph = graphAt(monday)
  const read = (user: string) => graph.asApp('GET', `${user}/calendar`)
  const all = await Promise.all([...Array(5)].map(() => read(olga)).concat(read('/users/piet.jansen@acme.example')))
  expect(all.map(({ status }) => status)).toEqual([200, 200, 200, 200, 429, 200])
  expect(all[4]?.body.error).toMatchObject({
    code: 'ApplicationThrottled',
    message: 'Application is over its MailboxConcurrency limit.'
  })
  expect(Number(all[4]?.headers['retry-after'])).toBeGreaterThan(0)
  expect((await read(olga)).status).toBe(200)
})

test('people are read from the directory, which is no mailbox: any number at once', async () => {
  const graph = graphAt(monday)
  const all = await Promise.all(Array.from({ length: 9 }, () => graph.as('Dana', ['User.Read'])('GET', '/me')))
  expect(all.map(({ status }) => status)).toEqual(Array.from({ length: 9 }, () => 200))
})

test('pages follow one another by links of the real host until nothing is left', async () => {
  const graph = graphAt(monday)
  const window = 'startDateTime=2026-11-16T00:00:00Z&endDateTime=2026-12-14T00:00:00Z'
  const whole = (await graph.asApp('GET', `${olga}/calendarView?${window}&$top=1000`)).body.value
  const seen: string[] = []
  let link = `https://graph.microsoft.com/v1.0${olga}/calendarView?${window}`
  while (link) {
    const { body } = await graph.asApp('GET', link.replace('https://graph.microsoft.com/v1.0', ''))
    expect(body.value.length).toBeLessThanOrEqual(10)
    seen.push(...body.value.map(({ id }: { id: string }) => id))
    link = body['@odata.nextLink']
  }
  expect(seen).toEqual(whole.map(({ id }: { id: string }) => id))
  expect(seen.length).toBeGreaterThan(30)
})

test('a batch answers each step on its own; what depends on a failure is not tried', async () => {
  const graph = graphAt(monday)
  const requests = [
    { id: 'a', method: 'GET', url: `${olga}/events/AAMkAGnothingAAA=` },
    { id: 'b', method: 'GET', url: `${olga}/calendar`, dependsOn: ['a'] },
    { id: 'c', method: 'GET', url: `${olga}/calendar?$select=name` }
  ]
  const { responses } = (await graph.asApp('POST', '/$batch', { requests })).body
  expect(Object.fromEntries(responses.map(({ id, status }: { id: string; status: number }) => [id, status]))).toEqual({
    a: 404,
    b: 424,
    c: 200
  })
  expect(
    (
      await graph.asApp('POST', '/$batch', {
        requests: [...Array(21).keys()].map((id) => ({ id: `${id}`, method: 'GET', url: '/me' }))
      })
    ).status
  ).toBe(400)
})

test('ids belong to one mailbox and to their letters', async () => {
  const graph = graphAt(monday)
  const [{ id }] = (await graph.asApp('GET', `${olga}/events?$top=1`)).body.value
  expect((await graph.asApp('GET', `/users/piet.jansen@acme.example/events/${id}`)).status).toBe(404)
  expect((await graph.asApp('GET', `${olga}/events/${id.toLowerCase()}`)).status).toBe(400)
  const { body } = await graph.asApp('GET', `${olga}/events/${id}`, undefined, { prefer: 'IdType="ImmutableId"' })
  expect(body.id).not.toBe(id)
  expect((await graph.asApp('GET', `${olga}/events/${body.id}`)).body.iCalUId).toBe(body.iCalUId)
})
