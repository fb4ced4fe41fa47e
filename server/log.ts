import { type Logger, pino } from 'pino'
import type { Config } from './config.ts'

/** JSON lines on standard error, so that what a person should read stays alone on standard output. */
export const logger = ({ logLevel }: Pick<Config, 'logLevel'>): Logger =>
  pino(
    { level: logLevel, redact: ['*.token', '*.authorization', '*.cookie'] },
    pino.destination({ dest: 2, sync: false })
  )
