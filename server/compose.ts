// The only place that picks adapters and wires them to the domain.
import { randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import { auditInto } from '../src/audit/audit-log.ts'
import { stewardNotesInto } from '../src/audit/steward-notes.ts'
import { recentBusyTimes } from '../src/availability/recent-busy-time.ts'
import { letRequestLapse } from '../src/bookings/approve.ts'
import type { BookingId } from '../src/bookings/booking.ts'
import { cancelMeeting } from '../src/bookings/cancel-meeting.ts'
import { createMeeting, removeMeeting } from '../src/bookings/create-meeting.ts'
import { moveMeeting } from '../src/bookings/move-meeting.ts'
import { removeTwins } from '../src/bookings/remove-twins.ts'
import { rushes } from '../src/bookings/rush.ts'
import { tellingChanges } from '../src/bookings/telling-changes.ts'
import { withMailboxExports } from '../src/delegates/mailbox-export.ts'
import { recentAnswers } from '../src/delegates/recent-answers.ts'
import { recentLists } from '../src/delegates/recent-lists.ts'
import { recentStandings } from '../src/delegates/recent-standings.ts'
import { accounts } from '../src/exchange/accounts.ts'
import { busyTimes } from '../src/exchange/busy-time.ts'
import { calendarLists } from '../src/exchange/calendar-list.ts'
import { candidates } from '../src/exchange/candidates.ts'
import { directory } from '../src/exchange/directory.ts'
import { withExchangeAdmin } from '../src/exchange/exchange-admin.ts'
import { createGraph } from '../src/exchange/graph-client.ts'
import { holdItems } from '../src/exchange/hold-items.ts'
import { items } from '../src/exchange/items.ts'
import { mailFrom } from '../src/exchange/mail.ts'
import { mailboxHours } from '../src/exchange/mailbox-hours.ts'
import { meetingMessages } from '../src/exchange/meeting-messages.ts'
import { meetings } from '../src/exchange/meetings.ts'
import { otherEntries } from '../src/exchange/other-entries.ts'
import { privateMarks } from '../src/exchange/private-marks.ts'
import { standings } from '../src/exchange/standings.ts'
import { sharedTurnstile, turnstile } from '../src/exchange/turnstile.ts'
import { weeks } from '../src/exchange/week.ts'
import { appToken, EXCHANGE } from '../src/identity/app-token.ts'
import { signIn } from '../src/identity/sign-in.ts'
import { handOverEnded } from '../src/links/hand-over-ended.ts'
import { type KeepingNeeds, keepHolds } from '../src/links/keep-holds.ts'
import { noteSuspensions } from '../src/links/suspensions.ts'
import { tokensFrom } from '../src/links/token.ts'
import { type DeliverNeeds, deliverDue, deliverNow } from '../src/outbox/deliver.ts'
import type { Message } from '../src/outbox/message.ts'
import { administratorsNamed } from '../src/people/administrators.ts'
import type { Person } from '../src/people/person.ts'
import { recentAccounts } from '../src/people/recent-accounts.ts'
import { salesforceStanding } from '../src/salesforce/salesforce-standing.ts'
import { openStorage, type Storage } from '../src/storage/database.ts'
import { StorageProblem } from '../src/storage/storage-problem.ts'
import { MINUTE, SECOND } from '../src/time/instant.ts'
import { unreadCalendars } from '../src/watch/unread-calendars.ts'
import { type WatchNeeds, watchCalendar } from '../src/watch/watch-calendar.ts'
import { type CollisionNeeds, watchCollisions } from '../src/watch/watch-collisions.ts'
import { CannotStart } from './cannot-start.ts'
import { composeActivities } from './compose/activities.ts'
import { following } from './compose/following.ts'
import { composeInvitations } from './compose/invitations.ts'
import { composeNameIndex } from './compose/name-index.ts'
import { composeNotices } from './compose/notices.ts'
import { salesforceChoices } from './compose/salesforce-choices.ts'
import { composeSummaries } from './compose/summaries.ts'
import type { Config } from './config.ts'
import { cannotUse } from './data-folder.ts'
import { formIdsFrom } from './form-ids.ts'
import { politeWaiting } from './polite-wait.ts'
import { type Keys, keysFrom } from './secrets.ts'
import type { Services } from './services.ts'
import { storeClock } from './store-clock.ts'
import { type Tallies, talliesInMemory } from './tallies.ts'
import { startWatchLoop } from './watch-loop.ts'
import { within } from './within.ts'
import { collisionWords } from './wording/collisions.ts'
import { letterWords } from './wording/letters.ts'
import { startWorkerLoop } from './worker-loop.ts'

/** How often it is looked whether a grant has ended whose links somebody takes over. */
const HEIRS_POLL = 30 * SECOND

/** How often links and bookings are looked at for what it means to calendar holds. */
const HOLDS_POLL = 2 * SECOND

/** How soon after a confirmation its calendar is looked at for the first time, at most. */
const COLLISIONS_POLL = 5 * SECOND

const TIDY_EVERY = 10 * MINUTE

/** How long a page waits for each question of the panel before a link is shared, and how long an answer is shown again. */
const PREFLIGHT_LIMIT = 3 * SECOND
const PREFLIGHT_LASTING = 20 * SECOND

export type Composed = {
  services: Services
  keys: Keys
  tallies: Tallies
  /** The process is about to end: whoever still waits for Exchange is answered soon. */
  hurry(): void
  /** Lets the worker finish what is in its hands, then closes the store. */
  close(): Promise<void>
}

/**
 * `alone`: no other process works with this data folder. Throws a CannotStart with one sentence when the store cannot be
 * opened.
 */
export async function compose(config: Config, log: Logger, { alone = config.worker } = {}): Promise<Composed> {
  if (!config.entra) throw new Error('composed without a tenant')
  const keys = secretKeys(config)
  const tokens = tokensFrom(keys.tokens)
  const storage = await open(config, (booking) => tokens.hash(tokens.ofBooking(booking)))

  if (await storage.mayChangeAudit())
    log.info('the database role may change the history; docs/running.md tells how to take that from it')

  // Several processes must agree what time it is, also when somebody sets a machine's clock.
  const { clock, stop: stopClock } = await storeClock(storage.time, tellOfClock(log))

  const entra = { ...config.entra, secret: keys.sealing }
  const microsoft = signIn(entra, clock)
  // One process with a file of its own need not ask its store how many are at a mailbox.
  const turns = alone && storage.engine === 'sqlite' ? turnstile() : sharedTurnstile(storage.mailboxTurns)
  const graph = createGraph({ graphOrigin: config.graphOrigin, tokens: appToken(entra), clock, turns })

  /** The person's own token, while she is signed in: for seeing what Exchange lets her do beyond what it lists. */
  const ownToken = async (person: Person) => {
    const session = await storage.sessions.latestOf(person.id, clock())
    return session?.sealedToken ? microsoft.open(session.sealedToken) : undefined
  }

  const lists = calendarLists(graph)
  const byGraph = standings(graph, ownToken, lists)
  const byExchange = config.exchangeAdminOrigin
    ? withExchangeAdmin(byGraph, {
        origin: config.exchangeAdminOrigin,
        tenantId: config.entra.tenantId,
        token: appToken(entra, EXCHANGE),
        report: (problem) => log.warn({ problem }, 'the Exchange admin API did not tell')
      })
    : byGraph
  const shared = {
    bookings: storage.bookings,
    links: storage.links,
    organizers: storage.organizers,
    grants: storage.grants,
    clock
  }
  const hours = mailboxHours(graph)
  let lessons = 0
  const learned = () => {
    lessons++
  }
  const calendars = recentBusyTimes(busyTimes(graph), clock, { learned })
  const people = directory(graph, config.entra.tenantId)
  const mail = config.noticesFrom ? mailFrom(config.noticesFrom, graph, people) : undefined
  const known = recentStandings(withMailboxExports(byExchange, storage.mailboxExports), clock, learned)
  const authority = { standings: known, accounts: recentAccounts(accounts(graph), clock, learned) }
  const meetingNeeds = {
    ...shared,
    ...authority,
    outbox: storage.outbox,
    settles: config.meetingSettles,
    meetings: tellingChanges(meetings(graph), calendars.forget)
  }
  const notices = composeNotices({
    ...{ config, storage, graph, mail, meetingMessages: meetingMessages(graph), tokens, clock, log },
    authority: { ...shared, ...authority }
  })
  const activities = composeActivities({
    ...{ config, storage, authority: { ...shared, ...authority }, log },
    mail: notices.about('salesforce'),
    readerOf: notices.readerOf
  })
  const delivery: DeliverNeeds = {
    outbox: storage.outbox,
    handlers: {
      'create meeting': (taken, isAwaited) => createMeeting(taken, meetingNeeds, isAwaited),
      'keep one meeting': (taken) => removeTwins(taken, meetingNeeds),
      'remove meeting': (taken) => removeMeeting(taken, meetingNeeds),
      'move meeting': (taken, isAwaited) => moveMeeting(taken, meetingNeeds, isAwaited),
      'cancel meeting': (taken) => cancelMeeting(taken, meetingNeeds),
      'ask for approval': notices.ask,
      'tell people': notices.tell,
      'let request lapse': (taken) => letRequestLapse(taken, shared),
      'write activity': activities.deliver
    },
    clock,
    random: Math.random,
    report: ({ kind, bookingId, attempt }, outcome, err) =>
      log.warn({ kind, bookingId, attempt, outcome, err }, 'not delivered')
  }

  const waiting = politeWaiting()
  const worker = config.worker
    ? startWorkerLoop(
        (limit) => deliverDue(limit, delivery),
        (err) => log.error({ err }, 'the outbox could not be read')
      )
    : undefined

  const watching: WatchNeeds = {
    ...shared,
    watches: storage.watches,
    busyTimes: calendars,
    mail: notices.about('calendar'),
    whomToTell: notices.whomToTell,
    wordsFor: async (kind, about) =>
      letterWords(kind, about, await notices.readerOf(about.to, about.link), config.publicOrigin),
    report: (problem, { id }) => log.warn({ problem, organizer: id }, 'nobody could be told about a calendar')
  }
  const watch = config.worker
    ? startWatchLoop(
        storage.organizers.all,
        async (organizer) => {
          await noteSuspensions(organizer, { ...shared, ...authority, suspensions: storage.suspensions })
          await watchCalendar(organizer, watching)
        },
        (err) => log.error({ err }, 'calendars could not be looked after')
      )
    : undefined

  const keeping: KeepingNeeds = {
    ...shared,
    holds: storage.holds,
    items: holdItems(graph),
    random: Math.random,
    changed: ({ id }) => calendars.forget(id),
    report: ({ id, state, attempt }, problem, err) =>
      log.warn({ hold: id, state, attempt, problem, err }, 'a calendar hold is not as it should be')
  }
  const keeper = config.worker
    ? startWorkerLoop(
        (limit) => keepHolds(limit, keeping),
        (err) => log.error({ err }, 'calendar holds could not be read'),
        HOLDS_POLL
      )
    : undefined

  const colliding: CollisionNeeds = {
    ...shared,
    collisions: storage.collisions,
    entries: otherEntries(graph),
    mail: notices.about('collision'),
    whomToTell: notices.whomToTell,
    wordsFor: async (about) => collisionWords(about, await notices.readerOf(about.to, about.link), config.publicOrigin),
    report: (problem, booking, err) => log.warn({ problem, booking, err }, 'the collision watch has a problem')
  }
  const collisionWatch = config.worker
    ? startWorkerLoop(
        (limit) => watchCollisions(limit, colliding),
        (err) => log.error({ err }, 'collisions could not be looked for'),
        COLLISIONS_POLL
      )
    : undefined
  const follows = following({
    ...{ config, log, storage, graph, clock, mailboxHours: hours },
    forget: calendars.forget,
    ringLegs: activities.ring,
    ringWorker: () => worker?.ring()
  })

  const invited = composeInvitations({
    ...{ config, log, storage, graph, forget: calendars.forget },
    authority: { ...shared, ...authority }
  })

  const heirs = config.worker
    ? startWorkerLoop(
        async () => {
          const report = ({ organizer, person }: { organizer: string; person: { id: string } }, problem: string) =>
            log.warn({ organizer, person: person.id, problem }, 'links of an ended grant were not handed over')
          await handOverEnded({ ...shared, ...authority, report })
          return 0
        },
        (err) => log.error({ err }, 'ended grants could not be followed'),
        HEIRS_POLL
      )
    : undefined

  const tidier = config.worker
    ? startWorkerLoop(
        async () => {
          const went = await storage.tidy(clock())
          if (Object.values(went).some((count) => count > 0)) log.info({ went }, 'tidied')
          return 0
        },
        (err) => log.error({ err }, 'what nobody needs any more could not be taken out'),
        TIDY_EVERY
      )
    : undefined

  const tallies = alone && storage.engine === 'sqlite' ? talliesInMemory(clock) : storage.tallies

  const foreseen = config.salesforce && salesforceStanding(config.salesforce, activities.salesforce)
  const asked = { clock, lasting: PREFLIGHT_LASTING, nameOf: (name: string) => name }
  const index = composeNameIndex({ config, log, storage, graph, lists, clock })
  const letters = composeSummaries({ config, log, storage, keys, mailboxHours: hours, mail, clock })

  const services: Services = {
    ...shared,
    ...index.services,
    publicOrigin: config.publicOrigin,
    organization: config.organization,
    tokens,
    formIds: formIdsFrom(keys.forms),
    newId: randomUUID,
    ...authority,
    calendarLists: recentLists(lists, clock),
    mailboxExports: storage.mailboxExports,
    privateMarks: privateMarks(graph),
    answering: invited.answering,
    candidates: candidates(graph, config.entra.tenantId),
    meetingMessages: { of: recentAnswers(meetingMessages(graph).of, { ...asked, nameOf: ({ id }) => id }) },
    salesforceStanding: foreseen &&
      activities.log &&
      config.salesforce && {
        ...salesforceChoices({
          ...{ activities: activities.log, settings: storage.activitySettings, rules: config.salesforce }
        }),
        connectionOf: recentAnswers(foreseen.connectionOf, asked),
        userOf: recentAnswers(foreseen.userOf, asked),
        recordOf: recentAnswers(activities.foreseen(foreseen.recordOf), asked)
      },
    within: (question, late) => within(PREFLIGHT_LIMIT, question, late),
    busyTimes: calendars,
    heldTimes: storage.bookings,
    holds: storage.holds,
    holdsPerDay: config.holdsPerDay,
    mailboxHours: hours,
    ...letters.services,
    weeks: weeks(graph),
    unreadCalendars: unreadCalendars(storage.watches, clock),
    directory: people,
    administrators: administratorsNamed(config.administrators, people),
    sessions: storage.sessions,
    signIn: microsoft,
    outbox: storage.outbox,
    legs: storage.legs,
    legActs: activities.acts,
    items: items(graph),
    savedMeetings: storage.savedMeetings,
    saving: activities.saving,
    legSubjects: activities.subjects,
    salesforceOrigin: activities.origin,
    contextFor: activities.contextFor,
    activities: activities.log,
    activitySettings: storage.activitySettings,
    salesforceUsers: storage.salesforceUsers,
    salesforceDesk: activities.desk,
    chosenNotices: storage.chosenNotices,
    mailboxReaders: notices.readers,
    noticesFrom: config.noticesFrom,
    waiting: storage.outbox,
    collisionsOf: storage.collisions.ofBookings,
    ringWorker: () => worker?.ring(),
    auditLog: storage.audit,
    audit: auditInto(storage.audit),
    stewardNotes: stewardNotesInto(storage.audit),
    tallies,
    receive: follows.receive,
    followingHealth: follows.health,
    storeIsAway: storage.isAway,
    requestArrived: storage.arrived,
    changes() {
      const written = storage.changes()
      return written === undefined ? undefined : written + lessons // both only grow
    },
    ready: storage.ready,
    async deliverMeeting(id: BookingId, kind: Message['kind'], lease?: string) {
      await waiting.wait((isAwaited) => deliverNow(id, kind, delivery, isAwaited, lease))
      worker?.ring()
    },
    waitUntil: waiting.until,
    rush: rushes(),
    settles: config.meetingSettles
  }

  return {
    services,
    keys,
    tallies,
    hurry: waiting.close,
    async close() {
      await Promise.all([
        ...[worker?.stop(), keeper?.stop(), watch?.stop(), tidier?.stop(), collisionWatch?.stop()],
        ...[
          activities.stop(),
          notices.stop(),
          heirs?.stop(),
          follows.stop(),
          index.stop(),
          letters.stop(),
          invited.stop()
        ]
      ])
      stopClock()
      await storage.close()
    }
  }
}

const tellOfClock = (log: Logger) => (secondsWrong: number) =>
  log.warn({ secondsWrong }, "this machine's clock is not the store's, which is used instead")

function secretKeys({ secret, dataFolder }: Config): Keys {
  try {
    return keysFrom(secret, dataFolder)
  } catch (cause) {
    throw cannotUse(dataFolder, cause)
  }
}

async function open({ databaseUrl, dataFolder }: Config, keyHashOf: (booking: string) => string): Promise<Storage> {
  try {
    return await openStorage({ url: databaseUrl, folder: dataFolder, keyHashOf })
  } catch (cause) {
    throw cause instanceof StorageProblem ? new CannotStart(cause.message) : cause
  }
}
