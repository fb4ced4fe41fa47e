// Olga's desk with activities in every state, and what a worker would make of a click.
import type { Services } from '../../../server/services.ts'
import type { ActivityLog } from '../../../src/activities/activity-log.ts'
import type { Leg, WrittenRecord } from '../../../src/activities/leg.ts'
import type { Outcome } from '../../../src/activities/outcome.ts'
import type { Fact } from '../../../src/bookings/booking.ts'
import type { LinkId } from '../../../src/links/link.ts'
import { MINUTE } from '../../../src/time/instant.ts'
import { confirmedFact, heldFact, tuesdayTwo } from '../../world/booked.ts'
import { ari, halfHours, mondayMorning, olga } from '../../world/cast.ts'
import { consoleOf } from './desk.ts'

export const salesforce = 'https://acme.salesforce.example'
export const eventId = '00U8X0000001AAAAAA'

export const writtenEvent: WrittenRecord = {
  recordId: eventId,
  actor: olga.address,
  as: 'organizer',
  ownerId: '0058X0000001OLGAA0',
  who: null,
  what: null,
  start: tuesdayTwo.start,
  end: tuesdayTwo.end,
  at: mondayMorning,
  linked: false
}

export const elif = { id: '0038X000000004AAAA', kind: 'contact' as const, name: 'Elif <Y>ıldız', company: 'Nordwind' }
export const torben = { id: '0038X000000005AAAA', kind: 'contact' as const, name: 'Torben Ahlers', company: null }

const username = olga.address
const actor = 'dana.whitfield@acme.example'

export const outcomes: { [C in Outcome['code']]: Extract<Outcome, { code: C }> } = {
  organizer_sync_disabled: { code: 'organizer_sync_disabled', username, said: 'Salesforce: invalid_grant' },
  sf_insufficient_create: { code: 'sf_insufficient_create', actor: username, said: 'insufficient access rights' },
  sf_insufficient_save: { code: 'sf_insufficient_save', actor, recordId: eventId, said: 'NOT_FOUND' },
  sf_insufficient_update: { code: 'sf_insufficient_update', actor, recordId: eventId, said: 'READONLY' },
  sf_gone: { code: 'sf_gone', recordId: eventId, said: 'entity is deleted' },
  sf_rejected: {
    code: 'sf_rejected',
    recordId: null,
    errors: [{ code: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'A <b>cost centre</b>', fields: ['Cost__c'] }]
  },
  sf_retry_later: { code: 'sf_retry_later', said: 'Salesforce gave no answer within 15000 ms' },
  sf_limit: { code: 'sf_limit', used: 15_000, of: 15_000, until: mondayMorning + 15 * MINUTE }
}

type Given = Partial<Leg> & { link?: LinkId; facts?: Fact[] }

/** A leg each, of a booking each; the newest is named last. */
export async function deskWithLegs(given: Record<string, Given>, connected: 'yes' | 'no' = 'yes') {
  const desk = await consoleOf()
  const { services, world } = desk
  for (const [index, [id, { link, facts = [], ...leg }]] of Object.entries(given).entries()) {
    await placed(id, [heldFact(link ? { link } : {}), confirmedFact, ...facts], services)
    const key = `bk-${id}`
    await services.legs.wish({ key, organizer: olga.id, source: { kind: 'booking', id } }, mondayMorning + index)
    Object.assign(world.keptLegs.get(key) ?? {}, leg)
  }
  /** What an attempt makes of it; a test changes this. */
  const salesforceSays = { next: { state: 'written', written: writtenEvent, outcome: null } as Partial<Leg> }
  const tried: string[] = []
  services.legActs = {
    legs: services.legs,
    activities: {
      connect: async () =>
        connected === 'yes' ? { userId: '0058X0000001OLGAA0' } : { trouble: 'not connected', said: 'invalid_grant' }
    } as Pick<ActivityLog, 'connect'>,
    audit: services.audit,
    async keepNow(key) {
      tried.push(key)
      Object.assign(world.keptLegs.get(key) ?? {}, salesforceSays.next)
    }
  }
  services.salesforceOrigin = async () => salesforce
  return { ...desk, tried, salesforceSays, leg: (id: string) => world.keptLegs.get(`bk-${id}`) as Leg }
}

/** As the store has it, also where its time is somebody else's: what a page shows does not depend on that. */
const placed = (id: string, facts: Fact[], { bookings }: Services) => bookings.append(id, 0, facts, [], mondayMorning)

/** One that Ari has made. */
export const arisLink = { ...halfHours, id: 'aaaaaaaa-0000-4000-8000-000000000001', madeBy: ari, initiator: ari }
