import { join } from 'node:path'
import view from '@fastify/view'
import { Eta } from 'eta'
import type { FastifyInstance } from 'fastify'
import type { AssetAddress } from './assets.ts'

/** Eta, escaping always on. What every page needs beside its own view model stands here, once. */
export async function views(app: FastifyInstance, common: { assets: AssetAddress; organization: string }) {
  const folder = join(import.meta.dirname, '../../views')
  const eta = new Eta({ views: folder, cache: true, autoEscape: true })
  await app.register(view, {
    engine: {
      eta: {
        configure: eta.configure.bind(eta),
        render: (template: string, data: object) => mostlyLatin(eta.render(template, data)),
        renderAsync: eta.renderAsync.bind(eta)
      }
    },
    root: folder,
    viewExt: 'eta',
    production: true, // or every answer would read and compile its templates anew
    defaultContext: { ...common, lang: 'en' }
  })
}

/** More others than this, and the page is in a script of its own. */
const FEW = 500

const BEYOND_LATIN = /[\u0100-\u{10ffff}]/gu

/**
 * One character beyond Latin-1 makes the whole text two bytes a character inside Node, and costs a third of the pages a
 * second. In a page that is mostly Latin the few others are written as numbers, which mean the same everywhere in HTML.
 */
function mostlyLatin(page: string): string {
  let others = 0
  const latin = page.replace(BEYOND_LATIN, (character) =>
    others++ < FEW ? `&#${character.codePointAt(0)};` : character
  )
  return others > FEW ? page : latin
}
