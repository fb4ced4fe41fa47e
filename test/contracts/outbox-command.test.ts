// npm run outbox, as an operator types it.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { olga } from '../world/cast.ts'
import { onBothEngines, type Place } from './engines.ts'
import { halfHour, meeting, now, openWithLinks, wish } from './story.ts'

const root = join(import.meta.dirname, '../..')

function outbox({ options }: Place, ...words: string[]) {
  const env = { PATH: process.env.PATH, DATA_DIR: options.folder || '/nowhere', DATABASE_URL: options.url ?? '' }
  const { status, stdout, stderr } = spawnSync(process.execPath, ['server/outbox.ts', ...words], {
    cwd: root,
    env,
    encoding: 'utf8'
  })
  return { status, said: stdout + stderr }
}

/** A confirmed booking whose Event is stopped. */
async function withStoppedEvent(room: Place) {
  const storage = await openWithLinks(room)
  await storage.bookings.place(wish({ id: 'graces', slot: halfHour(1) }))
  const write = { kind: 'write activity' as const, bookingId: 'graces' }
  await storage.bookings.append('graces', 1, [{ at: now, type: 'confirmed', meeting }], [write], now)
  const create = await storage.outbox.takeOf('graces', 'create meeting', 1_000, now)
  if (create) await storage.outbox.done(create, now)
  const taken = await storage.outbox.takeOf('graces', 'write activity', 1_000, now)
  if (taken) await storage.outbox.park(taken, 'no such user', now)
  return { storage, id: taken?.id ?? '' }
}

onBothEngines('npm run outbox', ({ place }) => {
  test('lists, tries again and gives up, and says who did it', { timeout: 60_000 }, async () => {
    const room = await place()
    const { storage, id } = await withStoppedEvent(room)
    const listed = outbox(room, 'list')
    expect(listed.said).toContain(
      `${id}  write activity  for Olga Okafor  booking graces\n    stopped at 2027-01-04T07:00`
    )
    expect(listed.said).toContain('no such user')

    expect(outbox(room, 'drop', id)).toMatchObject({ status: 1, said: expect.stringContaining('Say why') })
    expect(outbox(room, 'retry', id)).toMatchObject({
      status: 0,
      said: expect.stringContaining('1 message is due now')
    })
    expect(outbox(room, 'drop', id, '--why', 'x')).toMatchObject({
      status: 1,
      said: expect.stringContaining('is not stopped')
    })
    const again = await storage.outbox.takeOf('graces', 'write activity', 1_000, Date.now())
    if (again) await storage.outbox.park(again, 'still no such user', Date.now())
    expect(outbox(room, 'drop', id, '--why', 'Not ours', '--by', 'Max').status).toBe(0)
    expect(outbox(room, 'list').said).toBe('Everything has arrived.\n')

    const history = await storage.audit.of(olga.id, 9)
    const byHand = history.filter(({ result }) => /^(given up|tried again)/.test(result))
    expect(byHand.map(({ actorName, result }) => [actorName, result])).toEqual([
      ['Max', 'given up: write activity: Not ours'],
      [expect.any(String), 'tried again: write activity']
    ])
    expect(outbox(room, 'retry', '77')).toMatchObject({ status: 1, said: expect.stringContaining('no message 77') })
    expect(outbox(room, 'explode')).toMatchObject({
      status: 1,
      said: expect.stringContaining('npm run outbox -- list')
    })
  })

  test('activities that do not get into Salesforce stand in the same list, and are looked after in the same way', {
    timeout: 60_000
  }, async () => {
    const room = await place()
    const storage = await openWithLinks(room)
    const keys = ['bk-parked', 'bk-review', 'bk-gone'] as const
    for (const key of keys)
      await storage.legs.wish({ key, organizer: olga.id, source: { kind: 'booking', id: key.slice(3) } }, now)
    const line = { at: now, actor: null, result: 'x', said: '' }
    const errors = [{ code: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'No cost centre', fields: ['Cost__c'] }]
    const rejected = { code: 'sf_rejected' as const, recordId: null, errors }
    await storage.legs.change('bk-parked', ['waiting'], { state: 'parked', outcome: rejected }, line)
    await storage.legs.change('bk-review', ['waiting'], { state: 'review' }, line)
    await storage.legs.change('bk-gone', ['waiting'], { state: 'removed there' }, line)

    const listed = outbox(room, 'list').said
    expect(listed).toContain(
      'bk-parked  activity in Salesforce  for Olga Okafor  booking parked\n    stopped (parked) at'
    )
    expect(listed).toContain('several people have the address')
    expect(listed).toContain('sf_rejected: FIELD_CUSTOM_VALIDATION_EXCEPTION · No cost centre · Cost__c')

    expect(outbox(room, 'retry', 'bk-review')).toMatchObject({ status: 1, said: expect.stringContaining('choice') })
    expect(outbox(room, 'retry', 'parked').said).toContain('1 thing is due now')
    expect(await storage.legs.find('bk-parked')).toMatchObject({ state: 'waiting', wished: 3 })
    expect(outbox(room, 'drop', 'bk-gone', '--why', 'Not ours', '--by', 'Max').status).toBe(0)
    expect(await storage.legs.find('bk-gone')).toMatchObject({ state: 'given up' })
    expect((await storage.audit.of(olga.id, 9)).map(({ object, result }) => [object, result])).toEqual([
      ['booking gone', 'given up: activity: Not ours'],
      ['booking parked', 'tried again: activity']
    ])
  })
})
