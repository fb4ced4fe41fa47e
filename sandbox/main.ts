// npm run sandbox, and the child process that npm start brings up beside the app.
import { parseArgs } from 'node:util'
import { CannotStart } from './cannot-start.ts'
import { people, type WorldName } from './directory.ts'
import { asEnvLines } from './settings.ts'
import { type Options, startSandbox } from './start.ts'

const options = readOptions()
const sandbox = await startSandbox(options).catch(giveUp)

// Before anything is announced: whoever reads the announcement may want us to stop at once.
process.once('SIGTERM', stop)
if (process.send) {
  // Ctrl-C reaches a whole process group. The parent is still answering bookings then, and needs the clouds for that:
  // it stops us when it has finished, by SIGTERM or by letting go of the channel.
  process.on('SIGINT', () => {})
  process.once('disconnect', stop)
  process.send({ ready: { origin: sandbox.origin, settings: sandbox.settings } })
} else {
  process.once('SIGINT', stop)
  console.log(`Sandbox (world ${sandbox.world}): ${sandbox.origin}/_sandbox`)
  console.log(options.folder ? `It keeps its state in ${options.folder}.` : 'It forgets everything when it stops.')
  console.log(`An app uses it with these settings:\n\n${asEnvLines(sandbox.settings)}\n`)
}

async function stop() {
  await sandbox.close()
  process.exit(0)
}

function giveUp(fault: unknown): never {
  if (!(fault instanceof CannotStart)) throw fault
  console.error(fault.message)
  process.exit(1)
}

function readOptions(): Options {
  const { env } = process
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: env.SANDBOX_PORT || '3001' },
        host: { type: 'string', default: env.HOST || '127.0.0.1' },
        world: { type: 'string', default: env.SANDBOX_WORLD || '' },
        folder: { type: 'string', default: env.SANDBOX_FOLDER || '' }
      }
    })
    const port = Number(values.port)
    if (!Number.isInteger(port) || port < 0 || port > 65_535) {
      throw new CannotStart(`The sandbox cannot start: "${values.port}" is not a port.`)
    }
    if (values.world && !Object.hasOwn(people, values.world)) {
      throw new CannotStart(`The sandbox cannot start: there is no world "${values.world}", only acme and contoso.`)
    }
    return {
      port,
      host: values.host,
      // Not asked for: what the folder holds.
      ...(values.world ? { world: values.world as WorldName } : {}),
      ...(values.folder ? { folder: values.folder } : {})
    }
  } catch (fault) {
    return giveUp(fault instanceof CannotStart ? fault : new CannotStart((fault as Error).message))
  }
}
