// What follows the calendars: notifications and sweeps write hints, hints are read, bookings follow.
import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { followCategory } from '../../src/activities/follow-category.ts'
import { followMeetings } from '../../src/activities/follow-meeting.ts'
import type { MailboxesHours } from '../../src/availability/mailbox-hours.ts'
import { calendarChanges } from '../../src/exchange/calendar-changes.ts'
import type { Graph } from '../../src/exchange/graph-client.ts'
import { items } from '../../src/exchange/items.ts'
import { masterCategories } from '../../src/exchange/master-categories.ts'
import { subscriptions } from '../../src/exchange/subscriptions.ts'
import { followHints } from '../../src/following/follow-hints.ts'
import { keepSubscriptions } from '../../src/following/keep-subscriptions.ts'
import { receiver } from '../../src/following/receive.ts'
import { sweep } from '../../src/following/sweep.ts'
import type { PersonId } from '../../src/people/person.ts'
import type { Storage } from '../../src/storage/database.ts'
import { type Clock, SECOND } from '../../src/time/instant.ts'
import type { Config } from '../config.ts'
import { NOTIFICATIONS_PATH } from '../routes/exchange/notifications.ts'
import type { FollowingHealth, Services } from '../services.ts'
import { startWorkerLoop } from '../worker-loop.ts'

/** Somebody waits to see on our page what she did in Outlook. */
const HINTS_POLL = SECOND / 2

const CALENDARS_POLL = 2 * SECOND

/** What is told within so many milliseconds is one transaction: forty a second at most, whatever comes. */
const GATHERING = 25

/** In a storm of notifications answers come first: so many within a second, and reading makes pauses. */
const STORM = 30
const PAUSE = 150

type Needs = {
  config: Config
  log: Logger
  storage: Storage
  graph: Graph
  clock: Clock
  /** What was read of this person's calendar is old. */
  forget(person: PersonId): void
  ringWorker(): void
  ringLegs(): void
  mailboxHours: MailboxesHours
}

export function following(needs: Needs) {
  const { config, log, storage, graph, clock, forget, ringWorker, mailboxHours, ringLegs } = needs
  const address = config.notificationsOrigin && `${config.notificationsOrigin}${NOTIFICATIONS_PATH}`
  const { bookings, links, organizers, holds, hints: hintStore, firstReadings } = storage
  const { subscriptions: subscriptionStore, sweeps: sweepStore } = storage
  const random = Math.random
  const changed = ({ id }: { id: PersonId }) => forget(id)

  const { savedMeetings } = storage
  const category = config.salesforce?.category
  const forMeetings = { savedMeetings, items: items(graph), mailboxHours, category, clock, ring: ringLegs }
  const followed = followMeetings(forMeetings)
  const others = category
    ? followCategory(followed, {
        ...{ ...forMeetings, category, bookings, links, masterCategories: masterCategories(graph) },
        report: (organizer, problem) =>
          log.warn(
            { organizer, problem },
            'the category is not in the list of a mailbox; it works all the same for whoever adds it in Outlook'
          )
      })
    : followed
  const forHints = {
    ...{ hintStore, organizers, bookings, links, holds, firstReadings, clock, random, changed, ringWorker, others },
    items: items(graph),
    report: ({ organizer, attempt }: { organizer: PersonId; attempt: number }, problem: string, err: unknown) =>
      log.warn({ organizer, attempt, problem, err }, 'an entry that may have changed could not be read')
  }
  const forSweeps = {
    ...{ organizers, bookings, sweepStore, hintStore, subscriptionStore, clock, random, changed, others },
    changes: calendarChanges(graph),
    notified: address !== undefined,
    report: (organizer: PersonId, problem: string, err: unknown) =>
      log.warn({ organizer, problem, err }, 'a calendar could not be asked what is different')
  }
  const forSubscriptions = {
    ...{ organizers, subscriptionStore, sweepStore, clock, random },
    subscriptions: subscriptions(graph),
    newSecret: () => randomBytes(32).toString('base64url'),
    report: (organizer: PersonId, problem: string, err: unknown) =>
      log.warn({ organizer, problem, err }, 'Exchange does not tell us of changes in a calendar (yet)')
  }

  const breathe = () => sleep(GATHERING)
  const receive = receiver({ subscriptionStore, sweepStore, hintStore, clock, breathe })
  const { note, lately } = countedLately(clock)

  const loop = (name: string, work: (limit: number) => Promise<number>, poll: number) =>
    config.worker
      ? startWorkerLoop(work, (err) => log.error({ err }, `${name} could not be looked after`), poll)
      : undefined
  const loops = [
    loop(
      'hints',
      async (limit) => {
        if (lately() > STORM) await sleep(PAUSE)
        return followHints(limit, forHints)
      },
      HINTS_POLL
    ),
    loop('sweeps', (limit) => sweep(limit, forSweeps), CALENDARS_POLL),
    address
      ? loop('subscriptions', (limit) => keepSubscriptions(limit, { ...forSubscriptions, address }), CALENDARS_POLL)
      : undefined
  ]
  if (!address && config.worker) {
    log.warn(
      'Exchange cannot reach this installation: calendars are asked every two minutes what is different. Set NOTIFICATIONS_ORIGIN to an https address to be told at once.'
    )
  }

  return {
    receive: ((notifications) => {
      note(notifications.length)
      return receive(notifications)
    }) satisfies Services['receive'],
    async health(): Promise<FollowingHealth> {
      const now = clock()
      const [{ wanted, standing, endsFirst }, { oldest }, swept] = await Promise.all([
        subscriptionStore.health(now),
        hintStore.waiting(),
        sweepStore.oldest()
      ])
      const seconds = (from: number, to: number) => Math.max(0, Math.round((to - from) / SECOND))
      return {
        notifications: !address ? 'off' : standing < wanted ? 'some missing' : 'on',
        subscriptionEndsInSeconds: endsFirst === null ? null : seconds(now, endsFirst),
        oldestHintSeconds: oldest === null ? 0 : seconds(oldest, now),
        oldestSweepSeconds: swept === null ? null : seconds(swept, now)
      }
    },
    stop: () => Promise.all(loops.map((each) => each?.stop()))
  }
}

/** How many there were in the second before this one, or in this one if those are more. */
function countedLately(clock: Clock) {
  let second = 0
  let [before, now] = [0, 0]
  const turn = () => {
    const current = Math.floor(clock() / SECOND)
    if (current === second) return
    before = current === second + 1 ? now : 0
    now = 0
    second = current
  }
  return {
    note(count: number) {
      turn()
      now += count
    },
    lately() {
      turn()
      return Math.max(before, now)
    }
  }
}
