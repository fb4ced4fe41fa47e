import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

const folder = join(import.meta.dirname, '../../public')

/** Plain files, put one behind the other, so that a page asks for one sheet. The order is the cascade. */
const sheets: Record<string, string[]> = {
  'book.css': ['tokens', 'base', 'forms', 'slots'],
  'console.css': [
    ...['tokens', 'base', 'forms'],
    ...[
      'frame',
      'people',
      'lists',
      'link-form',
      'week',
      'wider',
      'week-blocks',
      'outbox',
      'history',
      'grants',
      'index-state',
      'in-my-name',
      'preflight',
      'booking',
      'activities',
      'meeting',
      'notices',
      'invitations',
      'salesforce'
    ].map((part) => `console/${part}`)
  ]
}

/** The address of a file in public/, named by the content of all of them and so good for ever. */
export type AssetAddress = (file: string) => string

/** Serves public/ and the sheets under /assets/<version>/. */
export async function assets(app: FastifyInstance): Promise<AssetAddress> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(css|js|svg|png|ico)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  const hash = createHash('sha256')
  for (const file of files) hash.update(file.slice(folder.length)).update(readFileSync(file))
  const prefix = `/assets/${hash.digest('base64url').slice(0, 12)}/`
  const forever = 'public, max-age=31536000, immutable'

  await app.register(fastifyStatic, {
    root: folder,
    prefix,
    index: false,
    serveDotFiles: false,
    allowedPath: (path) => /\.(css|js|svg|png|ico)$/.test(path),
    cacheControl: false,
    setHeaders: (reply) => reply.header('cache-control', forever)
  })

  for (const [name, parts] of Object.entries(sheets)) {
    const sheet = parts.map((part) => readFileSync(join(folder, 'styles', `${part}.css`), 'utf8')).join('\n')
    app.get(`${prefix}${name}`, { config: { access: 'public' } }, (_request, reply) =>
      reply.type('text/css; charset=utf-8').header('cache-control', forever).send(sheet)
    )
  }
  return (file) => prefix + file
}
