// Four calls at a time to one mailbox, over all instances on one store.
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createGraph } from '../../src/exchange/graph-client.ts'
import { sharedTurnstile } from '../../src/exchange/turnstile.ts'
import { onBothEngines } from './engines.ts'
import { loopback, sendJson } from './loopback.ts'

const mailbox = 'a0c3e000-0000-4000-8000-000000000001'
const soon = () => AbortSignal.timeout(5_000)

onBothEngines('turns at a mailbox', ({ place }) => {
  test('instances together are four at a time, and everybody gets her turn', async () => {
    const at = await place()
    let inside = 0
    let most = 0
    const server = await loopback(async (_, response) => {
      most = Math.max(most, ++inside)
      await sleep(20)
      inside--
      sendJson(response, 200, {})
    })
    const instances = await Promise.all([at.open(), at.open(), at.open()])
    const graphs = instances.map(({ mailboxTurns }) =>
      createGraph({
        graphOrigin: server.origin,
        tokens: { get: async () => 't' },
        turns: sharedTurnstile(mailboxTurns)
      })
    )
    const calls = Array.from({ length: 36 }, (_, index) =>
      graphs[index % 3]?.ask({ method: 'GET', path: `/users/${mailbox}/calendar`, mailbox })
    )
    const answers = await Promise.all(calls)
    expect(answers.map((answer) => answer && 'status' in answer && answer.status)).toEqual(Array(36).fill(200))
    expect(most).toBeLessThanOrEqual(4)
    expect(most).toBeGreaterThan(2)
  })

  test('whoever comes when all are taken waits, and another mailbox does not', async () => {
    const { mailboxTurns } = await (await place()).open()
    const seats = await Promise.all(Array.from({ length: 4 }, () => taken(mailboxTurns)))
    expect(await mailboxTurns.take(mailbox, 10_000)).toBeUndefined()
    expect(await mailboxTurns.take('another', 10_000)).toBeDefined()
    await seats[2]?.leave()
    expect(await mailboxTurns.take(mailbox, 10_000)).toBeDefined()
  })

  test('a seat whose holder died is free again when its time is over, and a late goodbye frees nobody else’s', async () => {
    const { mailboxTurns } = await (await place()).open()
    const dead = await taken(mailboxTurns, 150)
    await Promise.all(Array.from({ length: 3 }, () => taken(mailboxTurns)))
    expect(await mailboxTurns.take(mailbox, 10_000)).toBeUndefined()
    await sleep(200)
    expect(await mailboxTurns.take(mailbox, 10_000)).toBeDefined()
    await dead.leave()
    expect(await mailboxTurns.take(mailbox, 10_000)).toBeUndefined()
  })

  /** Two may reach for one seat; who was slower tries again, as the turnstile does. */
  async function taken(
    turns: { take(mailbox: string, holdFor: number): Promise<{ leave(): Promise<void> } | undefined> },
    holdFor = 10_000
  ) {
    for (;;) {
      const seat = await turns.take(mailbox, holdFor)
      if (seat) return seat
    }
  }
})

test('a store that fails stops nobody, and a signal ends the wait', async () => {
  const failing = sharedTurnstile({ take: () => Promise.reject(new Error('the store is down')) })
  expect(await failing.enter(mailbox, soon())).toBeTypeOf('function')
  const full = sharedTurnstile({ take: async () => undefined })
  expect(await full.enter(mailbox, AbortSignal.timeout(60))).toBeUndefined()
})
