import type { AnswerToInvitee } from '../../src/notices/tell-invitee.ts'
import { zoneNamed } from '../../src/time/zones.ts'
import type { Words } from '../../src/watch/mail.ts'
import type { Sentence } from './languages/en.ts'
import { letterIn } from './letter.ts'
import { localeOf } from './say.ts'
import { type Reader, slotName, utc } from './when.ts'

const answers: Record<AnswerToInvitee['answer'], [what: Sentence, next: Sentence]> = {
  declined: ['cannotTakeIt', 'askForAnother'],
  lapsed: ['notAnswered', 'askForAnother'],
  'not taken': ['notTaken', 'askForAnother'],
  'not offered any more': ['noLongerOffered', 'askForLink']
}

/**
 * Mail to an invitee whose request came to nothing without a meeting. In her language and zone; it holds nothing that she typed,
 * since whoever typed it may not be whose address it is. `page`: where she sees how it stands.
 */
export function inviteeWords(
  { answer, booking, link, comment, by }: AnswerToInvitee,
  { page, now }: { page: string; now: number }
): Words {
  const locale = localeOf(booking.invitee.language)
  const reader: Reader = { zone: zoneNamed(booking.invitee.zone) ?? zoneNamed(link.zone) ?? utc, now, locale }
  const organizer = link.organizer.name
  const when = slotName(booking.slot, reader)
  const [what, next] = answers[answer]
  return letterIn(locale, { say: 'noMeetingSubject', with: { organizer, when } }, [
    { say: 'youAskedFor', with: { organizer, when } },
    { say: what, with: { organizer } },
    ...(comment ? [{ say: 'writesYou', with: { name: by } } as const, { quote: comment }] : []),
    { say: next },
    { say: 'howItStands', href: page },
    { say: 'notYou' }
  ])
}
