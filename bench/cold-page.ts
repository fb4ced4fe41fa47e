// The booking page for the first visitor of the hour: neither the right of whoever made the link nor the calendar was asked about
// lately, and Graph takes 200 ms for each answer.
import { setTimeout as sleep } from 'node:timers/promises'
import { startApp, type Where } from './app.ts'
import type { Row } from './figures.ts'

const VIEWS = 40
const GRAPH_TAKES = 200

export async function measureColdPage(where: Where, known: string): Promise<Row[]> {
  const app = await startApp(where, known, ['--import', './bench/later.js'])
  try {
    await fetch(`${app.sandbox}/_sandbox/trouble`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ cloud: 'graph', kind: 'delay', ms: GRAPH_TAKES, times: 1_000_000 })
    })
    const times: number[] = []
    for (let view = 0; view < VIEWS; view++) {
      process.kill(app.pid, 'SIGWINCH')
      await sleep(50)
      const began = performance.now()
      const answer = await fetch(app.demo)
      await answer.text()
      times.push(performance.now() - began)
      if (answer.status !== 200) throw new Error(`the page answered ${answer.status}`)
    }
    times.sort((a, b) => a - b)
    const at = (share: number) => times[Math.floor(times.length * share)] ?? Number.NaN
    if (at(0) < GRAPH_TAKES) throw new Error('a page came without asking Graph: this measures nothing')
    return [
      {
        what: `cold booking page, Graph at ${GRAPH_TAKES} ms, right and calendar unknown`,
        figure: `p50 ${Math.round(at(0.5))} ms, p95 ${Math.round(at(0.95))} ms`,
        limit: 'p95 ≤ 300 ms',
        value: at(0.95)
      }
    ]
  } finally {
    await app.stop()
  }
}
