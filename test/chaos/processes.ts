// App instances, workers and the clouds, each a process of its own, that can be killed, frozen and started again.
import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const root = join(import.meta.dirname, '../..')

export type Settings = Record<string, string>

export type Program = {
  readonly name: string
  /** kill -9, now. */
  kill(): Promise<void>
  /** SIGTERM, and how long it took to end. */
  stop(): Promise<number>
  /** SIGSTOP for so long. */
  freeze(ms: number): Promise<void>
  /** Waits until it works. `skew`: its clock is wrong by so many milliseconds. */
  start(skew?: number): Promise<void>
  readonly pid: number
  logged(): string
  /** How often it ended although nobody stopped it, with the last that it said; it is started again each time. */
  readonly endedByItself: string[]
}

/** `tree`: where the program lies; absent: here. */
type What = { name: string; script: 'start' | 'worker'; settings: Settings; port?: number; tree?: string }

/** Not started yet. */
export function program({ name, script, settings, port, tree = root }: What): Program {
  let child: ChildProcess | undefined
  let log = ''
  let works = false
  const endedByItself: string[] = []
  const running = () => {
    if (!child) throw new Error(`${name} does not run`)
    return child
  }
  const ended = () =>
    running().exitCode === null && running().signalCode === null ? once(running(), 'exit') : undefined
  function begin(skew: number): () => string {
    const words = scriptIn(tree, script).split(' ').slice(1)
    const env = { PATH: process.env.PATH, TZ: 'UTC', LOG_LEVEL: 'info', ...settings }
    child = spawn(process.execPath, skew ? ['--import', join(root, 'test/chaos/skew.ts'), ...words] : words, {
      cwd: tree,
      env: { ...env, ...(skew ? { CHAOS_SKEW_MS: String(skew) } : {}), ...(port ? { PORT: String(port) } : {}) },
      stdio: ['ignore', 'ignore', 'pipe']
    })
    let own = ''
    child.stderr?.on('data', (chunk) => {
      own = (own + chunk).slice(-20_000)
      log = (log + chunk).slice(-60_000)
    })
    return () => own
  }

  return {
    name,
    get pid() {
      return running().pid ?? 0
    },
    logged: () => log,
    endedByItself,
    /** As whatever looks after processes does it: one that ends while it starts, because the store is away, is started again. */
    async start(skew = 0) {
      const until = performance.now() + 180_000
      let own = begin(skew)
      while (!(port ? await answers(port) : /worker started/.test(own()))) {
        if (performance.now() > until) throw new Error(`${name} did not start:\n${own()}`)
        await sleep(25)
        if (running().exitCode !== null || running().signalCode !== null) own = begin(skew)
      }
      works = true
      running().once('exit', (code) => {
        if (!works) return
        endedByItself.push(`${name} ended with ${code}: ${own().slice(-1_500)}`)
        void this.start(skew)
      })
    },
    async kill() {
      works = false
      const end = ended()
      running().kill('SIGKILL')
      await end
    },
    async stop() {
      works = false
      const began = performance.now()
      const end = ended()
      running().kill('SIGTERM')
      await end
      return performance.now() - began
    },
    async freeze(ms) {
      running().kill('SIGSTOP')
      await sleep(ms)
      running().kill('SIGCONT')
    }
  }
}

function scriptIn(tree: string, script: 'start' | 'worker'): string {
  const manifest = JSON.parse(readFileSync(join(tree, 'package.json'), 'utf8')) as { scripts: Record<string, string> }
  const said = manifest.scripts[script]
  if (!said) throw new Error(`${tree} has no script "${script}"`)
  return said
}

const answers = async (port: number) =>
  fetch(`http://127.0.0.1:${port}/readyz`).then(
    ({ status }) => status === 200,
    () => false
  )

export type CloudsProcess = { origin: string; settings: Settings; stop(): Promise<void> }

/** The imitated Microsoft and Salesforce, which nobody kills. */
export async function startClouds(): Promise<CloudsProcess> {
  const child = fork(join(root, 'sandbox/main.ts'), ['--port', '0', '--host', '127.0.0.1', '--world', 'acme'], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    detached: true
  })
  const [message] = await once(child, 'message')
  const { origin, settings } = (message as { ready: { origin: string; settings: Settings } }).ready
  return {
    origin,
    settings,
    async stop() {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    }
  }
}
