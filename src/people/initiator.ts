import type { Person } from './person.ts'

/** Who stands behind an offer: fixed when the link is made, and told to everybody who meets it. */
export type OfferedBy = {
  organizer: Person
  /** In whose name the offer was made: the organizer, or the delegate. */
  initiator: Person
  /** The signed-in person who made it. */
  madeBy: Person
}

/** "Offered by Dana Whitfield on behalf of Olga Okafor" */
export function initiatorLine({ organizer, initiator, madeBy }: OfferedBy): string {
  if (initiator.id !== organizer.id) return `Offered by ${initiator.name} on behalf of ${organizer.name}`
  if (madeBy.id !== organizer.id) return `Offered by ${organizer.name}, arranged by ${madeBy.name}`
  return `Offered by ${organizer.name}`
}
