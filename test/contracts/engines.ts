// Each suite is run on both engines, every test in a database of its own.
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, inject, onTestFinished } from 'vitest'
import { openStorage, type Storage, type StorageOptions } from '../../src/storage/database.ts'
import { keyHashOf } from './keys.ts'
import { databaseOn, dropDatabase, onServer } from './postgres.ts'

export type Row = Record<string, unknown>

/** A database of one test. */
export type Place = {
  options: StorageOptions
  /** Another instance on the same database. Closed with the test. */
  open(): Promise<Storage>
  /** Around the store, as somebody with a database shell would. */
  sql(statement: string): Promise<Row[]>
}

export type Engine = {
  name: 'sqlite' | 'postgres'
  place(): Promise<Place>
  /** Without any table. */
  emptyPlace(): Promise<Place>
}

/** Runs the suite on SQLite and on PostgreSQL. Where no server is to be had it is skipped, and the set-up says so loudly. */
export function onBothEngines(title: string, suite: (engine: Engine) => void) {
  describe(`${title}, kept in SQLite`, () => suite({ name: 'sqlite', place: sqlitePlace, emptyPlace: sqlitePlace }))
  onPostgres(title, suite)
}

/** For stories in which the store plays no part of its own: its promises are kept by other suites. */
export function onSqlite(title: string, suite: (engine: Engine) => void) {
  describe(title, () => suite({ name: 'sqlite', place: sqlitePlace, emptyPlace: sqlitePlace }))
}

/** For what only a server can do. */
export function onPostgres(title: string, suite: (engine: Engine) => void) {
  const server = inject('postgres')
  if ('missing' in server) {
    const never = () => Promise.reject(new Error('no server'))
    describe.skip(`${title}, kept in PostgreSQL: NOT RUN ${server.missing}`, () =>
      suite({ name: 'postgres', place: never, emptyPlace: never }))
  } else {
    const place = () => postgresPlace(server.url, server.template)
    const emptyPlace = () => postgresPlace(server.url, 'template0')
    describe(`${title}, kept in PostgreSQL`, () => suite({ name: 'postgres', place, emptyPlace }))
  }
}

async function sqlitePlace(): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'onbehalf-store-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return placeAt({ folder, keyHashOf }, async (statement) => {
    const database = new DatabaseSync(join(folder, 'onbehalf.db'), { timeout: 2_000 })
    try {
      return database.prepare(statement).all()
    } finally {
      database.close()
    }
  })
}

async function postgresPlace(server: string, template: string): Promise<Place> {
  const name = `onbehalf_test_${randomUUID().replaceAll('-', '')}`
  await onServer(server, (client) => client.query(`create database ${name} template ${template}`))
  onTestFinished(() => dropDatabase(server, name))
  const url = databaseOn(server, name)
  return placeAt({ url, folder: '', keyHashOf }, (statement) =>
    onServer(url, async (client) => (await client.query(statement)).rows)
  )
}

function placeAt(options: StorageOptions, sql: Place['sql']): Place {
  return {
    options,
    sql,
    async open() {
      const storage = await openStorage(options)
      onTestFinished(() => storage.close())
      return storage
    }
  }
}
