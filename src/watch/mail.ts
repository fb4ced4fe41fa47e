import type { Person } from '../people/person.ts'

export type Words = { subject: string; text: string }

/** PORT: mail to people of our own organization. Never throws for an outside failure. `unclear`: it may have been sent. */
export type Mail = {
  send(to: Person, words: Words): Promise<'sent' | { notSent: string } | { unclear: string }>
}
