import type { Organizer } from '../people/organizer.ts'
import type { Person } from '../people/person.ts'
import type { CalendarLists } from './calendar-list.ts'
import { type FootingNeeds, footingOf } from './footing.ts'
import type { MeetingMessages } from './meeting-messages.ts'
import { type Facts, preflight, type Row } from './preflight.ts'
import type { SalesforceChoices, SalesforceStanding, Way } from './salesforce-standing.ts'

export type PreflightNeeds = FootingNeeds & {
  calendarLists: CalendarLists
  meetingMessages: MeetingMessages
  /** undefined: this installation writes nothing to Salesforce. */
  salesforceStanding: (SalesforceStanding & SalesforceChoices) | undefined
  /** The answer, or `late` when it takes too long; the question goes on and is not waited for. */
  within<T>(question: Promise<T>, late: T): Promise<T>
}

const usual: Way = { written: 'usual', strangersAreMade: false }

const late = { unknown: 'There was no answer in time.' }

/** Asks everything at once, each question with its own time limit: one slow cloud hides nothing of the others. */
export async function askPreflight(
  about: {
    person: Person
    organizer: Organizer
    act: Facts['act']
    invitee: string | undefined
    /** Chosen on the link: then it is related whoever comes, as long as it is there. */
    record?: { id: string; name: string } | null | undefined
  },
  needs: PreflightNeeds
): Promise<Row[]> {
  const { person, organizer, act, invitee, record } = about
  const { salesforceStanding: salesforce, within } = needs
  const username = organizer.salesforceUsername
  const asking = <T>(question: Promise<T>): Promise<T | typeof late> =>
    within<T | typeof late>(question.catch(failed), late)

  const [footing, list, messages, connection, user, matched, chosen, way] = await Promise.all([
    asking(footingOf(person, organizer, needs)),
    asking(needs.calendarLists.of(organizer)),
    asking(needs.meetingMessages.of(organizer)),
    salesforce && username !== null ? asking(salesforce.connectionOf(username)) : late,
    salesforce && username !== null ? asking(salesforce.userOf(username)) : late,
    salesforce && invitee && !record ? asking(salesforce.recordOf(invitee)) : ('not asked' as const),
    salesforce && record && username !== null ? asking(salesforce.chosenOf(record.id, username)) : null,
    salesforce ? salesforce.wayOf(organizer.id) : usual
  ])
  return preflight({
    person,
    organizer,
    act,
    footing,
    list,
    messages,
    salesforce: salesforce && {
      ...{ connection, user, record: matched, way },
      chosen: record && chosen ? { name: record.name, seen: chosen } : null
    }
  })
}

const failed = (cause: unknown) => ({ unknown: cause instanceof Error ? cause.message : String(cause) })
