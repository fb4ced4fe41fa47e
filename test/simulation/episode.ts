// One world from its beginning to rest: clouds, a store, the app, people, and whatever goes wrong. What it answers follows
// from the seed alone.
import { join } from 'node:path'
import { wait } from './asking.ts'
import { audit, type Evidence, type Finding } from './auditor/audit.ts'
import { type Clouds, openClouds } from './clouds.ts'
import { type Delegate, signIn } from './delegates.ts'
import { newHistory } from './history.ts'
import { type Instance, instance } from './instances.ts'
import { bookSomething, type OfferedLink, readBooking } from './invitees.ts'
import { lastGuests } from './last-guests.ts'
import { openLinks } from './links.ts'
import { type Lots, lotsOf } from './lots.ts'
import { network } from './network.ts'
import { wayBack } from './notifications.ts'
import { within } from './processes.ts'
import { NOBODY_COMES_FROM, NOBODY_COMES_UNTIL, type OnScreen, PRIYA, rehearse, TWIN } from './rehearse.ts'
import { thinkAgain } from './second-thoughts.ts'
import { RealDatabase, setStoreClock, watchStatements } from './statements.ts'
import { createTimeline, type Timeline } from './timeline.ts'
import { createTrace, type Trace } from './trace.ts'
import { setOutside } from './unreal.ts'
import { drawRequestFate, drawStatementFate, drawWeather, MINUTE, SECOND, type Weather } from './weather.ts'
import { witness } from './witness.ts'
import { type Apart, apart, passing, settingsIn } from './world-of-its-own.ts'

export type EpisodeResult = {
  seed: string
  weather: Weather
  people: number
  placed: number
  findings: Finding[]
  /** For each booking, how long after the end of all trouble its last change was; milliseconds, 0: before. */
  convergence: number[]
  requests: number
  statements: number
  faults: Record<string, number>
  hash: string
  trace: string[]
  log: string[]
}

export type EpisodeOptions = { people: number; keep?: boolean; weather?: Partial<Weather> }

/** Weeks that begin with this instant; two of them change the clock in Berlin. */
const beginnings = ['2027-01-04T07:10:00Z', '2027-03-25T08:00:00Z', '2027-06-15T06:30:00Z', '2027-10-28T07:45:00Z']

/** Of twenty-four people, how many come to each link, in the order of links.ts: two of them take few bookings. */
const POPULARITY = { 0: 5, 1: 4, 2: 4, 3: 3, 4: 1, 5: 2, 6: 3, 7: 2 }

/** Something about a meeting that the network doubles, or brings when nobody waits for it any more. */
const SENT_TWICE = 'a meeting is sent twice or late'

/** How long a world may take to come to rest after the end of all trouble. */
const REST_WITHIN = 20 * MINUTE

export async function runEpisode(seed: string, options: EpisodeOptions): Promise<EpisodeResult> {
  const lots = lotsOf(seed)
  const timeline = createTimeline(Date.parse(lots.stream('beginning').pick(beginnings)))
  const trace = createTrace(timeline.now, options.keep ?? false)
  const weather = { ...drawWeather(lots.stream('weather')), ...options.weather }
  return apart((place) => run(seed, { options, lots, timeline, trace, weather, ...place }))
}

type Parts = {
  options: EpisodeOptions
  lots: Lots
  timeline: Timeline
  trace: Trace
  weather: Weather
} & Apart

async function run(seed: string, parts: Parts): Promise<EpisodeResult> {
  const { options, lots, timeline, trace, weather, folder, stranded } = parts
  const { reach, during } = passing(timeline, 10 * MINUTE)
  const faults: Record<string, number> = {}
  const log: string[] = []
  const count = (what: string) => {
    faults[what] = (faults[what] ?? 0) + 1
  }
  const createdTwice: string[] = []
  let changedTwice = 0
  let trouble = false
  let salesforceAway = false
  let exchangeOnlyReads = false
  let requests = 0
  let statements = 0

  let clouds: Clouds
  const packets = lots.stream('packets')
  const net = network({
    timeline,
    trace,
    lots: lots.stream('latency'),
    faces: () => Object.values(clouds.world.faces),
    save() {
      clouds.world.save()
      watching.look()
    },
    fateOf(request) {
      requests++
      if (!trouble) return { kind: 'fine' }
      if (salesforceAway && request.cloud === 'salesforce') {
        return packets.chance(0.5) ? { kind: 'refused' } : { kind: 'status', status: 503, effect: false }
      }
      const tells = request.method !== 'GET' && /\/events(\/|$)/.test(request.path)
      if (exchangeOnlyReads && tells && request.cloud === 'graph') {
        count('Exchange does not write')
        return packets.chance(0.5) ? { kind: 'refused' } : { kind: 'status', status: 503, effect: false }
      }
      const fate = drawRequestFate(request, weather, packets)
      if (tells && (fate.kind === 'twice' || fate.kind === 'late')) {
        count(SENT_TWICE)
        const [, booking] = /"value":"([\w-]{36}):\d/.exec(request.body) ?? []
        if (booking) createdTwice.push(booking)
        else changedTwice++
      }
      if (fate.kind !== 'fine')
        count(`${request.cloud} ${fate.kind}${'effect' in fate ? (fate.effect ? ' after' : ' before') : ''}`)
      return fate
    }
  })
  setOutside({ timeline, lots: lots.stream('chance'), fetch: net.fetch })
  setStoreClock(timeline.now)
  const instances: Instance[] = []
  const losing = () => (trouble ? weather.notifications : 0)
  clouds = openClouds(wayBack({ timeline, lots: lots.stream('notifications'), instances, lost: losing }))
  const watching = witness(timeline.now, () => clouds.hands.meetings())
  clouds.world.faces.graph.treatRepeats({ transactionIds: weather.transactionIds, foundAfter: weather.foundAfter })

  const disks = lots.stream('disks')
  watchStatements((process, text) => {
    statements++
    if (!trouble) return 'fine'
    const fate = drawStatementFate(process, weather, disks)
    if (fate !== 'fine') {
      count(`statement ${fate}`)
      trace.note(`${process.name} ${fate} ${text}`)
    }
    return fate
  })

  const history = newHistory()
  const supervisor = lots.stream('supervisor')
  const needs = {
    timeline,
    trace,
    environment: {
      ...clouds.settings,
      ...settingsIn(folder),
      NOTIFICATIONS_ORIGIN: 'https://meet.invalid'
    },
    alone: weather.instances === 1,
    log: (line: string) => {
      // the folder is called otherwise each time, and the story is the same
      const told = line.trimEnd().replaceAll(folder, 'the data folder')
      if (options.keep) log.push(`${new Date(timeline.now()).toISOString()} ${told}`)
    },
    restartAfter: () => supervisor.between(1, 20) * SECOND
  }
  for (let number = 1; number <= weather.instances; number++) instances.push(instance(`app${number}`, needs))

  // A calm morning: the app starts, links are made.
  for (const each of instances) {
    each.start()
    await reach(() => each.up !== undefined, 2 * MINUTE, `${each.name} did not start`)
  }
  const first = instances[0]?.up
  if (!first) throw new Error('no instance is up')
  const links = await during(within(first.process, () => openLinks(first.composed.services, timeline.now())))
  const faulty = (path: string) => {
    history.odd.push({ at: timeline.now(), what: 'fault', path, status: 500 })
  }
  const calm = { timeline, history, trace, lots: lots.stream('desks'), instances, lost: () => 0, faulty }
  const delegates: Delegate[] = []
  for (const [name, address, own] of [
    ['Dana', 'dana.whitfield@acme.example', [0, 1, 4, 5, 7]],
    ['Eve', 'eve.tanaka@acme.example', [2, 3, 6]]
  ] as const) {
    const cookie = await during(signIn(address, clouds, calm))
    const noneOf = name === 'Dana' ? { noneOf: PRIYA } : {}
    delegates.push({ name, cookie, ...noneOf, links: own.map((number) => links[number]?.id ?? '') })
  }

  // People come, and things go wrong.
  const begin = timeline.now()
  const healsAt = begin + weather.lasts
  trouble = true
  const arrivals = lots.stream('arrivals')
  const crowdsTo = lots.stream('crowd').weighted({ 0: 3, 1: 2, 2: 1, 3: 5, 4: 2, 5: 1, 6: 1 })
  let busy = options.people
  const rivals: ((slot: OnScreen) => void)[] = []
  const meetingsOf = (booking: string) =>
    clouds.hands.meetings().flatMap((meeting) => (meeting.booking === booking ? [meeting.start] : []))
  for (let number = 1; number <= options.people; number++) {
    const own = lots.stream(`invitee ${number}`)
    const person = {
      name: `Invitee ${number}`,
      address: `invitee.${number}@harborlight.example`,
      zone: own.pick(['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland'])
    }
    const crowds = own.chance(weather.atOnce / 100)
    const visiting = {
      ...(crowds && own.chance(0.5) ? { pressesAt: begin + MINUTE + 20 * SECOND } : {}),
      timeline,
      history,
      trace,
      lots: own,
      instances,
      lost: () => (trouble ? weather.invitees : 0),
      whims: true,
      faulty,
      meetingsOf,
      sees: (organizer: string, slot: string) => {
        if (trouble && own.chance(0.3)) rivals.pop()?.({ organizer, slot })
      }
    }
    const link = links[Number(visiting.pressesAt ? crowdsTo : own.weighted(POPULARITY))] as OfferedLink
    const atAnyTime = arrivals.between(0, weather.lasts - MINUTE)
    const comes = crowds ? MINUTE : atAnyTime
    const isHers = weather.revocation && delegates[0]?.links.includes(link.id)
    const keptAway = isHers && comes > NOBODY_COMES_FROM && comes < NOBODY_COMES_UNTIL
    const changes = own.chance(weather.secondThoughts / 100)
    timeline.at(begin + (keptAway ? NOBODY_COMES_UNTIL + (comes % (30 * SECOND)) : comes), () => {
      bookSomething(person, link, visiting)
        .then((booked) => (booked && changes ? thinkAgain(booked, visiting) : undefined))
        .catch((cause) => stranded.push(`an invitee: ${cause instanceof Error ? cause.stack : cause}`))
        .finally(() => {
          busy--
        })
    })
  }
  const desk = { ...calm, lots: lots.stream('desk work'), lost: () => (trouble ? weather.invitees : 0) }
  const eyes = eyesOn(folder, healsAt)
  const claims: Evidence['seen']['claims'] = []
  const lookAtClaims = () => {
    const known = new Set(claims.map(({ booking, other }) => `${booking} ${other}`))
    const unseen = eyes.claims().filter(({ booking, other }) => !known.has(`${booking} ${other}`))
    claims.push(...unseen.map((seen) => ({ at: timeline.now(), ...seen })))
    timeline.at(timeline.now() + 2 * SECOND, lookAtClaims)
  }
  lookAtClaims()
  rehearse({
    ...{ ...parts, instances, clouds, history, begin, count, delegates, desk, rivals },
    written: () => eyes.written()
  })
  if (weather.salesforceAway > 0) {
    timeline.at(begin + MINUTE, () => {
      salesforceAway = true
      trace.note('Salesforce is away')
    })
    timeline.at(begin + MINUTE + weather.salesforceAway, () => {
      salesforceAway = false
      trace.note('Salesforce is back')
    })
  }
  if (weather.exchangeOnlyReads > 0) {
    const from = begin + lots.stream('mailboxes move').between(10 * SECOND, weather.lasts - weather.exchangeOnlyReads)
    const turn = (only: boolean) => () => {
      exchangeOnlyReads = only
      trace.note(only ? 'Exchange only reads' : 'Exchange writes again')
    }
    timeline.at(from, turn(true))
    timeline.at(from + weather.exchangeOnlyReads, turn(false))
  }
  await timeline.runUntil(() => false, healsAt)

  // Everything works again, and nobody does anything but wait.
  trouble = false
  salesforceAway = false
  exchangeOnlyReads = false
  trace.note('all trouble is over')
  await reach(() => busy === 0, 30 * MINUTE, 'somebody still tries to book')
  const rested = await timeline.runUntil(restIn(eyes, timeline, healsAt), healsAt + REST_WITHIN)
  trace.note(rested ? 'at rest' : 'not at rest')
  const restedAt = timeline.now()

  const lastLook = {
    timeline,
    history,
    trace,
    lots: lots.stream('last look'),
    instances,
    lost: () => 0,
    meetingsOf
  }
  await reach(() => instances.every(({ up }) => up), 2 * MINUTE, 'an instance did not come up again')
  await during(lastGuests(links, lastLook))
  if (rested) await timeline.runUntil(restIn(eyes, timeline, healsAt), timeline.now() + REST_WITHIN)
  for (const key of new Set(history.heard.flatMap(({ key }) => key ?? []))) {
    const before = history.heard.find((each) => each.key === key)
    if (before) await during(readBooking(before, lastLook))
  }
  await during(wait(timeline, MINUTE))
  for (const each of instances) each.stop()

  const evidence: Evidence = {
    history,
    store: join(folder, 'onbehalf.db'),
    exchange: clouds.world.faces.graph.state(),
    salesforce: clouds.world.faces.salesforce.state(),
    asked: net.asked,
    arrived: net.arrived,
    beganAt: begin,
    storeFails: weather.statements > 0 || weather.deadlyStatements > 0,
    healedAt: healsAt,
    restedAt,
    endedAt: timeline.now(),
    seen: { ...watching.seen(), claims },
    createdTwice,
    changedTwice,
    twins: faults[TWIN] ?? 0,
    stranded
  }
  const { findings, convergence, placed } = audit(evidence)
  clouds.world.close()
  return {
    seed,
    weather,
    people: options.people,
    placed,
    findings,
    convergence,
    requests,
    statements,
    faults,
    hash: trace.hash(),
    trace: trace.lines,
    log
  }
}

type Eyes = {
  busy(): boolean
  sweptAt(): number
  written(): string[]
  /** What must not be of claims: a booking without its own time, or two with the same. */
  claims(): { booking: string; other: string | null }[]
}

/** Somebody who may look into the store, and changes nothing. */
function eyesOn(folder: string, healsAt: number): Eyes {
  const store = new RealDatabase(join(folder, 'onbehalf.db'), { readOnly: true })
  const busy = store.prepare(`select sum(count) as count from (
    select count(*) as count from outbox
      where done_at is null and parked_at is null and (kind <> 'let request lapse' or due_at < ${healsAt + REST_WITHIN})
    union all select count(*) from activities where state = 'waiting'
    union all select count(*) from hints)`)
  const swept = store.prepare('select min(coalesce(swept_at, 0)) as at from sweeps')
  const written = store.prepare("select key from activities where state = 'written' and key like 'bk-%' order by key")
  const claiming = `select id, organizer, start_at, end_at, claim_start as a, claim_end as z from bookings
      where state in ('requested', 'held', 'confirmed') and overlapping = 0
    union all select id, organizer, move_start, move_start, move_claim_start, move_claim_end from bookings
      where state in ('requested', 'held', 'confirmed') and move_start is not null`
  const claims = store.prepare(`with claims as (${claiming})
    select id as booking, null as other from claims where (a <= start_at and end_at <= z) is not true
    union all select id, null from bookings where state = 'confirmed' and move_claim_start is null and 'move asked' =
      (select type from booking_facts where booking_id = id and type like 'move%' order by version desc limit 1)
    union all select one.id, other.id from claims as one join claims as other
      on one.organizer = other.organizer and one.id < other.id and one.a < other.z and other.a < one.z`)
  return {
    claims: () => claims.all() as ReturnType<Eyes['claims']>,
    busy: () => busy.get()?.count !== 0,
    sweptAt: () => Number(swept.get()?.at),
    written: () => written.all().map(({ key }) => String(key).slice('bk-'.length))
  }
}

/**
 * Asked between any two events, answered every few seconds: is nothing left to be done that the store knows of? What nobody
 * has told it of is found by the next sweep of each calendar.
 */
function restIn(eyes: Eyes, timeline: Timeline, healsAt: number): () => boolean {
  let askedAt = 0
  return () => {
    if (timeline.now() - askedAt < 5 * SECOND) return false
    askedAt = timeline.now()
    return !eyes.busy() && eyes.sweptAt() > healsAt
  }
}
