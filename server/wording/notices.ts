import type { Confirmed } from '../../src/bookings/booking.ts'
import { replyOf } from '../../src/bookings/in-calendar.ts'
import type { TakenLetter } from '../../src/notices/letters.ts'
import type { NoticeKind } from '../../src/notices/notice.ts'
import type { Happened } from '../../src/notices/tell-people.ts'
import { zoneNamed } from '../../src/time/zones.ts'
import type { Words } from '../../src/watch/mail.ts'
import { type Reader, slotName } from './when.ts'
import { calledBy, possessive } from './who.ts'

/** Each kind on the page on which people choose. */
export const noticeWords: Record<NoticeKind, { name: string; hint: string }> = {
  booked: { name: 'Booked', hint: 'Somebody has taken a time, and the meeting is in the calendar.' },
  moved: { name: 'Moved', hint: 'A booking has another time, whoever moved it.' },
  cancelled: { name: 'Cancelled', hint: 'A booking is cancelled, whoever did it.' },
  declined: { name: 'Declined', hint: 'An invitee does not come, or a request was not approved.' },
  failed: { name: 'Not done', hint: 'Somebody asked for a time or a change, and it could not be brought about.' },
  approval: { name: 'Waits for approval', hint: 'Somebody has asked for a time that needs a yes.' },
  calendar: { name: 'Calendar cannot be read', hint: 'Links offer no times until it can be read again.' },
  salesforce: { name: 'Salesforce', hint: 'An Event could not be written, and somebody has to look.' },
  collision: { name: 'Two entries at one time', hint: 'Something was entered in Outlook in the second of a booking.' }
}

/**
 * Mail about a booking, in the zone of its link. Nothing that an invitee has written stands in a subject: subjects are shown on
 * locked screens and in lists, to whoever stands beside.
 */
export function bookingWords(happened: Happened, publicOrigin: string, now: number): Words {
  const { to, link, organizer, after, before } = happened
  const own = to.id === organizer.id
  const whose = own ? 'your' : possessive(organizer.name)
  const reader: Reader = { zone: zoneNamed(link.zone) ?? { name: 'UTC', offsets: [0], changes: [] }, now }
  const at = slotName(after.slot, reader)
  const { name, address, note } = after.invitee
  const who = `${name} <${address}>`
  const [subject, sentence] = said(happened, { whose, at, who, reader })
  const lines = [
    `Hello ${calledBy(to.name)},`,
    sentence,
    ...(happened.kind === 'booked' && note ? [`From the invitee, not verified:\n${quoted(note)}`] : []),
    ...(before.state !== 'new' && happened.kind === 'moved' ? [`Until now: ${slotName(before.slot, reader)}`] : []),
    `The link: "${link.subject}"\n${publicOrigin}/console/links/${link.id}`,
    `What you are told of, and when: ${publicOrigin}/console/notices`
  ]
  return { subject, text: lines.join('\n\n') }
}

type Given = { whose: string; at: string; who: string; reader: Reader }

function said({ fact, after }: Happened, { whose, at, who, reader }: Given): [subject: string, sentence: string] {
  switch (fact.type) {
    case 'moved':
      return [
        `Moved in ${whose} calendar: now ${at}`,
        `The meeting with ${who} is now on ${at}; ${byWhom(fact.by)} moved it.`
      ]
    case 'cancelled':
      return [
        `Cancelled in ${whose} calendar: ${at}`,
        `The meeting with ${who} on ${at} is cancelled, by ${byWhom(fact.by)}. The time is free again.${comment(fact.comment)}`
      ]
    case 'seen in calendar': {
      const proposed = replyOf(after as Confirmed)?.proposed
      const other = proposed ? ` Proposed instead: ${slotName(proposed, reader)}.` : ''
      return [
        `Declined in ${whose} calendar: ${at}`,
        `${who} has declined the meeting on ${at}. It still stands in the calendar until somebody moves or cancels it.${other}`
      ]
    }
    case 'declined':
      return [
        `Not approved for ${whose} calendar: ${at}`,
        fact.by.as === 'clock'
          ? `${who} asked for ${at}. Nobody approved it in time, and the time is free again.`
          : `${who} asked for ${at}, and ${byWhom(fact.by)} declined it. The time is free again.${comment(fact.comment)}`
      ]
    case 'released':
      return [
        `Not booked in ${whose} calendar: ${at}`,
        `${who} wanted ${at}, and nothing was booked; her page says so. What went wrong: ${fact.why}`
      ]
    case 'move given up':
      return [
        `Not moved in ${whose} calendar: ${at}`,
        `The meeting with ${who} was to be moved and stays on ${at}. What went wrong: ${fact.why}`
      ]
    default:
      return [`Booked in ${whose} calendar: ${at}`, `${who} has booked ${at}.`]
  }
}

function byWhom(by: Extract<Happened['fact'], { by: unknown }>['by']): string {
  switch (by.as) {
    case 'invitee':
      return 'the invitee'
    case 'calendar':
      return 'somebody in Outlook'
    case 'clock':
      return 'nobody'
    default:
      return by.name
  }
}

const comment = (text: string) => (text ? `\n\nThe reason given, not verified:\n${quoted(text)}` : '')

const quoted = (text: string) => text.replaceAll(/^/gm, '> ')

/** The letter of a day. */
export function dailyWords(letters: readonly TakenLetter[], publicOrigin: string): Words {
  const [first] = letters
  const parts = letters.map(
    ({ words }) => `${words.subject}\n${'-'.repeat(Math.min(60, words.subject.length))}\n${body(words)}`
  )
  const hello = first ? `Hello ${calledBy(first.to.name)},\n\n` : ''
  return {
    subject: `OnBehalf: ${letters.length} notices`,
    text: `${hello}${parts.join('\n\n\n')}\n\n\nWhat you are told of, and when: ${publicOrigin}/console/notices`
  }
}

/** Without what stands in each: the greeting, and where to choose. */
const body = ({ text }: Words) =>
  text
    .split('\n\n')
    .filter((part) => !/^Hello [^\n]*,$|\/console\/notices$/.test(part))
    .join('\n\n')
