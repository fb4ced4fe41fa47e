// npm run sim:outage -- --bookings 1000 --hours 6: Salesforce is away while people go on booking, and comes back. How long until
// every booking has its Event, and how many requests at most are under way at once? Ends with 1 when the auditor has something to say.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { CLOUDS } from './network.ts'
import { MINUTE, SECOND } from './weather.ts'

const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const { values } = parseArgs({
  options: {
    bookings: { type: 'string', default: '1000' },
    hours: { type: 'string', default: '6' },
    seed: { type: 'string', default: '1' }
  }
})
const wanted = Number(values.bookings)
const away = Number(values.hours) * HOUR
const say = (line: string) => process.stdout.write(`${line}\n`)

const { loadUnrealWorld } = await import('./load.ts')
await loadUnrealWorld()
const { audit } = await import('./auditor/audit.ts')
const { ask, formIn, nothing, wait } = await import('./asking.ts')
const { openClouds } = await import('./clouds.ts')
const { newHistory } = await import('./history.ts')
const { instance, ORIGIN } = await import('./instances.ts')
const { openLinks } = await import('./links.ts')
const { lotsOf } = await import('./lots.ts')
const { network } = await import('./network.ts')
const { nowhere } = await import('./notifications.ts')
const { within } = await import('./processes.ts')
const { RealDatabase, setStoreClock } = await import('./statements.ts')
const { createTimeline } = await import('./timeline.ts')
const { createTrace } = await import('./trace.ts')
const { setOutside } = await import('./unreal.ts')

const lots = lotsOf(values.seed)
const timeline = createTimeline(Date.parse('2027-01-04T07:10:00Z'))
const trace = createTrace(timeline.now, false)
const folder = mkdtempSync(join(tmpdir(), 'onbehalf-outage-'))
const packets = lots.stream('packets')

let isAway = false
let refused = 0
let underWay = 0
let mostUnderWay = 0
const net = network({
  timeline,
  trace,
  lots: lots.stream('latency'),
  faces: () => Object.values(clouds.world.faces),
  save: () => clouds.world.save(),
  fateOf({ cloud }) {
    if (!isAway || cloud !== 'salesforce') return { kind: 'fine' }
    refused++
    // an outage has many faces
    return packets.pick([
      { kind: 'refused' as const },
      { kind: 'silence' as const, effect: false },
      { kind: 'status' as const, status: 503, effect: false },
      { kind: 'status' as const, status: 502, effect: false, page: true }
    ])
  }
})
async function counted(url: string, init: RequestInit) {
  if (!url.startsWith(`${CLOUDS}/services/`)) return net.fetch(url, init)
  underWay++
  if (!isAway) mostUnderWay = Math.max(mostUnderWay, underWay)
  try {
    return await net.fetch(url, init)
  } finally {
    underWay--
  }
}
setOutside({ timeline, lots: lots.stream('chance'), fetch: counted })
setStoreClock(timeline.now)
const clouds = openClouds(nowhere)
const needs = {
  ...{ timeline, trace, alone: false, log: () => {}, restartAfter: () => SECOND },
  environment: {
    ...clouds.settings,
    DATA_DIR: folder,
    PUBLIC_ORIGIN: ORIGIN,
    NOTIFICATIONS_ORIGIN: 'none',
    APP_SECRET: 'a secret of the simulation, long enough',
    ORGANIZATION_NAME: 'Acme Ltd',
    ORGANIZERS: 'olga.okafor@acme.example, priya.raman@acme.example'
  }
}
const instances = ['app1', 'app2'].map((name) => instance(name, needs))
for (const each of instances) {
  each.start()
  await timeline.runUntil(() => each.up !== undefined, timeline.now() + 2 * MINUTE)
}
const [first] = instances
if (!first?.up) throw new Error('the app did not start')
const { up } = first
const links = await during(within(up.process, () => openLinks(up.composed.services, timeline.now())))

const store = new RealDatabase(join(folder, 'onbehalf.db'), { readOnly: true })
const waiting = store.prepare(`select (select count(*) from activities where state = 'waiting') +
  (select count(*) from outbox where kind = 'write activity' and done_at is null and parked_at is null) as count`)
const undone = () => Number(waiting.get()?.count)

const history = newHistory()
const begin = timeline.now()
isAway = true
let booked = 0
const visiting = { timeline, lots: lots.stream('people'), instances, lost: () => 0 }
const calendars = [slotsOf(0, 9, 16, HOUR), slotsOf(2, 9, 18, 5.5 * HOUR)]
for (let person = 1; booked < wanted && timeline.now() < begin + away; person++) {
  await during(book(person, calendars[person % 2] ?? calendars[0]))
  await during(wait(timeline, Math.max(1, (begin + away - MINUTE - timeline.now()) / (wanted - booked + 1) - SECOND)))
}
await timeline.runUntil(() => false, begin + away)

const held = undone()
isAway = false
const healedAt = timeline.now()
const drained = await timeline.runUntil(
  everyFewSeconds(() => undone() === 0),
  healedAt + HOUR
)
const drainedAfter = (timeline.now() - healedAt) / SECOND
await timeline.runUntil(() => false, timeline.now() + 3 * MINUTE)
for (const each of instances) each.stop()

const { findings } = audit({
  ...{
    history,
    store: join(folder, 'onbehalf.db'),
    asked: net.asked,
    arrived: net.arrived,
    beganAt: begin,
    storeFails: false,
    healedAt,
    restedAt: timeline.now(),
    endedAt: timeline.now(),
    createdTwice: [],
    changedTwice: 0,
    twins: 0,
    stranded: []
  },
  exchange: clouds.world.faces.graph.state(),
  salesforce: clouds.world.faces.salesforce.state(),
  seen: { overlaps: [], doubled: [], meetings: [], claims: [] }
})
for (const { invariant, what } of findings) say(`${invariant}: ${what}`)
const summary = { bookings: booked, hours: Number(values.hours), refused, held, drained, drainedAfter, mostUnderWay }
say(JSON.stringify({ ...summary, findings: findings.length }, undefined, 2))
rmSync(folder, { recursive: true })
process.exit(findings.length === 0 && drained ? 0 : 1)

type Calendar = { link: (typeof links)[number]; slots: Generator<string> }

/** One half-hour after the other, on weekdays; hours by the organizer's clock, which is so far ahead of UTC. */
function slotsOf(link: number, from: number, to: number, ahead: number): Calendar {
  function* slots() {
    for (let day = 1; ; day++) {
      const midnight = Math.floor(begin / DAY) * DAY + day * DAY
      if ([0, 6].includes(new Date(midnight).getUTCDay())) continue
      for (let start = midnight + from * HOUR - ahead; start < midnight + to * HOUR - ahead; start += 30 * MINUTE)
        yield `${new Date(start).toISOString().slice(0, 16)}Z/${new Date(start + 30 * MINUTE).toISOString().slice(0, 16)}Z`
    }
  }
  return { link: links[link] as (typeof links)[number], slots: slots() }
}

/** The next time of this calendar that is free. */
async function book(person: number, calendar: Calendar | undefined): Promise<void> {
  if (!calendar) return
  const { link, slots } = calendar
  const page = await ask({ method: 'GET', path: `/book/${link.token}` }, visiting, nothing)
  const shown = page && formIn(page.body)
  const id = shown?.id
  if (shown && shown.slots.length > 0) history.offered.push({ at: timeline.now(), link: link.id })
  if (!id) throw new Error(`a booking page was answered with ${page?.status}`)
  const slot = slots.next().value as string
  const email = `invitee.${person}@harborlight.example`
  const form = { id, slot, name: `Invitee ${person}`, email, note: '', zone: 'Europe/Berlin' }
  const sent = { method: 'POST' as const, path: `/book/${link.token}/bookings`, form }
  const answer = await ask(sent, visiting, nothing)
  if (answer?.status === 303) booked++
  else if (answer?.status === 409)
    await book(person, calendar) // something stands there: the next one
  else throw new Error(`a booking was answered with ${answer?.status}`)
}

function everyFewSeconds(isSo: () => boolean): () => boolean {
  let askedAt = 0
  return () => {
    if (timeline.now() - askedAt < SECOND) return false
    askedAt = timeline.now()
    return isSo()
  }
}

async function during<Result>(work: Promise<Result>): Promise<Result> {
  let settled = false
  const end = () => {
    settled = true
  }
  work.then(end, end)
  if (!(await timeline.runUntil(() => settled, timeline.now() + 10 * MINUTE))) throw new Error('a step did not end')
  return work
}
