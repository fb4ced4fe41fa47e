// The whole thing, started as a person starts it: app, worker and imitated clouds, each on a free port, in a folder that
// is gone afterwards.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import manifest from '../../package.json' with { type: 'json' }
import { type Clouds, cloudsAt } from './clouds.ts'
import { soon } from './soon.ts'

const root = join(import.meta.dirname, '../..')

/** What npm start runs, without its "node". */
const npmStart = manifest.scripts.start.split(' ').slice(1)

export type Town = {
  origin: string
  clouds: Clouds
  /** The ready link of the tour: Dana's, for half an hour with Olga. */
  demo: string
  /** What the app printed for people, and its log. */
  said(): string
  logged(): string
  process: ChildProcess
  /** Ctrl-C. Answers the exit code and how long it took. */
  stop(): Promise<{ code: number | null; ms: number }>
  /** kill -9 of the app alone; resolves when the sandbox, which follows, has let go of its port. */
  kill(): Promise<void>
  /** The same folder and ports again. */
  startAgain(): Promise<Town>
}

export type Place = { folder: string; port: number; sandboxPort: number; settings?: Record<string, string> }

/** A folder and two free ports. */
export async function aPlace(settings: Record<string, string> = {}): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'onbehalf-journey-'))
  const [port, sandboxPort] = await freePorts()
  return { folder, port, sandboxPort, settings }
}

/** Starts everything and waits for the lines that it prints. */
export async function startTown(place?: Place): Promise<Town> {
  const here = place ?? (await aPlace())
  const run = spawnApp(here)
  const ended = once(run.process, 'exit')
  const ready = soon(() => /Ctrl-C stops everything/.test(run.said()), 'npm start prints its lines', 20_000)
  const [code] = await Promise.race([ready.then(() => ['ready']), ended])
  if (code !== 'ready') throw new Error(`npm start ended with ${code}:\n${run.said()}${run.logged()}`)

  const clouds = cloudsAt(`http://localhost:${here.sandboxPort}`)
  return {
    origin: `http://localhost:${here.port}`,
    clouds,
    demo: /\S+\/book\/\S+/.exec(run.said())?.[0] ?? 'no link was printed',
    ...run,
    async stop() {
      const began = performance.now()
      run.process.kill('SIGINT')
      const [code] = await ended
      return { code, ms: Math.round(performance.now() - began) }
    },
    async kill() {
      run.process.kill('SIGKILL')
      await ended
      await soon(async () => !(await listens(here.sandboxPort)), 'the sandbox has followed the app')
    },
    startAgain: () => startTown(here)
  }
}

/** Starts the town before the tests of a file, and takes it down after them, whatever happened. */
export async function leave(town: Town | undefined, folder?: string) {
  if (town && town.process.exitCode === null && town.process.signalCode === null) await town.stop()
  if (folder) rmSync(folder, { recursive: true, force: true })
}

export function spawnApp({ folder, port, sandboxPort, settings }: Place) {
  const { TZ = 'UTC', HOME = '', PATH = '' } = process.env
  const child = spawn(process.execPath, npmStart, {
    cwd: root,
    env: {
      TZ,
      HOME,
      PATH,
      DATA_DIR: folder,
      PORT: String(port),
      SANDBOX_PORT: String(sandboxPort),
      MEETING_SETTLES_SECONDS: '1',
      ...settings
    },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  let [said, logged] = ['', '']
  child.stdout.on('data', (chunk) => {
    said += chunk
  })
  child.stderr.on('data', (chunk) => {
    logged += chunk
  })
  return { process: child, said: () => said, logged: () => logged }
}

/** For a start that must fail: what it said on standard error, and the exit code. */
export async function failedStart(place: Place): Promise<{ code: number | null; message: string }> {
  const { process: child, logged } = spawnApp(place)
  const [code] = await once(child, 'close')
  return { code, message: logged() }
}

export const listens = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect({ port, host: 'localhost' })
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })

export async function freePorts(): Promise<[number, number]> {
  const servers = [createServer(), createServer()]
  const ports: number[] = []
  for (const server of servers) {
    server.listen(0)
    await once(server, 'listening')
    const address = server.address()
    if (typeof address === 'object' && address) ports.push(address.port)
  }
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return [ports[0] ?? 0, ports[1] ?? 0]
}
