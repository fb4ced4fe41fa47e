// A store that is locked, slow or has no connection left: everybody is told to come back before anything is promised, soon, and not one
// after another; and it heals by itself.

import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { createApp } from '../../server/app.ts'
import { openStorage, type Storage } from '../../src/storage/database.ts'
import { lines } from '../../src/storage/lines.ts'
import { StorageProblem } from '../../src/storage/storage-problem.ts'
import { halfHours, olga } from '../world/cast.ts'
import { form, valuesOf } from '../world/pages.ts'
import { worldWith } from '../world/services.ts'
import { onBothEngines, onPostgres, type Place } from './engines.ts'
import { halfHour, openWithLinks, wish } from './story.ts'

/** Milliseconds; of the real five seconds a test need not wait for all. */
const PATIENCE = 700

const impatient =
  ({ options }: Place) =>
  async () => {
    const storage = await openStorage({ ...options, patience: PATIENCE })
    onTestFinished(() => storage.close())
    return storage
  }

/** Somebody else, in another process, has begun to write and does not come to an end. Answers how to end it. */
async function writingElsewhere({ options }: Place, statement: string): Promise<() => Promise<void>> {
  if (options.url) {
    const client = new pg.Client({ connectionString: options.url })
    client.on('error', () => {}) // a test that failed takes the server away
    await client.connect()
    await client.query('begin')
    await client.query(statement)
    return () => client.end()
  }
  const database = new DatabaseSync(join(options.folder, 'onbehalf.db'))
  database.exec('begin immediate')
  return async () => database.close()
}

const ONE_ORGANIZER = `select id from organizers where id = '${olga.id}' for update`

onBothEngines('a store in which somebody else writes without end', ({ name, place }) => {
  test('refuses all who would write, at about the same time, and keeps nothing of theirs', async () => {
    const room = await place()
    const storage = await openWithLinks({ ...room, open: impatient(room) })
    const end = await writingElsewhere(room, ONE_ORGANIZER)

    const people = Array.from({ length: 8 }, (_, nth) => wish({ id: `person-${nth}`, slot: halfHour(nth) }))
    const waiting = Promise.allSettled(people.map((each) => storage.bookings.place(each)))
    const outcomes = await Promise.race([waiting, sleep(5 * PATIENCE)])
    await end()

    expect(outcomes?.map(({ status }) => status)).toEqual(people.map(() => 'rejected'))
    for (const outcome of outcomes ?? [])
      expect(storage.isAway(outcome.status === 'rejected' ? outcome.reason : undefined)).toBe(true)
    for (const { id } of people) expect((await storage.bookings.find(id)).state).toBe('new')
    // the very same forms, sent again
    const again = await Promise.all(people.map((each) => storage.bookings.place(each)))
    expect(again).toEqual(people.map(() => 'placed'))
  })

  test('is read as before, and an invitee reads that she may send the same form again, which is one booking', async () => {
    const room = await place()
    const storage = await openWithLinks({ ...room, open: impatient(room) })
    const { app, address, asked } = await appOver(storage)
    const booking = await asked()
    const end = await writingElsewhere(room, ONE_ORGANIZER)

    const refused = app.inject(booking)
    expect((await app.inject('/livez')).statusCode).toBe(200)
    expect((await app.inject(address)).statusCode).toBe(200)
    const { statusCode, headers, body } = await refused
    expect(statusCode).toBe(503)
    expect(headers['retry-after']).toBe('5')
    expect(body).toContain('send the same form again: it is never taken twice')
    // a file is locked as a whole; on a server only this calendar is
    expect((await app.inject('/readyz')).statusCode).toBe(name === 'sqlite' ? 503 : 200)
    await end()

    expect((await app.inject('/readyz')).statusCode).toBe(200)
    const first = await app.inject(booking)
    const second = await app.inject(booking)
    expect([first.statusCode, second.statusCode]).toEqual([303, 303])
    expect(second.headers.location).toBe(first.headers.location)
    expect(await room.sql('select count(*) as count from bookings')).toEqual([{ count: name === 'sqlite' ? 1 : '1' }])
  })
})

onPostgres('a server that answers no question', ({ place }) => {
  test('whose connections are all taken: who waits for one is refused soon, and /readyz says no until one is free', async () => {
    const room = await place()
    const storage = await openWithLinks({ ...room, open: impatient(room) })
    const { app, address, asked } = await appOver(storage)
    const booking = await asked()
    const end = await writingElsewhere(room, 'lock table links, organizers in access exclusive mode')

    // each asks something of its own, so that no two share an answer: more than there are connections
    const asking = Array.from({ length: 30 }, (_, nth) => storage.links.find(`link-${nth}`))
    const outcomes = Promise.allSettled(asking)
    const [page, post, ready] = await Promise.all([app.inject(address), app.inject(booking), app.inject('/readyz')])
    expect([page.statusCode, post.statusCode, ready.statusCode]).toEqual([503, 503, 503])
    expect([page.headers['retry-after'], post.headers['retry-after']]).toEqual(['5', '5'])
    expect((await app.inject('/livez')).statusCode).toBe(200)
    const reasons = (await outcomes).map((each) => (each.status === 'rejected' ? each.reason : undefined))
    expect(reasons.every((reason) => storage.isAway(reason))).toBe(true)
    await end()

    expect((await app.inject('/readyz')).statusCode).toBe(200)
    expect((await app.inject(booking)).statusCode).toBe(303)
    expect(await room.sql('select count(*) as count from bookings')).toEqual([{ count: '1' }])
  })

  test('whose disk is full: nothing is promised, and the form may be sent again', async () => {
    const room = await place()
    const storage = await openWithLinks({ ...room, open: impatient(room) })
    const { app, asked } = await appOver(storage)
    const booking = await asked()
    await room.sql(`create function no_room() returns trigger language plpgsql as
      $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`)
    await room.sql('create trigger no_room before insert on booking_facts execute function no_room()')
    const refused = await app.inject(booking)
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([503, '5'])
    await room.sql('drop trigger no_room on booking_facts')
    expect((await app.inject(booking)).statusCode).toBe(303)
  })
})

test('in line for one calendar: when the first waited in vain, those who waited as long are refused with her, others try', async () => {
  let time = 0
  const { promise: silent, reject: fail } = Promise.withResolvers<never>()
  const isAway = (error: unknown) => error instanceof StorageProblem
  const inLine = lines<string>({ patience: 5, isAway, now: () => time })
  const tried: string[] = []
  const of = (person: string) => async () => void tried.push(person)

  const first = inLine('Olga', () => silent)
  const waitedAsLong = inLine('Olga', of('waited as long'))
  const elsewhere = inLine('Priya', of('elsewhere'))
  time = 3
  const cameLater = inLine('Olga', of('came later'))
  time = 5
  fail(new StorageProblem('no answer'))
  await expect(first).rejects.toThrow('no answer')
  await expect(waitedAsLong).rejects.toThrow('no answer')
  await Promise.all([elsewhere, cameLater])
  expect(tried).toEqual(['elsewhere', 'came later'])

  // what is not the store's fault holds nobody up
  const wrong = inLine('Olga', () => Promise.reject(new Error('a mistake of ours')))
  const after = inLine('Olga', of('after a mistake'))
  time = 50
  await expect(wrong).rejects.toThrow('a mistake of ours')
  await after
  expect(tried).toContain('after a mistake')
})

/** The whole app; links, bookings and readiness are the store's, the rest is plain memory. */
async function appOver(storage: Storage) {
  const { services } = worldWith()
  const { links, bookings, organizers, outbox } = storage
  const link = { ...halfHours, id: '00000000-0000-4000-8000-00000000d200' }
  await links.add(link, services.tokens.hash(services.tokens.ofLink(link.id)))
  const app = await createApp({
    services: {
      ...services,
      ...{ links, bookings, organizers, outbox, heldTimes: bookings },
      deliverMeeting: async () => {},
      waitUntil: async () => {},
      storeIsAway: storage.isAway,
      ready: storage.ready
    },
    cookieKey: Buffer.alloc(32, 1)
  })
  onTestFinished(() => app.close())
  const address = `/book/${services.tokens.ofLink(link.id)}`
  return { app, address, asked }

  async function asked() {
    const page = (await app.inject(address)).body
    return form(`${address}/bookings`, {
      id: valuesOf(page, 'id')[0] ?? '',
      slot: valuesOf(page, 'slot')[0] ?? '',
      zone: 'Europe/Berlin',
      name: 'Grace Hopper-Lee',
      email: 'grace.hopper-lee@harborlight.example',
      note: ''
    })
  }
}
