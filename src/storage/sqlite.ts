import { mkdirSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { CompiledQuery, type DatabaseConnection, Kysely, SqliteDialect, SqliteDriver, sql } from 'kysely'
import type { Engine } from './engine.ts'
import { type Migrating, migrate } from './migrate.ts'
import { PATIENCE, StorageProblem } from './storage-problem.ts'
import type { Tables } from './tables.ts'

/** Below this much room the instance says that it is not ready, before the first commit fails. */
const LEAST_FREE_BYTES = 50 * 1024 * 1024

/** Result codes of SQLite; the low byte is the primary code. */
const BUSY = 5
const READ_ONLY = 8
const IO = 10
const CORRUPT = 11
const FULL = 13
const CANNOT_OPEN = 14
const NOT_A_DATABASE = 26
const CONSTRAINT_PRIMARY_KEY = 1555
const CONSTRAINT_TRIGGER = 1811
const CONSTRAINT_UNIQUE = 2067

/**
 * The embedded store: one file in the data folder. Several processes may have it open. `patience`: how long a writer waits for another
 * process to finish its transaction, which takes milliseconds.
 */
export async function openSqlite(folder: string, patience: number = PATIENCE): Promise<Engine> {
  const file = join(folder, 'onbehalf.db')
  let opened: DatabaseSync | undefined
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    // No busy timeout: SQLite would wait by stopping the whole process. `patiently` waits without.
    const database = new DatabaseSync(file, { timeout: 0, enableForeignKeyConstraints: true })
    opened = database
    const patiently = waitingForLocks(database, patience)
    await patiently(() => database.exec('pragma journal_mode = wal; pragma synchronous = full'))
    const damage = database.prepare('pragma quick_check(1)').get()?.quick_check
    if (damage !== 'ok') throw damaged(file)
    await migrate(migratingSqlite(database))
    return engineOver(database, folder, patiently)
  } catch (error) {
    opened?.close()
    throw error instanceof StorageProblem ? error : (problemOpening(error, folder, file) ?? error)
  }
}

function engineOver(database: DatabaseSync, folder: string, patiently: Patiently): Engine {
  const statements = shim(database)
  const reads = rememberedReads(database, statements)
  const db = new Kysely<Tables>({
    dialect: new NodeSqliteDialect(database, { statements, forget: reads.forget, patiently })
  })
  return {
    name: 'sqlite',
    db,
    now: sql<number>`cast(unixepoch('subsec') * 1000 as integer)`,
    async read<Row>(query: CompiledQuery<Row>) {
      // on the same connection we would see what a transaction has not committed: then it is Kysely's turn, and we wait
      if (!database.isTransaction) {
        try {
          return reads.all(query) as Row[]
        } catch (error) {
          if ((codeOf(error) & 0xff) !== BUSY) throw error
        }
      }
      return (await db.executeQuery(query)).rows
    },
    arrived: reads.arrived,
    changes: reads.changes,
    inTransaction: (work) => db.transaction().execute(work),
    inTransactionFor: (_, work) => db.transaction().execute(work), // `begin immediate` locks everything
    skippingLocked: (query) => query,
    whyRefused(error) {
      const code = codeOf(error)
      if (code === CONSTRAINT_TRIGGER && String(error).includes('overlapping claim')) return 'overlap'
      return code === CONSTRAINT_PRIMARY_KEY || code === CONSTRAINT_UNIQUE ? 'duplicate' : undefined
    },
    isAway: (error) =>
      error instanceof StorageProblem || [BUSY, READ_ONLY, IO, FULL, CANNOT_OPEN].includes(codeOf(error) & 0xff),
    async ready() {
      // an empty transaction costs no write, and shows whether one could begin
      await db.transaction().execute((tx) => sql`select 1 from organizers limit 1`.execute(tx))
      const { bavail, bsize } = await statfs(folder)
      if (bavail * bsize < LEAST_FREE_BYTES) throw new StorageProblem(`The disk that holds ${folder} is nearly full.`)
    },
    mayChangeAudit: async () => false,
    async close() {
      await db.destroy()
      if (database.isOpen) database.close() // Kysely closes only what it has used
    }
  }
}

/**
 * Kysely's own dialect for SQLite over Node's. There is one connection, and Kysely lends it to one query or one whole
 * transaction at a time, so that nothing slips into a transaction between two of its awaits.
 */
class NodeSqliteDialect extends SqliteDialect {
  readonly #database: DatabaseSync
  readonly #parts: DriverParts

  constructor(database: DatabaseSync, parts: DriverParts) {
    super({ database: parts.statements })
    this.#database = database
    this.#parts = parts
  }

  override createDriver() {
    return new NodeSqliteDriver(this.#database, this.#parts)
  }
}

type DriverParts = { statements: Statements; forget(): void; patiently: Patiently }

class NodeSqliteDriver extends SqliteDriver {
  readonly #database: DatabaseSync
  readonly #forget: () => void
  readonly #patiently: Patiently

  constructor(database: DatabaseSync, { statements, forget, patiently }: DriverParts) {
    super({ database: statements })
    this.#database = database
    this.#forget = forget
    this.#patiently = patiently
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection()
    let begun = false
    return {
      executeQuery: (query) =>
        this.#patiently(() => {
          if (!begun) this.#leaveTransaction()
          begun = true
          this.#forget() // in the same breath as the statement, whatever it is: most of those that come here write
          return connection.executeQuery(query)
        }, query.query.kind === 'SelectQueryNode'),
      streamQuery: (query, chunkSize) => connection.streamQuery(query, chunkSize)
    }
  }

  /** Whoever had the connection gives it back without a transaction; should that fail, it is tried before its next use. */
  override async releaseConnection() {
    try {
      this.#leaveTransaction()
    } catch {
      // here nobody could be told, and Kysely would lend the connection to nobody any more
    }
  }

  /**
   * Where a begin, commit or rollback failed half-way, the connection may still stand in a transaction that nobody ends: it
   * would keep every other process out, and swallow whatever is written next.
   */
  #leaveTransaction() {
    if (!this.#database.isTransaction) return
    this.#forget()
    this.#database.exec('rollback')
  }

  /** A transaction that begins by reading could not become a writer once another has written. */
  override async beginTransaction(connection: DatabaseConnection) {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }

  /** Some failures, a full disk among them, make SQLite roll back by itself. */
  override async rollbackTransaction(connection: DatabaseConnection) {
    if (this.#database.isTransaction) await super.rollbackTransaction(connection)
  }
}

/** How many prepared statements are kept; the queries of this folder have about forty texts. */
const PREPARED_AT_MOST = 200

type Statements = ReturnType<typeof shim>

function shim(database: DatabaseSync) {
  const prepared = new Map<string, ReturnType<typeof prepare>>()

  function prepare(text: string) {
    const statement = database.prepare(text)
    return {
      reader: statement.columns().length > 0,
      // Plain objects, as the other engine gives them; Node's have no prototype.
      all: (values: readonly unknown[]) => statement.all(...(values as SQLInputValue[])).map((row) => ({ ...row })),
      run: (values: readonly unknown[]) => statement.run(...(values as SQLInputValue[])),
      iterate: (values: readonly unknown[]) => statement.iterate(...(values as SQLInputValue[]))
    }
  }

  return {
    close: () => database.close(),
    prepare(text: string) {
      const known = prepared.get(text)
      if (known) return known
      if (prepared.size >= PREPARED_AT_MOST) prepared.clear()
      const statement = prepare(text)
      prepared.set(text, statement)
      return statement
    }
  }
}

/** Of each statement; there are about ten that are read this way. */
const REMEMBERED_AT_MOST = 100

/**
 * Answers of statements that only read, given again as long as the database is the very same. SQLite says so itself:
 * `data_version` changes with every commit of any other connection, in whatever process, and our own statements make us
 * `forget`. Asking that costs a fraction of the questions of one page, and is done once for all that happens between two events, or once
 * for all requests that had arrived together: an answer is never older than the event that asked. The rows are shared, and nobody may
 * change them.
 */
function rememberedReads(database: DatabaseSync, statements: Statements) {
  /** By statement, then by values: its long text is one and the same string each time, and need not be read to be found. */
  const answers = new Map<string, Map<string, unknown[]>>()
  const version = database.prepare('pragma data_version')
  let seen: unknown
  let looked = false
  let together = false
  let changes = 0

  function forget() {
    changes++
    answers.clear()
  }
  function look() {
    if (looked) return
    const now = version.get()?.data_version
    if (now !== seen) forget()
    seen = now
    looked = true
    if (!together) process.nextTick(lookAgain)
  }
  function lookAgain() {
    looked = together = false
  }

  return {
    forget,
    changes() {
      try {
        look()
      } catch {
        return undefined // whoever looks into the store itself is told why
      }
      return changes
    },
    /** Until the loop has attended to all that had arrived; timers come after that. */
    arrived() {
      if (together) return
      together = true
      looked = false
      setImmediate(lookAgain)
    },
    all({ sql, parameters }: CompiledQuery): unknown[] {
      look()
      const values = JSON.stringify(parameters)
      const known = answers.get(sql)?.get(values)
      if (known) return known
      const rows = statements.prepare(sql).all(parameters)
      const others = answers.get(sql)
      if (others && others.size < REMEMBERED_AT_MOST) others.set(values, rows)
      else answers.set(sql, new Map([[values, rows]]))
      return rows
    }
  }
}

/** `reads`: it needs no lock, and tells nothing of one. */
type Patiently = <T>(work: () => T | Promise<T>, reads?: boolean) => Promise<T>

/**
 * Tries again while another process holds the lock. Inside a transaction we hold it ourselves, and never wait. All who wait, wait for the
 * same lock: when it has outlasted the patience of the first, those in line behind her try once each, and nobody waits for the sum of all.
 */
function waitingForLocks(database: DatabaseSync, patience: number): Patiently {
  /** Since when every writer has met the lock, and when the last one did. */
  let met: { since: number; last: number } | undefined

  return async (work, reads = false) => {
    for (;;) {
      try {
        const result = await work()
        if (!reads) met = undefined
        return result
      } catch (error) {
        if ((codeOf(error) & 0xff) !== BUSY || database.isTransaction) throw error
        const now = performance.now()
        met = { since: met && now - met.last < patience ? met.since : now, last: now }
        if (now - met.since > patience) throw error
        await sleep(1 + Math.random() * 4)
      }
    }
  }
}

/** How a migration is run on SQLite. */
export const migratingSqlite = (
  database: DatabaseSync,
  patiently = waitingForLocks(database, PATIENCE)
): Migrating => ({
  engine: 'sqlite',
  async alone<T>(work: () => Promise<T>): Promise<T> {
    await patiently(() => database.exec('begin immediate'))
    try {
      const result = await work()
      database.exec('commit')
      return result
    } finally {
      if (database.isTransaction) database.exec('rollback')
    }
  },
  begun: async () => database.prepare("select 1 from sqlite_schema where name = 'migrations'").get() !== undefined,
  select: async (text: string) => database.prepare(text).all(),
  run: async (script: string) => database.exec(script)
})

function problemOpening(error: unknown, folder: string, file: string): StorageProblem | undefined {
  const { code } = error as NodeJS.ErrnoException
  if (code !== 'ERR_SQLITE_ERROR') {
    return code ? new StorageProblem(`The data folder ${folder} cannot be made (${code}).`) : undefined
  }
  switch (codeOf(error) & 0xff) {
    case READ_ONLY:
    case CANNOT_OPEN:
      return new StorageProblem(`The data folder ${folder} cannot be written by this user.`)
    case NOT_A_DATABASE:
    case CORRUPT:
      return damaged(file)
    case FULL:
      return new StorageProblem(`The disk that holds ${folder} is full.`)
    case BUSY:
      return new StorageProblem(`Another program keeps ${file} locked.`)
  }
  return undefined
}

const damaged = (file: string) =>
  new StorageProblem(
    `${file} is not a database or is damaged: it was left as it is, restore a backup or choose another data folder.`
  )

const codeOf = (error: unknown): number => (error as { errcode?: number } | null)?.errcode ?? 0
