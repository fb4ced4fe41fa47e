import type { LinkState } from '../../src/links/link-state.ts'

/** A state in words; `tone` only repeats it (a colour, a dot). `meaning`: what it means for whoever shared the link. */
export type StateWords = { text: string; tone: 'good' | 'wait' | 'stop' | 'over'; meaning: string }

export function stateWords({ life }: LinkState, madeBy: string): StateWords {
  switch (life) {
    case 'open':
      return { text: 'Open', tone: 'good', meaning: 'People with the address can book.' }
    case 'suspended':
      return {
        text: 'Suspended',
        tone: 'stop',
        meaning: `${madeBy} may not offer this time at the moment, so nobody can book. The link opens again by itself when the right returns.`
      }
    case 'cannot be checked':
      return {
        text: 'Cannot be checked right now',
        tone: 'wait',
        meaning: 'Exchange does not answer. Until it does, nobody can book.'
      }
    case 'revoked':
      return {
        text: 'Revoked',
        tone: 'over',
        meaning: 'Nobody can book with it any more. Bookings that were made stay.'
      }
    case 'expired':
      return { text: 'Expired', tone: 'over', meaning: 'Its time is over. Bookings that were made stay.' }
    case 'exhausted':
      return { text: 'Used up', tone: 'over', meaning: 'Everything it offered has been booked.' }
  }
}
