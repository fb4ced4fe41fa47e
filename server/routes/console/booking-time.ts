import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { endOfHorizon, groundsOf } from '../../../src/availability/offer.ts'
import { changerBy } from '../../../src/bookings/changer.ts'
import { moveBooking } from '../../../src/bookings/move.ts'
import { withoutOwn } from '../../../src/bookings/own-booking.ts'
import { MINUTE } from '../../../src/time/instant.ts'
import { spanFrom } from '../../../src/time/iso.ts'
import { type Span, same } from '../../../src/time/span.ts'
import { dateAt, instantsOf, midnight } from '../../../src/time/wall-clock.ts'
import { type Zone, zoneNamed } from '../../../src/time/zones.ts'
import type { Services } from '../../services.ts'
import { changeRefusals } from '../../wording/change-refusals.ts'
import { openAt, type Turn, windowFor } from '../book/leaf.ts'
import { bookingTimeView, type TimeTyped } from './booking-time.view.ts'
import { type Booked, bookedAt, mayChange } from './change-booking.ts'
import { show } from './desk.ts'
import { field, type Problems, type Sent } from './form.ts'
import { utc } from './organizer.view.ts'

/** Another time for a meeting: one of those that the link offers, or any other that is free. */
export async function bookingTime(app: FastifyInstance, { services }: { services: Services }) {
  type Asked = { Params: { id: string }; Querystring: Record<string, unknown>; Body: Sent }

  app.get<Asked>('/bookings/:id/new-time', { config: { access: 'signed in' } }, async (request, reply) => {
    const may = await mayChange(request, reply, services)
    if ('answer' in may) return may.answer
    return page(may.booked, typedIn(request.query), {}, request, reply)
  })

  app.post<Asked>('/bookings/:id/new-time', { config: { access: 'signed in' } }, async (request, reply) => {
    const may = await mayChange(request, reply, services)
    if ('answer' in may) return may.answer
    const { booked, authority } = may
    const typed = typedIn(request.body)
    const id = services.formIds.read(field(request.body, 'id'), formOf(booked), services.clock())
    const slot = slotFrom(typed, booked)
    const problems: Problems = 'problem' in slot ? { [typed.slot === 'other' ? 'date' : 'slot']: slot.problem } : {}
    if (!id) problems.form = 'This page had been open for a long time. Nothing was changed: please send it again.'
    if (!id || 'problem' in slot) return page(booked, typed, problems, request, reply.code(422))

    const asked = { booking: booked.booking.id, id, slot, by: changerBy(authority) }
    const answer = await moveBooking(asked, services)
    if ('moved' in answer) {
      const done = answer.moved === 'moved' ? 'moved' : 'moving'
      return reply.redirect(`/console/bookings/${booked.booking.id}?done=${done}`, 303)
    }
    const status = answer.refused === 'calendar unreachable' ? 503 : 409
    const where = typed.slot === 'other' ? 'date' : 'slot'
    const now = (await bookedAt(booked.booking.id, services)) ?? booked // somebody may have changed it at the same moment
    return page(now, typed, { [where]: changeRefusals[answer.refused] }, request, reply.code(status))
  })

  async function page(
    { booking, link, organizer, keeper }: Booked,
    typed: TimeTyped,
    problems: Problems,
    request: FastifyRequest,
    reply: FastifyReply
  ) {
    if (booking.state !== 'confirmed' || booking.move) return reply.redirect(`/console/bookings/${booking.id}`, 303)
    const now = services.clock()
    const zone = zoneNamed(link.zone) ?? utc
    const turn: Turn = midnight(typed.from) === undefined ? { from: dateAt(zone, now) } : { from: typed.from }
    const window = windowFor(turn, zone, now)
    const length = (booking.slot.end - booking.slot.start) / MINUTE
    const grounds = await groundsOf(link, window, 'recent', withoutOwn(services, booking), length)
    const unread = 'unknown' in grounds
    const readAt = unread ? undefined : grounds.staleSince
    const free = unread ? [] : grounds.slots().filter((slot) => !same(slot, booking.slot))
    const horizon = endOfHorizon(link, now)
    const leaf = openAt(turn, free, { window, horizon, zone, now })
    const formId = services.formIds.make(formOf({ booking }), now)
    const view = bookingTimeView({
      booking,
      link,
      organizer,
      keeper,
      zone,
      now,
      unread,
      readAt,
      leaf,
      formId,
      typed,
      problems
    })
    return show(request, reply, 'console/booking-time', view)
  }
}

const formOf = ({ booking }: Pick<Booked, 'booking'>) => `console ${booking.id}`

const typedIn = (sent: Sent): TimeTyped => ({
  slot: field(sent, 'slot', 100),
  date: field(sent, 'date', 10),
  time: field(sent, 'time', 5),
  from: field(sent, 'from', 10)
})

/** As long as it was; on the organizer's wall, where another time was typed. */
function slotFrom({ slot, date, time }: TimeTyped, { booking, link }: Booked): Span | { problem: string } {
  if (slot !== 'other') return spanFrom(slot) ?? { problem: 'Choose one of the times, or write another one.' }
  const start = startFrom(date, time, zoneNamed(link.zone) ?? utc)
  if (typeof start === 'string') return { problem: start }
  return { start, end: start + booking.slot.end - booking.slot.start }
}

function startFrom(date: string, time: string, zone: Zone): number | string {
  const day = midnight(date)
  const [, hour, minute] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(time) ?? []
  if (day === undefined || hour === undefined || minute === undefined)
    return 'Write the day as 2027-01-05 and the time as 14:30.'
  const [start, again] = instantsOf(zone, day + (Number(hour) * 60 + Number(minute)) * MINUTE)
  if (start === undefined) return 'The clocks are turned forward over this time: it does not exist. Choose another one.'
  if (again !== undefined) return 'The clocks show this time twice on that day. Choose another one.'
  return start
}
