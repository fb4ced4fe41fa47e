import type { Instant } from '../time/instant.ts'
import type { Span } from '../time/span.ts'

/** What is answered to an invitation. */
export const answers = ['accept', 'tentative', 'decline'] as const
export type Answer = (typeof answers)[number]

/** What the organizer's own calendar says that she has answered. */
export type Response = 'none' | 'accepted' | 'tentative' | 'declined'

export const responseTo: Record<Answer, Response> = { accept: 'accepted', tentative: 'tentative', decline: 'declined' }

/** One time at which the meeting takes place. `id`: of that item in the organizer's mailbox. */
export type Occurrence = Span & { id: string }

/** A meeting of somebody else, to which the organizer is invited. */
export type Invitation = {
  /** Of the item that is answered: a whole series where one is answered as a whole. */
  id: string
  title: string
  from: { name: string; address: string }
  place: string
  private: boolean
  allDay: boolean
  cancelled: boolean
  response: Response
  /** False: the sender asks for no answer, and gets none. */
  wantsAnswer: boolean
  series: boolean
  /** Start and end of that item as Exchange writes them: when they are others, the meeting has been moved. */
  times: string
  /** When it takes place, as far as was looked: one or, of a series, several. Soonest first. */
  occurrences: readonly Occurrence[]
}

/** Nobody has answered for her yet, or only tentatively; and it still lies ahead. */
export const waits = ({ response, cancelled, occurrences }: Invitation, now: Instant): boolean =>
  !cancelled && (response === 'none' || response === 'tentative') && occurrences.some(({ end }) => end > now)
