import { createHmac } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Clock, HOUR, MINUTE } from '../../src/time/instant.ts'
import { networkOf } from '../network.ts'
import { type Tallies, talliesInMemory } from '../tallies.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** There is no link of this address: one more guess. */
    unknownToken?: boolean
    /** Refused, and not by a mistake of the sender's: somebody else was quicker. */
    unblamed?: boolean
  }
}

export type Limit = { atMost: number; window: number; title: string; words(minutes: string): string }

/**
 * What counts is what somebody did wrong or used up, not how often she came: looking at pages is free, and so is losing a race for a slot,
 * so that a crowd behind one address passes (docs/decisions/0013-what-is-counted.md).
 */
export const limits = {
  /** Addresses of links and bookings that do not exist. 128 random bits are not found by guessing; this keeps the noise down. */
  guesses: {
    atMost: 300,
    window: 10 * MINUTE,
    title: 'Too many addresses that do not exist',
    words: (minutes) =>
      `From your network, many addresses were tried that do not exist. Please try again in ${minutes}.`
  },
  /** Forms and sign-ins that were refused for what was in them. */
  mistakes: {
    atMost: 600,
    window: 10 * MINUTE,
    title: 'Too many forms that could not be used',
    words: (minutes) =>
      `From your network, many forms were sent that could not be used. Nothing was changed. Please send yours again in ${minutes}.`
  },
  /** Bookings that were made; how many is a setting. */
  bookings: {
    atMost: 0,
    window: HOUR,
    title: 'Too many bookings from your network',
    words: (minutes) =>
      `Many meetings were booked from your network within an hour. Nothing was booked now. Please go back and send the form again in ${minutes}, or ask the person who sent you the link.`
  }
} satisfies Record<string, Limit>

type What = keyof typeof limits

type Settings = {
  /** Absent: counted in this process alone. */
  tallies?: Tallies
  clock: Clock
  /** For the hash under which a network is kept. */
  key: Buffer
  /** 0: any number. */
  bookingsPerHour: number
}

/**
 * Counts after the answer, over all instances, and refuses before the work: whoever is over a limit is remembered in this process until the
 * window ends, so that an honest request never asks the store. Another instance learns it with the next thing that counts. Health is never
 * limited. A store that fails is counted for here, alone.
 */
export function limitNetworks(app: FastifyInstance, settings: Settings) {
  const { clock } = settings
  const here = talliesInMemory(clock)
  const tallies = settings.tallies ?? here
  const over = new Map<string, number>()
  const counted = new Set<string>()
  let saidOfProxy = false

  const keyOf = (what: What, network: string) => `${what} ${network}`
  const atMost = (what: What) => (what === 'bookings' ? settings.bookingsPerHour : limits[what].atMost)
  const isLimited = (request: FastifyRequest) => request.routeOptions.config.access === 'public'
  const nameOf = (network: string) =>
    createHmac('sha256', settings.key).update(network).digest('base64url').slice(0, 22)

  app.addHook('onRequest', (request, reply, done) => {
    if (!isLimited(request)) return done()
    tellOfProxy(request)
    if (over.size === 0) return done()
    const network = networkOf(request.ip)
    for (const what of mattersFor(request)) {
      const until = over.get(keyOf(what, network))
      if (until === undefined) continue
      const left = until - clock()
      if (left > 0) {
        refuse(what, left, request, reply).catch(done)
        return
      }
      over.delete(keyOf(what, network))
    }
    done()
  })

  app.addHook('onResponse', (request, reply, done) => {
    const what = isLimited(request) ? whatCounts(request, reply) : undefined
    if (!what || atMost(what) === 0 || reply.statusCode === 429) return done()
    count(what, request, reply).then(() => done(), done)
  })

  async function count(what: What, request: FastifyRequest, reply: FastifyReply) {
    if (what === 'bookings' && isRepeat(reply)) return
    const network = networkOf(request.ip)
    const { window } = limits[what]
    const { count: times, left } = await tallies.add(what, nameOf(network), window).catch((err) => {
      request.log.error({ err }, 'a limit could not be counted in the store, and is counted here')
      return here.add(what, nameOf(network), window)
    })
    if (times < atMost(what)) return
    if (!over.has(keyOf(what, network))) request.log.warn({ what, count: times }, 'a network is over a limit')
    over.set(keyOf(what, network), clock() + left)
    for (const [key, until] of over) if (until <= clock()) over.delete(key)
  }

  async function refuse(what: What, left: number, request: FastifyRequest, reply: FastifyReply) {
    request.log.info({ what }, 'refused: over a limit')
    const { title, words } = limits[what]
    const minutes = Math.ceil(left / MINUTE)
    reply.code(429).header('retry-after', String(Math.ceil(left / 1000)))
    const message = words(minutes === 1 ? 'a minute' : `${minutes} minutes`)
    const page = await reply.viewAsync('errors/failure', { title, message, reference: request.id })
    reply.type('text/html; charset=utf-8').send(page)
  }

  /** The same form sent again is the same booking; each is counted once here. */
  function isRepeat(reply: FastifyReply): boolean {
    const booking = String(reply.getHeader('location') ?? '')
    if (counted.has(booking)) return true
    counted.add(booking)
    const [oldest] = counted
    if (counted.size > 10_000 && oldest !== undefined) counted.delete(oldest)
    return false
  }

  /** Everybody behind a proxy that we were not told of counts as one; that should not be found out by being refused. */
  function tellOfProxy(request: FastifyRequest) {
    if (saidOfProxy || request.headers['x-forwarded-for'] === undefined || (request.ips?.length ?? 0) > 1) return
    saidOfProxy = true
    request.log.warn(
      { peer: request.socket.remoteAddress },
      'X-Forwarded-For comes from a peer that TRUSTED_PROXIES does not name, and is not believed: everybody behind it counts as one'
    )
  }
}

const isBooking = ({ routeOptions, method }: FastifyRequest) =>
  method === 'POST' && routeOptions.url === '/book/:token/bookings'

const hasToken = ({ routeOptions }: FastifyRequest) => routeOptions.url?.includes('/:') ?? false

const isSignIn = ({ routeOptions }: FastifyRequest) => routeOptions.url === '/sign-in/callback'

function mattersFor(request: FastifyRequest): What[] {
  const matters: What[] = hasToken(request) ? ['guesses'] : []
  if (request.method !== 'GET' || isSignIn(request)) matters.push('mistakes')
  if (isBooking(request)) matters.push('bookings')
  return matters
}

/** Answers of 5xx are our fault, and 429 is counted nowhere. */
function whatCounts(request: FastifyRequest, { statusCode }: FastifyReply): What | undefined {
  if (request.unknownToken || (statusCode === 404 && hasToken(request))) return 'guesses'
  if (statusCode === 303 && isBooking(request)) return 'bookings'
  const refused = statusCode >= 400 && statusCode < 500 && statusCode !== 410
  return refused && !request.unblamed && (request.method !== 'GET' || isSignIn(request)) ? 'mistakes' : undefined
}
