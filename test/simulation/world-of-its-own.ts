// What every simulated world has: a folder that goes with it, an ear for what nobody caught, and time that passes until something is so.
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ORIGIN } from './instances.ts'
import { Died } from './processes.ts'
import type { Timeline } from './timeline.ts'

export type Apart = {
  folder: string
  /** Faults that nobody has caught, but for those of processes that died. */
  stranded: string[]
}

/** In memory where there is such a disk. */
export async function apart<Result>(live: (place: Apart) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'onbehalf-sim-'))
  const stranded: string[] = []
  const onStranded = (cause: unknown) => {
    if (!(cause instanceof Died)) stranded.push(cause instanceof Error ? (cause.stack ?? cause.message) : String(cause))
  }
  process.on('unhandledRejection', onStranded)
  try {
    return await live({ folder, stranded })
  } finally {
    process.off('unhandledRejection', onStranded)
    rmSync(folder, { recursive: true })
  }
}

/** Settings of the app that are the same everywhere. */
export const settingsIn = (folder: string) => ({
  DATA_DIR: folder,
  PUBLIC_ORIGIN: ORIGIN,
  APP_SECRET: 'a secret of the simulation, long enough',
  ORGANIZATION_NAME: 'Acme Ltd',
  ORGANIZERS: 'olga.okafor@acme.example, priya.raman@acme.example'
})

/** `stepWithin`: how long one step may take; milliseconds. */
export function passing(timeline: Timeline, stepWithin: number) {
  return { reach, during }

  async function reach(done: () => boolean, within: number, otherwise: string) {
    if (!(await timeline.runUntil(done, timeline.now() + within))) throw new Error(otherwise)
  }

  async function during<Result>(work: Promise<Result>): Promise<Result> {
    let settled = false
    const end = () => {
      settled = true
    }
    work.then(end, end)
    await reach(() => settled, stepWithin, 'a step of the simulation did not end')
    return work
  }
}
