import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Leg } from '../../../src/activities/leg.ts'
import {
  type Acted,
  actAbout,
  chooseWho,
  giveUp,
  type LegActNeeds,
  type MayWrite,
  objectOfLeg,
  recreate,
  tryAgain
} from '../../../src/activities/leg-acts.ts'
import { authorize } from '../../../src/delegates/authority.ts'
import type { Services } from '../../services.ts'
import { isId, noteRefused, refuseAct } from './desk.ts'
import { field, type Sent } from './form.ts'
import { legPlace } from './leg-place.ts'
import { backPaths, type Did, didOf } from './leg-said.view.ts'

const LONGEST_WHY = 300

type Acting = { Params: { key: string }; Body: Sent }
type Allowed = { leg: Leg; authority: MayWrite; needs: LegActNeeds; page: string | null }

/** What a person may do about an activity. Each answers with the page it was pressed on, which says what came of it. */
export async function legActs(app: FastifyInstance, { services }: { services: Services }) {
  const { organizers, legs } = services
  const config = { access: 'signed in' as const }

  app.post<Acting>('/activities/:key/choice', { config }, (request, reply) =>
    act(request, reply, 'chosen', ({ authority, leg, needs }) => {
      const who = field(request.body, 'who', 18)
      return chooseWho(authority, leg.key, who === 'nobody' ? null : who, needs)
    })
  )

  app.post<Acting>('/activities/:key/attempts', { config }, (request, reply) =>
    act(request, reply, 'tried', ({ authority, leg, needs }) => tryAgain(authority, leg.key, needs))
  )

  app.post<Acting>('/activities/:key/recreation', { config }, (request, reply) =>
    act(request, reply, 'recreated', ({ authority, leg, needs }) => recreate(authority, leg.key, needs))
  )

  app.post<Acting>('/activities/:key/abandonment', { config }, (request, reply) =>
    act(request, reply, 'ended', async ({ authority, leg, needs }) => {
      const why = field(request.body, 'why', LONGEST_WHY)
      // An Event that somebody removed in Salesforce says itself why it stays away.
      if (!why && leg.state !== 'removed there') return { refused: 'no reason' }
      return giveUp(authority, leg.key, why, needs)
    })
  )

  async function act(
    request: FastifyRequest<Acting>,
    reply: FastifyReply,
    did: Did,
    doIt: (allowed: Allowed) => Promise<Acted | { refused: 'no reason' }>
  ) {
    const allowed = await mayAct(request, reply)
    if ('answer' in allowed) return allowed.answer
    const acted = await doIt(allowed)
    const back = backPaths[field(request.body, 'back', 16)] ?? allowed.page ?? '/console/activities'
    const query = new URLSearchParams({ leg: allowed.leg.key, did: 'refused' in acted ? didOf[acted.refused] : did })
    return reply.redirect(`${back}${back.includes('?') ? '&' : '?'}${query}#salesforce`, 303)
  }

  /** The leg, and the proof that the actor may act on it; or what she is answered instead. */
  async function mayAct(request: FastifyRequest<Acting>, reply: FastifyReply): Promise<Allowed | { answer: unknown }> {
    const { key } = request.params
    const needs = services.legActs
    const leg = needs && isId(key) ? await legs.find(key) : undefined
    const organizer = leg && (await organizers.find(leg.organizer))
    if (!needs || !leg || !organizer) return { answer: reply.callNotFound() }
    const { actor } = request
    const place = await legPlace(leg.source, services)
    const act = actAbout[leg.source.kind]
    const [authority, seeing] = await Promise.all([
      authorize(act, actor, organizer, services, place?.madeBy),
      place?.private === false ? undefined : authorize('see private items', actor, organizer, services)
    ])
    const reason = 'refused' in authority ? authority.refused : seeing && 'refused' in seeing ? seeing.refused : null
    if (reason === null) return { leg, authority: authority as MayWrite, needs, page: place?.href ?? null }
    const refused = { act, reason, organizer, object: objectOfLeg(leg) }
    // who may not even see the activity learns nothing, not even that there is one
    const hidden = reason === 'no_grant' || reason === 'different_org'
    if (hidden && 'refused' in (await authorize('see titles', actor, organizer, services))) {
      await noteRefused(actor, refused, services)
      return { answer: reply.callNotFound() }
    }
    return { answer: refuseAct(request, reply, refused, services) }
  }
}
