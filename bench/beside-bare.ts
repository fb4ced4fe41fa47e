// The booking page and its times as JSON, beside a server that does nothing else than print such a page: in turns, by the
// CPU time of the two processes. Requests a second of a shared machine mean little; how much dearer we are does not change.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { App } from './app.ts'
import type { Row } from './figures.ts'
import { median } from './slots.ts'

type Latency = { p50: number; p99: number }
type Result = { latency: Latency; non2xx: number; requests: { total: number } }
// the package brings no types
const autocannon = createRequire(import.meta.url)('autocannon') as (options: object) => Promise<Result>

const ROUNDS = 9
const A_ROUND = 1000
const AT_ONCE = 8

type Contender = { url: string; pid: number; cpu: number[]; p99: number[] }

export async function measureBesideBare(app: App): Promise<Row[]> {
  const html = await (await fetch(app.demo)).text()
  const count = (pattern: RegExp) => html.match(pattern)?.length ?? 0
  const sizes = [count(/name="slot"/g), count(/<option /g), Buffer.byteLength(html)]
  const bare = await startBare(sizes)
  try {
    const contender = (url: string, pid: number): Contender => ({ url, pid, cpu: [], p99: [] })
    const ours = contender(app.demo, app.pid)
    const page = contender(`${bare.origin}/page`, bare.pid)
    const month = contender(`${app.demo}/slots?from=${inDays(1)}&to=${inDays(31)}`, app.pid)
    const hello = contender(`${bare.origin}/hello`, bare.pid)
    await inTurns([ours, page, month, hello])

    return [
      share(`booking page (${sizes[0]} slots, ${sizes[2]} bytes) beside a bare Fastify + Eta page`, ours, page, 50),
      share('a month of times as JSON beside a bare JSON hello', month, hello, 15),
      {
        what: `booking page, ${AT_ONCE} connections`,
        figure: `p99 ${median(ours.p99)} ms`,
        limit: 'p99 ≤ 10 ms',
        value: median(ours.p99)
      }
    ]
  } finally {
    await bare.stop()
  }
}

function share(what: string, ours: Contender, bare: Contender, least: number): Row {
  const shares = bare.cpu.map((each, round) => (100 * each) / (ours.cpu[round] ?? Number.NaN))
  const range = `${Math.round(Math.min(...shares))}-${Math.round(Math.max(...shares))}`
  const each = (contender: Contender) => median(contender.cpu).toFixed(3)
  return {
    what,
    figure: `${Math.round(median(shares))} % (${range}); ${each(ours)} and ${each(bare)} ms of CPU a request`,
    limit: `≥ ${least} %`,
    value: median(shares)
  }
}

/** Two rounds to warm up, then each contender in each round. */
async function inTurns(contenders: Contender[]) {
  for (let round = -2; round < ROUNDS; round++) {
    for (const { url, pid, cpu, p99 } of contenders) {
      const before = cpuMilliseconds(pid)
      const { latency, non2xx, requests } = await autocannon({ url, connections: AT_ONCE, amount: A_ROUND })
      if (non2xx > 0) throw new Error(`${non2xx} answers of ${url} were not what was asked for`)
      if (round < 0) continue
      cpu.push((cpuMilliseconds(pid) - before) / requests.total)
      p99.push(latency.p99)
    }
  }
}

/** Of all threads since the process began; on Linux exact, elsewhere as exact as `ps` prints it. */
function cpuMilliseconds(pid: number): number {
  if (process.platform !== 'linux') {
    const parts = execFileSync('ps', ['-o', 'time=', '-p', String(pid)], { encoding: 'utf8' })
      .trim()
      .split(/[:-]/)
    return 1000 * parts.reduce((sum, part) => sum * 60 + Number(part), 0)
  }
  const tasks = readdirSync(`/proc/${pid}/task`)
  const nanoseconds = tasks.map((task) =>
    Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0])
  )
  return nanoseconds.reduce((sum, each) => sum + each, 0) / 1e6
}

async function startBare(sizes: number[]) {
  const file = join(import.meta.dirname, 'bare-server.ts')
  const child: ChildProcess = spawn(process.execPath, [file, ...sizes.map(String)], {
    env: { PATH: process.env.PATH },
    stdio: ['ignore', 'pipe', 'inherit']
  })
  const [said] = (await once(child.stdout as NonNullable<ChildProcess['stdout']>, 'data')) as [Buffer]
  return {
    origin: String(said).trim(),
    pid: child.pid ?? 0,
    async stop() {
      child.kill('SIGINT')
      await once(child, 'exit')
    }
  }
}

const inDays = (count: number) => new Date(Date.now() + count * 86_400_000).toISOString().slice(0, 10)
