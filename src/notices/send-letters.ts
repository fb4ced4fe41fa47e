import { backoff } from '../outbox/backoff.ts'
import { type Clock, MINUTE, SECOND } from '../time/instant.ts'
import type { Mail, Words } from '../watch/mail.ts'
import type { Letters, TakenLetter } from './letters.ts'

/** Longer than one mail may take: people who are written to at the same time do not wait for each other. */
export const LETTER_LEASE = 1 * MINUTE

/** None is begun later than this after they were taken: its mail would not be sent before another may take it. */
const BEGUN_WITHIN = LETTER_LEASE - 15 * SECOND

/** With the waits of the outbox that is some two hours; what is older than that is news no more. */
export const LETTER_ATTEMPTS = 12

export type SendingNeeds = {
  letters: Letters
  mail: Mail
  /** One letter, or one of many. */
  whole(letters: readonly [TakenLetter, ...TakenLetter[]]): Words
  clock: Clock
  random(): number
  report(letter: TakenLetter, problem: string): void
}

/**
 * Sends what is due, to so many people at once. Answers how many letters were taken, so that a loop knows whether to go on.
 * What may have been sent is not sent again.
 */
export async function sendLetters(people: number, needs: SendingNeeds): Promise<number> {
  const taken = needs.clock()
  const due = await needs.letters.take(people, LETTER_LEASE, taken)
  const envelopes = [...Map.groupBy(due, ({ to }) => to.id).values()].map(envelopesOf)
  await Promise.all(
    envelopes.map(async (ofOne) => {
      for (const envelope of ofOne) if (needs.clock() < taken + BEGUN_WITHIN) await send(envelope, needs)
    })
  )
  return due.length
}

type Envelope = [TakenLetter, ...TakenLetter[]]

/** Of one person: each letter for itself, and the daily ones in one. */
function envelopesOf(letters: TakenLetter[]): Envelope[] {
  const single = letters.filter(({ daily }) => !daily).map((letter): Envelope => [letter])
  const [first, ...others] = letters.filter(({ daily }) => daily)
  return first ? [...single, [first, ...others]] : single
}

async function send(envelope: Envelope, needs: SendingNeeds): Promise<void> {
  const [first] = envelope
  const outcome = await needs.mail.send(first.to, needs.whole(envelope))
  const now = needs.clock()
  if (outcome === 'sent') {
    await needs.letters.done(envelope, now)
    return
  }
  const problem = 'notSent' in outcome ? outcome.notSent : outcome.unclear
  needs.report(first, problem)
  if (!('notSent' in outcome)) await needs.letters.done(envelope, now)
  else if (first.attempt >= LETTER_ATTEMPTS) await needs.letters.giveUp(envelope, problem, now)
  else await needs.letters.later(envelope, now + backoff(first.attempt, needs.random), problem)
}
