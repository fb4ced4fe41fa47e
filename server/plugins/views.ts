import { join } from 'node:path'
import view from '@fastify/view'
import { Eta } from 'eta'
import type { FastifyInstance } from 'fastify'
import type { AssetAddress } from './assets.ts'

/** Eta, escaping always on. What every page needs beside its own view model stands here, once. */
export async function views(app: FastifyInstance, common: { assets: AssetAddress; organization: string }) {
  const folder = join(import.meta.dirname, '../../views')
  await app.register(view, {
    engine: { eta: new Eta({ views: folder, cache: true, autoEscape: true }) },
    root: folder,
    viewExt: 'eta',
    production: true, // or every answer would read and compile its templates anew
    defaultContext: { ...common, lang: 'en' }
  })
}
