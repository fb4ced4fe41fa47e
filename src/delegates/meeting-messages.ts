import type { Organizer } from '../people/organizer.ts'

/** Where Exchange puts the answers to an organizer's meetings when she has delegates. A setting of the whole mailbox. */
export type Delivery = 'delegates only' | 'delegates, organizer informed' | 'delegates and organizer'

/** PORT. Never throws for an outside failure. */
export type MeetingMessages = { of(organizer: Organizer): Promise<{ delivery: Delivery } | { unknown: string }> }
