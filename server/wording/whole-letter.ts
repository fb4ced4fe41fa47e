// What is put around letters when they are sent: the greeting, and where to choose.
import type { TakenLetter } from '../../src/notices/letters.ts'
import type { Words } from '../../src/watch/mail.ts'
import { escaped, htmlDocument, htmlOf, type Part, textOf } from './letter.ts'
import { localeOf, say } from './say.ts'
import type { Locale } from './when-words.ts'
import { calledBy } from './who.ts'

/** One letter, or those of a day in one, to one person. */
export function wholeLetter(letters: readonly [TakenLetter, ...TakenLetter[]], publicOrigin: string): Words {
  const last = letters.at(-1) ?? letters[0]
  const { to, words, kind } = last
  // written before there was HTML: it is whole already
  if (letters.length === 1 && words.html === undefined) return words

  const locale = localeOf(words.language)
  const subject = letters.length === 1 ? words.subject : say(locale, 'dailySubject', { count: String(letters.length) })
  const greeting: Part[] = [{ say: 'hello', with: { name: nameIn(locale, to.name) } }]
  const end: Part[] = [{ say: 'choose', href: `${publicOrigin}/console/notices` }]
  const around = kind === 'invitee' ? { greeting: [], end: [] } : { greeting, end }
  const titled = letters.length > 1
  return {
    subject,
    language: locale,
    text: [
      textOf(locale, around.greeting),
      ...letters.map(({ words }) =>
        titled ? `${words.subject}\n${underline(words.subject)}\n${words.text}` : words.text
      ),
      textOf(locale, around.end)
    ]
      .filter(Boolean)
      .join(titled ? '\n\n\n' : '\n\n'),
    html: htmlDocument(
      locale,
      subject,
      [
        htmlOf(locale, around.greeting),
        ...letters.map(({ words }) => `${titled ? `<h2>${escaped(words.subject)}</h2>\n` : ''}${bodyOf(words)}`),
        htmlOf(locale, around.end)
      ]
        .filter(Boolean)
        .join('\n')
    )
  }
}

/** In English colleagues are greeted by their first name; elsewhere that may be too much. */
const nameIn = (locale: Locale, name: string) => (locale === 'en' ? calledBy(name) : name)

const underline = (subject: string) => '-'.repeat(Math.min(60, subject.length))

const bodyOf = ({ html, text }: Words) => html ?? `<pre>${escaped(text)}</pre>`
