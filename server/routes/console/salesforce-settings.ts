import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ActivitySettings } from '../../../src/activities/activity-settings.ts'
import { chooseSettings } from '../../../src/activities/choose-settings.ts'
import { nameSalesforceUser } from '../../../src/activities/name-salesforce-user.ts'
import { footingOf } from '../../../src/delegates/footing.ts'
import { asSteward, type Steward } from '../../../src/delegates/steward.ts'
import type { Organizer } from '../../../src/people/organizer.ts'
import type { SalesforceDesk, Services } from '../../services.ts'
import { isListed } from '../../wording/standing.ts'
import { organizerAt, organizerPath, refuse, show } from './desk.ts'
import { field, type Problems, type Sent } from './form.ts'
import { salesforceSettingsView, type TypedSettings } from './salesforce-settings.view.ts'

type Asked = { Params: { id: string }; Querystring: Record<string, unknown>; Body: Sent }

/**
 * How one organizer's meetings get into Salesforce. She and administrators choose; as which Salesforce user they are written, an
 * administrator says, because whoever says it lets OnBehalf act as that user. People whom her calendar names may read it.
 */
export async function salesforceSettings(app: FastifyInstance, { services }: { services: Services }) {
  const { activitySettings, administrators, organizers, legs, stewardNotes, auditLog, clock } = services
  const desk = services.salesforceDesk
  const signedIn = { config: { access: 'signed in' as const } }

  app.get<Asked>('/organizers/:id/salesforce', signedIn, async (request, reply) => {
    const organizer = await organizerAt(request.params.id, request.actor, services)
    if (!organizer) return reply.callNotFound()
    const steward = await asSteward(request.actor, organizer, services)
    if (!('refused' in steward)) return page(request, reply, organizer, steward)
    const footing = await footingOf(request.actor, organizer, services)
    if (footing !== 'organizer' && 'unknown' in footing)
      return refuse(request, reply, footing.refused ? 'exchange_refuses' : 'standing_unknown', organizer)
    if (footing !== 'organizer' && !isListed(footing)) return reply.callNotFound()
    return page(request, reply, organizer, null)
  })

  app.post<Asked>('/organizers/:id/salesforce', signedIn, async (request, reply) => {
    const organizer = await organizerAt(request.params.id, request.actor, services)
    if (!organizer || !desk) return reply.callNotFound()
    const steward = await asSteward(request.actor, organizer, services)
    if ('refused' in steward) {
      await auditLog.append({
        ...{ at: clock(), actor: request.actor.id, actorName: request.actor.name, organizer: organizer.id },
        ...{ right: steward.refused, act: 'choose Salesforce settings', object: 'all meetings', result: 'refused' }
      })
      const footing = await footingOf(request.actor, organizer, services)
      const isNamed = footing === 'organizer' || 'unknown' in footing || isListed(footing)
      return isNamed ? refuse(request, reply, steward.refused, organizer) : reply.callNotFound()
    }
    const typed = typedFrom(request.body)
    const chosen = settingsFrom(typed)
    if ('problems' in chosen) return page(request, reply.code(422), organizer, steward, { typed, ...chosen })

    const needs = { ...desk, activitySettings, organizers, legs, stewardNotes, clock }
    const mayName = await mayNameUser(request, organizer, desk)
    // A form without the field, as an organizer sends it, says nothing about the user.
    const named =
      mayName && typed.username !== undefined
        ? await nameSalesforceUser(steward, typed.username || null, needs)
        : { checked: true }
    if ('refused' in named) {
      const problems = { username: usernameProblem(named.refused, organizer) }
      return page(request, reply.code(422), organizer, steward, { typed, problems })
    }
    await chooseSettings(steward, chosen.settings, needs)
    const said = named.checked ? 'saved' : 'unchecked'
    return reply.redirect(`${organizerPath(organizer)}/salesforce?said=${said}`, 303)
  })

  async function mayNameUser({ actor }: FastifyRequest, { address }: Organizer, { fixedBy }: SalesforceDesk) {
    return (await administrators.has(actor)) && fixedBy(address) !== 'ORGANIZERS'
  }

  async function page(
    request: FastifyRequest<Asked>,
    reply: FastifyReply,
    organizer: Organizer,
    steward: Steward | null,
    sent: { typed?: TypedSettings; problems?: Problems } = {}
  ) {
    const settings = await activitySettings.of(organizer.id)
    const administers = await administrators.has(request.actor)
    const view = salesforceSettingsView({
      ...{ organizer, settings, desk, administers, mayChoose: steward !== null, said: field(request.query, 'said') },
      own: request.actor.id === organizer.id,
      mayName: desk !== undefined && steward !== null && (await mayNameUser(request, organizer, desk)),
      typed: sent.typed ?? typedOf(settings, organizer),
      problems: sent.problems ?? {}
    })
    return show(request, reply, 'console/salesforce-settings', view)
  }
}

const typedOf = ({ mode, privateMeetings, allPrivate }: ActivitySettings, organizer: Organizer): TypedSettings => ({
  ...{ mode, privateMeetings, allPrivate, username: organizer.salesforceUsername ?? '' }
})

function typedFrom(sent: Sent): TypedSettings {
  return {
    mode: field(sent, 'mode'),
    privateMeetings: field(sent, 'private-meetings'),
    allPrivate: field(sent, 'all-private') === 'yes',
    username: sent && Object.hasOwn(sent, 'username') ? field(sent, 'username') : undefined
  }
}

const modes = ['create', 'link', 'off'] as const
const ofPrivate = ['without relations', 'withheld'] as const

function settingsFrom({
  mode,
  privateMeetings,
  allPrivate
}: TypedSettings): { settings: ActivitySettings } | { problems: Problems } {
  const chosenMode = modes.find((each) => each === mode)
  const chosenPrivate = ofPrivate.find((each) => each === privateMeetings)
  if (chosenMode && chosenPrivate) return { settings: { mode: chosenMode, privateMeetings: chosenPrivate, allPrivate } }
  return {
    problems: {
      ...(chosenMode ? {} : { mode: 'Choose one of these.' }),
      ...(chosenPrivate ? {} : { 'private-meetings': 'Choose one of these.' })
    }
  }
}

function usernameProblem(
  refused: Extract<Awaited<ReturnType<typeof nameSalesforceUser>>, { refused: unknown }>['refused'],
  { name }: Organizer
): string {
  if (refused === 'no username')
    return 'A Salesforce username looks like an e-mail address, such as olga@acme.example.sf. It stands in Salesforce under Setup › Users.'
  if (refused === 'not found')
    return `Salesforce has no user with this username. Look it up under Setup › Users: it is often not the e-mail address of ${name}.`
  return `This is the Salesforce user of ${refused.taken.name}. Each organizer needs one of her or his own, or their Events stand in one calendar.`
}
