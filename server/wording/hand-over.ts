// Why links cannot be handed over, told to the organizer. docs/errors.md documents the same words.
import type { HandOverReason } from '../../src/links/hand-over.ts'
import { possessive } from './who.ts'

/** `from` gives, `to` would receive; names are the directory's. */
export type Hands = { from: string; to: string }

export type HandOverWords = { sentence: string; remedy: string }

export function handOverWords(reason: HandOverReason, { from, to }: Hands): HandOverWords {
  switch (reason) {
    case 'same_person':
      return {
        sentence: `${from} answers for these links already.`,
        remedy: 'Choose somebody else, or leave them where they are.'
      }
    case 'lower_right':
      return {
        sentence: `${to} may do less in your name than these links need, or less than ${from} may. Nothing was changed.`,
        remedy: `Give ${to} at least ${possessive(from)} rights first (in Outlook: Calendar › Sharing and permissions › ${to} › Delegate), or choose somebody else.`
      }
    case 'right_unknown':
      return {
        sentence: `What ${from} and ${to} may do for you cannot be read right now, because Exchange does not answer. Nothing was changed.`,
        remedy: 'Try again in a few minutes.'
      }
    case 'nothing_to_hand_over':
      return {
        sentence: `${from} answers for no link in your name any more.`,
        remedy: 'Look at the list again: somebody may have handed them over already.'
      }
  }
}
