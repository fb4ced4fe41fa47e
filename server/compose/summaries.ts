// The daily summaries: written by the worker, where there is a mailbox to send them from.
import type { Logger } from 'pino'
import type { MailboxesHours } from '../../src/availability/mailbox-hours.ts'
import type { Storage } from '../../src/storage/database.ts'
import { revocationTokensFrom } from '../../src/summary/revocation-token.ts'
import { sendDueSummaries } from '../../src/summary/send-summary.ts'
import { type Clock, MINUTE } from '../../src/time/instant.ts'
import type { Mail } from '../../src/watch/mail.ts'
import type { Config } from '../config.ts'
import type { Keys } from '../secrets.ts'
import { summaryAddresses } from '../summary-addresses.ts'
import { summaryWords } from '../wording/summary.ts'
import { startWorkerLoop } from '../worker-loop.ts'

type Needs = {
  config: Config
  log: Logger
  storage: Storage
  keys: Keys
  mailboxHours: MailboxesHours
  mail: Mail | undefined
  clock: Clock
}

export function composeSummaries({ config, log, storage, keys, mailboxHours, mail, clock }: Needs) {
  const { organizers, links, bookings, holds, summaries } = storage
  const revocations = revocationTokensFrom(keys.revocations)
  const addresses = summaryAddresses(config.publicOrigin, revocations, clock)
  const send = (mail: Mail) => (limit: number) =>
    sendDueSummaries(limit, {
      ...{ organizers, links, bookings, holds, mailboxHours, summaries, mail, clock },
      wordsFor: (summary) => summaryWords(summary, addresses),
      report: (problem, organizer, err) => log.warn({ problem, organizer, err }, 'no daily summary was sent')
    })
  const loop =
    config.worker && mail
      ? startWorkerLoop(send(mail), (err) => log.error({ err }, 'daily summaries could not be looked after'), MINUTE)
      : undefined
  return {
    services: { summaries, revocations, writesLetters: mail !== undefined },
    stop: async () => loop?.stop()
  }
}
