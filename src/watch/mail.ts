import type { Person } from '../people/person.ts'

/** `html`: the same with addresses behind words; where it is given it is what is sent, and Exchange makes the plain text. */
export type Words = { subject: string; text: string; html?: string }

/** PORT: mail to people of our own organization. Never throws for an outside failure. `unclear`: it may have been sent. */
export type Mail = {
  send(to: Person, words: Words): Promise<'sent' | { notSent: string } | { unclear: string }>
}
