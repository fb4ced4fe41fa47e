import type { Delivery } from '../../src/delegates/meeting-messages.ts'
import type { AnswerState, KeptAnswer } from '../../src/invitations/given-answer.ts'
import type { Answer } from '../../src/invitations/invitation.ts'
import type { StateWords } from './link-state.ts'
import { possessive } from './who.ts'

/** What the buttons say. */
export const answerButtons: Record<Answer, string> = { accept: 'Accept', tentative: 'Tentative', decline: 'Decline' }

const given: Record<Answer, string> = { accept: 'Accepted', tentative: 'Accepted tentatively', decline: 'Declined' }

const wanted: Record<Answer, string> = {
  accept: 'Accept: not sent yet',
  tentative: 'Accept tentatively: not sent yet',
  decline: 'Decline: not sent yet'
}

const tones: Record<AnswerState, StateWords['tone']> = {
  wanted: 'wait',
  given: 'good',
  overtaken: 'over',
  refused: 'stop'
}

/** What became of an answer, in a few words, and what else is to be said of it. */
export function answerWords({ state, answer, problem }: KeptAnswer): StateWords {
  const tone = tones[state]
  if (state === 'given') return { text: given[answer], tone, meaning: '' }
  if (state === 'wanted') return { text: wanted[answer], tone, meaning: problem ? 'It is tried again by itself.' : '' }
  return { text: `Not ${given[answer].toLowerCase()}`, tone, meaning: problem ?? '' }
}

/** Above the list, right after somebody has answered. */
export function answeredNotice(
  kept: KeptAnswer,
  organizer: string
): { tone: 'good' | 'wait'; lead: string; text: string } {
  const { state, answer, problem, silently } = kept
  if (state === 'given')
    return {
      tone: 'good',
      lead: `${given[answer]}.`,
      text: silently
        ? 'The sender has asked for no answer, and was sent none.'
        : `The sender has the answer in ${possessive(organizer)} name.`
    }
  if (state === 'wanted')
    return {
      tone: 'wait',
      lead: 'Not sent yet.',
      text: 'Exchange does not take the answer right now. It is kept and tried again by itself; nothing is sent twice.'
    }
  return { tone: 'wait', lead: `Not ${given[answer].toLowerCase()}.`, text: problem ?? '' }
}

/** Where invitations arrive is a setting of the whole mailbox, and said where somebody looks for them. */
export const deliveryText: Record<Delivery, (organizer: string) => string> = {
  'delegates only': (organizer) =>
    `Messages about meetings go to ${possessive(organizer)} delegates only: ${organizer} does not see invitations arrive.`,
  'delegates, organizer informed': (organizer) =>
    `Messages about meetings go to ${possessive(organizer)} delegates; ${organizer} gets a copy for information.`,
  'delegates and organizer': (organizer) =>
    `Messages about meetings go to ${possessive(organizer)} delegates and to ${organizer}: whoever answers first, answers.`
}
