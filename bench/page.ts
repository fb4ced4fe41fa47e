// The booking page: how fast alone and in a crowd, how heavy, and what ten thousand views leave behind.
import { request } from 'node:http'
import { createRequire } from 'node:module'
import type { App } from './app.ts'
import type { Row } from './figures.ts'

type Result = {
  latency: { p50: number; p99: number; average: number }
  requests: { average: number; total: number }
  non2xx: number
}
// the package brings no types
const autocannon = createRequire(import.meta.url)('autocannon') as (options: object) => Promise<Result>

const VIEWS = 10_000

export async function measurePage(app: App): Promise<Row[]> {
  const headers = { 'accept-encoding': 'br' }
  await autocannon({ url: app.demo, connections: 1, amount: 300, headers }) // warm
  // free/busy is asked for once in half a minute; each of these runs is shorter
  const alone = await latencies(app.demo, 1500)
  const many = await autocannon({ url: app.demo, connections: 20, duration: 6, headers })
  const crowd = latenciesOf(many)
  const viewed = 300 + 1500 + many.requests.total
  if (viewed < VIEWS) await autocannon({ url: app.demo, connections: 8, amount: VIEWS - viewed, headers })
  const memory = app.memory()

  return [
    {
      what: 'booking page alone, free/busy cached',
      figure: `p50 ${alone.p50.toFixed(2)} ms, p99 ${alone.p99.toFixed(2)} ms`,
      limit: 'p50 ≤ 5 ms',
      value: alone.p50
    },
    {
      what: 'booking page, 20 connections',
      figure: `${Math.round(many.requests.average)} a second; p50 ${crowd.p50} ms, p99 ${crowd.p99} ms`,
      limit: '',
      value: many.requests.average
    },
    {
      what: `memory of app and worker after ${Math.max(viewed, VIEWS).toLocaleString('en')} page views`,
      figure: `${Math.round(memory)} MB`,
      limit: '≤ 150 MB',
      value: memory
    },
    ...(await weights(app))
  ]
}

function latenciesOf({ latency, non2xx }: Result) {
  if (non2xx > 0) throw new Error(`${non2xx} answers were not the page`)
  return { p50: latency.p50, p99: latency.p99 }
}

/** One after the other over one connection; autocannon knows whole milliseconds only. */
async function latencies(link: string, count: number) {
  const times: number[] = []
  for (let nth = 0; nth < count; nth++) {
    const began = performance.now()
    const { status } = await get(link, 'br')
    times.push(performance.now() - began)
    if (status !== 200) throw new Error(`the page answered ${status}`)
  }
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.floor(times.length * share)] ?? Number.NaN
  return { p50: at(0.5), p99: at(0.99) }
}

/** What a first visit fetches: the page, and what it names. */
async function weights({ demo }: App): Promise<Row[]> {
  const rows: Row[] = []
  for (const encoding of ['br', 'gzip'] as const) {
    const page = await get(demo, encoding)
    const html = await (await fetch(demo)).text()
    const named = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(
      ([, path = '']) => new URL(path, demo).href
    )
    const parts = [page, ...(await Promise.all([...new Set(named)].map((link) => get(link, encoding))))]
    const bytes = parts.reduce((sum, part) => sum + part.bytes, 0)
    rows.push({
      what: `weight of the page, ${encoding} (HTML ${page.bytes} bytes, ${html.length} raw)`,
      figure: `${(bytes / 1024).toFixed(1)} KB in ${parts.length} requests`,
      limit: '≤ 30 KB in ≤ 4',
      value: bytes
    })
  }
  return rows
}

/** fetch would unpack the answer; here its bytes on the wire count. */
function get(link: string, encoding: string): Promise<{ status: number; bytes: number }> {
  return new Promise((resolve, reject) => {
    const asked = request(link, { headers: { 'accept-encoding': encoding } }, (answer) => {
      let bytes = 0
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length
      })
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, bytes }))
    })
    asked.on('error', reject).end()
  })
}
