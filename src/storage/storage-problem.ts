/** The store cannot be opened. The message is one sentence for whoever started the program, and names no secret. */
export class StorageProblem extends Error {
  override name = 'StorageProblem'
}
