/** A start that cannot work, told in one message that says what to do. */
export class CannotStart extends Error {}

/** Ends the process: with the message alone where a person can mend it, with everything where the fault is ours. */
export function giveUp(cause: unknown): never {
  const told = cause instanceof CannotStart ? cause.message : cause instanceof Error ? cause.stack : String(cause)
  process.stderr.write(`${told}\n`)
  process.exit(1)
}
