import type { Confirmed } from '../../src/bookings/booking.ts'
import { replyOf } from '../../src/bookings/in-calendar.ts'
import type { NoticeKind } from '../../src/notices/notice.ts'
import type { Happened } from '../../src/notices/tell-people.ts'
import type { Words } from '../../src/watch/mail.ts'
import type { Sentence } from './languages/en.ts'
import { letterIn, type Part } from './letter.ts'
import { say } from './say.ts'
import { type Reader, slotName } from './when.ts'

/** Each kind on the page on which people choose. */
export const noticeWords: Record<NoticeKind, { name: string; hint: string }> = {
  booked: { name: 'Booked', hint: 'Somebody has taken a time, and the meeting is in the calendar.' },
  moved: { name: 'Moved', hint: 'A booking has another time, whoever moved it.' },
  cancelled: { name: 'Cancelled', hint: 'A booking is cancelled, whoever did it.' },
  declined: { name: 'Declined', hint: 'An invitee does not come, or a request was not approved.' },
  failed: { name: 'Not done', hint: 'Somebody asked for a time or a change, and it could not be brought about.' },
  approval: { name: 'Waits for approval', hint: 'Somebody has asked for a time that needs a yes.' },
  calendar: { name: 'Calendar cannot be read', hint: 'Links offer no times until it can be read again.' },
  suspended: {
    name: 'Link suspended',
    hint: 'A right was lost, and links offer no times until it is back; also when it is.'
  },
  salesforce: { name: 'Salesforce', hint: 'An Event could not be written, and somebody has to look.' },
  collision: { name: 'Two entries at one time', hint: 'Something was entered in Outlook in the second of a booking.' }
}

/**
 * Mail about a booking. Nothing that an invitee has written stands in a subject: subjects are shown on locked screens and in
 * lists, to whoever stands beside.
 */
export function bookingWords(happened: Happened, reader: Reader, publicOrigin: string): Words {
  const { to, link, organizer, after, before, kind } = happened
  const { locale = 'en' } = reader
  const when = slotName(after.slot, reader)
  const { name, address, note } = after.invitee
  const { what, parts } = said(happened, { when, who: `${name} <${address}>` }, reader)
  const isHers = to.id === organizer.id
  return letterIn(
    locale,
    {
      say: isHers ? 'inYours' : 'inHers',
      with: { what: say(locale, what), when, ...(isHers ? {} : { organizer: organizer.name }) }
    },
    [
      ...parts,
      ...(kind === 'booked' && note ? quoted('fromInvitee', note) : []),
      ...(before.state !== 'new' && kind === 'moved'
        ? [{ say: 'movedFrom', with: { when: slotName(before.slot, reader) } } as const]
        : []),
      { say: 'theLink', with: { subject: link.subject }, href: `${publicOrigin}/console/links/${link.id}` }
    ]
  )
}

function said(
  { fact, after }: Happened,
  given: { who: string; when: string },
  reader: Reader
): { what: Sentence; parts: Part[] } {
  const told = (sentence: Sentence): Part => ({ say: sentence, with: given })
  switch (fact.type) {
    case 'moved':
      return { what: 'whatMoved', parts: [told('moved'), ...byWhom(fact.by, reader)] }
    case 'cancelled':
      return {
        what: 'whatCancelled',
        parts: [told('cancelled'), ...byWhom(fact.by, reader), ...quoted('reasonGiven', fact.comment)]
      }
    case 'seen in calendar': {
      const proposed = replyOf(after as Confirmed)?.proposed
      const other: Part[] = proposed ? [{ say: 'proposed', with: { when: slotName(proposed, reader) } }] : []
      return { what: 'whatDeclined', parts: [told('declined'), ...other] }
    }
    case 'declined':
      return {
        what: 'whatNotApproved',
        parts: [
          told(fact.by.as === 'clock' ? 'lapsed' : 'notApproved'),
          ...byWhom(fact.by, reader),
          ...quoted('reasonGiven', fact.comment),
          { say: 'inviteeTold' }
        ]
      }
    case 'released':
      return { what: 'whatNotBooked', parts: [told('notBooked'), ...quoted('wentWrong', fact.why)] }
    case 'move given up':
      return { what: 'whatNotMoved', parts: [told('notMoved'), ...quoted('wentWrong', fact.why)] }
    default:
      return { what: 'whatBooked', parts: [told('booked')] }
  }
}

function byWhom(by: Extract<Happened['fact'], { by: unknown }>['by'], { locale = 'en' }: Reader): Part[] {
  switch (by.as) {
    case 'invitee':
      return [{ say: 'by', with: { by: say(locale, 'byInvitee') } }]
    case 'calendar':
      return [{ say: 'by', with: { by: say(locale, 'byOutlook') } }]
    case 'clock':
      return []
    default:
      return [{ say: 'by', with: { by: by.name } }]
  }
}

const quoted = (sentence: Sentence, text: string): Part[] => (text ? [{ say: sentence }, { quote: text }] : [])
