// The Salesforce leg, wired: its needs, its loop, and what the outbox's "write activity" does.
import { randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import type { ActivityLog } from '../../src/activities/activity-log.ts'
import { bookingSubjects } from '../../src/activities/booking-subjects.ts'
import { type About, contextFor } from '../../src/activities/context.ts'
import { followChanges } from '../../src/activities/follow-changes.ts'
import { type KeepingLegsNeeds, keepLegNow, keepLegs } from '../../src/activities/keep-legs.ts'
import { actAbout, type LegActNeeds } from '../../src/activities/leg-acts.ts'
import type { Subjects } from '../../src/activities/leg-subject.ts'
import { meetingSubjects, subjectsOf } from '../../src/activities/meeting-subjects.ts'
import type { SavingNeeds } from '../../src/activities/save-meeting.ts'
import { isTrouble } from '../../src/activities/trouble.ts'
import { writeActivity } from '../../src/activities/write-activity.ts'
import { auditInto } from '../../src/audit/audit-log.ts'
import { type AuthorityNeeds, authorize } from '../../src/delegates/authority.ts'
import { recentAnswers } from '../../src/delegates/recent-answers.ts'
import type { SalesforceStanding } from '../../src/delegates/salesforce-standing.ts'
import type { Handlers } from '../../src/outbox/deliver.ts'
import type { Person } from '../../src/people/person.ts'
import { activityLog } from '../../src/salesforce/activity-log.ts'
import { type Connections, connections } from '../../src/salesforce/connection.ts'
import { surroundings } from '../../src/salesforce/context.ts'
import { salesforceSetup } from '../../src/salesforce/salesforce-setup.ts'
import type { Storage } from '../../src/storage/database.ts'
import { MINUTE, SECOND } from '../../src/time/instant.ts'
import type { Mail } from '../../src/watch/mail.ts'
import type { Config, EnrolledByConfig } from '../config.ts'
import type { SalesforceDesk, Services } from '../services.ts'
import { within } from '../within.ts'
import { legLetterWords } from '../wording/leg-letters.ts'
import type { Reader } from '../wording/when.ts'
import { startWorkerLoop } from '../worker-loop.ts'

/** How often changes in Salesforce are looked for: one request each time, by one of all instances. */
const FOLLOWED_EVERY = 1 * MINUTE

/** How long a person waits for what her click has come to. */
const WAITED_FOR = 8 * SECOND

/** A page waits so long for what Salesforce knows, and shows the same again for so long: rights there may have changed since. */
const CONTEXT_LIMIT = 3 * SECOND
const CONTEXT_LASTING = 20 * SECOND

/** Links into Salesforce are worth no long wait: a page without them is complete. */
const ORIGIN_LIMIT = 1 * SECOND

type Given = {
  config: Config
  storage: Storage
  authority: AuthorityNeeds
  mail: Mail | undefined
  /** In which language and zone somebody reads. */
  readerOf(person: Person): Promise<Reader>
  log: Logger
}

export type Activities = {
  deliver: Handlers['write activity']
  /** Undefined without Salesforce. */
  acts: LegActNeeds | undefined
  /** For saving other meetings of a calendar. */
  saving: SavingNeeds | undefined
  subjects: Subjects
  contextFor: Services['contextFor']
  /** Where people open records; null while Salesforce has not told. */
  origin(): Promise<string | null>
  log: ActivityLog | undefined
  /** For choosing what is written; undefined without Salesforce. */
  desk: SalesforceDesk | undefined
  /** One for the process: whoever asks Salesforce shares sessions and what is left of the day's requests. */
  salesforce: Connections | undefined
  /** Whom an Event will be with: where unknown invitees are made, nobody stays unknown. */
  foreseen(recordOf: SalesforceStanding['recordOf']): SalesforceStanding['recordOf']
  /** A leg has something to do. */
  ring(): void
  stop(): Promise<void>
}

/** Without Salesforce nothing is written, and its messages stop with a word of why. */
export function composeActivities({ config, storage, authority, mail, readerOf, log }: Given): Activities {
  const subjects = subjectsOf({
    booking: bookingSubjects({ ...storage, clock: authority.clock, publicOrigin: config.publicOrigin }),
    meeting: meetingSubjects(storage)
  })
  if (!config.salesforce) {
    const deliver = () => Promise.resolve({ parked: 'Salesforce is not configured' })
    return {
      deliver,
      acts: undefined,
      saving: undefined,
      subjects,
      origin: async () => null,
      contextFor: undefined,
      log: undefined,
      desk: undefined,
      salesforce: undefined,
      foreseen: (recordOf) => recordOf,
      ring: () => {},
      stop: async () => {}
    }
  }
  const { clock } = authority
  const connected = { ...config.salesforce, clock } // what is signed with a wrong clock has ended when it arrives
  const salesforce = connections(connected)
  const { unknownInvitee, cancelled } = config.salesforce
  const needs: KeepingLegsNeeds = {
    legs: storage.legs,
    organizers: storage.organizers,
    settings: storage.activitySettings,
    salesforceUsers: storage.salesforceUsers,
    duties: storage.duties,
    subjects,
    activities: activityLog(connected, salesforce),
    rules: { unknownInvitee, cancelled },
    clock,
    newId: randomUUID,
    random: Math.random,
    mail,
    wordsFor: async (letter) => legLetterWords(letter, await readerOf(letter.to), config.publicOrigin),
    async mayWrite(person, organizer, madeBy, kind) {
      return !('refused' in (await authorize(actAbout[kind], person, organizer, authority, madeBy ?? undefined)))
    },
    report: ({ key, attempts }, problem, err) =>
      log.warn({ key, attempts, problem, err }, 'an activity is not as it should be')
  }
  const loop = config.worker
    ? startWorkerLoop(
        (limit) => keepLegs(limit, needs),
        (err) => log.error({ err }, 'activities could not be read')
      )
    : undefined

  const following = { ...needs, followedUntil: storage.followedUntil }
  const follower = config.worker
    ? startWorkerLoop(
        async () => {
          const read = await followChanges(following)
          if (isTrouble(read)) log.warn({ problem: read.said }, 'changes in Salesforce could not be read')
          return 0
        },
        (err) => log.error({ err }, 'changes in Salesforce could not be noted'),
        FOLLOWED_EVERY
      )
    : undefined

  // Whoever has pressed a button reads how it stands after some seconds at most; the attempt goes on by itself.
  const keepNow = (key: string) => within(WAITED_FOR, keepLegNow(key, needs), false)
  const contextOf = recentAnswers(
    ({ reader, about }: { reader: Person; about: About }) =>
      within(CONTEXT_LIMIT, contextFor(reader, about, { ...needs, surroundings: surroundings(salesforce) }), {
        unknown: 'Salesforce did not answer in time.'
      }),
    {
      clock,
      lasting: CONTEXT_LASTING,
      nameOf: ({ reader, about }) => JSON.stringify([reader.id, about])
    }
  )
  const origin = () =>
    within(
      ORIGIN_LIMIT,
      salesforce.origin().catch(() => null),
      null
    )
  return {
    deliver: (taken) => writeActivity(taken, { ...needs, bookings: storage.bookings, ring: () => loop?.ring() }),
    acts: { legs: storage.legs, activities: needs.activities, audit: auditInto(storage.audit), keepNow },
    saving: { ...storage, ...needs, audit: auditInto(storage.audit), keepNow },
    subjects,
    origin,
    contextFor: (reader, about) => contextOf({ reader, about }),
    log: needs.activities,
    desk: {
      ...{ setup: salesforceSetup(salesforce, config.salesforce.keyField), keyField: config.salesforce.keyField },
      ...{ rules: needs.rules, subjects: needs.subjects, fixedBy: fixedBy(config), ring: () => loop?.ring() }
    },
    salesforce,
    foreseen: (recordOf) => async (address) => {
      const seen = await recordOf(address)
      return seen === 'nobody' && unknownInvitee !== 'leave' ? { name: `a new ${unknownInvitee}` } : seen
    },
    ring: () => loop?.ring(),
    async stop() {
      await Promise.all([loop?.stop(), follower?.stop()])
    }
  }
}

/** What stands in a setting is put back with each start: who changed it in the console would see it return. */
function fixedBy({ organizers, salesforceUsers }: Config): SalesforceDesk['fixedBy'] {
  const isNamed = (address: string) => (named: EnrolledByConfig) =>
    named.address.toLowerCase() === address.toLowerCase()
  return (address) => {
    if (organizers.some((one) => isNamed(address)(one) && one.salesforceUsername !== undefined)) return 'ORGANIZERS'
    return salesforceUsers.some(isNamed(address)) ? 'SALESFORCE_USERS' : undefined
  }
}
