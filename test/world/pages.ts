// A bare server for tests of pages: forms, views and failures as the product has them, and the routes in question.
import formbody from '@fastify/formbody'
import Fastify, { type FastifyInstance, type FastifyPluginAsync } from 'fastify'
import { errors } from '../../server/plugins/errors.ts'
import { views } from '../../server/plugins/views.ts'
import type { Services } from '../../server/services.ts'

export async function serverWith(
  routes: FastifyPluginAsync<{ services: Services }>,
  services: Services
): Promise<FastifyInstance> {
  const app: FastifyInstance = Fastify()
  await app.register(formbody)
  await views(app, { assets: (file) => `/assets/test/${file}`, organization: services.organization })
  errors(app)
  await app.register(routes, { services })
  return app
}

/** A form as a browser sends it. */
export const form = (url: string, fields: Record<string, string> | [string, string][] | string) => ({
  method: 'POST' as const,
  url,
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  payload: typeof fields === 'string' ? fields : new URLSearchParams(fields).toString()
})

/** What a person reads: the page without tags, entities decoded, spaces as one. */
export const textOf = (html: string) =>
  decode(html.replace(/<(script|style|title)\b[\s\S]*?<\/\1>/g, '').replace(/<[^>]+>/g, ' '))
    .replace(/\s+/g, ' ')
    .replace(/ ([,.])/g, '$1')
    .trim()

export const decode = (text: string) =>
  text
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&(amp|lt|gt|quot);/g, (_, name: string) => entities[name] ?? '')

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' }

/** The value of each field of a given name, in the order of the page. */
export const valuesOf = (html: string, name: string) =>
  [...html.matchAll(/<input\b[^>]*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => tag.includes(`name="${name}"`))
    .map((tag) => decode(/value="([^"]*)"/.exec(tag)?.[1] ?? ''))

export const titleOf = (html: string) => decode(/<title>([^<]*)<\/title>/.exec(html)?.[1] ?? '')

/** What is wrong with a page as such, whatever it says: one row a rule. */
export function flawsOf(html: string): string[] {
  const flaws: string[] = []
  const count = (pattern: RegExp) => [...html.matchAll(pattern)].length
  if (count(/<h1\b/g) !== 1) flaws.push(`${count(/<h1\b/g)} h1`)
  if (count(/<main\b/g) !== 1) flaws.push(`${count(/<main\b/g)} main`)
  if (!/<html lang="[a-z]{2}"/.test(html)) flaws.push('no lang')
  if (!titleOf(html)) flaws.push('no title')
  if (!html.includes('class="skip" href="#main"')) flaws.push('no skip link')
  if (/<style\b|\sstyle="|<script(?![^>]*\ssrc=)|\son[a-z]+="/.test(html)) flaws.push('inline code or style')
  if (/undefined|null|\[object|NaN|Invalid/.test(textOf(html) + valuesIn(html))) flaws.push('a value that is none')
  if (
    /(?:src|href|action)="(?:https?:)?\/\/(?!calendar\.google\.com|outlook\.office\.com|teams\.example|acme\.salesforce\.example)/.test(
      html
    )
  )
    flaws.push('somebody else')
  const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id)
  if (new Set(ids).size !== ids.length) flaws.push('an id twice')
  for (const [, id] of html.matchAll(/\s(?:for|aria-labelledby)="([^"]*)"/g))
    if (!ids.includes(id)) flaws.push(`nothing is called ${id}`)
  for (const [, described] of html.matchAll(/\saria-describedby="([^"]*)"/g))
    for (const id of described?.split(' ') ?? []) if (!ids.includes(id)) flaws.push(`nothing is called ${id}`)
  return flaws
}

/** But for what was drawn by lot: sooner or later a signature spells any word. */
const valuesIn = (html: string) =>
  [
    ...html
      .replace(/<input\b[^>]*name="(?:id|_csrf)"[^>]*>/g, '')
      .matchAll(/\s(?:value|href|action|datetime)="([^"]*)"/g)
  ]
    .map(([, value]) => value)
    .join(' ')
