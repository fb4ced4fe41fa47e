// "For whom may I act" for a large company: every list read once, by two instances that share the work, through the real
// client. The imitated Exchange refuses a fifth call to one mailbox, so a refusal in its journal is a call too many.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { refreshIndex } from '../src/delegates/name-index.ts'
import { calendarLists } from '../src/exchange/calendar-list.ts'
import { createGraph } from '../src/exchange/graph-client.ts'
import { sharedTurnstile } from '../src/exchange/turnstile.ts'
import { appToken } from '../src/identity/app-token.ts'
import { personId } from '../src/people/person.ts'
import { openStorage, type Storage } from '../src/storage/database.ts'
import { freePort } from './app.ts'
import type { Row } from './figures.ts'

const CROWD = { organizers: 500, delegates: 300, each: 3 }

export async function measureNameIndex(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'onbehalf-index-'))
  const sandbox = fork(join(import.meta.dirname, '../sandbox/main.ts'), ['--port', String(await freePort())], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc']
  })
  try {
    const [{ ready }] = (await once(sandbox, 'message')) as [
      { ready: { origin: string; settings: Record<string, string> } }
    ]
    return [await measure(ready.origin, ready.settings, folder)]
  } finally {
    sandbox.kill('SIGTERM')
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measure(origin: string, settings: Record<string, string>, folder: string): Promise<Row> {
  const tenantId = settings.ENTRA_TENANT_ID ?? ''
  const brought = await fetch(`${origin}/_sandbox/crowd`, { method: 'POST', body: JSON.stringify(CROWD) })
  const { organizers } = (await brought.json()) as { organizers: { id: string; name: string; address: string }[] }

  const entra = {
    ...{ tenantId, clientId: settings.ENTRA_CLIENT_ID ?? '', clientSecret: settings.ENTRA_CLIENT_SECRET ?? '' },
    ...{ authority: settings.ENTRA_AUTHORITY ?? '', secret: Buffer.alloc(32, 1) }
  }
  const instances = await Promise.all([1, 2].map(() => openStorage({ folder, keyHashOf: (id) => id })))
  const [first] = instances as [Storage]
  for (const { id, name, address } of organizers)
    await first.organizers.enrol({ id: personId(tenantId, id), name, address, enrolledAt: 0, salesforceUsername: null })

  const began = performance.now()
  let problems = 0
  await Promise.all(
    instances.map(async (storage) => {
      const graph = createGraph({
        ...{ graphOrigin: origin, tokens: appToken(entra), turns: sharedTurnstile(storage.mailboxTurns) }
      })
      const report = () => void problems++
      const needs = { ...storage, calendarLists: calendarLists(graph), clock: Date.now, random: Math.random, report }
      while ((await refreshIndex(16, needs)) > 0);
    })
  )
  const seconds = (performance.now() - began) / 1000

  const journal = (await (await fetch(`${origin}/_sandbox/journal`)).json()) as { path: string; status: number }[]
  const calls = journal.filter(({ path }) => path.endsWith('/calendarPermissions'))
  const tooMany = calls.filter(({ status }) => status === 429).length
  const { never, failing } = await first.nameIndex.state()
  const named = await first.nameIndex.naming(['delegate.7@acme.example'])
  await Promise.all(instances.map((storage) => storage.close()))
  if (never + failing + problems > 0 || named.length !== 5) throw new Error('the index is not complete')
  return {
    what: `index of ${CROWD.organizers} organizers × ${CROWD.each} delegates, by two instances`,
    figure: `${seconds.toFixed(1)} s; ${calls.length} calls, ${tooMany} of them a fifth to one mailbox`,
    limit: '≤ 60 s',
    value: seconds
  }
}

if (process.argv[1] === import.meta.filename) process.stdout.write(`${JSON.stringify(await measureNameIndex())}\n`)
