import type { FastifyInstance } from 'fastify'
import { type Authority, authorize, type Refused } from '../../../src/delegates/authority.ts'
import { type Sender, type WhoseName, whoseName } from '../../../src/links/whose-name.ts'
import type { Directory } from '../../../src/people/directory.ts'
import type { Organizer } from '../../../src/people/organizer.ts'
import type { Person } from '../../../src/people/person.ts'
import type { Services } from '../../services.ts'
import { addressesIn, COLLEAGUES_AT_MOST } from './colleagues.ts'
import { organizerAt, refuse, show } from './desk.ts'
import { field } from './form.ts'
import { inParallel } from './in-parallel.ts'
import { LONGEST_LINE, LONGEST_LIST } from './link-fields.ts'
import { type Carried, makingPaths, newLinkView, type Whom } from './new-link.view.ts'
import { organizersFor } from './visible-organizers.ts'

/**
 * Where a link for a message begins: /console/new?organizer=&from=&to=&cc=&subject=, all of them as they stand in the
 * message. What fits is filled in; what does not fit, or cannot be told, is asked and never guessed.
 */
export async function newLink(app: FastifyInstance, { services }: { services: Services }) {
  const { directory, organizers } = services
  type Asked = { Querystring: Record<string, unknown> }

  app.get<Asked>('/new', { config: { access: 'signed in' } }, async (request, reply) => {
    const { actor, query } = request
    const said = (name: string, atMost = 255) => field(query, name, atMost)
    const message = { from: said('from'), to: said('to', LONGEST_LIST), cc: said('cc', LONGEST_LIST) }
    const carried = { ...message, subject: said('subject', LONGEST_LINE), kind: said('kind') }

    const sender = await senderOf(message.from)
    const { whom, organizer } = await organizerOf(said('organizer'), sender)
    if (!organizer) {
      const { may, unread } = await mayActFor(actor)
      return show(request, reply, 'console/new-link', newLinkView({ actor, whom, carried, may, unread }))
    }

    const [availability, timeSlots] = await Promise.all([
      authorize('make availability link', actor, organizer, services),
      authorize('make time-slot link', actor, organizer, services)
    ])
    if ('refused' in availability && 'refused' in timeSlots) return refuse(request, reply, timeSlots.refused, organizer)

    const fits = fitOf(said('name'), sender, actor, organizer)
    const colleagues = await colleaguesIn(message, [actor, organizer])
    const view = newLinkView({
      actor,
      whom: organizer,
      sender,
      fits,
      carried,
      colleagues,
      mayMake: { availability: isProof(availability), timeSlots: isProof(timeSlots) }
    })
    const paths =
      'from' in fits && colleagues.lost.length === 0
        ? makingPaths(organizer, fits.from, carried, colleagues)
        : undefined
    if (paths && carried.kind === 'availability' && isProof(availability))
      return reply.redirect(paths.availability, 303)
    if (paths && carried.kind === 'times' && isProof(timeSlots)) return reply.redirect(paths.timeSlots, 303)
    return show(request, reply, 'console/new-link', view)

    /** By address, or by the id that this page's own form sends. Without either, the From may name her. */
    async function organizerOf(said: string, sender: Sender): Promise<{ whom: Whom; organizer?: Organizer }> {
      if (!said) {
        const bySender = typeof sender === 'string' ? undefined : await organizers.find(sender.id)
        const named = bySender && bySender.id !== actor.id ? bySender : undefined
        return named ? { whom: named, organizer: named } : { whom: 'not said' }
      }
      const byId = await organizerAt(said, actor, services)
      if (byId) return { whom: byId, organizer: byId }
      const person = await senderOf(said)
      if (typeof person === 'string') return { whom: person }
      const organizer = await organizers.find(person.id)
      return organizer ? { whom: organizer, organizer } : { whom: { notEnrolled: person } }
    }
  })

  /** "Dana Whitfield <dana@acme.example>" or the address alone. */
  async function senderOf(text: string): Promise<Sender> {
    const [address, another] = addressesIn(text)
    if (!address) return 'not said'
    return another ? 'nobody' : personAt(address, directory)
  }

  async function mayActFor(actor: Person) {
    const [one, other] = await Promise.all([
      organizersFor('make time-slot link', actor, services),
      organizersFor('make availability link', actor, services)
    ])
    const both = [...one.may, ...other.may]
    return {
      may: both.filter(({ id }, index) => both.findIndex((each) => each.id === id) === index),
      unread: one.unread
    }
  }

  /** Who must be free (to) and who is invited along (cc), if they are colleagues; and who takes the time, if not. */
  async function colleaguesIn({ to, cc }: { to: string; cc: string }, without: readonly Person[]): Promise<Carried> {
    const lists = { required: addressesIn(to), optional: addressesIn(cc) }
    const addresses = [...new Set([...lists.required, ...lists.optional])].slice(0, 2 * COLLEAGUES_AT_MOST)
    const found = new Map<string, Sender>()
    await inParallel(addresses, 4, async (address) => void found.set(address, await personAt(address, directory)))
    const seen = new Set(without.map(({ id }) => id))
    const peopleOf = (list: string[]) =>
      list.flatMap((address) => {
        const person = found.get(address) ?? 'nobody'
        if (typeof person === 'string' || seen.has(person.id)) return []
        seen.add(person.id)
        return [person]
      })
    const required = peopleOf(lists.required).slice(0, COLLEAGUES_AT_MOST)
    const optional = peopleOf(lists.optional).slice(0, COLLEAGUES_AT_MOST)
    const outside = lists.required.filter((address) => found.get(address) === 'nobody')
    const lost = addresses.filter((address) => found.get(address) === 'cannot be asked')
    return { required, optional, outside, lost }
  }
}

async function personAt(address: string, directory: Directory): Promise<Person | 'nobody' | 'cannot be asked'> {
  try {
    return (await directory.byAddress(address)) ?? 'nobody'
  } catch {
    return 'cannot be asked'
  }
}

/** What was answered on this page counts; an organizer who acts for herself need not say so. */
function fitOf(answered: string, sender: Sender, actor: Person, organizer: Person): WhoseName {
  const own = actor.id === organizer.id
  if (answered === 'organizer') return { from: 'organizer' }
  if (answered === 'delegate' && !own) return { from: 'delegate' }
  return own && sender === 'not said' ? { from: 'organizer' } : whoseName(sender, actor, organizer)
}

const isProof = (answer: Authority | Refused): answer is Authority => !('refused' in answer)
