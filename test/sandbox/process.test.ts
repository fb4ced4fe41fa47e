// The sandbox as a process of its own: started, killed, started again.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { tenants } from '../../sandbox/directory.ts'
import { send, sendForm } from './asking.ts'
import { msalFor, signIn } from './msal.ts'
import { aFolder, ended, killed, main, started } from './running-sandbox.ts'

// Each test starts several processes, one after the other.
vi.setConfig({ testTimeout: 30_000 })

test('a kept folder survives kill -9: settings, tokens and changes are those of before', async () => {
  const folder = aFolder()
  const first = await started('--folder', folder)
  await send(first.origin, 'POST', '/_sandbox/person', { person: 'max', accountEnabled: false })
  const { code } = await signIn(msalFor(first), 'dana.whitfield@acme.example')
  await killed(first)

  const second = await started('--folder', folder)
  expect(second.settings.SALESFORCE_PRIVATE_KEY).toBe(first.settings.SALESFORCE_PRIVATE_KEY)
  expect(await (await fetch(second.origin)).text()).toContain('Max Adeyemi <small>(disabled)</small>')
  const redeemed = await sendForm(second.origin, `/${tenants.acme.id}/oauth2/v2.0/token`, {
    grant_type: 'authorization_code',
    client_id: tenants.acme.clientId,
    client_secret: tenants.acme.clientSecret,
    redirect_uri: 'http://127.0.0.1:3000/auth/callback',
    code
  })
  expect(await redeemed.json(), 'the code is known, only its verifier is missing').toMatchObject({
    error_codes: [50148]
  })
})

test('asking for another world than the kept one begins that world', async () => {
  const folder = aFolder()
  const first = await started('--folder', folder)
  await send(first.origin, 'POST', '/_sandbox/person', { person: 'max', accountEnabled: false })
  first.child.kill('SIGTERM')
  expect(await once(first.child, 'exit')).toEqual([0, null])

  const second = await started('--folder', folder, '--world', 'contoso')
  expect(second.settings.ENTRA_TENANT_ID).toBe(tenants.contoso.id)
  second.child.kill('SIGTERM')
  await once(second.child, 'exit')

  const third = await started('--folder', folder)
  expect(third.settings.ENTRA_TENANT_ID, 'and who asks for none goes on with it').toBe(tenants.contoso.id)
})

test('a folder in use, and one that cannot be written, end the start with a sentence', async () => {
  const folder = aFolder()
  await started('--folder', folder)
  const inUse = await ended('--port', '0', '--folder', folder)
  expect(inUse).toEqual({ code: 1, said: expect.stringContaining('Another sandbox is using') })

  const file = join(aFolder(), 'file')
  writeFileSync(file, 'no folder')
  const noFolder = await ended('--port', '0', '--folder', join(file, 'state'))
  expect(noFolder).toEqual({ code: 1, said: expect.stringContaining('cannot keep its state') })

  const damaged = aFolder()
  writeFileSync(
    join(damaged, 'sandbox.sqlite'),
    'this is not a database, and long enough to be seen as none'.repeat(20)
  )
  expect(await ended('--port', '0', '--folder', damaged)).toMatchObject({ code: 1 })
})

test('a taken port, an unknown world and a port that is none end the start with a sentence', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => {
    other.close()
  })
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  expect(await ended('--port', String(port))).toEqual({
    code: 1,
    said: expect.stringContaining(`port ${port} is taken`)
  })
  expect(await ended('--world', 'narnia')).toEqual({ code: 1, said: expect.stringContaining('no world "narnia"') })
  expect(await ended('--port', 'x')).toEqual({ code: 1, said: expect.stringContaining('"x" is not a port') })
})

test('it outlives a Ctrl-C that its parent also got, and ends when the parent lets go', async () => {
  const { child, origin } = await started()
  child.kill('SIGINT')
  expect((await fetch(origin)).status).toBe(200)
  child.disconnect()
  expect(await once(child, 'exit')).toEqual([0, null])
})

test('started by hand it prints what an app needs, and Ctrl-C ends it', async () => {
  const child = spawn(process.execPath, [main, '--port', '0'])
  const [printed] = await once(child.stdout, 'data')
  expect(String(printed)).toMatch(/Sandbox \(world acme\): http:\/\/127\.0\.0\.1:\d+\/_sandbox/)
  child.kill('SIGINT')
  expect(await once(child, 'exit')).toEqual([0, null])
})
