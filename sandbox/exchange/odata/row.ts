// One row of a collection: as it is printed, and what is only seen when somebody asks for it.
import type { Item } from '../mailbox.ts'

export type Row = { printed: Record<string, unknown>; kept?: Item }

/** Every property that a filter may look at. */
export const everything = ({ printed, kept }: Row): Record<string, unknown> =>
  kept ? { ...printed, singleValueExtendedProperties: kept.extendedProperties ?? [] } : printed
