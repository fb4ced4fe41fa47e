// The story of a leg, line by line: what was tried, as whom, and what came of it.
import type { LegState, StoryLine } from '../../src/activities/leg.ts'
import type { OutcomeCode } from '../../src/activities/outcome.ts'
import { type Reader, shortWhen } from './when.ts'
import { possessive } from './who.ts'

export type ToldLine = {
  text: string
  /** What was said, in the words of whoever said it; '' for nothing. */
  said: string
  /** "Today 14:02", or "7 times, first Monday 09:00, last Today 14:02" */
  when: string
  at: number
}

type Result = LegState | OutcomeCode | 'changed there'

const texts: { [R in Result]: (who: string, organizer: string) => string } = {
  waiting: (who) => (who ? `${who} asked for it` : 'It waits'),
  review: () => 'Stopped for a choice',
  written: (who) => `Written${as(who)}`,
  parked: () => 'Stopped: somebody must look',
  'removed there': () => 'The Event was deleted in Salesforce',
  'given up': (who) => `${who || 'Somebody'} ended it`,
  withheld: () => 'Not written',
  'taken out': (who) => `There is no meeting any more${as(who)}`,
  'changed there': () => 'Changed in Salesforce, by somebody there',
  organizer_sync_disabled: (_, organizer) => `Salesforce did not let OnBehalf act for ${organizer}`,
  sf_insufficient_create: (who, organizer) => `Nothing may be added to ${possessive(organizer)} calendar${as(who)}`,
  sf_insufficient_save: (who) => `The Event could not be seen${as(who)}`,
  sf_insufficient_update: (who) => `The Event could not be changed${as(who)}`,
  sf_gone: () => 'The Event was deleted in Salesforce',
  sf_rejected: (who) => `Salesforce refused it${as(who)}`,
  sf_retry_later: () => 'Salesforce did not answer, or was busy',
  sf_limit: () => 'The requests of the day were used up'
}

/** A person's own act names her; an attempt names the Salesforce user in whose name it was made. */
const as = (who: string) => (who ? `, as ${who}` : '')

export function tellLine(
  { at, lastAt, times, actor, result, said }: StoryLine,
  organizer: string,
  reader: Reader
): ToldLine {
  const text = texts[result as Result]?.(actor ?? '', organizer) ?? result
  const when =
    times === 1
      ? shortWhen(at, reader)
      : `${times} times, first ${shortWhen(at, reader)}, last ${shortWhen(lastAt, reader)}`
  return { text, said, when, at: lastAt }
}
