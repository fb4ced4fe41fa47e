// The whole thing as npm start brings it up, on free ports and in a folder that is gone afterwards.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import manifest from '../package.json' with { type: 'json' }

export type App = {
  origin: string
  sandbox: string
  demo: string
  /** From the start of the process until the booking page was answered with 200, in milliseconds. */
  firstAnswer: number
  pid: number
  /** Resident memory of app and worker, which are one process, in MB. */
  memory(): number
  stop(): Promise<void>
}

const LONGEST = 30_000

/** What npm start runs, without its "node". */
const npmStart = manifest.scripts.start.split(' ').slice(1)

export type Where = { folder: string; port: number; sandboxPort: number }

/** `flags`: for Node, besides those of npm start. */
export async function startApp(
  { folder, port, sandboxPort }: Where,
  known?: string,
  flags: string[] = []
): Promise<App> {
  const began = performance.now()
  const child = spawn(process.execPath, [...flags, ...npmStart], {
    cwd: join(import.meta.dirname, '..'),
    env: {
      PATH: process.env.PATH,
      DATA_DIR: folder,
      PORT: String(port),
      SANDBOX_PORT: String(sandboxPort)
    },
    stdio: ['ignore', 'pipe', 'inherit']
  })
  let said = ''
  child.stdout.on('data', (chunk) => {
    said += chunk
  })
  const demo = () => known ?? /\S+\/book\/\S+/.exec(said)?.[0]
  while (!(await answers(demo()))) {
    if (performance.now() - began > LONGEST) {
      child.kill('SIGKILL')
      throw new Error(`no page within ${LONGEST / 1000} s of the start`)
    }
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  const firstAnswer = performance.now() - began

  return {
    origin: `http://localhost:${port}`,
    sandbox: `http://localhost:${sandboxPort}`,
    demo: demo() ?? '',
    firstAnswer,
    pid: child.pid ?? 0,
    memory: () => residentMegabytes(child),
    async stop() {
      child.kill('SIGINT')
      await once(child, 'exit')
    }
  }
}

async function answers(link: string | undefined): Promise<boolean> {
  if (!link) return false
  const answer = await fetch(link).catch(() => undefined)
  await answer?.arrayBuffer()
  return answer?.status === 200
}

function residentMegabytes({ pid }: ChildProcess): number {
  const kilobytes =
    process.platform === 'linux'
      ? /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
      : execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }).trim()
  return Number(kilobytes) / 1024
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0)
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}
