// One sentence in one language. The catalogues are plain data; nothing else holds words of letters.
import { ar } from './languages/ar.ts'
import { de } from './languages/de.ts'
import { type Catalogue, en, type Sentence } from './languages/en.ts'
import { es } from './languages/es.ts'
import { fr } from './languages/fr.ts'
import { it } from './languages/it.ts'
import { ja } from './languages/ja.ts'
import { nl } from './languages/nl.ts'
import { pl } from './languages/pl.ts'
import { pt } from './languages/pt.ts'
import type { Locale } from './when-words.ts'

export const catalogues: Readonly<Record<Locale, Catalogue>> = { en, de, fr, es, it, pt, nl, pl, ja, ar }

/** What is filled into a sentence, by name. */
export type Values = Readonly<Record<string, string>>

/** "de-AT" is German. What is no language of ours, or not known, is English. */
export function localeOf(tag: string | null | undefined): Locale {
  const language = (tag ?? '').toLowerCase().split(/[-_]/, 1)[0] ?? ''
  return Object.hasOwn(catalogues, language) ? (language as Locale) : 'en'
}

export const directionOf = (locale: Locale) => (locale === 'ar' ? 'rtl' : 'ltr')

const NAMES = /\{(\w+)\}/g

/** The names that have to be filled in. */
export const namesIn = (sentence: string): string[] => [...sentence.matchAll(NAMES)].map(([, name = '']) => name)

/** `print`: how each value, and each stretch between them, is printed; as it is when left out. */
export function say(
  locale: Locale,
  sentence: Sentence,
  values: Values = {},
  print: { value(text: string): string; words(text: string): string } = plain
): string {
  const parts = catalogues[locale][sentence].split(NAMES)
  return parts.map((part, at) => (at % 2 === 0 ? print.words(part) : print.value(filledIn(part, values)))).join('')
}

function filledIn(name: string, values: Values): string {
  const value = values[name]
  if (value === undefined) throw new Error(`a sentence wants {${name}}, and nobody gave it`)
  return value
}

const plain = { value: (text: string) => text, words: (text: string) => text }
