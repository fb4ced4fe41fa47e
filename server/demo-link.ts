import { usuallyBlocks } from '../src/availability/busy-minutes.ts'
import type { AvailabilityLink } from '../src/links/link.ts'
import type { Services } from './services.ts'

const DEMO_LINK = '00000000-0000-4000-8000-0000000de301'

type Needs = Pick<Services, 'organizers' | 'directory' | 'links' | 'tokens' | 'mailboxHours' | 'clock' | 'publicOrigin'>

/**
 * The ready link of the tour, in the sandbox only: Dana's, for half an hour with Olga. The same at every start; undefined
 * once it was revoked, or in a world without the two.
 */
export async function demoLink(needs: Needs): Promise<string | undefined> {
  const kept = await needs.links.find(DEMO_LINK)
  if (kept?.link.revokedAt) return undefined

  if (!kept) {
    const olga = (await needs.organizers.all()).find(({ name }) => name === 'Olga Okafor')
    const dana = await needs.directory.byAddress('dana.whitfield@acme.example')
    const hours = olga && (await needs.mailboxHours.hoursOf(olga))
    if (!olga || !dana || !hours || 'unknown' in hours) return undefined
    const { id, name, address } = olga
    const link: AvailabilityLink = {
      id: DEMO_LINK,
      kind: 'availability',
      organizer: { id, name, address },
      initiator: dana,
      madeBy: dana,
      createdAt: needs.clock(),
      revokedAt: null,
      expiresAt: null,
      uses: null,
      zone: hours.zone,
      hours: hours.hours,
      lengths: [30],
      step: null,
      overrides: [],
      firstDate: null,
      lastDate: null,
      perDay: null,
      perWeek: null,
      required: [],
      optional: [],
      horizonDays: 365,
      bufferBefore: 0,
      bufferAfter: 0,
      notice: 0,
      blocks: usuallyBlocks,
      subject: `Meeting with ${name}`,
      place: { kind: 'teams' },
      note: ''
    }
    await needs.links.add(link, needs.tokens.hash(needs.tokens.ofLink(DEMO_LINK)))
  }
  return `${needs.publicOrigin}/book/${needs.tokens.ofLink(DEMO_LINK)}`
}
