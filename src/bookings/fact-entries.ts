import { type Entry, invitee, system } from '../audit/audit-log.ts'
import type { PersonId } from '../people/person.ts'
import type { BookingId, Fact } from './booking.ts'

type Told = Pick<Entry, 'act' | 'result'> & { by: { id: PersonId; name: string }; right: string }

/**
 * How each fact stands in the history. The store writes both in one transaction, so that nothing happens to a booking that
 * the history does not tell.
 */
const told: { [T in Fact['type']]: (fact: Extract<Fact, { type: T }>) => Told } = {
  held: () => ({ by: invitee, right: 'the link', act: 'take a time', result: 'claimed' }),
  confirmed: () => ({ by: system, right: 'the link', act: 'create meeting', result: 'confirmed' }),
  released: ({ why }) => ({ by: system, right: 'the link', act: 'create meeting', result: `released: ${why}` }),
  'activity written': ({ recordId }) => ({
    by: system,
    right: 'the link',
    act: 'write activity',
    result: `written: ${recordId}`
  })
}

/** The entry of a fact about this booking of the organizer's. */
export function entryOf(booking: { id: BookingId; organizer: PersonId }, fact: Fact): Entry {
  const tell = told[fact.type] as (fact: Fact) => Told
  const { by, right, act, result } = tell(fact)
  const { id, name } = by
  return {
    at: fact.at,
    actor: id,
    actorName: name,
    organizer: booking.organizer,
    right,
    act,
    object: `booking ${booking.id}`,
    result
  }
}
