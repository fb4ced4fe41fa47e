// What survives a restart: one SQLite row per document, so that an answer costs only the documents it changed.
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { CannotStart } from './cannot-start.ts'
import type { WorldName } from './directory.ts'
import type { Cloud, Ground } from './face.ts'

export type Kept = { world: WorldName; counter: number; documents: Ground['documents'] }

/** `value` undefined: the document is gone. */
export type Change = { cloud: Cloud; document: string; value: unknown }

export type Keep = {
  read(): Kept | undefined
  /** Forget everything and keep this instead. */
  replace(kept: Kept): void
  write(changes: Change[], counter: number): void
  close(): void
}

/** For tests and for a sandbox without a folder: everything is gone when the process ends. */
export function keepNothing(): Keep {
  return { read: () => undefined, replace: () => {}, write: () => {}, close: () => {} }
}

// Raised when the faces store their documents in another form; a folder of an older form is seeded afresh.
const form = 1

export function keepIn(folder: string): Keep {
  const file = join(resolve(folder), 'sandbox.sqlite')
  const database = open(file)

  const fact = database.prepare('select value from fact where name = ?')
  const setFact = database.prepare('insert or replace into fact (name, value) values (?, ?)')
  const setDocument = database.prepare('insert or replace into document (cloud, name, json) values (?, ?, ?)')
  const dropDocument = database.prepare('delete from document where cloud = ? and name = ?')

  const put = ({ cloud, document, value }: Change) => {
    if (value === undefined) dropDocument.run(cloud, document)
    else setDocument.run(cloud, document, JSON.stringify(value))
  }
  const transaction = (work: () => void) => {
    database.exec('begin immediate')
    try {
      work()
      database.exec('commit')
    } catch (fault) {
      if (database.isTransaction) database.exec('rollback')
      throw fault
    }
  }

  return {
    read() {
      if (fact.get('form')?.value !== String(form)) return undefined
      const kept: Kept = {
        world: String(fact.get('world')?.value) as WorldName,
        counter: Number(fact.get('counter')?.value),
        documents: { entra: {}, graph: {}, salesforce: {} }
      }
      for (const { cloud, name, json } of database.prepare('select cloud, name, json from document').all()) {
        kept.documents[cloud as Cloud][String(name)] = JSON.parse(String(json))
      }
      return kept
    },

    replace({ world, counter, documents }) {
      transaction(() => {
        database.exec('delete from document')
        setFact.run('form', String(form))
        setFact.run('world', world)
        setFact.run('counter', String(counter))
        for (const [cloud, named] of Object.entries(documents)) {
          for (const [document, value] of Object.entries(named)) put({ cloud: cloud as Cloud, document, value })
        }
      })
    },

    write(changes, counter) {
      transaction(() => {
        setFact.run('counter', String(counter))
        changes.forEach(put)
      })
    },

    close: () => database.close()
  }
}

function open(file: string): DatabaseSync {
  try {
    mkdirSync(resolve(file, '..'), { recursive: true })
    const database = new DatabaseSync(file, { timeout: 3000 })
    // Exclusive: a second sandbox on the same folder is told so at its start instead of losing documents later.
    // The lock falls with the process, also after kill -9.
    database.exec(`
      pragma locking_mode = exclusive;
      pragma journal_mode = wal;
      pragma synchronous = normal;
      create table if not exists fact (name text primary key, value text not null) strict;
      create table if not exists document (
        cloud text not null, name text not null, json text not null, primary key (cloud, name)
      ) strict;
    `)
    return database
  } catch (fault) {
    const reason = (fault as Error).message
    if (/locked/.test(reason))
      throw new CannotStart(`Another sandbox is using ${file}. Stop it, or choose another folder.`)
    throw new CannotStart(
      `The sandbox cannot keep its state in ${file} (${reason}). Choose a folder that this user may write to, or remove a damaged file.`
    )
  }
}
