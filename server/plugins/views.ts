import { join } from 'node:path'
import view from '@fastify/view'
import { Eta } from 'eta'
import type { FastifyInstance } from 'fastify'
import type { AssetAddress } from './assets.ts'

/** Eta, escaping always on. What every page needs beside its own view model stands here, once. */
export async function views(app: FastifyInstance, common: { assets: AssetAddress; organization: string }) {
  const folder = join(import.meta.dirname, '../../views')
  const eta = new Eta({
    views: folder,
    cache: true,
    autoEscape: true,
    escapeFunction: escaped,
    plugins: [{ processTemplate: inLatin }]
  })
  await app.register(view, {
    engine: { eta },
    root: folder,
    viewExt: 'eta',
    production: true, // or every answer would read and compile its templates anew
    defaultContext: { ...common, lang: 'en' }
  })
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** As every value is printed. */
export const escaped = (value: unknown) =>
  inLatin(String(value).replace(/[&<>"']/g, (character) => escapes[character] ?? ''))

const BEYOND_LATIN = /[\u0100-\u{10ffff}]/u
const EACH_BEYOND_LATIN = /[\u0100-\u{10ffff}]/gu

/**
 * One character beyond Latin-1 makes the whole page two bytes a character inside Node, and costs a third of the pages a
 * second. Such characters are written as numbers, which mean the same everywhere in HTML: in the templates when they are
 * compiled, in what they print as it is printed.
 */
function inLatin(text: string): string {
  if (!BEYOND_LATIN.test(text)) return text
  return text.replace(EACH_BEYOND_LATIN, (character) => `&#${character.codePointAt(0)};`)
}
