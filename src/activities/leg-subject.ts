import type { ChosenRecord } from '../links/chosen-record.ts'
import type { Person, PersonId } from '../people/person.ts'
import type { Span } from '../time/span.ts'
import type { Activity } from './activity.ts'
import type { LegSource, WrittenRecord } from './leg.ts'
import type { Reply } from './relations.ts'

/** Somebody outside who takes part. */
export type Attendee = { name: string; address: string; reply: Reply }

/** What the booking or meeting behind a leg says now. */
export type Subject =
  /** There is none yet. */
  | { state: 'not yet' }
  | (Known & {
      state: 'on'
      private: boolean
      /** The first is whom the Event is with. Nobody of the organization is among them. */
      attendees: readonly Attendee[]
      record: ChosenRecord | null
      /** Whom a person has chosen when she saved the meeting; null: nobody. Left out: matching decides. */
      who?: string | null
    })
  /** There is no meeting any more. `activity` is what was written of it. `remove`: the Event goes, also where others are marked. */
  | (Known & { state: 'over'; remove?: true })

type Known = {
  activity: Activity
  /** Who asked for it last, and who made the link: whose own rights may serve while the organizer is not connected. */
  delegates: readonly Person[]
  /** Who made the link; null: no link has made the meeting. */
  madeBy: PersonId | null
  /** In whose name it was offered; told when the leg does not get on. Null: nobody but the organizer. */
  initiator: Person | null
}

/** PORT. Throws when the store cannot be read. */
export type Subjects = {
  of(source: LegSource): Promise<Subject>
  /** When the meeting was before, as far as anybody knows: what we wrote of that may arrive late. */
  earlier(source: LegSource): Promise<readonly Span[]>
  /** The Event's record has become known: the story of the booking says so, too. */
  noted(source: LegSource, written: WrittenRecord): Promise<void>
}
