import type { BusyItem, BusyStatus, EverybodysBusyTimes, HeldTimes, Reading } from '../availability/busy-time.ts'
import type { OfferNeeds } from '../availability/offer.ts'
import type { PersonId } from '../people/person.ts'
import { type Span, same } from '../time/span.ts'

type Own = { organizer: PersonId; slot: Span; claim: Span }

/**
 * The same view of everybody's time, in which one booking does not stand in its own way: for moving it, also by less than its
 * length. Free/busy tells no ids, so an entry that begins and ends exactly like the meeting is taken for it, one for each
 * person, so that somebody else's at the same time still counts. Colleagues who have not answered show it as tentative.
 */
export function withoutOwn<Needs extends Pick<OfferNeeds, 'busyTimes' | 'heldTimes'>>(needs: Needs, own: Own): Needs {
  const busyTimes: EverybodysBusyTimes = {
    read: async (person, span, freshness) =>
      withoutMeeting(await needs.busyTimes.read(person, span, freshness), own, person.id),
    async readAll(people, span, freshness) {
      const readings = await needs.busyTimes.readAll(people, span, freshness)
      return new Map([...readings].map(([id, reading]) => [id, withoutMeeting(reading, own, id)]))
    }
  }
  return { ...withoutClaim(needs, own), busyTimes }
}

/** The same for a booking that stands in no calendar yet. */
export function withoutClaim<Needs extends Pick<OfferNeeds, 'heldTimes'>>(
  needs: Needs,
  own: Pick<Own, 'slot' | 'claim'>
): Needs {
  const heldTimes: HeldTimes = {
    heldTime: async (organizer, span) => withoutOne(await needs.heldTimes.heldTime(organizer, span), own.claim),
    async bookedStarts(organizer, span) {
      const starts = await needs.heldTimes.bookedStarts(organizer, span)
      const at = starts.indexOf(own.slot.start)
      return at < 0 ? starts : starts.toSpliced(at, 1)
    }
  }
  return { ...needs, heldTimes }
}

function withoutMeeting(reading: Reading, { organizer, slot }: Own, person: PersonId): Reading {
  if ('unknown' in reading) return reading
  const statuses: BusyStatus[] = person === organizer ? ['busy'] : ['busy', 'tentative']
  const is = (item: BusyItem) => same(item, slot) && statuses.includes(item.status)
  const at = reading.items.findIndex(is)
  return at < 0 ? reading : { ...reading, items: reading.items.toSpliced(at, 1) }
}

function withoutOne(spans: Span[], span: Span): Span[] {
  const at = spans.findIndex((each) => same(each, span))
  return at < 0 ? spans : spans.toSpliced(at, 1)
}
