// A mailbox goes to another server: what was handed out as an id of it means nothing any more. Immutable ids stay, and so
// does the iCalUId of every meeting.
import type { Store } from './store.ts'

export function moveMailbox(store: Store, oid: string) {
  const mailbox = store.mailbox(oid)
  if (!mailbox) throw new Error(`There is no mailbox ${oid}.`)
  const numbers = store.mailboxes().flatMap(({ number, origin }) => [number, origin ?? 0])
  store.saveMailbox({ ...mailbox, number: Math.max(...numbers) + 1, origin: mailbox.origin ?? mailbox.number })
  for (const round of store.rounds()) if (round.mailbox === oid) store.removeRound(round.id)
}
