import { zoneNamed } from '../../src/time/zones.ts'
import type { Letter } from '../../src/watch/calendar-watches.ts'
import type { Words } from '../../src/watch/mail.ts'
import type { About } from '../../src/watch/watch-calendar.ts'
import { fullInstant } from './when.ts'
import { calledBy, possessive } from './who.ts'

/** Mail to somebody whose links are open while the calendar behind them cannot be read, and when it can be again. */
export function letterWords(kind: Letter['kind'], about: About, publicOrigin: string, now: number): Words {
  const { to, organizer, whose: owner, link, since, problem } = about
  const own = to.id === owner.id
  const whose = own ? 'your' : possessive(owner.name)
  const subject = own ? 'Your' : possessive(owner.name)
  const zone = zoneNamed(link.zone) ?? { name: 'UTC', offsets: [0], changes: [] }
  const when = fullInstant(since, { zone, now })
  // a colleague's calendar stops only the links that require her
  const links = owner.id === organizer.id ? 'Your links' : `Your links for ${organizer.name} that require ${owner.name}`
  const hello = `Hello ${calledBy(to.name)},`
  const signed = `OnBehalf, ${publicOrigin}/console`
  if (kind === 'readable') {
    return {
      subject: `${subject} calendar can be read again`,
      text: `${hello}\n\n${whose} calendar, which could not be read since ${when}, can be read again. ${links} offer times as before.\n\n${signed}`
    }
  }
  return {
    subject: `${subject} calendar cannot be read`,
    text:
      `${hello}\n\n${whose} calendar cannot be read since ${when}. Whoever opens one of ${links.replace('Your', 'your')} reads that the times cannot be ` +
      'read right now; nobody can book, and nobody is told that everything is taken.\n\n' +
      'Mostly this passes by itself, and you are told when it has. If it lasts, show this to your administrator:\n' +
      `${problem}\n\n${signed}`
  }
}
