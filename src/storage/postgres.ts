import { type CompiledQuery, Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import type { Client, CustomTypesConfig } from 'pg'
import type { PersonId } from '../people/person.ts'
import { fewAtATime } from '../time/few-at-a-time.ts'
import { SECOND } from '../time/instant.ts'
import type { Engine } from './engine.ts'
import { lines } from './lines.ts'
import { type Migrating, migrate } from './migrate.ts'
import { PATIENCE, StorageProblem } from './storage-problem.ts'
import type { Tables } from './tables.ts'

const CONNECTIONS = 10
const CONNECT_WITHIN = 2 * SECOND
/** Our side's limit beyond the server's own, for one that has fallen silent and cannot keep it. */
const SILENCE = 2 * SECOND

/** Any number, the same for every instance: only one of them migrates at a time. */
const MIGRATION_LOCK = 7_220_114_015

const ATTEMPTS = 4

const INT8 = 20
const UNDEFINED_OBJECT = '42704'
const DEADLOCK = '40P01'
const SERIALIZATION_FAILURE = '40001'
const EXCLUSION_VIOLATION = '23P01'
const UNIQUE_VIOLATION = '23505'

/**
 * A PostgreSQL server, shared by any number of instances. The driver is loaded only here: the embedded start is fast. `patience`: how long
 * a question waits for a connection, and then for its answer.
 */
export async function openPostgres(url: string, patience: number = PATIENCE): Promise<Engine> {
  const server = placeOf(url)
  const { default: pg } = await import('pg')
  const types: CustomTypesConfig = {
    getTypeParser: (oid, format) => (oid === INT8 ? Number : pg.types.getTypeParser(oid, format))
  }
  const connection = { connectionString: url, connectionTimeoutMillis: CONNECT_WITHIN, application_name: 'onbehalf' }

  const client = new pg.Client(connection)
  client.on('error', () => {}) // told by the query that fails
  try {
    await client.connect()
    await migrate(migratingPostgres(client))
  } catch (error) {
    throw error instanceof StorageProblem ? error : (problemOpening(error, server) ?? error)
  } finally {
    await client.end().catch(() => {})
  }

  const pool = new pg.Pool({
    ...connection,
    connectionTimeoutMillis: patience,
    types,
    max: CONNECTIONS,
    statement_timeout: patience,
    query_timeout: patience + SILENCE,
    idle_in_transaction_session_timeout: patience + SILENCE,
    keepAlive: true
  })
  // a connection that breaks while it is in use says so twice: to its query, and as an event that ends a process when nobody listens
  pool.on('connect', (client) => client.on('error', () => {}))
  pool.on('error', () => {}) // an idle connection broke; the pool makes a new one, and without this the process would end
  return engineOver(new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }), patience)
}

/**
 * Gives the role that the app connects as what it needs, and no more: everything in the tables of its work, of the history
 * only reading and adding, of the list of migrations only reading. Asked by the owner of the tables, after migrating.
 */
export async function allowRole(url: string, role: string): Promise<void> {
  const server = placeOf(url)
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_WITHIN })
  client.on('error', () => {})
  const name = client.escapeIdentifier(role)
  try {
    await client.connect()
    const { rows } = await client.query('select quote_ident(current_schema()) as schema')
    const schema = String(rows[0]?.schema)
    await client.query(`begin;
      grant usage on schema ${schema} to ${name};
      grant select, insert, update, delete on all tables in schema ${schema} to ${name};
      grant usage, select on all sequences in schema ${schema} to ${name};
      revoke all on audit, migrations from ${name};
      grant select, insert on audit to ${name};
      grant select on migrations to ${name};
      commit`)
  } catch (error) {
    if (codeOf(error) === UNDEFINED_OBJECT) {
      throw new StorageProblem(`PostgreSQL at ${server.host} has no role ${role}: make it first (docs/running.md).`)
    }
    throw problemOpening(error, server) ?? error
  } finally {
    await client.end().catch(() => {})
  }
}

function engineOver(db: Kysely<Tables>, patience: number): Engine {
  const inLine = lines<PersonId>({ patience, isAway })
  return {
    name: 'postgres',
    db,
    now: sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`,
    read: askedOnce(db),
    inTransaction,
    // Waiting in one row's queue is orderly; waiting inside the exclusion constraint ends in deadlocks.
    inTransactionFor: (organizer, work) =>
      inLine(organizer, () =>
        inTransaction(async (tx) => {
          await tx.selectFrom('organizers').select('id').where('id', '=', organizer).forNoKeyUpdate().execute()
          return work(tx)
        })
      ),
    skippingLocked: (query) => query.forUpdate().skipLocked(),
    whyRefused(error) {
      const code = codeOf(error)
      if (code === EXCLUSION_VIOLATION) return 'overlap'
      return code === UNIQUE_VIOLATION ? 'duplicate' : undefined
    },
    isAway,
    async ready() {
      const { rows } = await sql<{ readOnly: string }>`
        select current_setting('transaction_read_only') as "readOnly", exists (select 1 from organizers)`.execute(db)
      if (rows[0]?.readOnly === 'on') throw new StorageProblem('The PostgreSQL server answers, but takes no writes.')
    },
    async mayChangeAudit() {
      const { rows } = await sql<{ may: boolean }>`
        select has_table_privilege('audit', 'update, delete, truncate') as may`.execute(db)
      return rows[0]?.may === true
    },
    close: () => db.destroy()
  }

  async function inTransaction<T>(work: (tx: Transaction<Tables>) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await db.transaction().execute(work)
      } catch (error) {
        if (attempt === ATTEMPTS || ![DEADLOCK, SERIALIZATION_FAILURE].includes(codeOf(error))) throw error
      }
    }
  }
}

/**
 * A question that still waits for a connection is asked once for all who ask the same: of a crowd at one link, nearly all do. What has been
 * sent already is not shared, so that no answer is older than its question. The rows are shared, and nobody may change them. They are handed
 * out a few at a time: whoever gets them goes on at once and prints a page, and five hundred pages in one breath would stop everything else.
 */
function askedOnce(db: Kysely<Tables>): Engine['read'] {
  const turn = fewAtATime()
  const waiting = new Map<string, Promise<unknown[]>>()
  return <Row>(query: CompiledQuery<Row>): Promise<Row[]> => {
    const key = `${JSON.stringify(query.parameters)} ${query.sql}`
    const same = waiting.get(key)
    if (same)
      return same.then(async (rows) => {
        await turn()
        return rows as Row[]
      })
    const asked = db
      .connection()
      .execute(async (connection) => {
        waiting.delete(key)
        return (await connection.executeQuery(query)).rows
      })
      .finally(() => {
        if (waiting.get(key) === asked) waiting.delete(key)
      })
    waiting.set(key, asked)
    return asked
  }
}

/** How a migration is run on PostgreSQL, on a connection without time limits. */
export const migratingPostgres = (client: Client): Migrating => ({
  engine: 'postgres',
  async alone<T>(work: () => Promise<T>): Promise<T> {
    await client.query('begin')
    try {
      await client.query(`select pg_advisory_xact_lock(${MIGRATION_LOCK})`)
      const result = await work()
      await client.query('commit')
      return result
    } catch (error) {
      await client.query('rollback').catch(() => {})
      throw error
    }
  },
  begun: async () => (await client.query("select to_regclass('migrations') as found")).rows[0].found !== null,
  select: async (text: string) => (await client.query(text)).rows,
  run: async (script: string) => void (await client.query(script))
})

type Place = { host: string; user: string; database: string }

/** Where the server is, without the password: for messages. */
function placeOf(url: string): Place {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (!parsed || !['postgres:', 'postgresql:'].includes(parsed.protocol)) {
    throw new StorageProblem('The database address must look like postgres://user:password@host:5432/name.')
  }
  return {
    host: parsed.host || 'this machine',
    user: decodeURIComponent(parsed.username) || 'the current user',
    database: decodeURIComponent(parsed.pathname.slice(1)) || 'the default database'
  }
}

function problemOpening(error: unknown, { host, user, database }: Place): StorageProblem | undefined {
  const code = codeOf(error)
  switch (code) {
    case '28P01':
    case '28000':
      return new StorageProblem(`PostgreSQL at ${host} does not let ${user} in.`)
    case '3D000':
      return new StorageProblem(`PostgreSQL at ${host} has no database ${database}.`)
    case '42501':
      return new StorageProblem(
        `PostgreSQL at ${host} does not let ${user} make tables in ${database}: run "npm run migrate" as the role that owns them.`
      )
    case '0A000':
    case '58P01':
      return new StorageProblem(
        `PostgreSQL at ${host} lacks the extension btree_gist, which comes with postgresql-contrib.`
      )
  }
  // A code of SQLSTATE is an answer; everything else means that the server was not reached or hung up.
  if (/^[0-9A-Z]{5}$/.test(code) && !code.startsWith('08') && !code.startsWith('57')) return undefined
  const why = code || (error instanceof Error ? error.message : String(error))
  return new StorageProblem(`PostgreSQL at ${host} cannot be reached (${why}).`)
}

/** Connection failures, lack of room or connections, read-only, shutdown, time limits (postgresql.org/docs/current/errcodes-appendix.html). */
const AWAY = /^(08...|53...|57P0[1-5]|57014|55P03|25006|58030|40P01|40001)$/

/** What the driver says without a code when a connection breaks or takes too long. */
const BROKEN =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error)/

function isAway(error: unknown): boolean {
  const code = codeOf(error)
  if (
    AWAY.test(code) ||
    ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH'].includes(code)
  )
    return true
  return error instanceof StorageProblem || (error instanceof Error && BROKEN.test(error.message))
}

const codeOf = (error: unknown): string => (error as { code?: string } | null)?.code ?? ''
