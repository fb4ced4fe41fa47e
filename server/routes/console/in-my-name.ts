import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Authority, authorize } from '../../../src/delegates/authority.ts'
import { footingOf } from '../../../src/delegates/footing.ts'
import { type HandOverReason, handOver } from '../../../src/links/hand-over.ts'
import { keeperOf } from '../../../src/links/link.ts'
import { statesOf } from '../../../src/links/link-state.ts'
import { revokeLink } from '../../../src/links/revoke-link.ts'
import type { Person } from '../../../src/people/person.ts'
import type { Services } from '../../services.ts'
import { handOverWords } from '../../wording/hand-over.ts'
import { addressesIn } from './colleagues.ts'
import { isId, show } from './desk.ts'
import { field, type Sent } from './form.ts'
import { type Done, hourText, inMyNameView, type Trouble } from './in-my-name.view.ts'
import { inParallel } from './in-parallel.ts'
import { wholeNumber } from './link-fields.ts'

/** Delegates are few; who answers for links of somebody is asked about one by one. */
const ASKED_AT_ONCE = 8

/** The organizer's own side: every link in her name, whoever made it, to be revoked or handed over without anybody's help. */
export async function inMyName(app: FastifyInstance, { services }: { services: Services }) {
  const { links, organizers, calendarLists, directory, summaries, auditLog, mailboxHours, clock } = services
  const signedIn = { config: { access: 'signed in' as const } }
  type Asked = { Querystring: Record<string, unknown>; Body: Sent }

  app.get<Asked>('/in-my-name', signedIn, async (request, reply) => {
    const done = field(request.query, 'handed')
      ? ({ handed: field(request.query, 'handed') } as const)
      : field(request.query, 'revoked')
        ? ({ revoked: field(request.query, 'revoked') } as const)
        : field(request.query, 'summary')
          ? ({ summary: true } as const)
          : null
    return page(request, reply, { done })
  })

  app.post<Asked>('/in-my-name/revocation', signedIn, async (request, reply) => {
    const authority = await ownAuthority(request.actor)
    if (!authority) return reply.redirect('/console', 303)
    const keeper = field(request.body, 'keeper')
    const made = await links.ofOrganizer(authority.organizer.id)
    const meant = made.filter(({ link }) => link.revokedAt === null && (!keeper || keeperOf(link).id === keeper))
    if (field(request.body, 'sure') !== 'yes')
      return page(request, reply, { trouble: { act: 'revoke', keeper, problem: 'Tick the box if you are sure.' } })
    await inParallel(meant, ASKED_AT_ONCE, ({ link }) => revokeLink(authority, link, services))
    return reply.redirect(`/console/in-my-name?revoked=${meant.length}`, 303)
  })

  app.post<Asked>('/in-my-name/hand-over', signedIn, async (request, reply) => {
    const authority = await ownAuthority(request.actor)
    if (!authority) return reply.redirect('/console', 303)
    const keeper = field(request.body, 'from')
    const only = field(request.body, 'link')
    const typed = field(request.body, 'to')
    const trouble = (problem: string) =>
      page(request, reply, { trouble: { act: 'hand over', keeper, only: isId(only) ? only : '', typed, problem } })

    const to = await receiver(typed)
    if (typeof to === 'string') return trouble(to)
    const outcome = await handOver(authority, { from: keeper, to, only: isId(only) ? only : undefined }, services)
    if ('refused' in outcome) return trouble(await whyNot(outcome.refused, keeper, to, authority))
    return reply.redirect(`/console/in-my-name?handed=${outcome.handed.length}`, 303)
  })

  app.post<Asked>('/in-my-name/summary', signedIn, async (request, reply) => {
    const authority = await ownAuthority(request.actor)
    if (!authority) return reply.redirect('/console', 303)
    const hour = wholeNumber(field(request.body, 'hour'), { from: 0, to: 23, step: 1 })
    if (hour === undefined)
      return page(request, reply, { trouble: { act: 'summary', keeper: '', problem: 'Choose an hour from the list.' } })
    const choice = { on: field(request.body, 'on') === 'yes', hour }
    await summaries.choose(authority.organizer.id, choice, clock())
    await auditLog.append({
      at: authority.at,
      actor: request.actor.id,
      actorName: request.actor.name,
      organizer: authority.organizer.id,
      right: authority.right,
      act: 'choose daily summary',
      object: 'daily summary',
      result: choice.on ? `on, at ${hourText(hour)}` : 'off'
    })
    return reply.redirect('/console/in-my-name?summary=1#summary', 303)
  })

  /** The proof that these are her own links; undefined for whoever has not switched scheduling on. */
  async function ownAuthority(actor: Person): Promise<Authority<'revoke link'> | undefined> {
    const organizer = await organizers.find(actor.id)
    const authority = organizer && (await authorize('revoke link', actor, organizer, services))
    return authority && !('refused' in authority) ? authority : undefined
  }

  /** Who shall answer for the links; or what is wrong with the address, in words. */
  async function receiver(typed: string): Promise<Person | string> {
    const [address, another] = addressesIn(typed)
    if (!address || another) return 'Write the e-mail address of one colleague.'
    try {
      return (await directory.byAddress(address)) ?? `Nobody in the directory has the address ${address}.`
    } catch {
      return 'The directory does not answer right now. Nothing was changed. Try again in a minute.'
    }
  }

  async function whyNot(reason: HandOverReason, keeper: string, to: Person, { organizer }: Authority): Promise<string> {
    const made = await links.ofOrganizer(organizer.id)
    const giver = made.map(({ link }) => keeperOf(link)).find(({ id }) => id === keeper)
    const { sentence, remedy } = handOverWords(reason, { from: giver?.name ?? 'This person', to: to.name })
    return `${sentence} ${remedy}`
  }

  type Shown = { done?: Done | null; trouble?: Trouble }

  async function page(request: FastifyRequest, reply: FastifyReply, { done = null, trouble }: Shown) {
    const { actor } = request
    const organizer = await organizers.find(actor.id)
    if (!organizer) return show(request, reply, 'console/in-my-name', inMyNameView({ organizer: undefined }))
    const [made, list, choice, mailbox] = await Promise.all([
      links.ofOrganizer(organizer.id),
      calendarLists.of(organizer),
      summaries.choiceOf(organizer.id),
      mailboxHours.hoursOf(organizer)
    ])
    const states = await statesOf(made, organizer, services)
    const keepers = [...new Map(made.map(({ link }) => [keeperOf(link).id, keeperOf(link)])).values()]
    const footings = await inParallel(keepers, ASKED_AT_ONCE, (keeper) => footingOf(keeper, organizer, services))
    const view = inMyNameView({
      organizer,
      made: made.map((counted, index) => ({ ...counted, state: states[index] ?? { life: 'cannot be checked' } })),
      keepers: keepers.map((person, index) => ({ person, footing: footings[index] ?? { unknown: '' } })),
      delegates: 'listed' in list ? list.listed.filter(({ delegate }) => delegate) : [],
      summary: { ...choice, zone: 'zone' in mailbox ? mailbox.zone : undefined, written: services.writesLetters },
      now: clock(),
      done,
      trouble
    })
    return show(request, reply.code(trouble ? 422 : 200), 'console/in-my-name', view)
  }
}
