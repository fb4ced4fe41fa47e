import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { endOfHorizon, offer } from '../../../src/availability/offer.ts'
import { withOldest } from '../../../src/availability/oldest-reading.ts'
import { type Opened, openLink } from '../../../src/links/open-link.ts'
import { same } from '../../../src/time/span.ts'
import { dateAt, midnight } from '../../../src/time/wall-clock.ts'
import { type Zone, zoneNamed } from '../../../src/time/zones.ts'
import type { Services } from '../../services.ts'
import { slotIn, type Typed, typedIn, zoneIn } from './asking.ts'
import { openAt, type Turn, windowFor } from './leaf.ts'
import { linkPage, type Trouble } from './link.view.ts'
import { notNowPage, unreadablePage } from './not-now.view.ts'

type Params = { Params: { token: string } }

/** GET /book/:token: the slots, and the form below them. POST …/zone shows them by another clock and keeps what was typed. */
export const linkRoutes = async (app: FastifyInstance, { services }: { services: Services }) => {
  app.get<Params>('/book/:token', { config: { access: 'public' } }, async (request, reply) => {
    const { token } = request.params
    const query = request.query as Record<string, unknown>
    return showLink({ token, zone: zoneFrom(query.zone), turn: turnFrom(query) }, services, request, reply)
  })

  app.post<Params>('/book/:token/zone', { config: { access: 'public' } }, async (request, reply) => {
    const { token } = request.params
    const typed = typedIn(request.body)
    const zone = zoneNamed(typed.newZone) ?? zoneIn(typed)
    return showLink({ token, zone, turn: turnFrom(typed), typed }, services, request, reply)
  })

  // where a browser ends up that opens the address of a form again
  for (const form of ['zone', 'bookings'])
    app.get<Params>(`/book/:token/${form}`, { config: { access: 'public' } }, async (request, reply) =>
      reply.redirect(`/book/${encodeURIComponent(request.params.token)}`)
    )
}

export type Showing = {
  token: string
  /** By whose clock; undefined: nobody chose yet, and the organizer's is shown. */
  zone?: Zone | undefined
  turn?: Turn | undefined
  typed?: Typed
  trouble?: Trouble
}

/** The page of a link, whatever became of it. The one way in which GET and both forms answer with slots. */
export async function showLink(showing: Showing, services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { token, typed, trouble } = showing
  const opened = await openLink(token, services)
  if ('closed' in opened) return showClosed(opened, request, reply)
  if ('unreachable' in opened) return showUnreadable(showing, undefined, opened.unreachable, services, request, reply)

  const { link } = opened
  const now = services.clock()
  const zone = showing.zone ?? zoneNamed(link.zone)
  if (!zone) throw new Error(`link ${link.id} has a zone that tzdata does not know: ${link.zone}`)

  const turn = showing.turn ?? { from: dateAt(zone, now) }
  const window = windowFor(turn, zone, now)
  const busyTimes = withOldest(services.busyTimes)
  const freshness = trouble?.kind === 'not offered' ? 'fresh' : 'recent'
  const offered = await offer(link, window, freshness, { ...services, busyTimes })
  if ('unknown' in offered)
    return showUnreadable({ ...showing, zone }, opened, offered.unknown, services, request, reply)
  const stale = busyTimes.oldest()
  if (stale) request.log.warn({ why: stale.why }, 'calendar cannot be read; an older answer is shown')

  const wanted = typed && slotIn(typed)
  const free = offered.slots.filter((slot) => !(trouble?.lost && same(slot, trouble.lost)))
  const chosen = wanted && free.find((slot) => same(slot, wanted))
  const leaf = openAt(turn, free, {
    window,
    horizon: endOfHorizon(link, now),
    zone,
    now,
    ...(chosen && { chosen })
  })

  const page = linkPage({
    token,
    link,
    organization: services.organization,
    zone,
    zoneWasChosen: showing.zone !== undefined,
    now,
    turn,
    turned: showing.turn !== undefined,
    window,
    horizon: endOfHorizon(link, now),
    readAt: stale?.readAt,
    free,
    leaf,
    chosen,
    formId: services.formIds.make(token, now),
    typed,
    trouble
  })
  if (trouble?.status === 503) reply.header('retry-after', RETRY_AFTER)
  return reply.code(trouble?.status ?? 200).viewAsync('book/link', page)
}

/** Seconds. */
const RETRY_AFTER = '60'

/** For every reason the same page, byte for byte: an outsider learns nothing from it. */
function showClosed(opened: Extract<Opened, { closed: unknown }>, request: FastifyRequest, reply: FastifyReply) {
  request.log.info({ closed: opened.closed, because: opened.because }, 'link is closed')
  return reply.code(410).viewAsync('errors/gone', {})
}

/** Unknown is not free, and it is not fully booked either. Whoever has typed something gets it back, to send it again. */
function showUnreadable(
  { token, zone, typed, trouble }: Showing,
  opened: Extract<Opened, { link: unknown }> | undefined,
  why: string,
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply
) {
  request.log.warn({ why }, 'calendar cannot be read')
  reply.code(503).header('retry-after', RETRY_AFTER)
  const names = opened && { link: opened.link, organization: services.organization }
  if (!typed) return reply.viewAsync('book/unreadable', unreadablePage({ token, names }))
  const now = services.clock()
  const formId = services.formIds.make(token, now)
  return reply.viewAsync(
    'book/not-now',
    notNowPage({ token, names, zone: zone ?? zoneIn(typed), typed, now, formId, trouble })
  )
}

const zoneFrom = (value: unknown): Zone | undefined => (typeof value === 'string' ? zoneNamed(value) : undefined)

export function turnFrom({ from, before }: { from?: unknown; before?: unknown }): Turn | undefined {
  const isDate = (value: unknown) => typeof value === 'string' && midnight(value) !== undefined
  if (isDate(from)) return { from: from as string }
  if (isDate(before)) return { before: before as string }
  return undefined
}
