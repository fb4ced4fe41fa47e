// The only place that picks adapters and wires them to the domain.
import { randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import { auditInto } from '../src/audit/audit-log.ts'
import { stewardNotesInto } from '../src/audit/steward-notes.ts'
import { recentBusyTimes } from '../src/availability/recent-busy-time.ts'
import { rushes } from '../src/bookings/rush.ts'
import { withMailboxExports } from '../src/delegates/mailbox-export.ts'
import { recentLists } from '../src/delegates/recent-lists.ts'
import { recentStandings } from '../src/delegates/recent-standings.ts'
import { accounts } from '../src/exchange/accounts.ts'
import { busyTimes } from '../src/exchange/busy-time.ts'
import { calendarLists } from '../src/exchange/calendar-list.ts'
import { candidates } from '../src/exchange/candidates.ts'
import { directory } from '../src/exchange/directory.ts'
import { withExchangeAdmin } from '../src/exchange/exchange-admin.ts'
import { createGraph } from '../src/exchange/graph-client.ts'
import { items } from '../src/exchange/items.ts'
import { mailFrom } from '../src/exchange/mail.ts'
import { mailboxHours } from '../src/exchange/mailbox-hours.ts'
import { meetingMessages } from '../src/exchange/meeting-messages.ts'
import { privateMarks } from '../src/exchange/private-marks.ts'
import { standings } from '../src/exchange/standings.ts'
import { sharedTurnstile, turnstile } from '../src/exchange/turnstile.ts'
import { weeks } from '../src/exchange/week.ts'
import { appToken, EXCHANGE } from '../src/identity/app-token.ts'
import { signIn } from '../src/identity/sign-in.ts'
import { tokensFrom } from '../src/links/token.ts'
import { administratorsNamed } from '../src/people/administrators.ts'
import type { Person } from '../src/people/person.ts'
import { recentAccounts } from '../src/people/recent-accounts.ts'
import { library } from '../src/salesforce/mint.ts'
import { openStorage, type Storage } from '../src/storage/database.ts'
import { StorageProblem } from '../src/storage/storage-problem.ts'
import { unreadCalendars } from '../src/watch/unread-calendars.ts'
import { CannotStart } from './cannot-start.ts'
import { composeActivities } from './compose/activities.ts'
import { following } from './compose/following.ts'
import { composeHolds } from './compose/holds.ts'
import { composeInvitations } from './compose/invitations.ts'
import { composeMeetings } from './compose/meetings.ts'
import { composeNameIndex } from './compose/name-index.ts'
import { composeNotices } from './compose/notices.ts'
import { composePreflight } from './compose/preflight.ts'
import { composeSummaries } from './compose/summaries.ts'
import { composeUpkeep } from './compose/upkeep.ts'
import { composeWatches } from './compose/watches.ts'
import type { Config } from './config.ts'
import { cannotUse } from './data-folder.ts'
import { formIdsFrom } from './form-ids.ts'
import { type Keys, keysFrom } from './secrets.ts'
import type { Services } from './services.ts'
import { storeClock } from './store-clock.ts'
import { type Tallies, talliesInMemory } from './tallies.ts'

export type Composed = {
  services: Services
  keys: Keys
  tallies: Tallies
  /** Loads what the first booking needs, and would have to wait for. */
  warm(): Promise<void>
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
  const whoMay = { ...shared, ...authority }
  const notices = composeNotices({
    ...{ config, storage, graph, mail, meetingMessages: meetingMessages(graph), tokens, clock, log },
    authority: whoMay
  })
  const activities = composeActivities({
    ...{ config, storage, authority: whoMay, log },
    mail: notices.about('salesforce'),
    readerOf: notices.readerOf
  })
  const delivered = composeMeetings({
    ...{ config, log, storage, graph, authority: whoMay, forget: calendars.forget },
    others: { 'ask for approval': notices.ask, 'tell people': notices.tell, 'write activity': activities.deliver }
  })
  const watches = composeWatches({ config, log, storage, graph, authority: whoMay, busyTimes: calendars, notices })
  const holds = composeHolds({ config, log, storage, graph, clock, forget: calendars.forget })
  const follows = following({
    ...{ config, log, storage, graph, clock, mailboxHours: hours },
    forget: calendars.forget,
    ringLegs: activities.ring,
    ringWorker: delivered.services.ringWorker
  })

  const invited = composeInvitations({
    ...{ config, log, storage, graph, forget: calendars.forget },
    authority: whoMay
  })

  const upkeep = composeUpkeep({ config, log, storage, authority: whoMay })

  const tallies = alone && storage.engine === 'sqlite' ? talliesInMemory(clock) : storage.tallies

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
    ...composePreflight({ config, storage, graph, activities, clock }),
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
    ...delivered.services,
    rush: rushes()
  }

  return {
    services,
    keys,
    tallies,
    async warm() {
      if (config.salesforce) await library()
    },
    hurry: delivered.hurry,
    async close() {
      await Promise.all(
        [delivered, watches, holds, upkeep, activities, notices, follows, index, letters, invited].map((each) =>
          each.stop()
        )
      )
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
