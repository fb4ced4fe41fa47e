import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { SECOND } from '../src/time/instant.ts'
import { CannotStart } from './cannot-start.ts'
import type { Config } from './config.ts'

export type SandboxProcess = {
  origin: string
  /** The settings an app needs to use it, as environment variables. */
  settings: Record<string, string>
  stop(): Promise<void>
}

/** The world that `npm start` shows: whose calendars are offered there, and the company's name. */
const enrolment: Record<string, Record<string, string>> = {
  acme: {
    ORGANIZATION_NAME: 'Acme Ltd',
    ORGANIZERS: 'olga.okafor@acme.example,piet.jansen@acme.example,priya.raman@acme.example',
    ADMINISTRATORS: 'max.adeyemi@acme.example',
    SALESFORCE_USERS: 'dana.whitfield@acme.example'
  },
  contoso: { ORGANIZATION_NAME: 'Contoso', ORGANIZERS: 'AlexW@contoso.onmicrosoft.com' }
}

/**
 * Starts the imitated clouds as a process of their own, which keeps its state beside ours. It has its own process group:
 * Ctrl-C reaches us only, and the clouds stay up until the last booking is answered.
 */
export async function startSandboxProcess(config: Config): Promise<SandboxProcess> {
  const { sandbox, host, dataFolder } = config
  if (!sandbox) throw new Error('no sandbox is configured')
  let stopping = false

  async function bringUp(port: number) {
    const child = fork(
      join(import.meta.dirname, '../sandbox/main.ts'),
      [
        '--port',
        String(port),
        '--host',
        host,
        '--world',
        sandbox?.world ?? '',
        '--folder',
        join(dataFolder, 'sandbox')
      ],
      { detached: true, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }
    )
    const ready = await Promise.race([once(child, 'message'), once(child, 'exit').then(() => undefined)])
    if (!ready) throw new CannotStart('The sandbox did not start; its reason stands above.')
    const { origin, settings } = ready[0].ready as { origin: string; settings: Record<string, string> }
    child.once('exit', () => void bringUpAgain(Number(new URL(origin).port)))
    return { child, origin, settings }
  }

  async function bringUpAgain(port: number) {
    if (stopping) return
    process.stderr.write('The sandbox ended unexpectedly and is started again.\n')
    running = await bringUp(port)
  }

  let running = await bringUp(sandbox.port)
  return {
    origin: running.origin,
    settings: { ...enrolment[sandbox.world], ...running.settings },
    async stop() {
      stopping = true
      await end(running.child)
    }
  }
}

/** A cloud that is in the middle of a rehearsed delay is not waited for; what it holds survives that. */
async function end(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const enough = setTimeout(() => child.kill('SIGKILL'), 1 * SECOND)
  await ended
  clearTimeout(enough)
}
