// The embedded store on a disk of its own that runs full, and gets room again. Needs root, to mount a small disk in memory.
import { spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { olga } from '../contracts/acme.ts'
import { freePort } from '../contracts/postgres.ts'
import { soon } from '../journeys/soon.ts'
import { audit, halfTransactions, readLedgers } from './auditor.ts'
import { ask, book, type History, open, readKey } from './invitees.ts'
import { program, startClouds } from './processes.ts'
import { fileIn, overFile, quiet, withLink } from './stage.ts'

const SIZE = '90m'
const MEGABYTE = 1024 * 1024

export type DiskFull = {
  acknowledged: number
  refusedWhileFull: number
  statuses: number[]
  readyAgainSeconds: number
  violations: string[]
}

/** Answers why it was not tried, or what came of it. */
export async function diskFull(say: (line: string) => void): Promise<DiskFull | { missing: string }> {
  if (process.getuid?.() !== 0) return { missing: 'a full disk needs root, to mount a small one' }
  const disk = mkdtempSync(join(tmpdir(), 'onbehalf-full-'))
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE}`, 'tmpfs', disk])
  if (mounted.status !== 0) {
    rmSync(disk, { recursive: true })
    return { missing: `a small disk could not be mounted: ${String(mounted.stderr).trim()}` }
  }
  try {
    return await onSmallDisk(disk, say)
  } finally {
    spawnSync('umount', ['-l', disk])
    rmSync(disk, { recursive: true, force: true })
  }
}

async function onSmallDisk(disk: string, say: (line: string) => void): Promise<DiskFull> {
  const folder = join(disk, 'data')
  mkdirSync(folder)
  const clouds = await startClouds()
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const { address, settings } = await withLink({ folder, url: undefined, origin, clouds })
  const app = program({ name: 'app', script: 'start', port, settings })
  const histories: History[] = []
  const violations: string[] = []
  const ready = async () => (await ask(`${origin}/readyz`).catch(() => undefined))?.status === 200
  const bookOne = async (patience: number) => {
    const nth = histories.length
    const form = await open(address, new Date(Date.now() + (10 + nth) * 86_400_000).toISOString().slice(0, 10))
    const wish = { email: `full.${nth}@chaos.example`, slot: form.slots[4] ?? '' }
    histories.push(await book(address, { id: form.id, zone: form.zone }, wish, patience))
    return histories.at(-1)?.told
  }

  try {
    await app.start()
    for (let nth = 0; nth < 3; nth++)
      if ((await bookOne(0)) !== 'booked') violations.push('an empty disk takes no booking')

    const nearly = fill(disk, 'nearly', 20 * MEGABYTE)
    if (await ready()) violations.push('a nearly full disk is called ready')
    say('disk nearly full: not ready')
    const full = fill(disk, 'full', 0)
    const before = histories.length
    for (let nth = 0; nth < 6; nth++) await bookOne(0)
    const whileFull = histories.slice(before)
    say(`disk full: ${whileFull.map(({ statuses }) => statuses.join()).join(', ')}`)
    if ((await ask(`${origin}/livez`)).status !== 200)
      violations.push('the process does not answer while the disk is full')
    await app.kill()

    const freed = performance.now()
    rmSync(full)
    rmSync(nearly)
    await app.start()
    await soon(ready, 'ready when there is room again', 60_000)
    const readyAgainSeconds = Math.round((performance.now() - freed) / 1000)
    if ((await bookOne(8)) !== 'booked') violations.push('room again, and no booking is taken')

    const sql = overFile(fileIn(folder))
    await quiet(sql)
    const read: History[] = []
    for (const history of histories) read.push(await readKey(origin, history))
    const ledgers = await readLedgers(sql, clouds.origin, olga.address)
    const findings = audit(read, ledgers, await halfTransactions(sql))
    for (const [rule, found] of Object.entries(findings)) violations.push(...found.map((what) => `${rule}: ${what}`))
    violations.push(...app.endedByItself)
    return {
      acknowledged: histories.filter(({ told }) => told === 'booked').length,
      refusedWhileFull: whileFull.filter(({ told }) => told !== 'booked').length,
      statuses: whileFull.flatMap(({ statuses }) => statuses),
      readyAgainSeconds,
      violations
    }
  } finally {
    await app.stop().catch(() => {})
    await clouds.stop()
  }
}

/** Writes until only so many bytes are left. */
function fill(disk: string, name: string, leave: number): string {
  const path = join(disk, name)
  const file = openSync(path, 'w')
  for (const size of [MEGABYTE, 4096, 1]) {
    const block = Buffer.alloc(size, 1)
    try {
      for (let free = freeOn(disk); free - size >= leave || leave === 0; free = freeOn(disk)) writeSync(file, block)
    } catch {
      // no more of this size
    }
  }
  closeSync(file)
  return path
}

const freeOn = (disk: string) => {
  const { bavail, bsize } = statfsSync(disk)
  return bavail * bsize
}
