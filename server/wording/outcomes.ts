// Why a meeting is not in Salesforce as it should be, told to the delegate or organizer who looks after it: what happened,
// what to do, and what happens next. docs/errors.md documents the same words; test/wording/outcomes.test.ts keeps the two
// together. Texts that came from Salesforce are given as plain text and escaped by the page.
import type { Outcome, OutcomeCode, Rejection } from '../../src/activities/outcome.ts'
import { possessive } from './who.ts'

export type ToldOutcome = {
  code: OutcomeCode
  /** What happened. */
  sentence: string
  /** What to do about it, and who. */
  remedy: string
  /** What happens by itself, or when somebody presses the button. */
  next: string
  /** What Salesforce said, line by line: an administrator's own words among them. */
  evidence: readonly string[]
  /** The record in question. */
  recordId: string | null
}

/** `username`: the organizer's own in Salesforce, where it is known. */
type Named = { organizer: string; username?: string | null }
type Words<C extends OutcomeCode> = (
  outcome: Extract<Outcome, { code: C }>,
  names: Named
) => Pick<ToldOutcome, 'sentence' | 'remedy' | 'next'>

const words: { [C in OutcomeCode]: Words<C> } = {
  organizer_sync_disabled: ({ username }, { organizer }) => ({
    sentence: `Salesforce does not let OnBehalf act for ${organizer}. The meeting itself stands in Outlook.`,
    remedy: `Ask a Salesforce administrator to allow the app for the user ${username}, or to activate that user.`,
    next: 'It is asked again every few minutes and written once when the connection is there. Only the organizer can save a meeting for the first time.'
  }),
  sf_insufficient_create: ({ actor }, { organizer, username }) => ({
    sentence: `Nothing may be added to ${possessive(organizer)} Salesforce calendar by the user who tried.`,
    remedy:
      actor === username
        ? `Ask a Salesforce administrator for the permissions “Access Activities” and “Edit Events” for ${actor}, who is ${organizer}.`
        : `Ask ${organizer} to share the Salesforce calendar with “Add Events”, or a Salesforce administrator for the permission “Edit Events”.`,
    next: 'It waits until somebody tries again here.'
  }),
  sf_insufficient_save: ({ actor }, { organizer, username }) => ({
    sentence: `The Event is in Salesforce, but the user ${actor} cannot see it there, so it was not saved.`,
    remedy:
      actor === username
        ? `Ask a Salesforce administrator to make ${organizer} the owner of the Event again.`
        : `Ask ${organizer} or a Salesforce administrator to share the Event with that user, or to make ${organizer} its owner again.`,
    next: 'Nothing is written a second time. It waits until somebody tries again here.'
  }),
  sf_insufficient_update: ({ actor }, { organizer, username }) => ({
    sentence: `The user ${actor} can see the Event in Salesforce, but may not change it.`,
    remedy:
      actor === username
        ? `Ask a Salesforce administrator what keeps ${actor}, who is ${organizer}, from changing the Event: a lock, or a missing permission “Edit Events”.`
        : `Ask ${organizer} to give that user “Full Access” to the Salesforce calendar, or connect ${possessive(organizer)} own Salesforce user.`,
    next: 'It waits until somebody tries again here.'
  }),
  sf_gone: () => ({
    sentence: 'Somebody has deleted the Event in Salesforce. The meeting itself stands in Outlook.',
    remedy: 'Decide whether it is to be made again, or to stay away.',
    next: 'Nothing is made again by itself, also not when the meeting moves.'
  }),
  sf_rejected: ({ errors }) => ({
    sentence: `Salesforce refused to save the Event${fieldsIn(errors)}.`,
    remedy:
      'Show the text below to a Salesforce administrator: a rule or a field of your organization stands in the way.',
    next: 'It waits until somebody tries again here.'
  }),
  sf_retry_later: () => ({
    sentence: 'Salesforce did not answer, or was busy. The meeting stands in Outlook, and Salesforce follows.',
    remedy: 'Nothing has to be done. If it lasts for hours, tell a Salesforce administrator.',
    next: 'It is tried again by itself for about three days, at longer and longer intervals.'
  }),
  sf_limit: ({ used, of }) => ({
    sentence: `Your organization has used up its Salesforce requests for 24 hours${used === null || of === null ? '' : ` (${used} of ${of})`}.`,
    remedy: 'Ask a Salesforce administrator what uses so many, or for a higher limit.',
    next: 'Writing goes on by itself as soon as there is room.'
  })
}

export function tellOutcome(outcome: Outcome, names: Named): ToldOutcome {
  const say = words[outcome.code] as Words<OutcomeCode>
  return {
    code: outcome.code,
    ...say(outcome, names),
    evidence: evidenceOf(outcome),
    recordId: 'recordId' in outcome ? outcome.recordId : null
  }
}

const evidenceOf = (outcome: Outcome): string[] => {
  if (outcome.code === 'sf_limit') return []
  if (outcome.code !== 'sf_rejected') return [outcome.said]
  return outcome.errors.map(({ code, message, fields }) => {
    const where = fields.length > 0 ? ` (${fields.join(', ')})` : ''
    return `${message || code}${where}${message && code ? ` · ${code}` : ''}`
  })
}

const fieldsIn = (errors: readonly Rejection[]) => {
  const fields = [...new Set(errors.flatMap((error) => error.fields))]
  if (fields.length === 0) return ''
  return fields.length === 1 ? ` because of the field ${fields[0]}` : ` because of the fields ${fields.join(', ')}`
}
