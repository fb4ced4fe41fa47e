import { SECOND } from '../time/instant.ts'

/**
 * How long a question waits for a store that is locked, slow or has no connection left, before it is refused with "later": a crowd of a
 * thousand is through in less. Milliseconds.
 */
export const PATIENCE = 5 * SECOND

/** The store cannot be opened. The message is one sentence for whoever started the program, and names no secret. */
export class StorageProblem extends Error {
  override name = 'StorageProblem'
}
