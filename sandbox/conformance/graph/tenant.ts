// Talks to the sandbox as the cases do: through HTTP, with a bearer token for whoever calls.
import type { Control } from '../control.ts'
import type { CallerSpec, Exchange } from './case.ts'
import { people, personCalled } from './people.ts'

export type Reply = { status: number; headers: Headers; text: string; body: unknown }

export type Tenant = {
  ask(exchange: Exchange, caller: CallerSpec): Promise<Reply>
  /** Sets the scene with an application's rights over everything; a refusal is a mistake of the runner. */
  arrange(method: string, path: string, body?: unknown, as?: CallerSpec): Promise<Record<string, unknown>>
  control: Control
}

export const everything: CallerSpec = { mode: 'application' }

/** A person with all the calendar rights a token can give. */
export const asPerson = (address: string): CallerSpec => ({
  mode: 'delegated',
  as: address,
  scopes: ['Calendars.ReadWrite', 'Calendars.ReadWrite.Shared', 'Mail.Read']
})

export function createTenant(origin: string, control: Control): Tenant {
  const ask: Tenant['ask'] = async ({ method, path, requestHeaders = {}, requestBody }, caller) => {
    const headers = new Headers(requestHeaders)
    const bearer = headers.has('authorization') ? undefined : await tokenFor(caller, control)
    if (bearer) headers.set('authorization', `Bearer ${bearer}`)
    const hasBody = requestBody !== undefined && requestBody !== null
    if (hasBody && !headers.has('content-type')) headers.set('content-type', 'application/json')
    const body = hasBody ? { body: typeof requestBody === 'string' ? requestBody : JSON.stringify(requestBody) } : {}
    // A "#" in a path is part of a name, as in guest accounts.
    const response = await fetch(origin + path.replaceAll('#', '%23'), { method, headers, ...body })
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, body: parsed(text) }
  }
  return {
    ask,
    control,
    async arrange(method, path, body, as = everything) {
      const reply = await ask({ method, path: `/v1.0${path}`, requestBody: body }, as)
      if (reply.status < 400) return (reply.body ?? {}) as Record<string, unknown>
      throw new Error(
        `The scene cannot be set: ${method} ${path} was answered ${reply.status} ${reply.text.slice(0, 200)}`
      )
    }
  }
}

function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    return text
  }
}

async function tokenFor(
  { mode, as, scopes, roles, expired }: CallerSpec,
  control: Control
): Promise<string | undefined> {
  if (mode === 'anonymous' || mode === 'graph-service') return undefined
  const whom =
    mode === 'application'
      ? { as: 'app', ...(roles ? { roles } : {}) }
      : { as: personCalled(as ?? '')?.address ?? people.alex.address, ...(scopes ? { scopes } : {}) }
  const answer = (await control('POST', '/_sandbox/token', { ...whom, ...(expired ? { expired } : {}) })) as {
    access_token?: string
  }
  if (!answer.access_token) throw new Error(`The sandbox gave no token for ${as ?? mode}.`)
  return answer.access_token
}
