import { catalogues } from './say.ts'
import type { Locale } from './when-words.ts'

/** Nobody's browser sends more; what is longer is not looked at. */
const LONGEST = 1_000

/** The language of ours that a browser likes best (RFC 9110, 12.5.4); undefined: it names none of them. */
export function languageFrom(header: string | undefined): Locale | undefined {
  if (!header || header.length > LONGEST) return undefined
  const liked = header.split(',').flatMap((each, order) => {
    const [tag = '', ...rest] = each
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/)
    const weight = rest.find((one) => one.startsWith('q='))?.slice(2)
    const quality = weight === undefined ? 1 : Number(weight)
    const language = tag.split('-', 1)[0] ?? ''
    return Object.hasOwn(catalogues, language) && quality > 0 ? [{ language: language as Locale, quality, order }] : []
  })
  return liked.sort((a, b) => b.quality - a.quality || a.order - b.order)[0]?.language
}
