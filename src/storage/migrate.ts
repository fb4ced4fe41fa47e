import { readdirSync, readFileSync } from 'node:fs'
import { StorageProblem } from './storage-problem.ts'

/** What a migration needs from an engine. */
export type Migrating = {
  readonly engine: 'sqlite' | 'postgres'
  /** One transaction, and the only one of its kind: a second instance that starts at the same moment waits. */
  alone<T>(work: () => Promise<T>): Promise<T>
  /** Whether the table of applied migrations is there. */
  begun(): Promise<boolean>
  select(sql: string): Promise<Record<string, unknown>[]>
  /** Any number of statements. */
  run(script: string): Promise<void>
}

type Migration = { number: number; name: string; script: string }

const FOLDER = new URL('./migrations/', import.meta.url)

/** `0001-bookings.sqlite.sql` and `0001-bookings.postgres.sql`, in order. Forward only: what was released never changes. */
export function migrationsFor(engine: Migrating['engine']): Migration[] {
  const ending = `.${engine}.sql`
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(ending))
    .sort()
    .map((file) => ({
      number: Number(file.slice(0, 4)),
      name: file.slice(5, -ending.length),
      script: readFileSync(new URL(file, FOLDER), 'utf8')
    }))
}

/**
 * Brings the schema up to date, one transaction a migration, so that a process that dies on the way leaves the last whole
 * step behind. Refuses a schema from the future: an older program would write what the newer one no longer understands.
 */
export async function migrate(migrating: Migrating, known = migrationsFor(migrating.engine)): Promise<void> {
  while (await migrating.alone(() => applyNext(migrating, known))) {
    // one more
  }
}

async function applyNext(migrating: Migrating, known: Migration[]): Promise<boolean> {
  const begun = await migrating.begun()
  const applied = begun ? await appliedTo(migrating) : new Set<number>()
  const last = Math.max(0, ...applied)
  const newest = known.at(-1)?.number ?? 0
  if (last > newest) {
    throw new StorageProblem(
      `The database has schema ${last}, and this version of OnBehalf knows only up to ${newest}: start the newer version, or restore a backup from before the upgrade.`
    )
  }
  // by what is missing, not by the last number: steps that were written side by side may arrive in another order
  const next = known.find(({ number }) => !applied.has(number))
  if (!next) return false

  if (!begun) await migrating.run('create table migrations (number integer primary key, name text not null)')
  await migrating.run(next.script)
  await migrating.run(`insert into migrations (number, name) values (${next.number}, '${next.name}')`)
  return true
}

async function appliedTo(migrating: Migrating): Promise<Set<number>> {
  const rows = await migrating.select('select number from migrations')
  return new Set(rows.map(({ number }) => Number(number)))
}
