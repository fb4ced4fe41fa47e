// Mail to people: written down, then sent as each of them has chosen, in her language and by her clock.
import { randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import type { MeetingMessages } from '../../src/delegates/meeting-messages.ts'
import { recentAnswers } from '../../src/delegates/recent-answers.ts'
import type { Graph } from '../../src/exchange/graph-client.ts'
import { mailboxReader } from '../../src/exchange/readers.ts'
import type { Link } from '../../src/links/link.ts'
import type { Tokens } from '../../src/links/token.ts'
import { askForApproval } from '../../src/notices/ask-for-approval.ts'
import type { NoticeKind } from '../../src/notices/notice.ts'
import { mailAbout } from '../../src/notices/notify.ts'
import type { MailboxReaders } from '../../src/notices/reader.ts'
import { sendLetters } from '../../src/notices/send-letters.ts'
import { tellOfSuspensions } from '../../src/notices/tell-of-suspensions.ts'
import { tellPeople } from '../../src/notices/tell-people.ts'
import { type AudienceNeeds, whomToTell } from '../../src/notices/whom-to-tell.ts'
import type { Delivery, Taken } from '../../src/outbox/message.ts'
import type { Person } from '../../src/people/person.ts'
import type { Storage } from '../../src/storage/database.ts'
import { type Clock, MINUTE, SECOND } from '../../src/time/instant.ts'
import { zoneNamed } from '../../src/time/zones.ts'
import type { Mail } from '../../src/watch/mail.ts'
import type { Config } from '../config.ts'
import { approvalWords } from '../wording/approval-letter.ts'
import { inviteeWords } from '../wording/invitee-letter.ts'
import { bookingWords } from '../wording/notices.ts'
import { localeOf } from '../wording/say.ts'
import { suspensionWords } from '../wording/suspension-letter.ts'
import { type Reader, utc } from '../wording/when.ts'
import { wholeLetter } from '../wording/whole-letter.ts'
import { startWorkerLoop } from '../worker-loop.ts'

const LETTERS_POLL = 2 * SECOND
const SUSPENSIONS_POLL = 10 * SECOND

/** How long a mailbox's language and zone are taken to be what they were. */
const SETTINGS_LAST = 10 * MINUTE

type Given = {
  config: Config
  storage: Storage
  graph: Graph
  mail: Mail | undefined
  meetingMessages: MeetingMessages
  /** Who may see what, for those who are told of other people's links. */
  authority: Omit<AudienceNeeds, 'chosen'>
  tokens: Tokens
  clock: Clock
  log: Logger
}

export type Notices = {
  /** Undefined: no mailbox to write from is set. */
  about(kind: NoticeKind): Mail | undefined
  /** In which language and zone somebody reads; her link's zone where nobody knows hers. */
  readerOf(person: Person, link?: { zone: string }): Promise<Reader>
  readers: MailboxReaders
  /** Who is told of what happens on a link; somebody who is no organizer any more has nothing to be told of. */
  whomToTell(link: Link, organizer: Person): Promise<Person[]>
  tell(taken: Taken): Promise<Delivery>
  ask(taken: Taken): Promise<Delivery>
  stop(): Promise<void>
}

export function composeNotices(given: Given): Notices {
  const { config, storage, graph, mail, meetingMessages, authority, tokens, clock, log } = given
  const { publicOrigin } = config
  const settings = recentAnswers(mailboxReader(graph), { clock, lasting: SETTINGS_LAST, nameOf: ({ id }) => id })
  const readers: MailboxReaders = {
    async of(person) {
      const known = await settings(person)
      return 'unknown' in known ? { language: null, zone: null } : known
    }
  }
  const readerOf: Notices['readerOf'] = async (person, link) => {
    const [{ language, zone }, chosen] = await Promise.all([readers.of(person), storage.chosenNotices.of(person.id)])
    const names = [chosen.zone, zone, link?.zone ?? null]
    const [first = utc] = names.flatMap((name) => (name && zoneNamed(name)) || [])
    return { zone: first, now: clock(), locale: localeOf(language) }
  }
  const needs = {
    ...authority,
    ...{ chosen: storage.chosenNotices, letters: storage.letters, readers, clock, newId: randomUUID },
    ...{ links: storage.links, organizers: storage.organizers }
  }

  const loop = (name: string, work: (limit: number) => Promise<number>, poll: number) =>
    startWorkerLoop(work, (err) => log.error({ err }, `${name} could not be looked after`), poll)
  const loops =
    mail && config.worker
      ? [
          loop(
            'letters',
            (people) =>
              sendLetters(people, {
                letters: storage.letters,
                mail,
                whole: (letters) => wholeLetter(letters, publicOrigin),
                clock,
                random: Math.random,
                report: ({ kind, to }, problem) => log.warn({ problem, kind, person: to.id }, 'a letter was not sent')
              }),
            LETTERS_POLL
          ),
          loop(
            'suspended links',
            (limit) =>
              tellOfSuspensions(limit, {
                ...needs,
                suspensions: storage.suspensions,
                wordsFor: async (about) =>
                  suspensionWords(about, await readerOf(about.to, about.links[0]), publicOrigin)
              }),
            SUSPENSIONS_POLL
          )
        ]
      : []

  return {
    about: (kind) => mail && mailAbout(kind, needs),
    readerOf,
    readers,
    async whomToTell(link, { id }) {
      const organizer = await storage.organizers.find(id)
      return organizer ? whomToTell(link, organizer, needs) : []
    },
    tell: async (taken) =>
      mail
        ? tellPeople(taken, {
            ...needs,
            facts: storage.bookings.facts,
            meetingMessages,
            wordsFor: async (happened) =>
              bookingWords(happened, await readerOf(happened.to, happened.link), publicOrigin),
            wordsForInvitee: (answer) =>
              inviteeWords(answer, {
                page: `${publicOrigin}/booked/${tokens.ofBooking(answer.booking.id)}`,
                now: clock()
              })
          })
        : 'done',
    ask: async (taken) =>
      mail
        ? askForApproval(taken, {
            ...needs,
            bookings: storage.bookings,
            wordsFor: async (asked) =>
              approvalWords(asked, await readerOf(asked.to, asked.link), { tokens, publicOrigin })
          })
        : 'done',
    async stop() {
      await Promise.all(loops.map((each) => each.stop()))
    }
  }
}
