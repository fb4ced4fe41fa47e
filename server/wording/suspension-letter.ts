import type { Reason } from '../../src/delegates/reason.ts'
import { keeperOf } from '../../src/links/link.ts'
import type { AboutSuspension } from '../../src/notices/tell-of-suspensions.ts'
import type { Words } from '../../src/watch/mail.ts'
import type { Sentence } from './languages/en.ts'
import { letterIn, type Part } from './letter.ts'
import type { Reader } from './when.ts'

/** Mail about links that were suspended with their keeper's right, and about their return: which, why, and what to do. */
export function suspensionWords(
  { to, organizer, links, news }: AboutSuspension,
  reader: Reader,
  publicOrigin: string
): Words {
  const { locale = 'en' } = reader
  const yours = to.id === organizer.id
  const [first] = links
  const named = { organizer: organizer.name, maker: first ? keeperOf(first).name : '' }
  const listed: Part = {
    links: links.map(({ id, subject }) => ({ words: subject, href: `${publicOrigin}/console/links/${id}` }))
  }
  const subject = (yours: Sentence, hers: Sentence, isHers: boolean) =>
    isHers ? { say: hers, with: named } : { say: yours }
  if (news.what === 'revived')
    return letterIn(locale, subject('revivedSubjectYours', 'revivedSubjectHers', !yours), [
      { say: 'revived', with: named },
      listed
    ])
  const [why, remedy] = sentencesFor(news.because)
  return letterIn(locale, subject('suspendedSubjectYours', 'suspendedSubjectHers', !yours), [
    { say: 'suspended', with: named },
    listed,
    { say: why, with: { ...named, code: news.because } },
    { say: remedy, with: named },
    { say: 'suspendedBack' }
  ])
}

/** What happened to the right, and who can do what about it: as suspended.ts says it on pages. */
export function sentencesFor(because: Reason): [why: Sentence, remedy: Sentence] {
  switch (because) {
    case 'role_reviewer':
      return ['whyReviewer', 'doDelegateAgain']
    case 'full_access_is_not_delegation':
      return ['whyFullAccess', 'doDelegateAgain']
    case 'not_author':
    case 'no_grant':
      return ['whyNoRight', 'doDelegateAgain']
    case 'no_send_on_behalf':
      return ['whyNoSend', 'doSend']
    case 'grant_ended':
      return ['whyGrantEnded', 'doRenew']
    case 'organizer_disabled':
      return ['whyOrganizerOff', 'doOrganizerOn']
    case 'delegate_disabled':
      return ['whyDelegateOff', 'doDelegateOn']
    default:
      return ['whyOther', 'doAsk']
  }
}
