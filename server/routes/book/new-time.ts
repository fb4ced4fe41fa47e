import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { endOfHorizon, groundsOf } from '../../../src/availability/offer.ts'
import { withOldest } from '../../../src/availability/oldest-reading.ts'
import type { Confirmed } from '../../../src/bookings/booking.ts'
import { INVITEE_MOVES } from '../../../src/bookings/decide.ts'
import { type MoveRefusal, moveBooking } from '../../../src/bookings/move.ts'
import { withoutOwn } from '../../../src/bookings/own-booking.ts'
import { openFound } from '../../../src/links/open-link.ts'
import { MINUTE } from '../../../src/time/instant.ts'
import { overlap, type Span, same } from '../../../src/time/span.ts'
import { dateAt } from '../../../src/time/wall-clock.ts'
import { zoneNamed } from '../../../src/time/zones.ts'
import type { Services } from '../../services.ts'
import { type Problem, slotIn, type Typed, typedIn, zoneIn } from './asking.ts'
import { backToBooking } from './cancellation.ts'
import { changesCloseAt, type Found, findBooking, proveAddress, showUnknown } from './changing.ts'
import { openAt, windowFor } from './leaf.ts'
import { RETRY_AFTER, turnFrom } from './link.ts'
import { fixedPage, newTimePage, type Trouble, timesUnreadable, type WhyFixed } from './new-time.view.ts'

type Params = { Params: { key: string } }
type Movable = Found & { booking: Confirmed }

/**
 * GET /booked/:key/new-time: the free times of the link, without the meeting in its own way. POST …/times shows others; POST
 * …/new-time moves the meeting, once the address of the booking was typed.
 */
export const newTimeRoutes = async (app: FastifyInstance, { services }: { services: Services }) => {
  app.get<Params>('/booked/:key/new-time', { config: { access: 'public' } }, async (request, reply) => {
    const found = await findBooking(request.params.key, services)
    return found ? showIfMovable(found, {}, request, reply) : showUnknown(request, reply)
  })

  app.post<Params>('/booked/:key/times', { config: { access: 'public' } }, async (request, reply) => {
    const found = await findBooking(request.params.key, services)
    const typed = typedIn(request.body)
    return found ? showIfMovable(found, { typed }, request, reply) : showUnknown(request, reply)
  })

  app.get<Params>('/booked/:key/times', { config: { access: 'public' } }, async (request, reply) =>
    reply.redirect(`/booked/${encodeURIComponent(request.params.key)}/new-time`)
  )

  app.post<Params>('/booked/:key/new-time', { config: { access: 'public' } }, async (request, reply) => {
    const found = await findBooking(request.params.key, services)
    if (!found) return showUnknown(request, reply)
    const typed = typedIn(request.body)
    const again = (trouble: Trouble) => showIfMovable(found, { typed, trouble }, request, reply)

    const proof = await proveAddress(typed.email, found, services)
    if (proof !== 'proven' && 'tooMany' in proof) {
      return again({ kind: 'problems', status: 429, problems: [{ message: proof.tooMany }] })
    }
    const id = services.formIds.read(typed.id, `move ${found.key}`, services.clock())
    const slot = slotIn(typed)
    const problems: Problem[] = []
    if (!id)
      problems.push({ message: 'This page had been open for a long time. Nothing was changed: please send it again.' })
    if (!slot) problems.push({ field: 'slot', message: 'Choose one of the times' })
    if (proof !== 'proven') problems.push({ field: 'email', message: proof.wrong })
    if (!id || !slot || problems.length > 0) return again({ kind: 'problems', status: 422, problems })

    const answer = await moveBooking({ booking: found.booking.id, id, slot, by: { as: 'invitee' } }, services)
    if ('moved' in answer) return backToBooking(found, reply)
    request.unblamed = true
    request.log.info({ booking: found.booking.id, refused: answer.refused }, 'move refused')
    const trouble = troubleOf(answer.refused, slot)
    // what stands in the way for good is said by the page itself, as of now
    const now = (await findBooking(found.key, services)) ?? found
    return trouble
      ? showIfMovable(now, { typed, trouble }, request, reply)
      : showIfMovable(now, { typed }, request, reply)
  })

  /** What else has become of it stands on its own page. */
  function showIfMovable(found: Found, showing: Showing, request: FastifyRequest, reply: FastifyReply) {
    if (found.booking.state !== 'confirmed' || found.booking.move) return backToBooking(found, reply)
    return show(found as Movable, showing, request, reply)
  }

  async function show(found: Movable, { typed, trouble }: Showing, request: FastifyRequest, reply: FastifyReply) {
    const { organization } = services
    const now = services.clock()
    const fixed = await whyFixed(found)
    if (fixed) {
      request.log.info({ booking: found.booking.id, fixed }, 'a booking cannot be moved by its key')
      return reply.code(typed ? 409 : 200).viewAsync('book/fixed', fixedPage({ ...found, organization, now, fixed }))
    }
    const { key, booking, link } = found
    const zone = (typed && (zoneNamed(typed.newZone) ?? zoneIn(typed))) ?? found.zone
    const asked = typed && (turnFrom({ from: typed.newFrom, before: typed.newBefore }) ?? turnFrom(typed))
    const turn = asked ?? { from: dateAt(zone, now) }
    const window = windowFor(turn, zone, now)
    const length = (booking.slot.end - booking.slot.start) / MINUTE
    const busyTimes = withOldest(services.busyTimes)
    const freshness = trouble?.kind === 'not offered' ? 'fresh' : 'recent'
    const grounds = await groundsOf(link, window, freshness, withoutOwn({ ...services, busyTimes }, booking), length)
    const unknown = 'unknown' in grounds
    if (unknown) request.log.warn({ why: grounds.unknown }, 'calendar cannot be read')
    if (unknown && !typed) {
      return reply
        .code(503)
        .header('retry-after', RETRY_AFTER)
        .viewAsync('book/unreadable', timesUnreadable({ ...found, organization }))
    }
    const isOut = (slot: Span) => same(slot, booking.slot) || (trouble?.lost !== undefined && same(slot, trouble.lost))
    const free = unknown ? [] : grounds.slots().filter((slot) => !isOut(slot))
    const wanted = typed && slotIn(typed)
    const isFree = wanted && free.some((slot) => same(slot, wanted))
    const kept = wanted && !isOut(wanted) && (isFree || unknown || !overlap(wanted, window)) ? wanted : undefined
    const horizon = endOfHorizon(link, now)
    const page = newTimePage({
      ...found,
      token: key,
      organization,
      zone,
      zoneWasChosen: true,
      now,
      turn,
      turned: asked !== undefined,
      window,
      horizon,
      length,
      readAt: busyTimes.oldest()?.readAt,
      free,
      leaf: openAt(turn, free, { window, horizon, zone, now }),
      chosen: kept,
      formId: services.formIds.make(`move ${key}`, now),
      typed,
      moveTrouble: trouble ?? (unknown ? { kind: 'not moved', status: 503 } : undefined)
    })
    const status = trouble?.status ?? (unknown ? 503 : 200)
    if (status === 503) reply.header('retry-after', RETRY_AFTER)
    return reply.code(status).viewAsync('book/new-time', page)
  }

  /** What no other time would change. */
  async function whyFixed({ booking, link, taken }: Movable): Promise<WhyFixed | undefined> {
    if (services.clock() >= changesCloseAt(booking, link)) return 'too late'
    if (booking.movesByInvitee >= INVITEE_MOVES) return 'moved too often'
    const opened = await openFound({ link, taken: taken - 1 }, services)
    return 'closed' in opened ? 'link closed' : undefined
  }
}

type Showing = { typed?: Typed; trouble?: Trouble }

/** Undefined: the page says by itself why the booking stays where it is. */
function troubleOf(refusal: MoveRefusal, slot: Span): Trouble | undefined {
  switch (refusal) {
    case 'slot taken':
      return { kind: 'taken', status: 409, lost: slot }
    case 'slot not offered':
    case 'slot has passed':
    case 'same time':
      return { kind: 'not offered', status: 409, lost: slot }
    case 'form used before':
    case 'changed meanwhile':
      return { kind: 'changed meanwhile', status: 409 }
    case 'refused before':
      return { kind: 'refused before', status: 409 }
    case 'calendar unreachable':
      return { kind: 'not moved', status: 503 }
    default:
      return undefined
  }
}
