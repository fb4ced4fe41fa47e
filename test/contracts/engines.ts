// Each suite is run on both engines, every test in a database of its own.
import { createHash, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, inject, onTestFinished } from 'vitest'
import { openStorage, type Storage, type StorageOptions } from '../../src/storage/database.ts'
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

export type Engine = { name: 'sqlite' | 'postgres'; place(): Promise<Place> }

export const hash = (text: string) => createHash('sha256').update(text).digest('hex')

/** The invitee's key of a booking, as a test knows it. */
export const keyOf = (id: string) => `key-of-${id}`

const keyHashOf = (id: string) => hash(keyOf(id))

/** Runs the suite on SQLite and on PostgreSQL. Where no server is to be had it is skipped, and the set-up says so loudly. */
export function onBothEngines(title: string, suite: (engine: Engine) => void) {
  const postgres = inject('postgres')
  describe(`${title}, kept in SQLite`, () => suite({ name: 'sqlite', place: sqlitePlace }))
  if ('missing' in postgres) describe.skip(`${title}, kept in PostgreSQL: NOT RUN ${postgres.missing}`, neverRun(suite))
  else {
    describe(`${title}, kept in PostgreSQL`, () => {
      suite({ name: 'postgres', place: () => postgresPlace(postgres.url, postgres.template) })
    })
  }
}

const neverRun = (suite: (engine: Engine) => void) => () =>
  suite({ name: 'postgres', place: () => Promise.reject(new Error('no server')) })

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
