import type { CompiledQuery, Kysely, RawBuilder, SelectQueryBuilder, Transaction } from 'kysely'
import type { PersonId } from '../people/person.ts'
import type { Tables } from './tables.ts'

/** Everything in which SQLite and PostgreSQL differ for the queries in this folder. */
export type Engine = {
  readonly name: 'sqlite' | 'postgres'
  /** Single statements. What belongs together goes through `inTransaction`. */
  readonly db: Kysely<Tables>
  /** The store's own clock, in epoch milliseconds: for what instances hold against each other. */
  readonly now: RawBuilder<number>
  /** One statement that only reads, by the shortest way; never sees what a transaction has not committed. */
  read<Row>(query: CompiledQuery<Row>): Promise<Row[]>
  /**
   * A request has arrived, and the event loop is where it attends to the network. All that it attends to there had arrived before it began,
   * so that their reads may share one look at the store.
   */
  arrived?(): void
  /** Another number as soon as anybody may have written anything, in whatever process; undefined: nobody can tell without asking. */
  changes?(): number | undefined
  /** All or nothing. Repeated from the start when the server ended it in favour of another. */
  inTransaction<T>(work: (tx: Transaction<Tables>) => Promise<T>): Promise<T>
  /** A transaction in which nobody else places bookings with this organizer. */
  inTransactionFor<T>(organizer: PersonId, work: (tx: Transaction<Tables>) => Promise<T>): Promise<T>
  /** Passes over rows that another worker is taking at this moment. */
  skippingLocked<
    T extends 'outbox' | 'holds' | 'activities' | 'hints' | 'subscriptions' | 'sweeps' | 'invitation_answers',
    O
  >(query: SelectQueryBuilder<Tables, T, O>): SelectQueryBuilder<Tables, T, O>
  /** Which rule of the schema refused a write, if one did. */
  whyRefused(error: unknown): 'overlap' | 'duplicate' | undefined
  /** The store is down, too slow, full or read-only: nothing that the program did wrong, and it may pass. What was asked may have happened. */
  isAway(error: unknown): boolean
  /** Throws when the store does not answer or cannot be written. */
  ready(): Promise<void>
  /** May our own role change or delete what stands in the history, were there no triggers? A file has no roles. */
  mayChangeAudit(): Promise<boolean>
  close(): Promise<void>
}
