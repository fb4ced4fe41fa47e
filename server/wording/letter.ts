// A letter, spelled twice: as plain text and as simple HTML. No style, no picture, nothing to be fetched: mail programs show
// it in their own way. Everything that is filled in is escaped, and stands apart from the direction of the text around it.
import type { Words } from '../../src/watch/mail.ts'
import type { Sentence } from './languages/en.ts'
import { directionOf, say, type Values } from './say.ts'
import type { Locale } from './when-words.ts'

export type Part =
  | { say: Sentence; with?: Values }
  /** The sentence is what can be pressed; in plain text the address stands below it. */
  | { say: Sentence; with?: Values; href: string }
  /** What somebody outside wrote, as it is. */
  | { quote: string }
  | { links: readonly { words: string; href: string }[] }

/** What a letter says, without greeting and end, which are put around it when it is sent. The subject goes to lists and locked screens. */
export function letterIn(locale: Locale, subject: { say: Sentence; with?: Values }, parts: readonly Part[]): Words {
  return {
    subject: say(locale, subject.say, subject.with),
    text: textOf(locale, parts),
    html: htmlOf(locale, parts),
    language: locale
  }
}

export const textOf = (locale: Locale, parts: readonly Part[]): string =>
  parts
    // what is quoted stands right below the words that say whose it is
    .map((part, at) => `${at === 0 ? '' : 'quote' in part ? '\n' : '\n\n'}${plain(locale, part)}`)
    .join('')

function plain(locale: Locale, part: Part): string {
  if ('quote' in part)
    return part.quote
      .split(LINES)
      .map((line) => `> ${line}`)
      .join('\n')
  if ('links' in part) return part.links.map(({ words, href }) => `- ${words}\n  ${href}`).join('\n')
  const words = say(locale, part.say, part.with, isolating[directionOf(locale)])
  return 'href' in part ? `${words}\n${part.href}` : words
}

export const htmlOf = (locale: Locale, parts: readonly Part[]): string =>
  parts
    .map((part) => {
      if ('quote' in part)
        return `<blockquote dir="auto">${part.quote.split(LINES).map(escaped).join('<br>')}</blockquote>`
      if ('links' in part) return `<ul>${part.links.map((link) => `<li dir="auto">${anchor(link)}</li>`).join('')}</ul>`
      const words = say(locale, part.say, part.with, inHtml)
      return `<p>${'href' in part ? `<a href="${escaped(part.href)}">${words}</a>` : words}</p>`
    })
    .join('\n')

/** A whole document around what letters say. */
export const htmlDocument = (locale: Locale, title: string, body: string): string =>
  [
    `<!doctype html><html lang="${locale}" dir="${directionOf(locale)}"><head><meta charset="utf-8"><title>${escaped(title)}</title></head><body>`,
    body,
    '</body></html>'
  ].join('\n')

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
export const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => escapes[character] ?? '')

const anchor = ({ words, href }: { words: string; href: string }) => `<a href="${escaped(href)}">${escaped(words)}</a>`

const inHtml = { value: (text: string) => `<bdi>${escaped(text)}</bdi>`, words: escaped }

/** In plain text only where it matters: U+2068 and U+2069 keep a Latin name in order among Arabic words. */
const isolating = {
  ltr: { value: (text: string) => text, words: (text: string) => text },
  rtl: { value: (text: string) => `\u2068${text}\u2069`, words: (text: string) => text }
}

const LINES = /\r\n?|\n|\u2028|\u2029/
