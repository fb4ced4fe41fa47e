// Starts a sandbox inside this process, for tests and for main.ts.
import { createClock } from './clock.ts'
import { createControl } from './control/control.ts'
import type { WorldName } from './directory.ts'
import { createJournal } from './journal.ts'
import { keepIn, keepNothing } from './keep.ts'
import { listen, stopListening } from './listening.ts'
import { createSandboxServer, type Parts } from './server.ts'
import { settingsFor } from './settings.ts'
import { createTroubles } from './trouble.ts'
import { openWorld } from './world.ts'

export type Options = {
  /** Absent: what the folder holds, else acme. */
  world?: WorldName
  /** 0 or absent: any free port. */
  port?: number
  host?: string
  /** Absent: everything is kept in memory and gone at the end. */
  folder?: string
  /** The number from which ids are counted; the same number gives the same ids. */
  seed?: number
}

export type Sandbox = {
  origin: string
  /** The environment of an app that shall use this sandbox. */
  readonly settings: Record<string, string>
  readonly world: WorldName
  reset(world?: WorldName): WorldName
  close(): Promise<void>
}

export async function startSandbox({ world: asked, port = 0, host = '127.0.0.1', folder, seed = 0 }: Options = {}) {
  const clock = createClock()
  const world = openWorld(asked, { keep: folder ? keepIn(folder) : keepNothing(), clock, seed })
  const parts: Parts = { world, clock, journal: createJournal(), troubles: createTroubles() }

  let origin = ''
  const reset = (name: WorldName = world.ground.world) => {
    clock.reset()
    parts.journal.clear()
    parts.troubles.clear()
    world.reset(name)
    return name
  }
  const server = createSandboxServer(parts, createControl(parts, reset), () => origin)
  try {
    origin = await listen(server, port, host)
  } catch (fault) {
    world.close()
    throw fault
  }

  let closed: Promise<void> | undefined
  const sandbox: Sandbox = {
    origin,
    get settings() {
      return settingsFor(world.ground, origin)
    },
    get world() {
      return world.ground.world
    },
    reset,
    close() {
      closed ??= stopListening(server).then(() => world.close())
      return closed
    }
  }
  return sandbox
}
