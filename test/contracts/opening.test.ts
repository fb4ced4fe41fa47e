import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { CompiledQuery, sql } from 'kysely'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { tokensFrom } from '../../src/links/token.ts'
import { openStorage } from '../../src/storage/database.ts'
import { type Migrating, migrate, migrationsFor } from '../../src/storage/migrate.ts'
import { migratingPostgres, openPostgres } from '../../src/storage/postgres.ts'
import { migratingSqlite, openSqlite } from '../../src/storage/sqlite.ts'
import { StorageProblem } from '../../src/storage/storage-problem.ts'
import { HOUR } from '../../src/time/instant.ts'
import { dana, halfHours, olga } from '../world/cast.ts'
import { onBothEngines, onPostgres, type Place } from './engines.ts'
import { keyHashOf } from './keys.ts'
import { onServer } from './postgres.ts'
import { halfHour, now, openWithLinks, wish } from './story.ts'

onBothEngines('the store', ({ name, place, emptyPlace }) => {
  test('opens on nothing, keeps what it was given, and opens again', async () => {
    const room = await emptyPlace()
    const first = await openWithLinks(room)
    await first.ready()
    await first.bookings.place(wish({ id: 'graces', slot: halfHour(1) }))
    await first.close()
    const second = await room.open()
    expect(second.engine).toBe(name)
    expect((await second.bookings.find('graces')).state).toBe('held')
  })

  test('is migrated once when four instances start at the same moment', async () => {
    const room = await emptyPlace()
    await Promise.all([room.open(), room.open(), room.open(), room.open()])
    const applied = migrationsFor(name).map(({ number, name: title }) => ({ number, name: title }))
    expect(await room.sql('select number, name from migrations order by number')).toEqual(applied)
  })

  test('of a newer version is refused, and left as it is', async () => {
    const room = await place()
    await openWithLinks(room)
    await room.sql("insert into migrations (number, name) values (9000, 'from the future')")
    const again = openStorage(room.options)
    await expect(again).rejects.toThrow(StorageProblem)
    await expect(again).rejects.toThrow('schema 9000')
    expect(await room.sql('select count(*) as count from organizers')).toMatchObject([{ count: expect.anything() }])
  })

  test('keeps the last whole step when a migration dies on its way', async () => {
    const room = await emptyPlace()
    const steps = [
      { number: 1, name: 'good', script: 'create table good (a integer); insert into good values (1)' },
      { number: 2, name: 'bad', script: 'create table half (a integer); insert into nowhere values (1)' }
    ]
    await withMigrating(name, room, async (migrating) => {
      await expect(migrate(migrating, steps)).rejects.toThrow('nowhere')
      expect(await migrating.select('select number, name from migrations')).toEqual([{ number: 1, name: 'good' }])
      await migrating.run('create table half (a integer)') // not there
    })
  })

  test('gets a step that arrived late: a lower number than the last is not passed over', async () => {
    const room = await emptyPlace()
    const step = (number: number) => ({ number, name: `step ${number}`, script: `create table t${number} (a integer)` })
    await withMigrating(name, room, async (migrating) => {
      await migrate(migrating, [step(1), step(3)])
      await migrate(migrating, [step(1), step(2), step(3)])
      await migrating.run('insert into t2 values (1)')
      expect(await migrating.select('select number from migrations order by number')).toHaveLength(3)
    })
  })

  test('a writer outside does not get into a transaction that is open, nor a reader', async () => {
    const room = await place()
    const engine =
      name === 'sqlite' ? await openSqlite(room.options.folder) : await openPostgres(room.options.url ?? '')
    onTestFinished(() => engine.close())
    const row = (id: string) => ({ id, name: id, address: id, enrolled_at: 1, salesforce_username: null })
    const names = () => engine.db.selectFrom('organizers').select('id').orderBy('id').execute()

    const inside = engine.inTransaction(async (tx) => {
      await tx.insertInto('organizers').values(row('inside')).execute()
      await new Promise((resolve) => setTimeout(resolve, 50))
      throw new Error('changed my mind')
    })
    const [seen] = await Promise.all([
      names(),
      engine.db.insertInto('organizers').values(row('outside')).execute(),
      expect(inside).rejects.toThrow('changed my mind')
    ])
    expect(seen).not.toContainEqual({ id: 'inside' })
    expect(await names()).toEqual([{ id: 'outside' }])
  })

  test('a copy of every column opens nothing: no token, no key, no cookie is in it', async () => {
    const room = await place()
    const tokens = tokensFrom(Buffer.alloc(32, 7))
    const storage = await openStorage({ ...room.options, keyHashOf: (id) => tokens.hash(tokens.ofBooking(id)) })
    onTestFinished(() => storage.close())
    const cookie = 'the-value-of-danas-cookie'
    await storage.organizers.enrol(olga)
    await storage.links.add(halfHours, tokens.hash(tokens.ofLink(halfHours.id)))
    await storage.bookings.place(wish({ id: 'graces', slot: halfHour(1) }))
    const times = { startedAt: now, endsAt: now + HOUR, tokenEndsAt: now + HOUR }
    await storage.sessions.start({ hash: tokens.hash(cookie), person: dana, sealedToken: 'sealed', ...times })

    const dump = JSON.stringify(await everyRow(name, room))
    const secrets = [tokens.ofLink(halfHours.id), tokens.ofBooking('graces'), cookie]
    for (const secret of secrets) {
      expect(dump).toContain(tokens.hash(secret))
      expect(dump).not.toContain(secret)
    }
  })
})

async function withMigrating(name: 'sqlite' | 'postgres', { options }: Place, work: (m: Migrating) => Promise<void>) {
  if (name === 'postgres') return onServer(options.url ?? '', (client) => work(migratingPostgres(client)))
  const database = new DatabaseSync(join(options.folder, 'onbehalf.db'))
  try {
    await work(migratingSqlite(database))
  } finally {
    database.close()
  }
}

async function everyRow(name: 'sqlite' | 'postgres', { sql }: Place) {
  const tables = await sql(
    name === 'sqlite'
      ? "select name from sqlite_schema where type = 'table'"
      : "select table_name as name from information_schema.tables where table_schema = 'public'"
  )
  expect(tables.length).toBeGreaterThan(7)
  return Promise.all(tables.map((table) => sql(`select * from ${table.name}`)))
}

test('both engines have the same migrations, and no number twice', () => {
  const titles = (engine: 'sqlite' | 'postgres') => migrationsFor(engine).map(({ number, name }) => `${number} ${name}`)
  expect(titles('sqlite')).toEqual(titles('postgres'))
  const numbers = migrationsFor('sqlite').map(({ number }) => number)
  expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b))
})

describe('a data folder that cannot be used is one sentence', () => {
  function folder() {
    const made = mkdtempSync(join(tmpdir(), 'onbehalf-store-'))
    onTestFinished(() => rmSync(made, { recursive: true }))
    return made
  }
  const problemAt = async (place: string): Promise<Error> => {
    const opened = openStorage({ folder: place, keyHashOf })
    await expect(opened).rejects.toThrow(StorageProblem)
    return opened.then(
      () => new Error(),
      (problem) => problem
    )
  }

  test('it is a file', async () => {
    const file = join(folder(), 'file')
    writeFileSync(file, '')
    expect((await problemAt(file)).message).toContain(`data folder ${file}`)
    expect((await problemAt(join(file, 'below'))).message).toContain('ENOTDIR')
  })

  test('nothing can be written there', async () => {
    const place = folder()
    mkdirSync(join(place, 'onbehalf.db')) // a stand-in that stops root, too
    expect((await problemAt(place)).message).toContain('cannot be written')
  })

  test('the file in it is something else, and stays as it is', async () => {
    const place = folder()
    const file = join(place, 'onbehalf.db')
    writeFileSync(file, 'Dear Grace, '.repeat(1_000))
    expect((await problemAt(place)).message).toContain('is not a database')
    expect(readFileSync(file, 'utf8')).toBe('Dear Grace, '.repeat(1_000))
  })

  test('the database in it is damaged', async () => {
    const place = folder()
    const file = join(place, 'onbehalf.db')
    await (await openStorage({ folder: place, keyHashOf })).close()
    const bytes = readFileSync(file)
    writeFileSync(file, bytes.fill(0xff, bytes.length - 2 * 4096)) // pages that nothing reads at the start
    expect((await problemAt(place)).message).toContain('is damaged')
  })
})

describe('a server that cannot be used is one sentence without the password', () => {
  const problemAt = async (url: string): Promise<string> => {
    const opened = openStorage({ url, folder: '', keyHashOf })
    await expect(opened).rejects.toThrow(StorageProblem)
    const message = await opened.then(
      () => '',
      (problem) => problem.message
    )
    expect(message).not.toContain('hunter2')
    return message
  }

  test('its address is none', async () => {
    expect(await problemAt('mysql://olga:hunter2@127.0.0.1/x')).toContain('must look like postgres://')
    expect(await problemAt('onbehalf.db')).toContain('must look like postgres://')
  })

  test('nobody answers there', async () => {
    expect(await problemAt('postgres://olga:hunter2@127.0.0.1:1/x')).toContain(
      '127.0.0.1:1 cannot be reached (ECONNREFUSED)'
    )
  })

  test('somebody answers and says nothing', async () => {
    const sockets: Socket[] = []
    const server = createServer((socket) => void sockets.push(socket))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy()
      server.close()
    })
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : 0
    const begun = performance.now()
    expect(await problemAt(`postgres://olga:hunter2@127.0.0.1:${port}/x`)).toContain('cannot be reached')
    expect(performance.now() - begun).toBeLessThan(4_000)
  })
})

onPostgres('a server', ({ place }) => {
  test('without the database is told by its name', async () => {
    const { options } = await place()
    const url = `${options.url}_gone`
    await expect(openStorage({ ...options, url })).rejects.toThrow(/has no database onbehalf_test_\w+_gone/)
  })

  test('that ends our connections is used again as soon as it answers', async () => {
    const room = await place()
    const { ready, organizers } = await openWithLinks(room)
    await Promise.all([ready(), ready(), ready()])
    await room.sql(`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`)
    await vi.waitFor(ready, { timeout: 5_000 })
    expect(await organizers.find(olga.id)).toEqual(olga)
  })

  test('that takes no writes is not ready', async () => {
    const room = await place()
    await room.sql(
      `alter database ${new URL(room.options.url ?? '').pathname.slice(1)} set default_transaction_read_only = on`
    )
    const storage = await room.open() // nothing to migrate, nothing to write
    await expect(storage.ready()).rejects.toThrow('takes no writes')
  })

  test('that ends one of two transactions in a deadlock gets it again', async () => {
    const room = await place()
    await openWithLinks(room)
    const engine = await openPostgres(room.options.url ?? '')
    onTestFinished(() => engine.close())
    await engine.db
      .insertInto('organizers')
      .values([{ id: 'acme/max', name: 'Max', address: 'max', enrolled_at: 1, salesforce_username: null }])
      .execute()
    let tries = 0
    const crossed = Promise.withResolvers<void>() // both hold their first row: now each wants the other's
    const both = (first: string, second: string) =>
      engine.inTransaction(async (tx) => {
        const lock = (id: string) => tx.updateTable('organizers').set({ name: id }).where('id', '=', id).execute()
        await lock(first)
        if (++tries === 2) crossed.resolve()
        await crossed.promise
        await lock(second)
        return 'both'
      })
    const answers = await Promise.all([both(olga.id, 'acme/max'), both('acme/max', olga.id)])
    expect(answers).toEqual(['both', 'both'])
    expect(tries).toBeGreaterThan(2) // two that crossed, and at least one that was ended and got it again
  })

  test('has room for everybody else while many people wait for one organizer', async () => {
    const room = await place()
    const { bookings, organizers } = await openWithLinks(room)
    await onServer(room.options.url ?? '', async (elsewhere) => {
      await elsewhere.query('begin')
      await elsewhere.query('select * from organizers for update') // another instance is placing a booking
      const crowd = Array.from({ length: 30 }, (_, person) =>
        bookings.place(wish({ id: `person-${person}`, slot: halfHour(1) }))
      )
      const first = await Promise.race([...crowd, organizers.find(olga.id)])
      expect(first).toEqual(olga)
      await elsewhere.query('commit')
      expect((await Promise.all(crowd)).filter((answer) => answer === 'placed')).toHaveLength(1)
    })
  })
})

onPostgres('a connection that breaks while it is in use', ({ place }) => {
  test('fails its query, and the process goes on', async () => {
    const room = await place()
    const engine = await openPostgres(room.options.url ?? '')
    onTestFinished(() => engine.close())
    const inside = engine.inTransaction(async (tx) => {
      await tx.selectFrom('organizers').select('id').execute()
      await room.sql(
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'onbehalf' and datname = current_database()"
      )
      await new Promise((resolve) => setTimeout(resolve, 100)) // the event without a listener would end this process
      await tx.selectFrom('organizers').select('id').execute()
    })
    const cause = await inside.then(
      () => undefined,
      (error: unknown) => error
    )
    expect(cause).toBeInstanceOf(Error)
    expect(engine.isAway(cause)).toBe(true)
    expect(await engine.db.selectFrom('organizers').select('id').execute()).toEqual([])
  })

  test('so does a server that has no more connections, takes no writes, or is too slow; a mistake of ours does not', async () => {
    const room = await place()
    const engine = await openPostgres(room.options.url ?? '')
    onTestFinished(() => engine.close())
    const failing = async (statement: string) => {
      const cause = await sql
        .raw(statement)
        .execute(engine.db)
        .then(
          () => undefined,
          (error: unknown) => error
        )
      return engine.isAway(cause)
    }
    const raised = (code: string) => `do $$ begin raise exception using errcode = '${code}'; end $$`
    for (const code of ['53300', '53100', '25006', '57P01', '57014', '55P03'])
      expect([code, await failing(raised(code))]).toEqual([code, true])
    for (const wrong of ['select nonsense', raised('22P02'), raised('23505')]) expect(await failing(wrong)).toBe(false)
  })
})

onPostgres('a crowd that asks the same', ({ place }) => {
  test('is one question while it waits for a connection, and whoever comes after it was sent asks anew', async () => {
    const room = await place()
    const engine = await openPostgres(room.options.url ?? '')
    onTestFinished(() => engine.close())
    await room.sql('create sequence counted')
    const next = CompiledQuery.raw("select nextval('counted') as number") as CompiledQuery<{ number: number }>
    const ask = async () => Number((await engine.read(next))[0]?.number)
    const busy = Array.from({ length: 10 }, () => sql`select pg_sleep(0.3)`.execute(engine.db))
    expect(new Set(await Promise.all(Array.from({ length: 50 }, ask)))).toEqual(new Set([1]))
    await Promise.all(busy)
    expect([await ask(), await ask()]).toEqual([2, 3])
    // a hundred who each take a millisecond do not hold up everybody else for a tenth of a second
    const again = Array.from({ length: 10 }, () => sql`select pg_sleep(0.1)`.execute(engine.db))
    let turnsOfOthers = 0
    const others = setInterval(() => turnsOfOthers++, 1)
    await Promise.all(
      Array.from({ length: 100 }, async () => {
        await engine.read(CompiledQuery.raw('select 1'))
        for (const until = performance.now() + 1; performance.now() < until; );
        return turnsOfOthers
      })
    ).then((seen) => expect(new Set(seen).size).toBeGreaterThan(5))
    clearInterval(others)
    await Promise.all(again)
    const other = CompiledQuery.raw('select $1::int as number', [7]) as CompiledQuery<{ number: number }>
    expect(await engine.read(other)).toEqual([{ number: 7 }])
    await expect(engine.read(CompiledQuery.raw('select nonsense'))).rejects.toThrow('nonsense')
    expect(await ask()).toBe(4)
  })
})
