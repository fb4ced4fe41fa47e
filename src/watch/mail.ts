import type { Person } from '../people/person.ts'

/**
 * `html`: the same text, for mail programs that show it. `language`: a BCP 47 tag; missing: English. Both bodies are sent in one mail.
 */
export type Words = { subject: string; text: string; html?: string; language?: string }

/** Whom a mail goes to. */
export type Addressee = Pick<Person, 'name' | 'address'>

/** PORT: mail from a mailbox of ours. Never throws for an outside failure. `unclear`: it may have been sent. */
export type Mail = {
  send(to: Person, words: Words): Promise<'sent' | { notSent: string } | { unclear: string }>
}
