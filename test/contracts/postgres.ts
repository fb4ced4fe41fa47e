// A PostgreSQL of our own for the contract tests: one server a run, in a temporary folder, gone afterwards.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { openStorage } from '../../src/storage/database.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of a server on which databases may be made, or why there is none. */
    postgres: { url: string; template: string } | { missing: string }
  }
}

type Server = { url: string; stop(): Promise<void> }

const HOW_TO_GET_ONE =
  'Set TEST_DATABASE_URL to a server on which databases may be made, or install one (Debian: apt-get install postgresql).'

let teardownSteps: (() => Promise<void>)[] = []

export async function setup(project: TestProject) {
  const server = process.env.TEST_DATABASE_URL ? given(process.env.TEST_DATABASE_URL) : await startOurOwn()
  if ('missing' in server) {
    if (process.env.CI === 'true')
      throw new Error(`The PostgreSQL half cannot run: ${server.missing}. ${HOW_TO_GET_ONE}`)
    project.provide('postgres', server)
    shout(server.missing)
    teardownSteps = [async () => shout(server.missing)]
    return
  }
  teardownSteps = [server.stop]
  const template = await makeTemplate(server.url).catch(async (cause) => {
    await server.stop()
    throw cause
  })
  teardownSteps.unshift(() => dropDatabase(server.url, template))
  project.provide('postgres', { url: server.url, template })
}

export async function teardown() {
  for (const step of teardownSteps) await step()
}

/** Twice, at the beginning and at the end, so that nobody takes half of the tests for all of them. */
function shout(missing: string) {
  const line = '='.repeat(100)
  process.stderr.write(
    `\n${line}\nNOT RUN: the contract tests on PostgreSQL, ${missing}.\n${HOW_TO_GET_ONE}\n${line}\n\n`
  )
}

const given = (url: string): Server => ({ url, stop: async () => {} })

/** Every suite copies this database, which has the schema already. */
async function makeTemplate(url: string): Promise<string> {
  const template = `onbehalf_template_${process.pid}`
  await onServer(url, (client) => client.query(`create database ${template}`))
  const storage = await openStorage({ url: databaseOn(url, template), folder: '', keyHashOf: (id) => id })
  await storage.close()
  return template
}

export const dropDatabase = (url: string, name: string) =>
  onServer(url, async (client) => void (await client.query(`drop database if exists ${name} with (force)`)))

export async function onServer<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

export function databaseOn(url: string, name: string): string {
  const address = new URL(url)
  address.pathname = `/${name}`
  return address.href
}

async function startOurOwn(): Promise<Server | { missing: string }> {
  const bin = findServerPrograms()
  if (!bin) return { missing: 'because no server is installed' }
  const owner = unprivileged()
  if (!owner) return { missing: 'because a server refuses to run as root and there is no user "postgres" or "nobody"' }

  const folder = mkdtempSync(join(tmpdir(), 'onbehalf-postgres-'))
  chownSync(folder, owner.uid, owner.gid)
  const data = join(folder, 'data')
  const asOwner = { uid: owner.uid, gid: owner.gid, cwd: folder, env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' } }

  const made = spawnSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'onbehalf', '--auth=trust', '--encoding=UTF8', '--no-sync'],
    asOwner
  )
  if (made.status !== 0) {
    rmSync(folder, { recursive: true, force: true })
    return { missing: `because initdb failed: ${String(made.stderr).trim()}` }
  }

  const port = await freePort()
  const settings = ['listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`, `port=${port}`, 'fsync=off']
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', data, ...settings.flatMap((setting) => ['-c', setting]), '-c', 'log_min_messages=fatal'],
    { ...asOwner, stdio: 'ignore' }
  )
  const url = `postgres://onbehalf@127.0.0.1:${port}/postgres`
  const stop = () => stopServer(server, folder)
  try {
    await answering(url)
    return { url, stop }
  } catch (error) {
    await stop()
    return { missing: `because the server did not start: ${String(error)}` }
  }
}

/** The newest that Debian has installed. */
export const findServerPrograms = (): string | undefined =>
  globSync('/usr/lib/postgresql/*/bin')
    .filter((folder) => existsSync(join(folder, 'initdb')))
    .sort((a, b) => Number(a.split('/')[4]) - Number(b.split('/')[4]))
    .at(-1)

/** PostgreSQL refuses to run as root. */
export function unprivileged(): { uid: number; gid: number } | undefined {
  const uid = process.getuid?.() ?? 0
  if (uid !== 0) return { uid, gid: process.getgid?.() ?? uid }
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  const user = ['postgres', 'nobody'].map((name) => users.find(([known]) => known === name)).find(Boolean)
  return user && { uid: Number(user[2]), gid: Number(user[3]) }
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}

async function answering(url: string) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await onServer(url, (client) => client.query('select 1'))
    } catch (error) {
      if (attempt === 150) throw error
      await sleep(100)
    }
  }
}

/** SIGINT is PostgreSQL's fast shutdown. */
async function stopServer(server: ChildProcess, folder: string) {
  if (server.exitCode === null) {
    const ended = new Promise((resolve) => server.once('exit', resolve))
    server.kill('SIGINT')
    await Promise.race([ended, sleep(5_000).then(() => server.kill('SIGKILL'))])
  }
  rmSync(folder, { recursive: true, force: true })
}
