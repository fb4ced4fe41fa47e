import type { LegLetter } from '../../src/activities/keep-legs.ts'
import { zoneNamed } from '../../src/time/zones.ts'
import type { Words } from '../../src/watch/mail.ts'
import { tellOutcome } from './outcomes.ts'
import { fullInstant } from './when.ts'
import { calledBy, possessive } from './who.ts'

/** Mail to organizer and initiator about a meeting that does not get into Salesforce. */
export function legLetterWords(
  { to, organizer, outcome, subject, start }: LegLetter,
  publicOrigin: string,
  now: number
): Words {
  const own = to.id === organizer.id
  const zone = zoneNamed('UTC') ?? { name: 'UTC', offsets: [0], changes: [] }
  const { sentence, remedy, next, evidence } = tellOutcome(outcome, { organizer: organizer.name })
  const told = evidence.length > 0 ? `\n\nWhat Salesforce said:\n${evidence.join('\n')}` : ''
  const title = outcome.code === 'sf_gone' ? 'was removed from Salesforce' : 'is not in Salesforce yet'
  return {
    subject: `A meeting ${title}: ${subject}`.slice(0, 200),
    text:
      `Hello ${calledBy(to.name)},\n\n${own ? 'your' : possessive(organizer.name)} meeting “${subject}” on ${fullInstant(start, { zone, now })}:\n` +
      `${sentence}\n\n${remedy}\n${next}${told}\n\nOnBehalf, ${publicOrigin}/console`
  }
}
