import { type Logger, pino } from 'pino'
import { SECOND } from '../src/time/instant.ts'
import type { Config } from './config.ts'
import { withoutAddresses } from './without-addresses.ts'

/** Under load lines leave together, as one piece of so many bytes; else none waits for longer than this. */
const PIECE = 4096
const LONGEST_WAIT = SECOND / 4

/**
 * JSON lines on standard error, so that what a person should read stays alone on standard output. A piece of its own for
 * each line would cost a fifth of what a booking page costs. At the end of the process pino writes what still waits.
 */
export function logger({ logLevel }: Pick<Config, 'logLevel'>): Logger {
  const out = pino.destination({ dest: 2, sync: false, minLength: PIECE })
  setInterval(() => out.flush(), LONGEST_WAIT).unref()
  return pino({ level: logLevel, redact: ['*.token', '*.authorization', '*.cookie'], serializers }, out)
}

/** Fields in which a text of Exchange or Salesforce stands. */
export const serializers = {
  why: withoutAddresses,
  problem: withoutAddresses,
  outcome: withoutAddresses,
  reason: withoutAddresses,
  err: (err: unknown) => withoutAddresses(pino.stdSerializers.err(err as Error))
}
