import { type ChosenRecord, recordIn } from '../links/chosen-record.ts'
import type { ActivityLog } from './activity-log.ts'
import { isTrouble } from './trouble.ts'

export type RecordRefused =
  /** Neither an id nor the address of a record's page, or of a kind that no meeting is about. */
  | 'no record'
  /** Not there, or the organizer herself may not see it: to others that is the same. */
  | 'not found'
  | 'cannot be checked'

type Needs = { activities: Pick<ActivityLog, 'record' | 'readable' | 'user'> }

/**
 * The record that a link's meetings are about, from what somebody pasted into the form. It has to be there, and readable for
 * the organizer in whose name the Event is written: an id alone proves nothing.
 */
export async function chooseRecord(
  text: string,
  organizerUsername: string,
  { activities }: Needs
): Promise<{ record: ChosenRecord } | { refused: RecordRefused }> {
  const given = recordIn(text)
  if (!given) return { refused: 'no record' }
  const [found, user] = await Promise.all([activities.record(given.id), activities.user(organizerUsername)])
  if (isTrouble(found) || isTrouble(user)) return { refused: 'cannot be checked' }
  if (!found || !user) return { refused: 'not found' }
  const readable = await activities.readable(user.id, [found.id])
  if (isTrouble(readable)) return { refused: 'cannot be checked' }
  return readable.has(found.id)
    ? { record: { id: found.id, object: given.object, name: found.name } }
    : { refused: 'not found' }
}
