import type { Message } from '../../src/outbox/message.ts'
import { possessive } from './who.ts'

type Words = {
  /** What should come about. */
  what(organizer: string): string
  /** What it means when it is given up; null: it is not given up. */
  givenUp(organizer: string): string | null
}

/** Effects outside, in the words of whoever waits for them. */
export const effects: Record<Message['kind'], Words> = {
  'create meeting': {
    what: (organizer) => `The meeting in ${possessive(organizer)} calendar`,
    givenUp: () => null
  },
  'remove meeting': {
    what: (organizer) => `Taking a meeting out of ${possessive(organizer)} calendar`,
    givenUp: (organizer) =>
      `If the meeting still stands in ${possessive(organizer)} calendar, it has to be deleted there by hand.`
  },
  'move meeting': {
    what: (organizer) => `The new time of a meeting in ${possessive(organizer)} calendar`,
    givenUp: () => null
  },
  'cancel meeting': {
    what: (organizer) => `Cancelling a meeting in ${possessive(organizer)} calendar`,
    givenUp: (organizer) =>
      `If the meeting still stands in ${possessive(organizer)} calendar, it has to be cancelled there by hand.`
  },
  'keep one meeting': {
    what: (organizer) => `A look whether a meeting stands twice in ${possessive(organizer)} calendar`,
    givenUp: (organizer) =>
      `Should the meeting stand twice in ${possessive(organizer)} calendar, one of them has to be deleted there by hand.`
  },
  'ask for approval': {
    what: () => 'The mail that asks for approval of a booking',
    givenUp: () => 'The request can still be approved or declined on the page of the booking.'
  },
  'tell people': {
    what: () => 'The mail that tells of a booking',
    givenUp: () => 'Nobody is told of it by mail; the page of the booking shows it.'
  },
  'let request lapse': {
    what: () => 'The end of a request that nobody has answered',
    givenUp: () => null
  },
  'write activity': {
    what: (organizer) => `The Event in ${possessive(organizer)} Salesforce calendar`,
    givenUp: () => 'The meeting stays in the calendar, and Salesforce will not know of it.'
  }
}
