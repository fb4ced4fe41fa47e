import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { judge } from '../../../src/delegates/authority.ts'
import { footingOf } from '../../../src/delegates/footing.ts'
import type { Grant } from '../../../src/delegates/grant.ts'
import { endGrant, recordGrant, sayDelegatesNeedGrant, takeBackGrant } from '../../../src/delegates/say-who-may.ts'
import { asSteward, type Steward } from '../../../src/delegates/steward.ts'
import type { Organizer } from '../../../src/people/organizer.ts'
import { objectIdOf, type Person, personId } from '../../../src/people/person.ts'
import { type Zone, zoneNamed } from '../../../src/time/zones.ts'
import type { Services } from '../../services.ts'
import { isListed } from '../../wording/standing.ts'
import { conflictsFor } from './conflicts.ts'
import { isId, organizerAt, organizerPath, refuse, show } from './desk.ts'
import { field, type Problems, type Sent } from './form.ts'
import { emptyGrant, type GrantField, grantFrom, type TypedGrant, typedFrom, typedGrant } from './grant-form.ts'
import { inParallel } from './in-parallel.ts'
import { utc } from './organizer.view.ts'
import { peopleView, personView, type SeenPerson } from './people.view.ts'

/** More people than this are on nobody's calendar by intention; Exchange is asked about each. */
const PEOPLE_AT_MOST = 60
const ASKED_AT_ONCE = 4

type Asked = { Params: { id: string; person: string }; Querystring: Record<string, unknown>; Body: Sent }

/** "People who act for me": where each stands, what she may do, and what the organizer says about it. */
export async function peoplePages(app: FastifyInstance, { services }: { services: Services }) {
  const { grants, calendarLists, directory, mailboxHours, clock } = services
  const signedIn = { config: { access: 'signed in' as const } }

  app.get<Asked>('/organizers/:id/people', signedIn, async (request, reply) => {
    const organizer = await organizerAt(request.params.id, request.actor, services)
    if (!organizer) return reply.callNotFound()
    const steward = await asSteward(request.actor, organizer, services)
    if ('refused' in steward) return ownRow(request, reply, organizer)
    return list(request, reply, steward, {})
  })

  // An address leads to the person's form. Nothing is said about anybody by looking.
  app.get<Asked>(
    '/organizers/:id/people/find',
    signedIn,
    decided(async (steward, request, reply) => {
      const address = field(request.query, 'address')
      const person = await directory.byAddress(address).catch(() => 'unknown' as const)
      const problem = problemWith(address, person, steward.organizer)
      if (problem || !person || person === 'unknown')
        return list(request, reply.code(422), steward, { address, problems: { address: problem } })
      return reply.redirect(pathOf(steward.organizer, person, address), 303)
    })
  )

  app.get<Asked>(
    '/organizers/:id/people/:person',
    signedIn,
    decided(async (steward, request, reply) => {
      const found = await personAt(steward.organizer, request.params.person, field(request.query, 'address'))
      if (found === 'unknown') return refuse(request, reply, 'standing_unknown', steward.organizer)
      if (!found) return reply.callNotFound()
      return form(
        request,
        reply,
        steward,
        found,
        found.grant ? typedGrant(found.grant, await zoneOf(steward)) : emptyGrant
      )
    })
  )

  app.post<Asked>(
    '/organizers/:id/people/:person/grant',
    signedIn,
    decided(async (steward, request, reply) => {
      const found = await personAt(steward.organizer, request.params.person, field(request.body, 'address'))
      if (found === 'unknown') return refuse(request, reply, 'standing_unknown', steward.organizer)
      if (!found) return reply.callNotFound()
      const typed = typedFrom(request.body)
      const read = await grantFrom(typed, { ...steward, person: found.person, zone: await zoneOf(steward), directory })
      if ('problems' in read) return form(request, reply.code(422), steward, found, typed, read.problems)
      await recordGrant(steward, { ...read.said, person: found.person }, services)
      return reply.redirect(`${organizerPath(steward.organizer)}/people?said=recorded`, 303)
    })
  )

  app.post<Asked>('/organizers/:id/people/:person/grant/end', signedIn, changed('ended', endGrant))

  app.post<Asked>('/organizers/:id/people/:person/grant/removal', signedIn, changed('removed', takeBackGrant))

  app.post<Asked>(
    '/organizers/:id/people/delegates-need-grant',
    signedIn,
    decided(async (steward, request, reply) => {
      const needed = field(request.body, 'needed')
      if (needed === 'yes' || needed === 'no') await sayDelegatesNeedGrant(steward, needed === 'yes', services)
      return reply.redirect(`${organizerPath(steward.organizer)}/people`, 303)
    })
  )

  type Deciding = (steward: Steward, request: FastifyRequest<Asked>, reply: FastifyReply) => unknown

  /** For those who decide here. Somebody else is told so, if anything names her; if not, there is no such page. */
  function decided(handler: Deciding) {
    return async (request: FastifyRequest<Asked>, reply: FastifyReply) => {
      const { actor } = request
      const organizer = await organizerAt(request.params.id, actor, services)
      if (!organizer) return reply.callNotFound()
      const steward = await asSteward(actor, organizer, services)
      if (!('refused' in steward)) return handler(steward, request, reply)

      const footing = await footingOf(actor, organizer, services)
      if (footing !== 'organizer' && !('unknown' in footing) && !isListed(footing)) return reply.callNotFound()
      if (request.method === 'POST')
        await services.auditLog.append({
          at: clock(),
          actor: actor.id,
          actorName: actor.name,
          organizer: organizer.id,
          right: steward.refused,
          act: 'record grant',
          object: request.params.person ?? 'all delegates',
          result: 'refused'
        })
      return refuse(request, reply, steward.refused, organizer)
    }
  }

  function changed(done: string, act: typeof endGrant) {
    return decided(async (steward, request, reply) => {
      const granted = (await grants.ofOrganizer(steward.organizer.id)).find(
        ({ person }) => objectIdOf(person.id) === request.params.person.toLowerCase()
      )
      const isDone = granted ? await act(steward, granted.person, services) : false
      return reply.redirect(`${organizerPath(steward.organizer)}/people${isDone ? `?said=${done}` : ''}`, 303)
    })
  }

  async function list(
    request: FastifyRequest<Asked>,
    reply: FastifyReply,
    { actor, organizer }: Steward,
    typed: { address?: string; problems?: Problems }
  ) {
    const [listed, granted, delegatesNeedGrant, zone] = await Promise.all([
      calendarLists.of(organizer),
      grants.ofOrganizer(organizer.id),
      grants.delegatesNeedGrant(organizer.id),
      zoneOf({ organizer })
    ])
    const named = 'unknown' in listed ? [] : listed.listed.slice(0, PEOPLE_AT_MOST)
    const looked = await inParallel(named, ASKED_AT_ONCE, async (entry) => ({
      entry,
      person: await directory.byAddress(entry.address).catch(() => 'unknown' as const)
    }))
    const people = new Map<string, Person>(granted.map(({ person }) => [person.id, person]))
    for (const { person } of looked)
      if (person && person !== 'unknown' && person.id !== organizer.id) people.set(person.id, person)
    const seen = await inParallel([...people.values()], ASKED_AT_ONCE, (person) => see(person, organizer))
    const view = peopleView({
      actor,
      organizer,
      people: seen,
      // A group, a room, somebody outside: it stands on the calendar's list and is nobody who signs in here.
      others: looked.flatMap(({ entry, person }) => (person ? [] : [entry])),
      unknown: looked.flatMap(({ entry, person }) => (person === 'unknown' ? [entry] : [])),
      unread: 'unknown' in listed,
      conflicts: await conflictsFor(organizer, services),
      delegatesNeedGrant,
      zone,
      now: clock(),
      said: field(request.query, 'said'),
      typed: { address: typed.address ?? '' },
      problems: typed.problems ?? {}
    })
    return show(request, reply, 'console/people', view)
  }

  /** A delegate finds what is said about her, and nobody else; whom nothing names finds no such page. */
  async function ownRow(request: FastifyRequest<Asked>, reply: FastifyReply, organizer: Organizer) {
    const seen = await see(request.actor, organizer)
    if (seen.footing === 'organizer') throw new Error('an organizer decides for herself')
    if ('unknown' in seen.footing)
      return refuse(request, reply, seen.footing.refused ? 'exchange_refuses' : 'standing_unknown', organizer)
    if (!isListed(seen.footing)) return reply.callNotFound()
    const zone = await zoneOf({ organizer })
    const view = peopleView({ actor: request.actor, organizer, people: [seen], zone, now: clock(), own: true })
    return show(request, reply, 'console/people', view)
  }

  async function see(person: Person, organizer: Organizer): Promise<SeenPerson> {
    const [footing, { grant }] = await Promise.all([
      footingOf(person, organizer, services),
      grants.about(person.id, organizer.id)
    ])
    const may: SeenPerson['may'] = (act) => {
      const judged = (madeBy?: string) => 'right' in judge(act, person, organizer, footing, madeBy)
      return judged() ? 'others' : judged(person.id) ? 'own' : 'no'
    }
    const make = judge('make time-slot link', person, organizer, footing)
    return { person, footing, grant, may, refused: 'refused' in make ? make.refused : null }
  }

  /** Somebody with a grant, or on the calendar, or found by the address that came with the question. */
  async function personAt(
    organizer: Organizer,
    objectId: string,
    address: string
  ): Promise<{ person: Person; grant: Grant | undefined; address: string } | 'unknown' | undefined> {
    if (!isId(objectId)) return undefined
    const id = personId(organizer.id.slice(0, organizer.id.indexOf('/')), objectId)
    const { grant } = await grants.about(id, organizer.id)
    if (grant) return { person: grant.person, grant, address: grant.person.address }
    const person = address ? await directory.byAddress(address).catch(() => 'unknown' as const) : undefined
    if (person === 'unknown') return person
    return person?.id === id && id !== organizer.id ? { person, grant: undefined, address } : undefined
  }

  async function form(
    request: FastifyRequest,
    reply: FastifyReply,
    { actor, organizer }: Steward,
    { person, address }: { person: Person; address: string },
    typed: TypedGrant,
    problems: Problems<GrantField> = {}
  ) {
    const seen = await see(person, organizer)
    const view = personView({
      actor,
      organizer,
      seen,
      address,
      typed,
      problems,
      zone: await zoneOf({ organizer }),
      now: clock()
    })
    return show(request, reply, 'console/person', view)
  }

  async function zoneOf({ organizer }: { organizer: Organizer }): Promise<Zone> {
    const mailbox = await mailboxHours.hoursOf(organizer)
    return ('zone' in mailbox ? zoneNamed(mailbox.zone) : undefined) ?? utc
  }
}

const pathOf = (organizer: Organizer, person: Person, address: string) =>
  `${organizerPath(organizer)}/people/${objectIdOf(person.id)}?address=${encodeURIComponent(address)}`

function problemWith(
  address: string,
  person: Person | undefined | 'unknown',
  organizer: Organizer
): string | undefined {
  if (!address) return 'Write the address of a colleague.'
  if (person === 'unknown') return 'The directory does not answer. Try again in a few minutes.'
  if (!person) return 'The directory does not know this address. Write the address of a colleague in your organization.'
  return person.id === organizer.id ? `${organizer.name} needs no grant for her or his own calendar.` : undefined
}
