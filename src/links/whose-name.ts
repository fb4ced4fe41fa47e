import type { Person } from '../people/person.ts'
import type { From } from './create-link.ts'

/** Whose address stands in the From of a message, as far as the directory can tell. */
export type Sender = Person | 'not said' | 'nobody' | 'cannot be asked'

/** In whose name the offer is made; or what to ask, because nothing is guessed. */
export type WhoseName = { from: From } | { ask: 'not said' | 'nobody' | 'cannot be asked' | 'somebody else' }

/**
 * The From of a message decides whose offer it is: the delegate's who is signed in, or the organizer's whose calendar it is.
 * People are compared, not addresses: an alias is the same person. Whoever else it is from does not fit.
 */
export function whoseName(sender: Sender, actor: Person, organizer: Person): WhoseName {
  if (typeof sender === 'string') return { ask: sender }
  if (sender.id === organizer.id) return { from: 'organizer' }
  return sender.id === actor.id ? { from: 'delegate' } : { ask: 'somebody else' }
}
