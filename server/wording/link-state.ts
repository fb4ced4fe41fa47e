import type { LinkState } from '../../src/links/link-state.ts'
import { whySuspended } from './suspended.ts'

/** A state in words; `tone` only repeats it (a colour, a dot). `meaning`: what it means for whoever shared the link. */
export type StateWords = { text: string; tone: 'good' | 'wait' | 'stop' | 'over'; meaning: string }

export function stateWords(state: LinkState, madeBy: string, organizer: string): StateWords {
  switch (state.life) {
    case 'open':
      return { text: 'Open', tone: 'good', meaning: 'People with the address can book.' }
    case 'suspended': {
      const { why, remedy } = whySuspended(state.because, { maker: madeBy, organizer })
      return {
        text: 'Suspended',
        tone: 'stop',
        meaning: `${why} Nobody can book until that changes; then the link opens again by itself. ${remedy}`
      }
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
