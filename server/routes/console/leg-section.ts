import type { FastifyRequest } from 'fastify'
import type { Leg } from '../../../src/activities/leg.ts'
import { footingOf } from '../../../src/delegates/footing.ts'
import type { Organizer } from '../../../src/people/organizer.ts'
import type { Services } from '../../services.ts'
import { type ToldLine, tellLine } from '../../wording/leg-story.ts'
import type { LegView } from './leg.view.ts'
import { legPlace } from './leg-place.ts'
import { legRow } from './leg-row.ts'
import { type LegSaid, legSaid, saidIn } from './leg-said.view.ts'
import { utc } from './organizer.view.ts'

/** The part "In Salesforce" of the page of a booking or of another meeting: how it stands, what to do, and its whole story. */
export type LegSection = {
  leg: LegView
  /** Newest first. */
  story: ToldLine[]
  /** What the last click came to. */
  said: LegSaid | null
}

export async function legSection(
  leg: Leg,
  organizer: Organizer,
  request: FastifyRequest,
  services: Services
): Promise<LegSection> {
  const { actor } = request
  const [footing, origin, attempts, place] = await Promise.all([
    footingOf(actor, organizer, services),
    services.salesforceOrigin(),
    services.legs.attempts(leg.key),
    legPlace(leg.source, services)
  ])
  const reader = { zone: place?.zone ?? utc, now: services.clock() }
  const clicked = saidIn(request.query as Record<string, unknown>)
  const row = await legRow(leg, { actor, organizer, footing, origin }, services)
  return {
    leg: row.leg,
    story: row.hidden ? [] : attempts.map((line) => tellLine(line, organizer.name, reader)).reverse(),
    said: clicked?.key === leg.key ? legSaid(clicked.did, leg, organizer) : null
  }
}
