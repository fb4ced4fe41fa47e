import type { Person } from '../people/person.ts'

/** How somebody's mailbox is set up to be read. `language`: a BCP 47 tag; `zone`: a name of tzdata; null: not known. */
export type MailboxReader = { language: string | null; zone: string | null }

/** PORT. Never throws for an outside failure: then nothing is known, and the letter goes out all the same. */
export type MailboxReaders = { of(person: Person): Promise<MailboxReader> }
