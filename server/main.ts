// npm start: reads the settings, starts the sandbox where no real tenant is set, then app and worker, and stops them in the
// order in which nobody is left without an answer.
import closeWithGrace from 'close-with-grace'
import { createApp } from './app.ts'
import { CannotStart, giveUp } from './cannot-start.ts'
import { type Composed, compose } from './compose.ts'
import { type Config, readConfig } from './config.ts'
import { prepareDataFolder } from './data-folder.ts'
import { demoLink } from './demo-link.ts'
import { enrolConfigured, noteSalesforceUsers } from './enrol.ts'
import { logger } from './log.ts'
import { reportZones } from './report-zones.ts'
import { type SandboxProcess, startSandboxProcess } from './sandbox-process.ts'
import { stopInOrder } from './stop-in-order.ts'

/** Ctrl-C ends everything within five seconds, whatever is under way. */
const GRACE = 4_500

const say = (line: string) => process.stdout.write(`${line}\n`)

await start().catch(giveUp)

async function start() {
  let config = readConfig(process.env)
  if (config.sandbox) prepareDataFolder(config.dataFolder)
  const sandbox = config.sandbox && (await startSandboxProcess(config))
  if (sandbox)
    config = { ...readConfig({ ...process.env, ...withoutOwn(sandbox.settings) }), logLevel: config.logLevel }

  const log = logger(config)
  const composed = await compose(config, log)
  const app = await createApp({
    services: composed.services,
    cookieKey: composed.keys.cookies,
    trustedProxies: config.trustedProxies,
    tallies: composed.tallies,
    bookingsPerHour: config.bookingsPerHour,
    log
  })
  await listen(app, config)

  closeWithGrace({ delay: GRACE, logger: log }, async ({ err }) => {
    if (err) log.fatal({ err }, 'ended by a fault')
    composed.hurry()
    await (err ? app.close() : stopInOrder(app))
    await composed.close()
    await sandbox?.stop()
  })

  for (const problem of await enrolConfigured(config.organizers, composed.services)) log.warn(problem)
  for (const problem of await noteSalesforceUsers(config.salesforceUsers, composed.services)) log.warn(problem)
  await welcome(config, composed, sandbox)
  if (log.isLevelEnabled('info')) reportZones(log)
  await composed.warm()
}

/** What a person has set wins over what the sandbox's world would set. */
function withoutOwn(settings: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(settings).filter(([key]) => !process.env[key]?.trim()))
}

async function listen(app: Awaited<ReturnType<typeof createApp>>, { host, port }: Config) {
  try {
    await app.listen({ host, port })
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'EADDRINUSE')
      throw new CannotStart(`Port ${port} is taken. Stop what listens there, or set PORT to another.`)
    if (code === 'EACCES')
      throw new CannotStart(`Port ${port} may not be opened by this user. Set PORT to one above 1023.`)
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw new CannotStart(`HOST ${host} is no address of this machine.`)
    throw cause
  }
}

async function welcome(config: Config, { services }: Composed, sandbox: SandboxProcess | undefined) {
  say(`OnBehalf: ${config.publicOrigin}`)
  if (!sandbox) return
  const link = await demoLink(services)
  say(`  Sign in as Dana Whitfield, delegate of Olga Okafor: ${config.publicOrigin}/console`)
  if (link) say(`  Book as Grace Hopper-Lee, in another browser:      ${link}`)
  say(`  See both calendars, Exchange and Salesforce:       ${sandbox.origin}/_sandbox`)
  say('  Microsoft 365 and Salesforce are imitated on this machine; nothing leaves it. Ctrl-C stops everything.')
}
