import type { FastifyInstance, FastifyReply } from 'fastify'
import { startsByDay } from '../../../src/availability/by-day.ts'
import { groundsOf, usualLength } from '../../../src/availability/offer.ts'
import { withOldest } from '../../../src/availability/oldest-reading.ts'
import type { Link } from '../../../src/links/link.ts'
import { openLink } from '../../../src/links/open-link.ts'
import { DAY, MINUTE } from '../../../src/time/instant.ts'
import type { Span } from '../../../src/time/span.ts'
import { dateAt, dateOfWall, midnight, startOn, type WallDate } from '../../../src/time/wall-clock.ts'
import { type Zone, zoneNamed } from '../../../src/time/zones.ts'
import type { Services } from '../../services.ts'
import { basisOf, keptPages } from './kept-pages.ts'
import { windowFor } from './leaf.ts'
import { lengthIn, RETRY_AFTER, showClosed } from './link.ts'
import { momentOf, outlastsMoment } from './moment.ts'

/** Two whole months, whichever. */
const DAYS_AT_MOST = 62

type Wish = { zone: Zone; from: WallDate; to: WallDate; length: number }

/**
 * GET /book/:token/slots?from=&to=&length=&zone=: the starts that the page offers, as JSON, under the dates of the zone.
 * Nothing else is told: neither why a time is not there nor whose it is.
 */
export const slotsRoutes = async (app: FastifyInstance, { services }: { services: Services }) => {
  const kept = keptPages()

  app.get<{ Params: { token: string } }>(
    '/book/:token/slots',
    { config: { access: 'public' } },
    async (request, reply) => {
      const { token } = request.params
      const moment = momentOf(services)
      const query = request.query as Record<string, unknown>
      const address = JSON.stringify([token, query.zone, query.from, query.to, query.length])
      const again = kept.again(address, moment, () => [])
      if (again) return asJson(reply, again)
      let looked: Looked | undefined
      const opened = await openLink(token, services, (link) => {
        looked = look(link, query, services)
      })
      if ('closed' in opened) return showClosed(opened, request, reply)
      const unknown = (why: string) => {
        request.log.warn({ why }, 'calendar cannot be read')
        const problem = 'The times cannot be read right now. Try again in a few minutes.'
        return reply.code(503).header('retry-after', RETRY_AFTER).send({ unknown: true, problem })
      }
      if ('unreachable' in opened) return unknown(opened.unreachable)

      const { link } = opened
      const seen = looked ?? look(link, query, services)
      if ('problem' in seen) return reply.code(400).send(seen)
      const { now, zone, range, busyTimes } = seen
      const grounds = await seen.asked
      if ('unknown' in grounds) return unknown(grounds.unknown)

      const days = () => startsByDay(startsIn(range, grounds.slots()), zone)
      const stale = busyTimes.oldest()
      if (stale) return { zone: zone.name, readAt: new Date(stale.readAt).toISOString(), days: days() }
      const print = async () => JSON.stringify({ zone: zone.name, days: days() })
      const lasting = outlastsMoment(link, now) ? moment : undefined
      return asJson(reply, await kept.page(address, basisOf(link, now, grounds.basis), [], print, lasting))
    }
  )
}

/** Nothing in it but ASCII; and a string leaves with its head in one piece. */
function asJson(reply: FastifyReply, answer: Buffer): string {
  reply.type('application/json; charset=utf-8')
  return answer.toString('latin1')
}

type Looked = ReturnType<typeof look>

/** What is wished for of a link, and the question to the calendars, which is under way when this comes back. */
function look(link: Link, query: Record<string, unknown>, services: Services) {
  const now = services.clock()
  const wish = wishIn(query, link, now)
  if ('problem' in wish) return wish

  const { zone, from, to, length } = wish
  const range = { start: startOn(zone, midnight(from) ?? 0), end: startOn(zone, (midnight(to) ?? 0) + DAY) }
  // asked as the page asks it, so that both have one answer of Exchange
  const near = windowFor({ from }, zone, now)
  const window = { start: near.start, end: Math.max(near.end, range.end) }
  const busyTimes = withOldest(services.busyTimes)
  const asked = groundsOf(link, window, 'recent', { ...services, busyTimes }, length)
  asked.catch(() => {}) // nobody waits for it when the link turns out to be closed; whoever waits is told all the same
  return { ...wish, now, range, busyTimes, asked }
}

/** Missing: by the organizer's clock, from today, for a month, the length that the page shows first. */
function wishIn(query: Record<string, unknown>, link: Link, now: number): Wish | { problem: string } {
  const zone = zoneNamed(typeof query.zone === 'string' ? query.zone : link.zone)
  if (!zone || (query.zone !== undefined && typeof query.zone !== 'string'))
    return { problem: 'zone: a name of the IANA time zone database, like Europe/Berlin' }

  const first = query.from === undefined ? midnight(dateAt(zone, now)) : dateIn(query.from)
  const last = query.to === undefined ? first !== undefined && first + 30 * DAY : dateIn(query.to)
  if (first === undefined || typeof last !== 'number') return { problem: 'from, to: dates like 2027-01-31' }
  if (last < first || last - first >= DAYS_AT_MOST * DAY)
    return { problem: `from, to: a range of 1 to ${DAYS_AT_MOST} days, both included` }

  const offered = link.kind === 'availability' ? link.lengths : [usualLength(link)]
  const length = query.length === undefined ? usualLength(link) : lengthIn(query.length)
  if (length === undefined || !offered.includes(length))
    return { problem: `length: minutes, one of ${offered.join(', ')}` }
  return { zone, from: dateOfWall(first), to: dateOfWall(last), length }
}

const dateIn = (value: unknown) => (typeof value === 'string' ? midnight(value) : undefined)

const startsIn = ({ start, end }: Span, slots: readonly Span[]) =>
  Int32Array.from(
    slots.filter((slot) => start <= slot.start && slot.start < end),
    (slot) => slot.start / MINUTE
  )
