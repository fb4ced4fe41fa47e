// A person or the app as a caller of the sandbox's Salesforce, for the tests of this folder.
import { createSign } from 'node:crypto'
import type { Sandbox } from '../../sandbox/start.ts'
import { aSandbox, send, sendForm } from './asking.ts'

export type Got = { status: number; body: never; headers: Headers }
export type Ask = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Got>

export const olga = '0058X000000OlgaQAC'
export const dana = '0058X000000DanaQAC'
export const grace = '0038X0000000001QAA'

export async function anOrg() {
  const sandbox = await aSandbox({ world: 'acme' })
  return {
    sandbox,
    as: (givenName: string) => caller(sandbox, username(givenName)),
    turn: (knob: object) => send(sandbox.origin, 'POST', '/_sandbox/salesforce', knob)
  }
}

const surnames: Record<string, string> = { olga: 'okafor', dana: 'whitfield', ari: 'weiss', piet: 'jansen' }
export const username = (givenName: string) =>
  surnames[givenName] ? `${givenName}.${surnames[givenName]}@acme.example` : `${givenName}@acme.example`

/** Paths are below /services/data/v67.0. */
async function caller(sandbox: Sandbox, sub: string): Promise<Ask> {
  const { access_token: token } = (await (await signIn(sandbox, { sub })).json()) as { access_token: string }
  return async (method, path, body, headers = {}) => {
    const answer = await fetch(`${sandbox.origin}/services/data/v67.0${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) })
    })
    const text = await answer.text()
    return { status: answer.status, headers: answer.headers, body: (text ? JSON.parse(text) : undefined) as never }
  }
}

export function signIn(sandbox: Sandbox, claims: object, header: object = { alg: 'RS256' }) {
  return sendForm(sandbox.origin, '/services/oauth2/token', {
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    assertion: assertionOf(sandbox, claims, header)
  })
}

export function assertionOf({ settings }: Sandbox, claims: object, header: object = { alg: 'RS256' }): string {
  const all = {
    iss: settings.SALESFORCE_CLIENT_ID,
    aud: settings.SALESFORCE_LOGIN_URL,
    exp: Math.floor(Date.now() / 1000) + 120,
    ...claims
  }
  const segment = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const signed = `${segment(header)}.${segment(all)}`
  const signature = createSign('RSA-SHA256').update(signed).sign(String(settings.SALESFORCE_PRIVATE_KEY), 'base64url')
  return `${signed}.${signature}`
}

export const meeting = (more: object = {}) => ({
  Subject: 'Introduction',
  StartDateTime: '2026-12-07T09:00:00Z',
  EndDateTime: '2026-12-07T09:30:00Z',
  ...more
})

export const query = (soql: string) => `/query?q=${encodeURIComponent(soql)}`
