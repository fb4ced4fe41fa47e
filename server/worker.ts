// npm run worker: the outbox and calendar holds alone, for installations that run it beside several app processes (WORKER=no there).
import closeWithGrace from 'close-with-grace'
import { CannotStart, giveUp } from './cannot-start.ts'
import { compose } from './compose.ts'
import { readConfig } from './config.ts'
import { logger } from './log.ts'

await start().catch(giveUp)

async function start() {
  const config = readConfig({ ...process.env, WORKER: 'yes' })
  if (!config.entra) {
    throw new CannotStart(
      'A worker of its own needs the settings of the clouds. "npm start" runs one together with the sandbox.'
    )
  }
  const log = logger(config)
  const composed = await compose(config, log, { alone: false })
  await composed.warm()
  log.info('worker started')
  closeWithGrace({ delay: 20_000, logger: log }, async ({ err }) => {
    if (err) log.fatal({ err }, 'ended by a fault')
    composed.hurry()
    await composed.close()
  })
}
