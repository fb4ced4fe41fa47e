import type { Letter } from '../../src/watch/calendar-watches.ts'
import type { Words } from '../../src/watch/mail.ts'
import type { About } from '../../src/watch/watch-calendar.ts'
import { letterIn, type Part } from './letter.ts'
import { fullInstant, type Reader } from './when.ts'

/** Mail to somebody whose links are open while the calendar behind them cannot be read, and when it can be again. */
export function letterWords(kind: Letter['kind'], about: About, reader: Reader, publicOrigin: string): Words {
  const { to, whose, problem } = about
  const { locale = 'en' } = reader
  const hers = to.id !== whose.id
  const owner: Record<string, string> = hers ? { owner: whose.name } : {}
  const since = { since: fullInstant(about.since, reader) }
  const end: Part = { say: 'openConsole', href: `${publicOrigin}/console` }
  if (kind === 'readable')
    return letterIn(locale, { say: hers ? 'readableSubjectHers' : 'readableSubjectYours', with: owner }, [
      { say: 'readable', with: since },
      end
    ])
  return letterIn(locale, { say: hers ? 'unreadSubjectHers' : 'unreadSubjectYours', with: owner }, [
    { say: hers ? 'unreadHers' : 'unreadYours', with: { ...owner, ...since } },
    { say: 'unreadMeans' },
    { say: 'unreadPasses' },
    { quote: problem },
    end
  ])
}
