// Mail to people of our own organization: written down, then sent as each of them has chosen.
import { randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import type { MeetingMessages } from '../../src/delegates/meeting-messages.ts'
import { mailAbout } from '../../src/notices/mail-about.ts'
import type { NoticeKind } from '../../src/notices/notice.ts'
import { sendLetters } from '../../src/notices/send-letters.ts'
import { tellPeople } from '../../src/notices/tell-people.ts'
import type { Delivery, Taken } from '../../src/outbox/message.ts'
import type { Storage } from '../../src/storage/database.ts'
import { type Clock, SECOND } from '../../src/time/instant.ts'
import type { Mail } from '../../src/watch/mail.ts'
import type { Config } from '../config.ts'
import { bookingWords, dailyWords } from '../wording/notices.ts'
import { startWorkerLoop } from '../worker-loop.ts'

const LETTERS_POLL = 2 * SECOND

type Given = {
  config: Config
  storage: Storage
  mail: Mail | undefined
  meetingMessages: MeetingMessages
  clock: Clock
  log: Logger
}

export type Notices = {
  /** Undefined: no mailbox to write from is set. */
  about(kind: NoticeKind): Mail | undefined
  tell(taken: Taken): Promise<Delivery>
  stop(): Promise<void>
}

export function composeNotices({ config, storage, mail, meetingMessages, clock, log }: Given): Notices {
  const needs = { chosen: storage.chosenNotices, letters: storage.letters, clock, newId: randomUUID }
  const loop =
    mail && config.worker
      ? startWorkerLoop(
          (people) =>
            sendLetters(people, {
              letters: storage.letters,
              mail,
              together: (letters) => dailyWords(letters, config.publicOrigin),
              clock,
              random: Math.random,
              report: ({ kind, to }, problem) => log.warn({ problem, kind, person: to.id }, 'a letter was not sent')
            }),
          (err) => log.error({ err }, 'letters could not be read'),
          LETTERS_POLL
        )
      : undefined

  return {
    about: (kind) => mail && mailAbout(kind, needs),
    tell: async (taken) =>
      mail
        ? tellPeople(taken, {
            ...needs,
            facts: storage.bookings.facts,
            links: storage.links,
            organizers: storage.organizers,
            meetingMessages,
            wordsFor: (happened) => bookingWords(happened, config.publicOrigin, clock())
          })
        : 'done',
    stop: async () => loop?.stop()
  }
}
