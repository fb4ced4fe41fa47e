import { objectIdOf, type PersonId } from '../../../src/people/person.ts'

/** The page of one meeting in an organizer's calendar. Exchange's ids are long and hold any sign: they stand in the query. */
export const meetingPath = (organizer: PersonId, item: string): string =>
  `/console/organizers/${objectIdOf(organizer)}/meetings?item=${encodeURIComponent(item)}`
