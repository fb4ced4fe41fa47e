import { randomUUID } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import type { Entry, Search } from '../../src/audit/audit-log.ts'
import { openStorage } from '../../src/storage/database.ts'
import { allowRole } from '../../src/storage/postgres.ts'
import { DAY } from '../../src/time/instant.ts'
import { ari, dana, halfHours, mondayMorning, olga } from '../world/cast.ts'
import { onBothEngines, onPostgres, type Place } from './engines.ts'
import { keyHashOf } from './keys.ts'
import { onServer } from './postgres.ts'
import { halfHour, meeting, now, openWithLinks, wish } from './story.ts'

const made: Entry = {
  at: mondayMorning,
  actor: dana.id,
  actorName: dana.name,
  organizer: olga.id,
  right: 'delegate editor',
  act: 'make availability link',
  object: 'link 1',
  result: 'made'
}

onBothEngines('the audit log', ({ name, place }) => {
  test('tells what was done for Olga, newest first', async () => {
    const { audit } = await (await place()).open()
    await audit.append(made)
    await audit.append({ ...made, object: 'link 2' })
    await audit.append({ ...made, at: made.at - 1, object: 'link 0' })
    await audit.append({ ...made, organizer: 'acme/max' })
    expect((await audit.of(olga.id, 10)).map(({ object }) => object)).toEqual(['link 2', 'link 1', 'link 0'])
    expect(await audit.of(olga.id, 1)).toEqual([{ ...made, object: 'link 2' }])
  })

  test.each([
    ['changed', "update audit set result = 'refused'"],
    ['deleted', 'delete from audit'],
    ...(name === 'sqlite'
      ? [
          [
            'replaced',
            "replace into audit select id, at, 'x', actor_name, organizer, by_right, act, object, result from audit"
          ],
          [
            'replaced by an insertion',
            "insert or replace into audit select id, at, 'x', actor_name, organizer, by_right, act, object, result from audit"
          ],
          [
            'changed by an insertion',
            "insert into audit select id, at, 'x', actor_name, organizer, by_right, act, object, result from audit where true on conflict (id) do update set result = 'x'"
          ],
          ['replaced by a change', 'update or replace audit set id = id']
        ]
      : [
          ['emptied', 'truncate audit'],
          ['changed by a replica', "set session_replication_role = 'replica'; delete from audit"]
        ])
  ])('cannot be %s, not even in SQL', async (_, statement) => {
    const room = await place()
    const { audit } = await room.open()
    await audit.append(made)
    await expect(room.sql(statement ?? '')).rejects.toThrow('the audit log is append-only')
    expect(await audit.of(olga.id, 10)).toEqual([made])
  })

  test('is searched by all that is said, newest first, piece by piece', async () => {
    const { audit, organizers } = await (await place()).open()
    await organizers.enrol(olga)
    const entries: Entry[] = [
      made,
      { ...made, actor: ari.id, actorName: ari.name, right: 'no_grant', result: 'refused' },
      { ...made, at: now + DAY, act: 'revoke link', result: 'revoked' },
      { ...made, organizer: 'acme/somebody', actorName: '100%_sure' }
    ]
    for (const entry of entries) await audit.append(entry)
    const found = async (search: Search) =>
      (await audit.find(search, 10)).map(({ number: _, organizerName: __, ...entry }) =>
        entries.indexOf(entries.find((each) => JSON.stringify(each) === JSON.stringify(entry)) as Entry)
      )

    const all = await audit.find({}, 10)
    expect(all.map(({ organizerName }) => organizerName)).toEqual(['', olga.name, olga.name, olga.name])
    expect(await found({})).toEqual([3, 2, 1, 0])
    expect(await found({ concerning: ari.id })).toEqual([1])
    expect(await found({ concerning: olga.id })).toEqual([2, 1, 0])
    expect(await found({ person: 'WHIT' })).toEqual([2, 0])
    expect(await found({ person: '%' })).toEqual([3])
    expect(await found({ person: '0%_s' })).toEqual([3])
    expect(await found({ organizer: 'okafor' })).toEqual([2, 1, 0])
    expect(await found({ act: 'revoke link' })).toEqual([2])
    expect(await found({ from: now + 1 })).toEqual([2])
    expect(await found({ until: now + DAY })).toEqual([3, 1, 0])
    expect(await found({ result: 'refused' })).toEqual([1])
    expect(await found({ result: 'done' })).toEqual([3, 2, 0])
    expect(await found({ concerning: olga.id, person: 'dana', result: 'done', until: now + DAY })).toEqual([0])

    const [first, second] = all
    expect(await audit.find({}, 1)).toEqual([first])
    expect(await audit.find({}, 1, first?.number)).toEqual([second])
    expect(await audit.acts()).toEqual(['make availability link', 'revoke link'])
  })

  test('tells of every fact of a booking, in the transaction of the fact', async () => {
    const room = await place()
    const { audit, bookings } = await openWithLinks(room)
    await bookings.place(wish({ id: 'b', slot: halfHour(4) }))
    expect(await bookings.place(wish({ id: 'c', slot: halfHour(4) }))).toBe('slot taken')
    await bookings.append('b', 1, [{ type: 'confirmed', at: now + 1, meeting }], [], now + 1)
    expect(await bookings.append('b', 1, [{ type: 'released', at: now + 2, why: 'x' }], [], now + 2)).toBe(false)
    const written = { type: 'activity written', recordId: '00U1', actor: olga.address, who: null } as const
    await bookings.append('b', 2, [{ ...written, at: now + 3 }], [], now + 3)

    const told = (await audit.of(olga.id, 10)).map(({ actor, act, object, result }) => [actor, act, object, result])
    expect(told.toReversed()).toEqual([
      ['invitee', 'take a time', 'booking b', 'claimed'],
      ['system', 'create meeting', 'booking b', 'confirmed'],
      ['system', 'write activity', 'booking b', 'written: 00U1']
    ])
    expect(JSON.stringify(told)).not.toContain('Grace')
  })
})

onPostgres('the role that the app connects as', ({ place, emptyPlace }) => {
  const forbidden = [
    "update audit set result = 'refused'",
    'delete from audit',
    'truncate audit',
    'drop table audit',
    'alter table audit disable trigger all',
    'drop trigger audit_is_not_changed on audit',
    "set session_replication_role = 'replica'",
    'create trigger mine before insert on audit for each row execute function refuse_change()',
    'delete from migrations'
  ]

  test('adds to the history and can do nothing else to it, triggers or not', async () => {
    const room = await place()
    const { url, role } = await appOn(room)
    await allowRole(room.options.url ?? '', role)
    const storage = await openStorage({ url, folder: '', keyHashOf })
    onTestFinished(() => storage.close())
    await storage.audit.append(made)
    await room.sql('alter table audit disable trigger all')
    for (const statement of forbidden) {
      const done = onServer(url, (client) => client.query(statement))
      await expect(done, statement).rejects.toThrow(/permission denied|must be owner/)
    }
    expect(await storage.audit.of(olga.id, 10)).toEqual([made])
  })

  test('does all the work of the app, and is told by nobody that it may do more', async () => {
    const room = await place()
    const { url, role } = await appOn(room)
    expect(await (await room.open()).mayChangeAudit()).toBe(true)
    await allowRole(room.options.url ?? '', role)
    const storage = await openWithLinks({ ...room, open: async () => openStorage({ url, folder: '', keyHashOf }) })
    onTestFinished(() => storage.close())
    expect(await storage.mayChangeAudit()).toBe(false)
    expect(await storage.bookings.place(wish({ id: 'b', slot: halfHour(4) }))).toBe('placed')
    expect(await storage.outbox.take(1, 1000, now)).toHaveLength(1)
    expect(await storage.links.revoke(halfHours.id, now)).toBe(true)
    expect(await storage.audit.of(olga.id, 10)).toHaveLength(1)
  })

  test('cannot bring an empty database up to date, and is told who can', async () => {
    const { url } = await appOn(await emptyPlace())
    await expect(openStorage({ url, folder: '', keyHashOf })).rejects.toThrow(/run "npm run migrate" as the role/)
  })

  test('must be there before it is given rights', async () => {
    const room = await place()
    await expect(allowRole(room.options.url ?? '', 'nobody_at_all')).rejects.toThrow('has no role nobody_at_all')
  })
})

/** A role that owns nothing, and its address of the database. */
async function appOn(room: Place): Promise<{ url: string; role: string }> {
  const role = `app_${randomUUID().replaceAll('-', '').slice(0, 12)}`
  await room.sql(`create role ${role} login`)
  onTestFinished(async () => {
    await room.sql(`drop owned by ${role}`)
    await room.sql(`drop role ${role}`)
  })
  const url = new URL(room.options.url ?? '')
  url.username = role
  return { url: url.href, role }
}
