import { calendar, type Entry, invitee, system } from '../audit/audit-log.ts'
import type { PersonId } from '../people/person.ts'
import type { Span } from '../time/span.ts'
import type { BookingId, Fact } from './booking.ts'
import type { Changer } from './changer.ts'

type Told = Pick<Entry, 'act' | 'result'> & { by: { id: PersonId; name: string }; right: string }

/**
 * How each fact stands in the history. The store writes both in one transaction, so that nothing happens to a booking that
 * the history does not tell.
 */
const told: { [T in Fact['type']]: (fact: Extract<Fact, { type: T }>) => Told } = {
  held: () => ({ by: invitee, right: 'the link', act: 'take a time', result: 'claimed' }),
  confirmed: () => ({ by: system, right: 'the link', act: 'create meeting', result: 'confirmed' }),
  released: ({ why, because }) =>
    because
      ? { by: system, right: because, act: 'create meeting', result: 'refused' }
      : { by: system, right: 'the link', act: 'create meeting', result: `released: ${why}` },
  requested: () => ({ by: invitee, right: 'the link', act: 'ask for a time', result: 'waits for approval' }),
  approved: ({ by }) => ({ ...handOf(by), act: 'change booking', result: 'approved' }),
  declined: ({ by }) => ({ ...handOf(by), act: 'change booking', result: by.as === 'clock' ? 'lapsed' : 'declined' }),
  'move asked': ({ by, slot }) => ({ ...handOf(by), act: 'change booking', result: `to be moved to ${isoOf(slot)}` }),
  'move given up': ({ why }) => ({ by: system, right: 'the link', act: 'move meeting', result: `not moved: ${why}` }),
  moved: ({ by, slot }) => ({ ...handOf(by), act: 'move meeting', result: `moved to ${isoOf(slot)}` }),
  cancelled: ({ by }) => ({ ...handOf(by), act: 'change booking', result: 'cancelled' }),
  'seen in calendar': ({ respects }) => ({
    ...handOf({ as: 'calendar' }),
    act: 'change booking',
    result: `seen: ${respects.join(', ')}`
  }),
  'twin removed': ({ id }) => ({
    by: system,
    right: 'the link',
    act: 'create meeting',
    result: `stood twice, the other one was removed: ${id}`
  }),
  'activity written': ({ recordId }) => ({
    by: system,
    right: 'the link',
    act: 'write activity',
    result: `written: ${recordId}`
  })
}

/** What an invitee or a person wrote about it stands in the booking, which can be forgotten. */
function handOf(by: Changer): Pick<Told, 'by' | 'right'> {
  switch (by.as) {
    case 'invitee':
      return { by: invitee, right: 'her key' }
    case 'calendar':
      return { by: calendar, right: 'the calendar' }
    case 'clock':
      return { by: system, right: 'the link' }
    default:
      return { by, right: by.right }
  }
}

const isoOf = ({ start }: Span) => new Date(start).toISOString().slice(0, 16).concat('Z')

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
