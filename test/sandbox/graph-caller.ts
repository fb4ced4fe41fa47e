// The Graph face alone, at a fixed moment, asked without a socket.
import { type DirectoryUser, people, type WorldName } from '../../sandbox/directory.ts'
import { type Token, writeToken } from '../../sandbox/entra/tokens.ts'
import { createGraphFace } from '../../sandbox/exchange/face.ts'
import type { Ground } from '../../sandbox/face.ts'

// biome-ignore lint/suspicious/noExplicitAny: a body of Graph, looked into by the tests
export type Seen = { status: number; headers: Record<string, string>; body: any }

export function graphAt(moment: string, world: WorldName = 'acme') {
  let count = 0
  const ground: Ground = {
    world,
    now: () => Date.parse(moment),
    next: () => ++count,
    documents: { entra: { 'token secret': 'of the tests' }, graph: {}, salesforce: {} },
    changed: () => {}
  }
  const face = createGraphFace(ground)

  const ask = async (
    token: Omit<Token, 'expires'>,
    method: string,
    url: string,
    body?: unknown,
    headers = {}
  ): Promise<Seen> => {
    const [path = '', ...query] = url.split('?')
    const bearer = writeToken(ground, { ...token, expires: ground.now() + 3_600_000 })
    const answered = await face.answer({
      method,
      path: `/v1.0${path}`,
      query: new URLSearchParams(query.join('?')),
      headers: { authorization: `Bearer ${bearer}`, ...headers },
      body: body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body),
      origin: 'http://sandbox.test'
    })
    return { status: answered.status, headers: answered.headers ?? {}, body: answered.body }
  }
  const named = (name: string): DirectoryUser => {
    const found = people[world].find(({ givenName }) => givenName === name)
    if (!found) throw new Error(`Nobody is called ${name}.`)
    return found
  }

  type Ask = (method: string, url: string, body?: unknown, headers?: Record<string, string>) => Promise<Seen>
  return {
    ground,
    face,
    /** A person with every calendar scope. */
    as:
      (name: string, scopes = ['Calendars.ReadWrite', 'Calendars.ReadWrite.Shared']): Ask =>
      (...given) =>
        ask({ kind: 'user', user: named(name).id, scopes, roles: [] }, ...given),
    asApp: ((...given) =>
      ask(
        { kind: 'app', scopes: [], roles: ['Calendars.ReadWrite', 'MailboxSettings.Read', 'Mail.Send'] },
        ...given
      )) as Ask,
    /** The app, with a body that is no JSON. */
    raw: (method: string, url: string, body: string, headers: Record<string, string>) =>
      ask({ kind: 'app', scopes: [], roles: ['Mail.Send'] }, method, url, body, headers),
    idOf: (name: string) => named(name).id
  }
}

export const olga = '/users/olga.okafor@acme.example'

export const at = (dateTime: string, timeZone = 'Europe/Berlin') => ({ dateTime, timeZone })

export const meeting = (day: string, from: string, to: string, more = {}) => ({
  subject: 'Coffee',
  start: at(`${day}T${from}:00`),
  end: at(`${day}T${to}:00`),
  ...more
})
