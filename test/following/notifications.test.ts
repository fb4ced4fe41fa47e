// What a stranger, a mistake and Exchange itself can say to the endpoint, and what comes of it.
import { describe, expect, test } from 'vitest'
import { hashOfSecret } from '../../src/following/keep-subscriptions.ts'
import { readNotifications } from '../../src/following/notification.ts'
import { receiver } from '../../src/following/receive.ts'
import type { Subscription } from '../../src/following/subscription.ts'
import { objectIdOf } from '../../src/people/person.ts'
import { MINUTE, SECOND } from '../../src/time/instant.ts'
import { dana, mondayMorning, olga, tenant } from '../world/cast.ts'

const subscriptionId = '5522bd62-7c96-4530-85b0-00b916f6151a'
const secret = 'only Exchange and we know this'
const item = 'AAkADkxOmkuMS45AAA='
const mailbox = objectIdOf(olga.id)

const change = (more: Record<string, unknown> = {}) => ({
  id: 'lsgTZMr9KwAAA',
  subscriptionId,
  subscriptionExpirationDateTime: '2027-01-11T22:11:09.952Z',
  clientState: secret,
  changeType: 'updated',
  resource: `Users/${mailbox}/Events/${item}`,
  tenantId: tenant,
  resourceData: { '@odata.id': `https://evil.example/Users/${mailbox}/Events/${item}`, id: 'of somebody else' },
  ...more
})
const lifecycle = (lifecycleEvent: unknown, more = {}) => ({
  subscriptionId,
  clientState: secret,
  tenantId: tenant,
  lifecycleEvent,
  ...more
})

/** An endpoint whose only subscription is Olga's. */
function anEndpoint() {
  const seen = { hints: [] as unknown[], read: 0, asked: [] as string[], transactions: 0, breath: Promise.resolve() }
  let now = mondayMorning
  const standing: Subscription[] = [
    { organizer: olga.id, id: subscriptionId, secretHash: hashOfSecret(secret), address: '', endsAt: now + MINUTE }
  ]
  const receive = receiver({
    subscriptionStore: {
      standing: async () => {
        seen.read++
        return standing
      },
      hasten: async (organizer, ended) => void seen.asked.push(`subscription ${organizer === olga.id} ${ended}`)
    },
    sweepStore: { hasten: async (organizer) => void seen.asked.push(`sweep ${organizer === olga.id}`) },
    hintStore: {
      async write(hints) {
        seen.transactions++
        await Promise.resolve()
        seen.hints.push(...hints)
      }
    },
    clock: () => now,
    breathe: () => seen.breath
  })
  const say = async (...value: unknown[]) => receive(readNotifications({ value }) ?? [])
  return { say, seen, standing, wait: (milliseconds: number) => (now += milliseconds) }
}

describe('what Exchange tells', () => {
  test('a change becomes a hint about an item of that organizer, and nothing else of it is kept', async () => {
    const { say, seen } = anEndpoint()
    expect(await say(change(), change({ changeType: 'deleted' }))).toEqual({ ours: 2, strangers: 0 })
    expect(seen.hints).toEqual([
      { organizer: olga.id, item, gone: false },
      { organizer: olga.id, item, gone: true }
    ])
  })

  test.each([
    ['missed', ['sweep true']],
    ['subscriptionRemoved', ['subscription true true', 'sweep true']],
    ['reauthorizationRequired', ['subscription true false']]
  ])('%s', async (event, asked) => {
    const { say, seen } = anEndpoint()
    await say(lifecycle(event))
    expect(seen).toMatchObject({ asked, hints: [] })
  })

  test('what arrives while a transaction is under way shares the next one', async () => {
    const { say, seen } = anEndpoint()
    await say(change())
    await Promise.all(Array.from({ length: 50 }, () => say(change())))
    expect(seen.hints).toHaveLength(51)
    expect(seen.transactions).toBeLessThan(6)
  })

  test('and so does what arrives in the moment after it; the first of it waits for nothing', async () => {
    const { say, seen } = anEndpoint()
    const moment = Promise.withResolvers<void>()
    seen.breath = moment.promise
    await say(change())
    const all = Array.from({ length: 50 }, () => say(change()))
    await new Promise((resolve) => setImmediate(resolve))
    expect(seen.transactions).toBe(1)
    moment.resolve()
    await Promise.all(all)
    expect([seen.transactions, seen.hints.length]).toEqual([2, 51])
  })

  test('it is answered only when it is kept; a store that fails is not answered with yes, and the next try is its own', async () => {
    const { seen, standing } = anEndpoint()
    let broken = true
    const receive = receiver({
      subscriptionStore: { standing: async () => standing, hasten: async () => {} },
      sweepStore: { hasten: async () => {} },
      hintStore: {
        async write(hints) {
          if (broken) throw new Error('the disk is full')
          seen.hints.push(...hints)
        }
      },
      clock: () => mondayMorning,
      breathe: async () => {}
    })
    const told = readNotifications({ value: [change()] }) ?? []
    await expect(receive(told)).rejects.toThrow('the disk is full')
    broken = false
    await receive(told)
    expect(seen.hints).toHaveLength(1)
  })
})

describe('what is not ours leaves no trace', () => {
  const foreign = 'b0c3e000-0000-4000-8000-00000000ac3e'
  test.each([
    ['another secret', change({ clientState: 'a guess' })],
    ['no secret', change({ clientState: '' })],
    ['the hash of the secret', change({ clientState: hashOfSecret(secret) })],
    ['a subscription that is none of ours', change({ subscriptionId: foreign })],
    ['another tenant', change({ tenantId: foreign })],
    ['another mailbox', change({ resource: `Users/${objectIdOf(dana.id)}/Events/${item}` })],
    ['a lifecycle of another tenant', lifecycle('missed', { tenantId: foreign })],
    ['a lifecycle with another secret', lifecycle('subscriptionRemoved', { clientState: 'x' })]
  ])('%s', async (_, notification) => {
    const { say, seen } = anEndpoint()
    expect(await say(notification)).toEqual({ ours: 0, strangers: 1 })
    expect(seen).toMatchObject({ hints: [], asked: [], transactions: 0 })
  })

  test.each([
    ['a path that climbs', change({ resource: `Users/${mailbox}/Events/../../me` })],
    ['a whole address', change({ resource: `https://evil.example/Users/${mailbox}/Events/${item}` })],
    ['a message', change({ resource: `Users/${mailbox}/Messages/${item}` })],
    ['an id with a question', change({ resource: `Users/${mailbox}/Events/${item}?$select=body` })],
    ['an endless id', change({ resource: `Users/${mailbox}/Events/${'A'.repeat(401)}` })],
    ['a mailbox by address', change({ resource: `Users/olga.okafor@acme.example/Events/${item}` })],
    ['a secret that is no text', change({ clientState: { length: 30 } })],
    ['an endless secret', change({ clientState: 'x'.repeat(129) })],
    ['a lifecycle nobody knows', lifecycle('somethingNew')],
    ['nothing', null],
    ['a number', 7]
  ])('%s is not even read', async (_, notification) => {
    expect(readNotifications({ value: [notification] })).toEqual([])
  })

  test.each([
    ['no list', {}],
    ['a list that is none', { value: 'x' }],
    ['a thousand and one', { value: Array.from({ length: 1001 }, () => change()) }],
    ['text', 'x'],
    ['nothing', undefined]
  ])('%s is not what Exchange sends', (_, body) => {
    expect(readNotifications(body)).toBeUndefined()
  })

  test('guessing ids of subscriptions costs the store one question a second', async () => {
    const { say, seen, wait } = anEndpoint()
    await say(change())
    wait(2 * SECOND)
    for (let guess = 0; guess < 20; guess++) await say(change({ subscriptionId: foreign }))
    expect(seen.read).toBe(2)
  })

  test('a new subscription is known at once, and one that ended within a minute', async () => {
    const { say, standing, wait } = anEndpoint()
    await say(change())
    const [first] = standing
    standing.push({ ...(first as Subscription), id: foreign })
    wait(2 * SECOND)
    expect(await say(change({ subscriptionId: foreign }))).toEqual({ ours: 1, strangers: 0 })
    standing.length = 0
    wait(2 * MINUTE)
    expect(await say(change())).toEqual({ ours: 0, strangers: 1 })
  })
})
