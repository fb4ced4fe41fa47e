// Fills in what a recorded request leaves open: {{origin}}, {{token:organizer}}, {{jwt:…}}, {{id}}, {{string:300}} …
import { createSign } from 'node:crypto'

export type Known = {
  origin: string
  privateKey: string
  /** Values bound by earlier answers and by the set-up: id, code, redirect, verifier. */
  values: Record<string, string>
  token(user: string): Promise<string>
}

/** A placeholder that nobody has given a value. */
export class Unfilled extends Error {}

export async function fillText(text: string, known: Known): Promise<string> {
  let filled = text.replaceAll('{{origin}}', known.origin)
  for (const [mark, user = ''] of filled.matchAll(/\{\{token:(\w+)\}\}/g)) {
    filled = filled.replaceAll(mark, await known.token(user))
  }
  const raw = /^\{\{raw:([\s\S]*)\}\}$/.exec(filled)
  if (raw) return raw[1] ?? ''
  return filled.replace(/\{\{([a-zA-Z-]+)(?::([^{}]*))?\}\}/g, (mark, name: string, rest = '') =>
    fill(mark, name, rest, known)
  )
}

export async function fillValue(value: unknown, known: Known): Promise<unknown> {
  if (typeof value === 'string') return fillText(value, known)
  if (Array.isArray(value)) return Promise.all(value.map((item) => fillValue(item, known)))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(async ([name, held]) => [name, await fillValue(held, known)] as const)
  return Object.fromEntries(await Promise.all(entries))
}

function fill(mark: string, name: string, rest: string, known: Known): string {
  const bound = known.values[name]
  if (bound !== undefined) return bound
  switch (name) {
    case 'jwt':
      return assertion(rest, known)
    case 'string':
      return 'x'.repeat(Number(rest))
    case 'http-date':
      return new Date(moment(rest)).toUTCString()
    case 'iso':
    case 'datetime':
      return new Date(moment(rest)).toISOString()
    case 'now':
      return new Date(moment(`now${rest}`)).toISOString()
    default:
      throw new Unfilled(`nothing is known about ${mark}`)
  }
}

/** now, now-10 (seconds), now+2h, now-3d. */
function moment(text: string): number {
  const [, sign = '+', number = '0', unit = 's'] = /now(?:([+-])(\d+)([smhd])?)?/.exec(text) ?? []
  const seconds = { s: 1, m: 60, h: 3600, d: 86400 }[unit] ?? 1
  return Date.now() + (sign === '-' ? -1 : 1) * Number(number) * seconds * 1000
}

/** alg=RS256,iss=APP_KEY,sub=…,aud=…,exp=now+120,badSignature */
function assertion(text: string, { privateKey }: Known): string {
  const claims: Record<string, unknown> = {}
  const flags = new Set<string>()
  let alg = 'RS256'
  for (const part of text.split(',')) {
    const [name = '', ...value] = part.split('=')
    if (value.length === 0) flags.add(name)
    else if (name === 'alg') alg = value.join('=')
    else if (name === 'exp') claims.exp = Math.floor(moment(value.join('=')) / 1000)
    else claims[name] = value.join('=')
  }
  const segment = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const signed = `${segment({ alg })}.${segment(claims)}`
  const signature = createSign('RSA-SHA256').update(signed).sign(privateKey)
  if (flags.has('badSignature')) signature[0] = (signature[0] ?? 0) ^ 1
  return `${signed}.${signature.toString('base64url')}`
}
