import { expect, test } from 'vitest'
import { createApp } from '../../server/app.ts'
import type { Notification } from '../../src/following/notification.ts'
import { tenant } from '../world/cast.ts'
import { worldWith } from '../world/services.ts'

const url = '/exchange/notifications'

async function anApp() {
  const received: Notification[] = []
  const { services } = worldWith()
  const receive = async (notifications: readonly Notification[]) => {
    received.push(...notifications)
    return { ours: notifications.length, strangers: 0 }
  }
  const app = await createApp({ services: { ...services, receive }, cookieKey: Buffer.alloc(32, 'x') })
  const post = (payload: string, type = 'application/json', more = '') =>
    app.inject({ method: 'POST', url: url + more, headers: { 'content-type': type }, payload })
  return { app, post, received }
}

const missed = JSON.stringify({
  value: [
    {
      subscriptionId: '5522bd62-7c96-4530-85b0-00b916f6151a',
      clientState: 'secret',
      tenantId: tenant,
      lifecycleEvent: 'missed'
    }
  ]
})

test('Exchange proves the address: the token comes back decoded, as plain text that no browser takes for a page', async () => {
  const { post, received } = await anApp()
  const token = 'Validation: Testing client <b>application</b> & more +é'
  const answer = await post('', 'text/plain; charset=utf-8', `?validationToken=${encodeURIComponent(token)}`)
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8')
  expect(answer.headers['x-content-type-options']).toBe('nosniff')
  expect(answer.body).toBe(token)
  expect(received).toEqual([])
})

test('a notification needs no session, and is answered 202 without a word', async () => {
  const { post, received } = await anApp()
  const answer = await post(missed)
  expect([answer.statusCode, answer.body]).toEqual([202, ''])
  expect(answer.headers['set-cookie']).toBeUndefined()
  expect(received).toMatchObject([{ tells: 'missed', tenant }])
})

test.each([
  ['no JSON', '{', 'application/json', '', 400],
  ['another shape', '{"value":7}', 'application/json', '', 400],
  ['a form', 'value=1', 'application/x-www-form-urlencoded', '', 400],
  ['a picture', 'x', 'image/png', '', 415],
  ['two tokens', '', 'text/plain', '?validationToken=a&validationToken=b', 400],
  ['an endless token', '', 'text/plain', `?validationToken=${'x'.repeat(2001)}`, 400],
  ['a quarter of a megabyte', JSON.stringify({ value: 'x'.repeat(256 * 1024) }), 'application/json', '', 413]
] as const)('%s is refused, and nothing is kept', async (_, payload, type, more, status) => {
  const { post, received } = await anApp()
  expect((await post(payload, type, more)).statusCode).toBe(status)
  expect(received).toEqual([])
})

test('JSON is read here and nowhere else, and there is nothing to look at', async () => {
  const { app } = await anApp()
  const elsewhere = { method: 'POST', url: '/sign-in', headers: { 'content-type': 'application/json' } } as const
  expect((await app.inject({ ...elsewhere, payload: '{}' })).statusCode).toBeGreaterThanOrEqual(400)
  expect((await app.inject({ method: 'GET', url })).statusCode).toBe(404)
})

test('/readyz tells how well calendars are followed, without a name', async () => {
  const { app } = await anApp()
  expect((await app.inject('/readyz')).json()).toMatchObject({
    following: { notifications: 'on', subscriptionEndsInSeconds: 3600, oldestHintSeconds: 0, oldestSweepSeconds: 60 }
  })
})
