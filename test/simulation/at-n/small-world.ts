// One instance, one person, one act, one fault: the world of an episode (episode.ts), as small as it can be, and calm but for that fault.
import { join } from 'node:path'
import { wait } from '../asking.ts'
import { audit, type Finding } from '../auditor/audit.ts'
import { type Clouds, openClouds } from '../clouds.ts'
import { newHistory } from '../history.ts'
import { instance } from '../instances.ts'
import { readBooking } from '../invitees.ts'
import { openLinks } from '../links.ts'
import { lotsOf } from '../lots.ts'
import { network } from '../network.ts'
import { nowhere } from '../notifications.ts'
import { within } from '../processes.ts'
import { RealDatabase, setStoreClock, watchStatements } from '../statements.ts'
import { createTimeline, type Timeline } from '../timeline.ts'
import { createTrace } from '../trace.ts'
import { setOutside } from '../unreal.ts'
import { MINUTE, SECOND } from '../weather.ts'
import { type Apart, apart, passing, settingsIn } from '../world-of-its-own.ts'
import { type Act, actings, changeOf, type Ended, type Visiting } from './acts.ts'
import { type Behaviour, usual } from './behaviours.ts'
import { callFate, type Fault, statementFate } from './fates.ts'
import { countOperations, type Operation } from './operations.ts'

export type Outcome = {
  ended: Ended
  findings: Finding[]
  /** What was counted from the beginning of the act to rest. */
  operations: Operation[]
  /** How many there were, with those that are not tried (operations.ts). */
  counted: number
  /** What the fault hit; undefined: there was no operation of this number. */
  hit: string | undefined
  trace: string[]
  log: string[]
}

const BEGINNING = Date.parse('2027-03-25T08:00:00Z')

/** The mail by which she learns it, once. */
const toldBy: Partial<Record<Ended['as'], string>> = { moved: 'update', cancelled: 'cancellation' }

/** How long after its act a world may take to come to rest. */
const REST_WITHIN = 15 * MINUTE

type Given = {
  fault?: Fault
  behaviour?: Behaviour
  /** An operator tries again whatever has not got through, every two seconds. */
  impatient?: boolean
  keep?: boolean
}

export async function actIn(act: Act, given: Given = {}): Promise<Outcome> {
  return apart((place) => run(act, given, place))
}

async function run(
  act: Act,
  { fault, behaviour = usual, impatient, keep = false }: Given,
  { folder, stranded }: Apart
) {
  const lots = lotsOf(act)
  const timeline = createTimeline(BEGINNING)
  const { reach, during } = passing(timeline, 20 * MINUTE)
  const trace = createTrace(timeline.now, keep)
  const log: string[] = []
  const operations = countOperations(timeline.now)
  let counting = false
  let hit: string | undefined

  let clouds: Clouds
  const net = network({
    timeline,
    trace,
    lots: lots.stream('latency'),
    faces: () => Object.values(clouds.world.faces),
    save: () => clouds.world.save(),
    fateOf(request) {
      const n = counting ? operations.call(request) : 0
      if (!fault || n !== fault.n) return { kind: 'fine' }
      hit = `${request.method} ${request.path}`
      return callFate(fault)
    }
  })
  setOutside({ timeline, lots: lots.stream('chance'), fetch: net.fetch })
  setStoreClock(timeline.now)
  clouds = openClouds(nowhere)
  const { transactionIds, foundAfter } = behaviour
  clouds.world.faces.graph.treatRepeats({ transactionIds, foundAfter })
  watchStatements(
    (_, text) => {
      const n = counting ? operations.statement(text) : 0
      if (!fault || n !== fault.n) return 'fine'
      hit = text
      trace.note(`${statementFate(fault)} ${text}`)
      return statementFate(fault)
    },
    (_, text, answer) => {
      if (counting) operations.answered(text, answer)
    }
  )

  const app = instance('app', {
    timeline,
    trace,
    environment: {
      ...clouds.settings,
      ...settingsIn(folder),
      NOTIFICATIONS_ORIGIN: 'none',
      // nothing arrives later than it is seen, so that there is no need to wait long
      MEETING_SETTLES_SECONDS: foundAfter > 0 ? '90' : '5'
    },
    alone: true,
    log: (line) => {
      if (keep) log.push(`${new Date(timeline.now()).toISOString()} ${line.trimEnd()}`)
    },
    restartAfter: () => 5 * SECOND
  })
  app.start()
  await reach(() => app.up !== undefined, 2 * MINUTE, 'the app did not start')
  const { up } = app
  if (!up) throw new Error('the app is not up')
  const links = await during(within(up.process, () => openLinks(up.composed.services, timeline.now())))
  const openedAt = timeline.now()
  const [link] = links
  if (!link) throw new Error('there is no link')

  const history = newHistory()
  const visiting: Visiting = {
    timeline,
    history,
    trace,
    lots: lots.stream('invitee'),
    instances: [app],
    lost: () => 0,
    meetingsOf: (booking) =>
      clouds.hands.meetings().flatMap((meeting) => (meeting.booking === booking ? [meeting.start] : [])),
    person: { name: 'Grace Hopper-Lee', address: 'grace@harborlight.example', zone: 'America/New_York' },
    link
  }
  const { before, act: does } = actings[act]
  const key = (await during(before(visiting))) ?? ''
  if (key) await reach(restIn(folder, timeline), REST_WITHIN, 'not at rest before the act')
  const booked = history.heard.at(-1)

  if (behaviour.twin) clouds.world.faces.graph.treatRepeats({ twins: 1 })
  counting = true
  const began = timeline.now()
  trace.note(`${act} begins`)
  if (impatient) tryAgainAndAgain()
  const ended = await during(does(key, visiting))
  const actedAt = timeline.now()
  await timeline.runUntil(restIn(folder, timeline), actedAt + REST_WITHIN)
  counting = false
  trace.note('at rest')
  if (booked) history.changes.push(...changeOf(ended, { at: began, heardAt: actedAt }, booked))

  await reach(() => app.up !== undefined, 2 * MINUTE, 'the app did not come up again')
  for (const key of new Set(history.heard.flatMap(({ key }) => key ?? []))) {
    const heard = history.heard.findLast((each) => each.key === key)
    if (heard) await during(readBooking(heard, { ...visiting, lots: lots.stream('last look') }))
  }
  await during(wait(timeline, MINUTE))
  app.stop()

  const { findings } = audit({
    history,
    store: join(folder, 'onbehalf.db'),
    exchange: clouds.world.faces.graph.state(),
    salesforce: clouds.world.faces.salesforce.state(),
    asked: net.asked,
    arrived: net.arrived,
    beganAt: openedAt,
    storeFails: true,
    healedAt: actedAt,
    restedAt: timeline.now(),
    endedAt: timeline.now(),
    seen: { overlaps: [], doubled: [], meetings: [], claims: [] },
    createdTwice: fault?.way === 'sent twice' ? [...new Set(history.heard.map(({ form }) => form))] : [],
    changedTwice: fault?.way === 'sent twice' ? 1 : 0,
    twins: behaviour.twin ? 1 : 0,
    stranded
  })
  const state = stateIn(folder)
  if ((ended.as === 'cancelled') !== (state === 'cancelled'))
    findings.push({ invariant: 'TOLD', what: `she believes "${ended.as}", and the booking is ${state}` })
  const kind = toldBy[ended.as]
  const mails = kind ? mailsTo(visiting.person.address, kind, began) : 1
  if (mails !== 1 && !(mails === 2 && fault?.way === 'sent twice'))
    findings.push({ invariant: 'MAIL', what: `she was told ${mails} times that her meeting was ${ended.as}` })
  clouds.world.close()
  const outcome: Outcome = {
    ended,
    findings,
    operations: operations.tried(),
    counted: operations.all(),
    hit,
    trace: trace.lines,
    log
  }
  return outcome

  function mailsTo(address: string, kind: string, since: number): number {
    const sent = Object.values(clouds.world.faces.graph.state()).flatMap((mailbox) => mailbox.sent)
    const isIt = ({ to, at, ...mail }: Record<string, unknown>) =>
      mail.kind === kind && (to as string[]).includes(address) && Date.parse(String(at)) >= since
    return sent.filter(isIt).length
  }

  /** As the console's button does, and npm run outbox. */
  function tryAgainAndAgain() {
    const { up } = app
    if (!counting) return
    if (up)
      within(up.process, async () => {
        const { waiting, clock } = up.composed.services
        for (const { id } of await waiting.waiting(100))
          if (await waiting.retry(id, clock())) trace.note(`an operator tries ${id} again`)
      }).catch(() => {}) // what failed is tried again in two seconds
    timeline.at(timeline.now() + 2 * SECOND, tryAgainAndAgain)
  }
}

/** Asked between any two events, answered every second: is nothing left to be done that the store knows of? */
function restIn(folder: string, timeline: Timeline): () => boolean {
  const store = new RealDatabase(join(folder, 'onbehalf.db'), { readOnly: true })
  const waiting = store.prepare(
    `select (select count(*) from outbox where done_at is null and parked_at is null) +
            (select count(*) from activities where state = 'waiting') as count`
  )
  let askedAt = 0
  return () => {
    if (timeline.now() - askedAt < SECOND) return false
    askedAt = timeline.now()
    return waiting.get()?.count === 0
  }
}

/** Of the one booking that counts: the last that was made. */
function stateIn(folder: string): unknown {
  const store = new RealDatabase(join(folder, 'onbehalf.db'), { readOnly: true })
  const state = store.prepare('select state from bookings order by booked_at desc limit 1').get()?.state
  store.close()
  return state
}
