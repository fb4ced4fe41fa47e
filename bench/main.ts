// npm run bench: every figure we have promised, in one run, with its limit beside it. A report, not a test: it fails only
// where something could not be measured. The last line is the same as JSON.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, startApp } from './app.ts'
import { measureBesideBare } from './beside-bare.ts'
import { measureBookings } from './bookings.ts'
import { measureColdPage } from './cold-page.ts'
import { measureDisk } from './disk.ts'
import { machine, print, type Row } from './figures.ts'
import { measureNameIndex } from './name-index.ts'
import { measurePage } from './page.ts'
import { measureSlots, median } from './slots.ts'

const STARTS = 5

const folder = mkdtempSync(join(tmpdir(), 'onbehalf-bench-'))
const about = machine()
process.stdout.write(
  `Node ${about.node}, ${about.platform}, ${about.cores} cores of ${about.cpu}, ${about.memoryGiB} GiB\n`
)
process.stdout.write('Figures of a shared machine differ by a third from minute to minute; ratios do not.\n\n')

try {
  const rows: Row[] = [
    ...(await measureRunning()),
    ...(await measureDisk(folder)),
    ...(await measureNameIndex()),
    ...measureSlots()
  ]
  print(rows)
  process.stdout.write(`\n${JSON.stringify({ ...about, rows: rows.map(({ what, value }) => ({ what, value })) })}\n`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function measureRunning(): Promise<Row[]> {
  const where = { folder, port: await freePort(), sandboxPort: await freePort() }
  const first = await startApp(where)
  await first.stop()

  const starts: number[] = []
  for (let nth = 0; nth < STARTS; nth++) {
    const again = await startApp(where, first.demo)
    starts.push(again.firstAnswer)
    await again.stop()
  }

  const cold = await measureColdPage(where, first.demo)
  const app = await startApp(where, first.demo)
  try {
    return [
      start('start to first answer, empty folder, sandbox included', [first.firstAnswer]),
      start('start to first answer, again, sandbox included', starts),
      ...cold,
      ...(await measurePage(app)),
      ...(await measureBesideBare(app)),
      ...(await measureBookings(app))
    ]
  } finally {
    await app.stop()
  }
}

function start(what: string, times: number[]): Row {
  const spread = times.length > 1 ? ` (${Math.round(Math.min(...times))}-${Math.round(Math.max(...times))})` : ''
  return { what, figure: `${Math.round(median(times))} ms${spread}`, limit: '≤ 2000 ms', value: median(times) }
}
