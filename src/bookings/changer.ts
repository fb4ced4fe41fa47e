import type { Authority } from '../delegates/authority.ts'
import type { Person } from '../people/person.ts'

/**
 * By whose hand a booking changed: the invitee on her page, a person at the console (`right`: by which column of the rights
 * table), somebody in Outlook (whose name Exchange does not tell), or nobody but the clock.
 */
export type Changer =
  | { as: 'invitee' }
  | { as: 'organizer' | 'delegate'; id: Person['id']; name: string; right: string }
  | { as: 'calendar' }
  | { as: 'clock' }

/** Who has proved that she may change bookings of this organizer. */
export const changerBy = ({ actor, organizer, right }: Authority<'change booking'>): Changer => ({
  as: actor.id === organizer.id ? 'organizer' : 'delegate',
  id: actor.id,
  name: actor.name,
  right
})
