// What goes wrong in one episode, and how often. Drawn once; the single faults are drawn from it as they come.
import type { Lots } from './lots.ts'
import type { Request, RequestFate } from './network.ts'
import type { SimulatedProcess } from './processes.ts'
import type { StatementFate } from './statements.ts'

export const MINUTE = 60_000
export const SECOND = 1_000

export type Weather = {
  /** For how long things go wrong; milliseconds from the start of the work. */
  lasts: number
  instances: 1 | 2
  /** Of a hundred requests to this cloud, how many meet a fault. */
  graph: number
  salesforce: number
  entra: number
  /** Of a hundred requests of invitees, how many are lost or come twice. */
  invitees: number
  /** Of a thousand SQL statements, how many fail; and at how many the process dies. */
  statements: number
  deadlyStatements: number
  /** Of a thousand requests to the clouds, at how many the process dies. */
  deadlyRequests: number
  /** Of a thousand requests, after how many the process stands still for longer than any lease; after a look-up ten times as often. */
  freezingRequests: number
  /** How many times somebody pulls a plug, or freezes a process for longer than a lease. */
  deaths: number
  freezes: number
  /** How many times the clock of a process jumps. */
  jumps: number
  /** Entries that the organizers make by hand meanwhile. */
  entries: number
  /** Of a hundred invitees, how many come at the same moment. */
  atOnce: number
  /** Of a hundred invitees, how many change later what they have. */
  secondThoughts: number
  /** How many times a delegate looks at what was booked and changes it; how many links are revoked. */
  deskWork: number
  linksRevoked: number
  /** How many times somebody changes a meeting in Outlook, or an Event in Salesforce, by hand. */
  outlookActs: number
  salesforceActs: number
  /** Of a hundred notifications of Exchange, how many are lost, and how many come twice. */
  notifications: number
  /** Does a delegate lose her right for a while? */
  revocation: boolean
  /** Is a delegate's account disabled for a while? Only where the directory answers: else nobody can know. */
  disabled: boolean
  /** Salesforce is away for so long; milliseconds. */
  salesforceAway: number
  /** Calendars can be read and not written to for so long, as while mailboxes are moved; milliseconds. */
  exchangeOnlyReads: number
  /** How Exchange treats a meeting that is created twice, and how long a search does not find a new one; milliseconds. */
  transactionIds: 'honoured' | 'refused with 400' | 'refused with 409' | 'forgotten'
  foundAfter: number
  /** How many meetings Exchange makes twice by itself. */
  twins: number
}

const calm: Weather = {
  lasts: 6 * MINUTE,
  instances: 1,
  graph: 0,
  salesforce: 0,
  entra: 0,
  invitees: 0,
  statements: 0,
  deadlyStatements: 0,
  deadlyRequests: 0,
  freezingRequests: 0,
  deaths: 0,
  freezes: 0,
  jumps: 0,
  entries: 0,
  atOnce: 0,
  secondThoughts: 30,
  deskWork: 6,
  linksRevoked: 0,
  outlookActs: 4,
  salesforceActs: 0,
  notifications: 0,
  revocation: false,
  disabled: false,
  salesforceAway: 0,
  exchangeOnlyReads: 0,
  transactionIds: 'honoured',
  foundAfter: 0,
  twins: 0
}

/** One episode in ten is calm: an invariant that only holds in a storm is none. */
export function drawWeather(lots: Lots): Weather {
  if (lots.chance(0.1)) return calm
  const often = (most: number) => (lots.chance(0.6) ? lots.between(1, most) : 0)
  const graph = often(30)
  return {
    lasts: 6 * MINUTE,
    instances: lots.chance(0.6) ? 2 : 1,
    graph,
    salesforce: often(30),
    entra: often(20),
    invitees: often(15),
    statements: often(8),
    deadlyStatements: often(3),
    deadlyRequests: often(20),
    freezingRequests: lots.chance(0.2) ? lots.between(1, 4) : 0,
    deaths: often(3),
    freezes: lots.chance(0.4) ? lots.between(1, 2) : 0,
    jumps: lots.chance(0.3) ? lots.between(1, 2) : 0,
    entries: often(8),
    atOnce: lots.chance(0.45) ? lots.between(20, 80) : 0,
    secondThoughts: often(60),
    deskWork: often(16),
    linksRevoked: lots.chance(0.15) ? 1 : 0,
    outlookActs: often(10),
    salesforceActs: lots.chance(0.3) ? lots.between(1, 4) : 0,
    notifications: often(50),
    revocation: lots.chance(0.25),
    disabled: graph === 0 && lots.chance(0.7),
    salesforceAway: lots.chance(0.15) ? 5 * MINUTE : 0,
    exchangeOnlyReads: lots.chance(0.3) ? lots.between(60, 200) * SECOND : 0,
    transactionIds: lots.weighted({ honoured: 2, 'refused with 400': 1, 'refused with 409': 1, forgotten: 3 }),
    foundAfter: lots.chance(0.5) ? 60 * SECOND : 0,
    twins: lots.chance(0.3) ? lots.between(1, 3) : 0
  }
}

const retryAfters = ['1', '7', '2.128', '0', '120', 'soon', undefined] as const

/** A fault of one request to a cloud, as the matrix knows them. */
export function drawRequestFate(request: Request, weather: Weather, lots: Lots): RequestFate {
  const effect = lots.chance(0.5)
  if (lots.chance(weather.deadlyRequests / 1000)) return { kind: 'death', effect }
  const looksUp = request.method === 'GET' && request.path.includes('/events?')
  if (weather.freezingRequests > 0 && lots.chance((weather.freezingRequests * (looksUp ? 10 : 1)) / 1000))
    return { kind: 'freeze', until: 90 * SECOND }
  const writes = request.method !== 'GET'
  // of what is asked most is a look: what matters more meets trouble more often
  const often = writes && /\/events?(\/|$)/i.test(request.path) ? 2 : 1
  if (!lots.chance((often * weather[request.cloud]) / 100)) return { kind: 'fine' }

  switch (
    lots.weighted({
      refused: 3,
      reset: 4,
      silence: 3,
      slow: 2,
      late: writes ? 1 : 0,
      twice: writes ? 2 : 0,
      throttled: 2,
      unavailable: 3,
      broken: 4,
      unauthorized: 1
    })
  ) {
    case 'refused':
      return { kind: 'refused' }
    case 'reset':
      return { kind: 'reset', effect }
    case 'silence':
      return { kind: 'silence', effect }
    case 'slow':
      return { kind: 'slow', by: lots.between(1, 14) * SECOND }
    case 'late':
      return { kind: 'late', by: lots.between(8, 25) * SECOND }
    case 'twice':
      return { kind: 'twice', again: lots.between(0, 20) * SECOND }
    case 'throttled':
      // Salesforce's own word for "later" is a row that somebody else holds
      if (request.cloud === 'salesforce') return { kind: 'status', status: 400, effect: false }
      return { kind: 'status', status: 429, effect: false, ...retryAfterOf(lots) }
    case 'unavailable':
      return { kind: 'status', status: 503, effect: false, ...retryAfterOf(lots) }
    case 'broken': {
      // a gateway's page says nothing about what happened behind it; Exchange's own 500 neither
      const status = lots.pick([500, 502, 504] as const)
      return { kind: 'status', status, effect, page: status !== 500 }
    }
    case 'unauthorized':
      return { kind: 'status', status: 401, effect: false }
  }
}

function retryAfterOf(lots: Lots) {
  const retryAfter = lots.pick(retryAfters)
  return retryAfter === undefined ? {} : { retryAfter }
}

export function drawStatementFate(_: SimulatedProcess, weather: Weather, lots: Lots): StatementFate {
  if (lots.chance(weather.deadlyStatements / 1000)) return lots.chance(0.5) ? 'dies before' : 'dies after'
  if (lots.chance(weather.statements / 1000)) return lots.chance(0.5) ? 'fails before' : 'fails after'
  return 'fine'
}
