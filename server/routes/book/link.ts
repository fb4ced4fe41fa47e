import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { endOfHorizon, groundsOf, usualLength } from '../../../src/availability/offer.ts'
import { withOldest } from '../../../src/availability/oldest-reading.ts'
import type { Link } from '../../../src/links/link.ts'
import { type Opened, openLink } from '../../../src/links/open-link.ts'
import { MINUTE } from '../../../src/time/instant.ts'
import { overlap, type Span, same } from '../../../src/time/span.ts'
import { dateAt, midnight } from '../../../src/time/wall-clock.ts'
import { type Zone, zoneNamed } from '../../../src/time/zones.ts'
import { escaped } from '../../plugins/views.ts'
import type { Services } from '../../services.ts'
import { slotIn, type Typed, typedIn, zoneIn } from './asking.ts'
import { basisOf, type KeptPages, keptPages } from './kept-pages.ts'
import { openAt, type Turn, windowFor } from './leaf.ts'
import { linkPage, type Trouble } from './link.view.ts'
import { momentOf, outlastsMoment } from './moment.ts'
import { notNowPage, unreadablePage } from './not-now.view.ts'
import type { OnceForAll } from './once-for-all.ts'

type Params = { Params: { token: string } }

/**
 * GET /book/:token: the slots, and the form below them. POST …/times shows others — by
 * another clock, of another length, of another week — and keeps what was typed.
 */
export const linkRoutes = async (app: FastifyInstance, { services }: { services: Services }) => {
  const kept = keptPages()

  app.get<Params>('/book/:token', { config: { access: 'public' } }, async (request, reply) => {
    const { token } = request.params
    const query = request.query as Record<string, unknown>
    return showLink(
      { token, zone: zoneFrom(query.zone), turn: turnFrom(query), length: lengthIn(query.length), kept },
      services,
      request,
      reply
    )
  })

  app.post<Params>('/book/:token/times', { config: { access: 'public' } }, async (request, reply) => {
    const { token } = request.params
    const typed = typedIn(request.body)
    const zone = zoneNamed(typed.newZone) ?? zoneIn(typed)
    const turn = turnFrom({ from: typed.newFrom, before: typed.newBefore }) ?? turnFrom(typed)
    return showLink(
      { token, zone, turn, length: lengthIn(typed.newLength || typed.length), typed },
      services,
      request,
      reply
    )
  })

  // where a browser ends up that opens the address of a form again
  for (const form of ['times', 'bookings'])
    app.get<Params>(`/book/:token/${form}`, { config: { access: 'public' } }, async (request, reply) =>
      reply.redirect(`/book/${encodeURIComponent(request.params.token)}`)
    )
}

export type Showing = {
  token: string
  /** By whose clock; undefined: nobody chose yet, and the organizer's is shown. */
  zone?: Zone | undefined
  turn?: Turn | undefined
  /** Minutes that somebody asked for; what the link does not offer is as good as nothing. */
  length?: number | undefined
  typed?: Typed
  trouble?: Trouble
  /** Pages in which nothing was typed, to be shown again. Absent: made anew. */
  kept?: KeptPages
  /** Pages for those who were too late, of whom there may be a thousand at once. */
  crowd?: { kept: KeptPages; once: OnceForAll; turn(): Promise<void> }
}

/** The page of a link, whatever became of it. The one way in which GET and both forms answer with slots. */
export async function showLink(showing: Showing, services: Services, request: FastifyRequest, reply: FastifyReply) {
  const { trouble } = showing
  const moment = showing.kept && momentOf(services)
  const newId = () => services.formIds.make(showing.token, services.clock())
  const again = showing.kept?.again(plainAddressOf(showing), moment, () => [newId()])
  if (again) return asHtml(reply, again)
  const { opened, looked } = await seen(showing, services)
  if ('closed' in opened) return showClosed(opened, request, reply, { nothingBooked: trouble !== undefined })
  if ('unreachable' in opened) return showUnreadable(showing, undefined, opened.unreachable, services, request, reply)

  const { token } = showing
  const { link } = opened
  const { now, zone, turn, window, length, busyTimes, asked } = looked ?? look(link, showing, services)
  const grounds = await asked
  if ('unknown' in grounds)
    return showUnreadable({ ...showing, zone }, opened, grounds.unknown, services, request, reply)
  const stale = busyTimes.oldest()
  if (stale) request.log.warn({ why: stale.why }, 'calendar cannot be read; an older answer is shown')

  const printWith = (formId: string, typed = showing.typed): Promise<string> => {
    const wanted = typed && wantedSlot(link, typed, length)
    const free = grounds.slots().filter((slot) => !isLost(slot, trouble))
    const isFree = wanted && free.some((slot) => same(slot, wanted))
    // what lies beyond the window was not looked at, and is looked at when it is booked
    const chosen = wanted && (isFree || !overlap(wanted, window)) && !isLost(wanted, trouble) ? wanted : undefined
    const horizon = endOfHorizon(link, now)
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
      horizon,
      length,
      readAt: stale?.readAt,
      free,
      leaf: openAt(turn, free, { window, horizon, zone, now }),
      chosen,
      formId,
      typed,
      trouble
    })
    return reply.viewAsync('book/link', page)
  }

  const formId = newId()
  if (showing.kept && !stale) {
    const lasting = outlastsMoment(link, now) ? moment : undefined
    const basis = basisOf(link, now, grounds.basis)
    const print = ([id = '']: readonly string[]) => printWith(id)
    return asHtml(reply, await showing.kept.page(plainAddressOf(showing), basis, [formId], print, lasting))
  }
  if (showing.crowd && isOneOfMany(showing) && !stale) {
    const filled = [formId, ...theirs.map((field) => showing.typed[field])].map(escaped)
    const page = await showing.crowd.kept.page(
      `${addressOf(showing)} ${zone.name} ${length}`,
      basisOf(link, now, grounds.basis),
      filled,
      ([id = '', ...places]) => printWith(id, withPlaces(showing.typed, places))
    )
    return reply.code(showing.trouble.status).type('text/html; charset=utf-8').send(page)
  }
  if (trouble?.status === 503) reply.header('retry-after', RETRY_AFTER)
  return reply.code(trouble?.status ?? 200).send(await printWith(formId))
}

/** Fastify sends what is returned; were that the reply, it would wait for its end, too. */
function asHtml(reply: FastifyReply, page: Buffer): Buffer {
  reply.type('text/html; charset=utf-8')
  return page
}

/** Of a page in which nothing was typed. */
const plainAddressOf = ({ token, zone, turn, length }: Showing) => JSON.stringify([token, zone?.name, turn, length])

/** A crowd that was too late for the same time looks together. */
async function seen(showing: Showing, services: Services): Promise<{ opened: Opened; looked: Looked | undefined }> {
  const see = async () => {
    let looked: Looked | undefined
    const opened = await openLink(showing.token, services, (link) => {
      looked = look(link, showing, services)
    })
    return { opened, looked }
  }
  if (!showing.crowd || !isOneOfMany(showing)) return see()
  const found = await showing.crowd.once(`${addressOf(showing)} ${showing.length}`, see)
  await showing.crowd.turn() // they hear of it in one moment, and are answered a few at a time
  return found
}

type Late = Showing & { typed: Typed; trouble: Extract<Trouble, { kind: 'taken' }> }

const isOneOfMany = (showing: Showing): showing is Late =>
  showing.trouble?.kind === 'taken' && showing.typed !== undefined

/** What each of a crowd has typed for herself; all else of her form is that of everybody who wanted the same. */
const theirs = ['name', 'email', 'note'] as const

/** A field that was left empty stays so: the page may look different by it. */
const withPlaces = (typed: Typed, places: readonly string[]): Typed => ({
  ...typed,
  ...Object.fromEntries(theirs.map((field, nth) => [field, typed[field] && places[nth]]))
})

/** What the page for somebody who was too late depends on, but for the length: all of it was understood, so that it stays short. */
const addressOf = ({ token, zone, turn, typed, trouble }: Late) =>
  JSON.stringify([token, zone?.name, turn, trouble.lost, theirs.map((field) => typed[field] === '')])

type Looked = ReturnType<typeof look>

/** What is shown of a link, and the question to the calendars, which is under way when this comes back. */
function look(link: Link, showing: Showing, services: Services) {
  const now = services.clock()
  const zone = showing.zone ?? zoneNamed(link.zone)
  if (!zone) throw new Error(`link ${link.id} has a zone that tzdata does not know: ${link.zone}`)

  const turn = showing.turn ?? { from: dateAt(zone, now) }
  const window = windowFor(turn, zone, now)
  const busyTimes = withOldest(services.busyTimes)
  const freshness = showing.trouble?.kind === 'not offered' ? 'fresh' : 'recent'
  const length = lengthFor(link, showing)
  const asked = groundsOf(link, window, freshness, { ...services, busyTimes }, length)
  asked.catch(() => {}) // nobody waits for it when the link turns out to be closed; whoever waits is told all the same
  return { now, zone, turn, window, length, busyTimes, asked }
}

/** Seconds. */
export const RETRY_AFTER = '60'

/**
 * For every reason the same page, byte for byte: an outsider learns nothing from it. Who has just sent the form is told
 * besides that nothing was booked.
 */
export function showClosed(
  opened: Extract<Opened, { closed: unknown }>,
  request: FastifyRequest,
  reply: FastifyReply,
  { nothingBooked = false } = {}
) {
  request.unknownToken = opened.closed === 'unknown token'
  request.log.info({ closed: opened.closed, because: opened.because }, 'link is closed')
  return reply.code(410).viewAsync('errors/gone', { nothingBooked })
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

const isLost = (slot: Span, trouble: Trouble | undefined) => trouble?.lost !== undefined && same(slot, trouble.lost)

/** What was asked for, else what was chosen before, else the usual one. */
function lengthFor(link: Link, { length, typed }: Showing): number {
  const slot = typed && slotIn(typed)
  const wishes = [length, slot && (slot.end - slot.start) / MINUTE]
  const offered = link.kind === 'availability' ? link.lengths : []
  return wishes.find((wish) => wish !== undefined && offered.includes(wish)) ?? usualLength(link)
}

/** Minutes, as an address or a form names them. */
export const lengthIn = (asked: unknown): number | undefined =>
  typeof asked === 'string' && /^\d{1,3}$/.test(asked) ? Number(asked) : undefined

/** The chosen slot; where another length is shown now, the one that starts at the same time. */
function wantedSlot(link: Link, typed: Typed, length: number): Span | undefined {
  const slot = slotIn(typed)
  return slot && link.kind === 'availability' ? { start: slot.start, end: slot.start + length * MINUTE } : slot
}

const zoneFrom = (value: unknown): Zone | undefined => (typeof value === 'string' ? zoneNamed(value) : undefined)

export function turnFrom({ from, before }: { from?: unknown; before?: unknown }): Turn | undefined {
  const isDate = (value: unknown) => typeof value === 'string' && midnight(value) !== undefined
  if (isDate(from)) return { from: from as string }
  if (isDate(before)) return { before: before as string }
  return undefined
}
