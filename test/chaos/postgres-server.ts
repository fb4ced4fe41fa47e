// A PostgreSQL that keeps what it has committed (fsync on), and can be stopped, killed and started again on the same folder and port.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findServerPrograms, freePort, onServer, unprivileged } from '../contracts/postgres.ts'

export type PostgresServer = {
  port: number
  url: string
  /** Ends connections and stops in order, then starts again. */
  restart(): Promise<void>
  /** kill -9 of the server and all its processes at once, then starts again: it recovers from its log. */
  crash(): Promise<void>
  /** Every process of it stands still for so long. */
  freeze(ms: number): Promise<void>
  stop(): Promise<void>
}

/** Answers why there is none, where it cannot be started. */
export async function startPostgres(): Promise<PostgresServer | { missing: string }> {
  const bin = findServerPrograms()
  const owner = unprivileged()
  if (!bin) return { missing: 'no PostgreSQL server is installed (Debian: apt-get install postgresql)' }
  if (!owner) return { missing: 'a server refuses to run as root, and there is no user "postgres" or "nobody"' }
  const folder = mkdtempSync(join(tmpdir(), 'onbehalf-chaos-'))
  chownSync(folder, owner.uid, owner.gid)
  const data = join(folder, 'data')
  const asOwner = { ...owner, cwd: folder, env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' } }
  const made = spawnSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'onbehalf', '--auth=trust', '--encoding=UTF8'],
    asOwner
  )
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`)

  const port = await freePort()
  const url = `postgres://onbehalf@127.0.0.1:${port}/postgres`
  const settings = [
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${folder}`,
    `port=${port}`,
    'log_min_messages=fatal'
  ]
  const start = async (): Promise<ChildProcess> => {
    // a process group of its own, so that all of it can be killed in one moment
    const server = spawn(join(bin, 'postgres'), ['-D', data, ...settings.flatMap((setting) => ['-c', setting])], {
      ...asOwner,
      stdio: 'ignore',
      detached: true
    })
    await answering(url)
    return server
  }
  const end = async (signal: NodeJS.Signals) => {
    const ended = once(server, 'exit')
    if (signal === 'SIGKILL') process.kill(-(server.pid ?? 0), signal)
    else server.kill(signal)
    await ended
  }

  let server = await start()
  return {
    port,
    url,
    async restart() {
      await end('SIGINT')
      server = await start()
    },
    async crash() {
      await end('SIGKILL')
      await sleep(200) // the last of its processes let go of the shared memory
      server = await start()
    },
    async freeze(ms) {
      process.kill(-(server.pid ?? 0), 'SIGSTOP')
      await sleep(ms)
      process.kill(-(server.pid ?? 0), 'SIGCONT')
    },
    async stop() {
      await end('SIGINT')
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

async function answering(url: string) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await onServer(url, (client) => client.query('select 1'))
    } catch (cause) {
      if (attempt === 300) throw cause
      await sleep(100)
    }
  }
}
