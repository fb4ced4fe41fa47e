import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { book, openAndBook, openLink, textOf } from './by-hand.ts'
import { soon } from './soon.ts'
import { aPlace, failedStart, leave, listens, type Place, spawnApp, startTown, type Town } from './town.ts'

const root = join(import.meta.dirname, '../..')
const grace = { name: 'Grace Hopper-Lee', email: 'grace.hopper-lee@harborlight.example' }

let cleaning: (() => unknown)[] = []
afterEach(async () => {
  for (const clean of cleaning.reverse()) await clean()
  cleaning = []
})

async function somewhere(settings?: Record<string, string>): Promise<Place> {
  const place = await aPlace(settings)
  cleaning.push(() => rmSync(place.folder, { recursive: true, force: true }))
  return place
}

async function running(place: Place): Promise<Town> {
  const town = await startTown(place)
  cleaning.push(() => leave(town))
  return town
}

describe('Ctrl-C', () => {
  test('answers the booking in flight, ends everything within five seconds, and the next start keeps all', async () => {
    const place = await somewhere()
    const town = await running(place)
    const before = await openAndBook(town.demo, { name: 'Earlier', email: 'earlier@meridian.example' })
    expect(before.status).toBe(303)

    const { id, zone, slots } = await openLink(town.demo)
    await town.clouds.trouble({ cloud: 'graph', method: 'POST', path: '/events$', kind: 'delay', ms: 6_000 })
    const inFlight = book(town.demo, { id, zone, slot: slots[0] ?? '', ...grace })
    await soon(async () => (await town.clouds.troubleLeft()) === 0, 'the request has reached Exchange')

    const { code, ms } = await town.stop()
    expect({ code, tooLong: ms > 5_000 }).toEqual({ code: 0, tooLong: false })
    const answer = await inFlight
    expect(answer.status).toBe(303)
    expect([await listens(place.port), await listens(place.sandboxPort)]).toEqual([false, false])

    const again = await running(place)
    expect(again.demo).toBe(town.demo)
    for (const [location, email] of [
      [before.location, 'earlier@meridian.example'],
      [answer.location, grace.email]
    ] as const) {
      const page = async () => textOf(await (await fetch(again.origin + location)).text())
      await soon(async () => /Confirmed/.test(await page()), `${email} is confirmed`, 45_000)
      await soon(async () => (await again.clouds.activitiesWith(email)).length === 1, 'and in Salesforce', 45_000)
      expect(await again.clouds.meetingsWith(email)).toHaveLength(1)
    }
  }, 90_000)

  test('without anything in flight is a matter of a moment, also with a page kept open', async () => {
    const town = await running(await somewhere())
    expect((await openLink(town.demo)).status).toBe(200) // its connection stays open, as a browser's does
    const { code, ms } = await town.stop()
    expect({ code, tooLong: ms > 3_000 }).toEqual({ code: 0, tooLong: false })
  })

  test('twice in a row, and while it is still starting, ends it, too', async () => {
    const place = await somewhere()
    const { process: app } = spawnApp(place)
    cleaning.push(() => app.kill('SIGKILL'))
    await soon(() => listens(place.sandboxPort), 'the sandbox is up, the app not yet')
    app.kill('SIGINT')
    setTimeout(() => app.kill('SIGINT'), 50)
    await once(app, 'exit')
    await soon(async () => !(await listens(place.sandboxPort)), 'the sandbox has ended')
    expect(await listens(place.port)).toBe(false)
  })
})

describe('a start that cannot work ends with one message and exit code 1', () => {
  test('the port is taken', async () => {
    const place = await somewhere()
    const squatter = createServer().listen(place.port)
    await once(squatter, 'listening')
    cleaning.push(() => squatter.close())
    const { code, message } = await failedStart(place)
    expect({ code, message }).toEqual({
      code: 1,
      message: `Port ${place.port} is taken. Stop what listens there, or set PORT to another.\n`
    })
    expect(await listens(place.sandboxPort)).toBe(false)
  })

  test('the port of the sandbox is taken', async () => {
    const place = await somewhere()
    const squatter = createServer().listen(place.sandboxPort)
    await once(squatter, 'listening')
    cleaning.push(() => squatter.close())
    const { code, message } = await failedStart(place)
    expect(code).toBe(1)
    expect(message).toContain(String(place.sandboxPort))
    expect(message).toContain('SANDBOX_PORT')
    expect(message).not.toMatch(/\n\s+at /)
  })

  test('the data folder is a file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'onbehalf-file-'))
    cleaning.push(() => rmSync(folder, { recursive: true }))
    const file = join(folder, 'data')
    writeFileSync(file, 'not a folder')
    const { code, message } = await failedStart({ ...(await somewhere()), folder: file })
    expect(code).toBe(1)
    expect(message).toContain(file)
    expect(message).toContain('DATA_DIR')
    expect(message).not.toMatch(/\n\s+at /)
  })

  test('settings are wrong: all mistakes at once', async () => {
    const place = await somewhere({
      LOG_LEVEL: 'loud',
      PUBLIC_ORIGIN: 'meet.acme.example',
      DATABASE_URL: 'mysql://here',
      APP_SECRET: 'short',
      ORGANIZERS: 'olga'
    })
    const { code, message } = await failedStart(place)
    expect(code).toBe(1)
    for (const key of ['LOG_LEVEL', 'PUBLIC_ORIGIN', 'DATABASE_URL', 'APP_SECRET', 'ORGANIZERS']) {
      expect(message).toContain(key)
    }
    expect(message.match(/^ {2}- /gm)).toHaveLength(5)
  })

  test('Node is too old: a sentence that says what to do', async () => {
    const { code, message } = await withNode20(['--import', './server/require-node.js', 'server/main.ts'])
    expect(code).toBe(1)
    expect(message).toContain('OnBehalf needs Node 24 or newer; this is Node 20.')
    expect(message).toContain('npm ci')
    expect(message).not.toMatch(/\n\s+at /)
  })
})

/** A real old Node where the machine has one; else this one, which says that it is old. */
async function withNode20(args: string[]) {
  const real = existsSync('/usr/bin/node') ? await run('/usr/bin/node', ['--version']) : undefined
  if (real && Number(/^v(\d+)/.exec(real.said)?.[1] ?? 99) === 20) return run('/usr/bin/node', args)
  const pretend =
    "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } }); await import('./server/require-node.js')"
  return run(process.execPath, ['--input-type=module', '--eval', pretend])
}

async function run(node: string, args: string[]) {
  const child = spawn(node, args, { cwd: root })
  let [said, message] = ['', '']
  child.stdout.on('data', (chunk) => {
    said += chunk
  })
  child.stderr.on('data', (chunk) => {
    message += chunk
  })
  const [code] = await once(child, 'close')
  return { code, said, message }
}
