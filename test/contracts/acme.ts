// The sandbox's world acme, and our adapters connected to it as an app would be.
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { type Sandbox, startSandbox } from '../../sandbox/start.ts'
import { createGraph, type Graph } from '../../src/exchange/graph-client.ts'
import { appToken } from '../../src/identity/app-token.ts'
import type { EntraSettings } from '../../src/identity/entra.ts'
import type { Organizer } from '../../src/people/organizer.ts'
import type { Person } from '../../src/people/person.ts'

export type Acme = {
  readonly origin: string
  readonly settings: Record<string, string>
  readonly entra: EntraSettings
  readonly graph: Graph
  trouble(rule: Record<string, unknown>): Promise<void>
  journal(): Promise<Asked[]>
  state(): Promise<State>
  post(path: string, body: unknown): Promise<unknown>
  /** A person's own Graph token. */
  tokenOf(person: Person, expired?: boolean): Promise<string>
}

export type Asked = { cloud: string; method: string; path: string; actor?: string; status: number }

type Row = Record<string, unknown>
type State = { mailboxes: Record<string, { events: Row[]; sent: Row[] }>; salesforce: Record<string, Row[]> }

const TENANT = 'a0c3e000-0000-4000-8000-00000000ac3e'

const person = (number: number, name: string): Person => ({
  id: `${TENANT}/a0c3e000-0000-4000-8000-${String(number).padStart(12, '0')}`,
  name,
  address: `${name.toLowerCase().replace(' ', '.')}@acme.example`
})

const organizer = (number: number, name: string): Organizer => ({
  ...person(number, name),
  enrolledAt: 0,
  salesforceUsername: person(number, name).address
})

export const olga = organizer(1, 'Olga Okafor')
export const dana = person(2, 'Dana Whitfield')
export const ari = person(3, 'Ari Weiss')
export const rae = person(4, 'Rae Lindqvist')
export const sam = person(5, 'Sam Boateng')
export const fay = person(6, 'Fay Moreau')
export const eve = person(8, 'Eve Tanaka')
export const priya = organizer(11, 'Priya Raman')

/** One sandbox for the file, as it was seeded for every test. */
export function useAcme(): Acme {
  let sandbox: Sandbox
  let graph: Graph
  beforeAll(async () => {
    sandbox = await startSandbox({ world: 'acme' })
    graph = createGraph({ graphOrigin: sandbox.origin, tokens: appToken(acme.entra) })
  })
  beforeEach(() => sandbox.reset())
  afterAll(() => sandbox.close())

  const ask = async (method: string, path: string, body?: unknown) => {
    const sent =
      body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
    const response = await fetch(`${sandbox.origin}${path}`, { method, ...sent })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return response.status === 204 ? undefined : await response.json()
  }

  const acme: Acme = {
    get origin() {
      return sandbox.origin
    },
    get settings() {
      return sandbox.settings
    },
    get entra() {
      const { ENTRA_TENANT_ID = '', ENTRA_CLIENT_ID = '', ENTRA_CLIENT_SECRET = '' } = sandbox.settings
      return {
        tenantId: ENTRA_TENANT_ID,
        clientId: ENTRA_CLIENT_ID,
        clientSecret: ENTRA_CLIENT_SECRET,
        authority: sandbox.settings.ENTRA_AUTHORITY ?? '',
        secret: Buffer.alloc(32, 7)
      }
    },
    get graph() {
      return graph
    },
    trouble: (rule) => ask('POST', '/_sandbox/trouble', rule) as Promise<void>,
    journal: () => ask('GET', '/_sandbox/journal') as Promise<Asked[]>,
    state: () => ask('GET', '/_sandbox/state') as Promise<State>,
    post: (path, body) => ask('POST', path, body),
    async tokenOf({ address }, expired = false) {
      const token = await ask('POST', '/_sandbox/token', { as: address, expired })
      return (token as { access_token: string }).access_token
    }
  }
  return acme
}
