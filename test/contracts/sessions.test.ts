import { expect, test } from 'vitest'
import type { Session } from '../../src/people/sessions.ts'
import { HOUR } from '../../src/time/instant.ts'
import { dana, eve, mondayMorning } from '../world/cast.ts'
import { onBothEngines } from './engines.ts'

const now = mondayMorning

const danas: Session = {
  hash: 'hash-1',
  person: dana,
  startedAt: now,
  endsAt: now + 8 * HOUR,
  sealedToken: 'sealed-1',
  tokenEndsAt: now + HOUR
}

onBothEngines('sessions', ({ place }) => {
  test('Dana is known by her session until it ends', async () => {
    const { sessions } = await (await place()).open()
    await sessions.start(danas)
    expect(await sessions.find('hash-1', now)).toEqual(danas)
    expect(await sessions.find('hash-1', danas.endsAt - 1)).toEqual(danas)
    expect(await sessions.find('hash-1', danas.endsAt)).toBeUndefined()
    expect(await sessions.find('hash-2', now)).toBeUndefined()
  })

  test('who signs out is unknown at once, and may do it twice', async () => {
    const { sessions } = await (await place()).open()
    await sessions.start(danas)
    await sessions.end('hash-1')
    await sessions.end('hash-1')
    expect(await sessions.find('hash-1', now)).toBeUndefined()
  })

  test('all sessions of a person end together, and nobody else’s', async () => {
    const { sessions } = await (await place()).open()
    await sessions.start(danas)
    await sessions.start({ ...danas, hash: 'hash-2' })
    await sessions.start({ ...danas, hash: 'hash-3', person: eve })
    await sessions.endAllOf(dana.id)
    expect(await sessions.find('hash-1', now)).toBeUndefined()
    expect(await sessions.find('hash-2', now)).toBeUndefined()
    expect((await sessions.find('hash-3', now))?.person.id).toBe(eve.id)
  })

  test("of Dana's sessions the one whose token lives longest is used for probing", async () => {
    const { sessions } = await (await place()).open()
    await sessions.start(danas)
    await sessions.start({ ...danas, hash: 'hash-2', tokenEndsAt: now + 2 * HOUR })
    await sessions.start({ ...danas, hash: 'hash-3', sealedToken: null, tokenEndsAt: now + 3 * HOUR })
    await sessions.start({ ...danas, hash: 'hash-4', person: eve, tokenEndsAt: now + 3 * HOUR })
    expect((await sessions.latestOf(dana.id, now))?.hash).toBe('hash-2')
    expect(await sessions.latestOf(dana.id, now + 2 * HOUR)).toBeUndefined()
  })

  test('signing in sweeps out sessions that have ended, and no others', async () => {
    const room = await place()
    const { sessions } = await room.open()
    await sessions.start(danas)
    await sessions.start({ ...danas, hash: 'hash-2', startedAt: now + 1, endsAt: now + 9 * HOUR })
    await sessions.start({ ...danas, hash: 'hash-3', startedAt: danas.endsAt, endsAt: now + 20 * HOUR })
    expect(await room.sql('select hash from sessions order by hash')).toEqual([{ hash: 'hash-2' }, { hash: 'hash-3' }])
  })
})
