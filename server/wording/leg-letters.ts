import type { LegLetter } from '../../src/activities/keep-legs.ts'
import type { OutcomeCode } from '../../src/activities/outcome.ts'
import type { Words } from '../../src/watch/mail.ts'
import type { Sentence } from './languages/en.ts'
import { letterIn } from './letter.ts'
import { tellOutcome } from './outcomes.ts'
import { fullInstant, type Reader } from './when.ts'

/** What happened, and what to do: the sentences of outcomes.ts in the reader's language. */
export const legSentences: Record<OutcomeCode, [what: Sentence, remedy: Sentence]> = {
  organizer_sync_disabled: ['sfDisabled', 'sfDisabledDo'],
  sf_insufficient_create: ['sfCreate', 'sfCreateDo'],
  sf_insufficient_save: ['sfSave', 'sfSaveDo'],
  sf_insufficient_update: ['sfUpdate', 'sfUpdateDo'],
  sf_gone: ['sfGone', 'sfGoneDo'],
  sf_rejected: ['sfRejected', 'sfRejectedDo'],
  sf_retry_later: ['sfLater', 'sfLaterDo'],
  sf_limit: ['sfLimit', 'sfLimitDo']
}

/** Where it was the organizer's own user who was refused, nobody has to share anything with her. */
export const ownRemedies: Partial<Record<OutcomeCode, Sentence>> = {
  sf_insufficient_create: 'sfCreateOwnDo',
  sf_insufficient_save: 'sfSaveOwnDo',
  sf_insufficient_update: 'sfUpdateOwnDo'
}

/**
 * Mail to organizer and initiator about a meeting that does not get into Salesforce. Its title may hold what somebody outside
 * wrote, and so does not stand in the subject.
 */
export function legLetterWords(
  { organizer, outcome, subject, start }: LegLetter,
  reader: Reader,
  publicOrigin: string
): Words {
  const when = fullInstant(start, reader)
  const named = {
    organizer: organizer.name,
    username: 'username' in outcome ? (outcome.username ?? '') : '',
    actor: 'actor' in outcome ? (outcome.actor ?? '') : ''
  }
  const [what, usual] = legSentences[outcome.code]
  const own = 'actor' in outcome && outcome.actor === organizer.salesforceUsername
  const remedy = (own && ownRemedies[outcome.code]) || usual
  const { evidence } = tellOutcome(outcome, { organizer: organizer.name })
  return letterIn(
    reader.locale ?? 'en',
    { say: outcome.code === 'sf_gone' ? 'sfSubjectGone' : 'sfSubjectWaiting', with: { when } },
    [
      { say: 'sfMeeting', with: { organizer: organizer.name, subject: `“${subject}”`, when } },
      { say: what, with: named },
      { say: remedy, with: named },
      ...(evidence.length > 0 ? [{ say: 'sfSaid' } as const, { quote: evidence.join('\n') }] : []),
      { say: 'openConsole', href: `${publicOrigin}/console` }
    ]
  )
}
