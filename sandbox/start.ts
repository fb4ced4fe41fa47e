// Starts a sandbox inside this process, for tests and for main.ts.
import type { AddressInfo } from 'node:net'
import { CannotStart } from './cannot-start.ts'
import { createClock } from './clock.ts'
import { createControl } from './control/control.ts'
import type { WorldName } from './directory.ts'
import { createJournal } from './journal.ts'
import { keepIn, keepNothing } from './keep.ts'
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
    await listen(server, port, host)
  } catch (fault) {
    world.close()
    throw fault
  }
  const visitable = { '0.0.0.0': '127.0.0.1', '::': '[::1]' }[host] ?? (host.includes(':') ? `[${host}]` : host)
  origin = `http://${visitable}:${(server.address() as AddressInfo).port}`

  const sandbox: Sandbox = {
    origin,
    get settings() {
      return settingsFor(world.ground, origin)
    },
    get world() {
      return world.ground.world
    },
    reset,
    async close() {
      const closed = new Promise((done) => server.close(done))
      server.closeAllConnections()
      await closed
      world.close()
    }
  }
  return sandbox
}

function listen(server: import('node:http').Server, port: number, host: string): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', (fault: NodeJS.ErrnoException) => fail(new CannotStart(whyNot(fault, port, host))))
    server.listen(port, host, done)
  })
}

function whyNot({ code, message }: NodeJS.ErrnoException, port: number, host: string): string {
  if (code === 'EADDRINUSE') {
    return `The sandbox cannot start: port ${port} is taken. Stop the program that uses it, or choose another with SANDBOX_PORT.`
  }
  if (code === 'EACCES')
    return `The sandbox cannot start: this user may not listen on port ${port}. Choose one above 1023.`
  return `The sandbox cannot listen on ${host}:${port} (${message}).`
}
