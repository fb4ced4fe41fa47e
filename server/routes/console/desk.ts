import type { FastifyReply, FastifyRequest } from 'fastify'
import { isUnknown, type Reason } from '../../../src/delegates/reason.ts'
import type { Act } from '../../../src/delegates/rights.ts'
import type { Organizer } from '../../../src/people/organizer.ts'
import { objectIdOf, type Person, personId } from '../../../src/people/person.ts'
import type { Services } from '../../services.ts'
import { explain } from '../../wording/reasons.ts'

/** What may stand where an address carries an id. Anything else is nobody's id, and is not even looked up. */
const ID = /^[\w-]{1,64}$/

export const isId = (text: string) => ID.test(text)

/** The organizer an address speaks of. Ids of other tenants cannot be written there. */
export async function organizerAt(
  objectId: string,
  actor: Person,
  { organizers }: Services
): Promise<Organizer | undefined> {
  return isId(objectId) ? organizers.find(personId(tenantOf(actor), objectId)) : undefined
}

export const organizerPath = (organizer: Person) => `/console/organizers/${objectIdOf(organizer.id)}`

const tenantOf = ({ id }: Person) => id.slice(0, id.indexOf('/'))

/** What every page of the console has: a title, who is signed in, and the token of its forms. */
export async function show<P extends Page>(request: FastifyRequest, reply: FastifyReply, view: string, page: P) {
  return reply.viewAsync(view, { ...page, actor: request.actor.name, csrf: reply.generateCsrf() })
}

export type Page = { title: string; here: 'home' | 'links' | 'bookings' | 'salesforce' | 'history' | null }

/** The page that says no: what it means, what to do, and a text that asks for it. */
export async function refuse(request: FastifyRequest, reply: FastifyReply, reason: Reason, organizer: Organizer) {
  request.log.info({ reason, route: request.routeOptions.url }, 'refused')
  const explained = explain(reason, { actor: request.actor.name, organizer: organizer.name })
  const unknown = isUnknown(reason)
  return show(request, reply.code(unknown ? 503 : 403), 'console/refused', {
    title: unknown ? 'This cannot be checked right now' : 'You may not do this',
    here: null,
    sentence: explained.sentence,
    remedy: explained.remedy,
    ask: explained.ask,
    code: explained.code,
    again: unknown && request.method === 'GET' ? request.url : null
  })
}

type RefusedAct = { act: Act; reason: Reason; organizer: Organizer; object: string }

/** The same for an act that was asked for, not only a page: who tried what is kept. */
export async function refuseAct(request: FastifyRequest, reply: FastifyReply, refused: RefusedAct, services: Services) {
  await noteRefused(request.actor, refused, services)
  return refuse(request, reply, refused.reason, refused.organizer)
}

/** Kept for the organizer, also where the person who tried is not even told that there is such a thing. */
export async function noteRefused(
  { id, name }: Person,
  { act, reason, organizer, object }: RefusedAct,
  { auditLog, clock }: Services
) {
  const tried = { at: clock(), actor: id, actorName: name, organizer: organizer.id }
  await auditLog.append({ ...tried, right: reason, act, object, result: 'refused' })
}
