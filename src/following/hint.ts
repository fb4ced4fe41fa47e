import type { PersonId } from '../people/person.ts'

/**
 * Something may have happened to this item of an organizer's calendar. Whoever says so is not believed: the item is read.
 * `item`: its id in Exchange. `gone`: it is said to be there no more.
 */
export type Hint = { organizer: PersonId; item: string; gone: boolean }

/** Ids of Exchange are shorter; anything else is none. */
export const isItemId = (text: string): boolean => /^[A-Za-z0-9_=+/-]{8,400}$/.test(text)
