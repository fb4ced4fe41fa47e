import type { Leg } from '../../../src/activities/leg.ts'
import { actAbout } from '../../../src/activities/leg-acts.ts'
import { judge } from '../../../src/delegates/authority.ts'
import type { Footing } from '../../../src/delegates/footing.ts'
import type { Organizer } from '../../../src/people/organizer.ts'
import type { Person } from '../../../src/people/person.ts'
import type { Services } from '../../services.ts'
import { explain } from '../../wording/reasons.ts'
import { dayText, isoText, type Reader, spanText, zoneText } from '../../wording/when.ts'
import { type LegView, legView } from './leg.view.ts'
import { legPlace } from './leg-place.ts'
import { utc } from './organizer.view.ts'

/** A leg in a list. Of what is private, and not for this reader, only the time and how it stands. */
export type LegRow = {
  subject: string
  href: string | null
  when: { day: string; time: string; zone: string; iso: string } | null
  withWhom: { name: string; address: string } | null
  leg: LegView
  hidden: boolean
}

type About = {
  actor: Person
  organizer: Organizer
  footing: Footing
  /** Where Salesforce is to be found. */
  origin: string | null
}

export async function legRow(
  leg: Leg,
  { actor, organizer, footing, origin }: About,
  services: Services
): Promise<LegRow> {
  const now = services.clock()
  const place = await legPlace(leg.source, services)
  const names = { actor: actor.name, organizer: organizer.name }
  const reader: Reader = { zone: place?.zone ?? utc, now }
  const hidden = place?.private !== false && 'refused' in judge('see private items', actor, organizer, footing)
  const judged = judge(actAbout[leg.source.kind], actor, organizer, footing, place?.madeBy)
  const reason = hidden ? 'private_hidden' : 'refused' in judged ? judged.refused : null
  const refusal = reason && explain(reason, names).sentence
  const shown = legView(
    leg,
    { organizer, refusal, origin: hidden ? null : origin, address: place?.withWhom?.address ?? null },
    reader
  )
  return {
    subject: hidden ? 'Private meeting' : (place?.subject ?? 'No meeting any more'),
    href: hidden ? null : (place?.href ?? null),
    when: place
      ? {
          day: dayText(place.slot.start, reader),
          time: spanText(place.slot, reader),
          zone: zoneText(reader.zone),
          iso: isoText(place.slot.start)
        }
      : null,
    withWhom: hidden ? null : (place?.withWhom ?? null),
    hidden,
    leg: hidden ? { ...shown, evidence: [], notes: [] } : shown
  }
}
