import type { Span } from '../time/span.ts'
import { wallText } from '../time/wall-text.ts'
import { zoneDataVersion } from '../time/zone-data.ts'
import { zoneNamed } from '../time/zones.ts'

/** A slot as a clock on somebody's wall shows it: "2027-01-05T10:00+01:00", and in which zone. */
export type OnWall = { zone: string; start: string; end: string }

/**
 * What the two people read when the slot was taken, and by which edition of the zone rules. The instant is what was booked
 * and never moves by itself; when rules change, this tells whom to ask.
 */
export type Seen = { tzdata: string; invitee: OnWall; organizer: OnWall }

export const seenOf = (slot: Span, zones: { invitee: string; organizer: string }): Seen => ({
  tzdata: zoneDataVersion,
  invitee: onWall(slot, zones.invitee),
  organizer: onWall(slot, zones.organizer)
})

/** A booking whose people read another time today than on the day it was made. */
export type Moved = { who: 'invitee' | 'organizer'; agreed: OnWall; shows: OnWall | undefined }

/** Whose clock shows another time for this slot by the present rules. `shows` is undefined when the zone is gone. */
export function movedSince(slot: Span, seen: Seen): Moved[] {
  return (['invitee', 'organizer'] as const).flatMap((who) => {
    const agreed = seen[who]
    const shows = zoneNamed(agreed.zone) && onWall(slot, agreed.zone)
    return shows?.start === agreed.start && shows.end === agreed.end ? [] : [{ who, agreed, shows }]
  })
}

function onWall({ start, end }: Span, name: string): OnWall {
  const zone = zoneNamed(name)
  if (!zone) throw new Error(`a booking in a zone that tzdata does not know: ${name}`)
  return { zone: zone.name, start: wallText(zone, start), end: wallText(zone, end) }
}
