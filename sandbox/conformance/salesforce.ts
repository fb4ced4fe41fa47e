// Replays recorded exchanges with Salesforce: each in a fresh world, what its words assume brought about before.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Sandbox } from '../start.ts'
import type { Result } from './result.ts'
import { approve } from './salesforce/approval.ts'
import { type Case, type Exchange, isBinding, usualWorld, type World } from './salesforce/case.ts'
import { fillText, fillValue, type Known, Unfilled } from './salesforce/filling.ts'
import { type Knob, type Reading, readingsOf } from './salesforce/given.ts'
import { difference, textMatches } from './salesforce/matching.ts'
import { prepareSearch, prepareSpan } from './salesforce/preparing.ts'
import { type Got, send } from './salesforce/wire.ts'

type Needs = { origin: string; folder: string; sandbox: Pick<Sandbox, 'reset' | 'settings'> }

export async function replaySalesforce({ origin, folder, sandbox }: Needs): Promise<Result[]> {
  const { world, cases } = await readCases(folder)
  const results: Result[] = []
  for (const one of cases) {
    const name = `${one.id} (${one.confidence}) ${one.method} ${one.path.slice(0, 90)}`
    results.push({ name, ...(await replay(one, { origin, world, cases, sandbox })) })
  }
  return results
}

async function readCases(folder: string): Promise<{ world: World; cases: Case[] }> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).sort()
  const contents = await Promise.all(
    files.map(async (file) => JSON.parse(await readFile(join(folder, file), 'utf8')) as unknown)
  )
  const world = contents.find((content) => isObject(content) && 'users' in content) as World | undefined
  const single = contents.filter((content) => isObject(content) && 'path' in content) as Case[]
  const cases = [...contents.filter(Array.isArray).flat(), ...single] as Case[]
  return { world: world ?? usualWorld, cases }
}

const isObject = (content: unknown): content is object =>
  typeof content === 'object' && content !== null && !Array.isArray(content)

type Stage = Omit<Needs, 'folder'> & { world: World; cases: Case[] }
type Outcome = Omit<Result, 'name'>

async function replay(one: Case, stage: Stage): Promise<Outcome> {
  const named = (one.given ?? '').match(/sf-\d+/g) ?? []
  const readings = readingsOf(one)
  const missing = named.filter((id) => !stage.cases.some((other) => other.id === id))
  const understood = !one.given || (missing.length === 0 && (named.length > 0 || readings.length > 0))
  try {
    let differs: string | undefined
    for (const reading of readings.length > 0 ? readings : [async () => {}]) {
      const found = await tryWith(reading, one, named, stage)
      if (!found) return { outcome: 'passed' }
      // Of all readings the first is the most likely one.
      differs ??= found
    }
    if (!understood) return { outcome: 'skipped', why: `not understood: "${one.given}" (${differs})` }
    if (!isBinding(one)) return { outcome: 'skipped', why: `${one.confidence}, so not binding: ${differs}` }
    return { outcome: 'failed', why: String(differs) }
  } catch (fault) {
    if (fault instanceof Unfilled) return { outcome: 'skipped', why: fault.message }
    return { outcome: 'failed', why: (fault as Error).message }
  }
}

async function tryWith(reading: Reading, one: Case, named: string[], stage: Stage): Promise<string | undefined> {
  stage.sandbox.reset('contoso')
  const control = (path: string, body: object) => post(`${stage.origin}/_sandbox/${path}`, body)
  const turn = (knob: Knob) => control('salesforce', knob)
  const known = knownOn(stage)
  // Signed in before the world is changed: an expired session has to have begun.
  if (one.actor) await known.token(one.actor)
  await replayNamed(named, stage, known)
  await reading({ case: one, world: stage.world, turn, trouble: (rule) => control('trouble', rule) })
  await prepareSearch(one, stage.world, turn)
  await prepareSpan(one, turn, (now) => control('clock', { now }))
  if (JSON.stringify(one).includes('{{code}}')) await approve(stage.origin, known)
  return tryOut(one, known)
}

/** The exchange and what is asked after it; the first difference. */
async function tryOut(one: Case, known: Known): Promise<string | undefined> {
  const got = await exchange(one, one.actor, known)
  const differs = differenceFrom(one, got, known)
  if (differs) return differs
  bindId(got, known)
  for (const after of [one.then ?? []].flat()) {
    const differsAfter = differenceFrom(after, await exchange(after, one.actor, known), known)
    if (differsAfter) return `afterwards, ${after.method} ${after.path}: ${differsAfter}`
  }
  return undefined
}

/** "The event of sf-016": that exchange goes before, and its id is {{id}}. */
async function replayNamed(named: string[], stage: Stage, known: Known) {
  for (const id of named) {
    const before = stage.cases.find((other) => other.id === id)
    if (before) bindId(await exchange(before, before.actor, known), known)
  }
}

function bindId({ body }: Got, known: Known) {
  const id = (body as { id?: unknown } | undefined)?.id
  if (typeof id === 'string') known.values.id = id
}

async function exchange(asked: Exchange, actor: string | null, known: Known): Promise<Got> {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(asked.requestHeaders ?? {})) {
    // The client counts by itself.
    if (name.toLowerCase() !== 'content-length') headers[name.toLowerCase()] = await fillText(value, known)
  }
  if (actor && !headers.authorization) headers.authorization = `Bearer ${await known.token(actor)}`
  const filled = await fillValue(asked.requestBody ?? undefined, known)
  const body = filled === undefined || typeof filled === 'string' ? filled : JSON.stringify(filled)
  if (body !== undefined) {
    headers['content-type'] ??= 'application/json'
    if (!headers['transfer-encoding']) headers['content-length'] = String(Buffer.byteLength(body))
  }
  return send(known.origin, { method: asked.method, path: await fillText(asked.path, known), headers, body })
}

function differenceFrom(expected: Exchange, got: Got, known: Known): string | undefined {
  if (expected.status !== got.status) return `expected ${expected.status}, got ${got.status} ${got.text.slice(0, 300)}`
  for (const [name, value] of Object.entries(expected.responseHeaders ?? {})) {
    const wanted = value.replaceAll('{{origin}}', known.origin)
    const actual = got.headers[name.toLowerCase()]
    const same = (text: string | undefined) => text?.replace(/\s/g, '').toLowerCase()
    if (!textMatches(wanted, actual) && same(wanted) !== same(actual))
      return `header ${name}: expected ${wanted}, got ${actual}`
  }
  if (expected.responseBody === null || expected.responseBody === undefined) {
    return [204, 304].includes(got.status) && got.text !== '' ? 'expected no body' : undefined
  }
  return difference(bound(expected.responseBody, known), got.body)
}

/** What is known by now is compared as it is. */
function bound(value: unknown, known: Known): unknown {
  const text = JSON.stringify(value).replaceAll('{{origin}}', known.origin)
  return JSON.parse(known.values.id ? text.replaceAll('{{id}}', known.values.id) : text)
}

function knownOn({ origin, world, sandbox }: Stage): Known {
  const tokens = new Map<string, string>()
  const known: Known = {
    origin,
    privateKey: String(sandbox.settings.SALESFORCE_PRIVATE_KEY),
    values: {},
    async token(user) {
      const username = world.users[user]?.username
      if (!username) throw new Unfilled(`the world has no user ${user}`)
      const token = tokens.get(user) ?? (await signIn(username, known))
      tokens.set(user, token)
      return token
    }
  }
  return known
}

async function signIn(username: string, known: Known): Promise<string> {
  const assertion = await fillText(`{{jwt:iss=APP_KEY,sub=${username},aud={{origin}},exp=now+120}}`, known)
  const body = new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion })
  const answer = await fetch(`${known.origin}/services/oauth2/token`, { method: 'POST', body })
  const { access_token: token, error_description: why } = (await answer.json()) as Record<string, string>
  if (!token) throw new Unfilled(`${username} cannot sign in: ${why}`)
  return token
}

async function post(url: string, body: object): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body)
  })
  if (!answer.ok) throw new Error(`${url} refused ${JSON.stringify(body)}: ${await answer.text()}`)
}
