import { keeperOf } from '../../../src/links/link.ts'
import type { LinkState } from '../../../src/links/link-state.ts'
import type { Counted } from '../../../src/links/link-store.ts'
import { type StateWords, stateWords } from '../../wording/link-state.ts'
import { isoText, type Reader, shortWhen } from '../../wording/when.ts'
import { counted, minutesText } from './words.ts'

/** A link in a list. */
export type LinkRow = {
  href: string
  subject: string
  /** "Availability link, 30 minutes" */
  kind: string
  organizer: string
  state: string
  tone: StateWords['tone']
  madeBy: string
  keptBy: string | null
  madeAt: string
  madeIso: string
  uses: string
}

export function linkRow({ link, taken, state }: Counted & { state: LinkState }, reader: Reader): LinkRow {
  const { text, tone } = stateWords(state, keeperOf(link).name, link.organizer.name)
  return {
    href: `/console/links/${link.id}`,
    subject: link.subject,
    kind:
      link.kind === 'availability'
        ? `Availability link, ${link.lengths.map(minutesText).join(' or ')}`
        : `Time-slot link, ${counted(link.slots.length, 'time')}`,
    organizer: link.organizer.name,
    state: text,
    tone,
    madeBy: link.madeBy.name,
    keptBy: link.keeper ? link.keeper.name : null,
    madeAt: shortWhen(link.createdAt, reader),
    madeIso: isoText(link.createdAt),
    uses: usesText(taken, link.uses)
  }
}

/** "2 bookings", "1 of 3 bookings" */
export const usesText = (taken: number, uses: number | null) =>
  uses === null ? counted(taken, 'booking') : `${taken} of ${counted(uses, 'booking')}`
