import type { Clock } from '../time/instant.ts'
import type { Mail } from '../watch/mail.ts'
import type { Letters } from './letters.ts'
import { type ChosenNotices, type NoticeKind, nextDaily } from './notice.ts'
import type { MailboxReaders } from './reader.ts'

export type NotifyingNeeds = {
  chosen: ChosenNotices
  letters: Letters
  readers: MailboxReaders
  clock: Clock
  newId(): string
}

/**
 * Mail of one kind, as the person wants it: at once, with the daily letter, or not at all. `sent` means that it is written
 * down and will be. Whoever sends through this has made sure by other means that nobody is told twice.
 */
export const mailAbout = (kind: NoticeKind, needs: NotifyingNeeds): Mail => ({
  async send(to, words) {
    await notify({ kind, to, words, key: needs.newId() }, needs)
    return 'sent'
  }
})

export type Notice = {
  kind: NoticeKind
  to: Parameters<Mail['send']>[0]
  words: Parameters<Mail['send']>[1]
  key: string
}

/** Writes a letter down, unless the person does not want it. Once for each key, however often it is called. */
export async function notify({ kind, to, words, key }: Notice, needs: NotifyingNeeds): Promise<void> {
  const { when, zone } = await needs.chosen.of(to.id)
  if (when[kind] === 'never') return
  const now = needs.clock()
  const daily = when[kind] === 'daily'
  const dueAt = daily ? nextDaily(now, zone ?? (await needs.readers.of(to)).zone ?? 'UTC') : now
  await needs.letters.write({ to, key, kind, words, daily, dueAt }, now)
}
