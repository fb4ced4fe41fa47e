import type { Response } from '../bookings/in-calendar.ts'
import type { Organizers } from '../people/organizer.ts'
import type { Person, PersonId } from '../people/person.ts'
import type { Activity } from './activity.ts'
import type { LegSource, WrittenRecord } from './leg.ts'
import type { Attendee, Subject, Subjects } from './leg-subject.ts'
import { isSomebodyInOutlook, type MeetingSaid, type SavedMeeting } from './saved-meeting.ts'
import type { SavedMeetingStore } from './saved-meeting-store.ts'

type Needs = { savedMeetings: Pick<SavedMeetingStore, 'find'>; organizers: Pick<Organizers, 'find'> }

/** What saved meetings say to Salesforce: the meeting as the calendar showed it last. */
export function meetingSubjects({ savedMeetings, organizers }: Needs): Subjects {
  return {
    async of({ id }) {
      const saved = await savedMeetings.find(id)
      if (!saved) throw new Error(`the saved meeting ${id} is lost`)
      const organizer = await organizers.find(saved.organizer)
      return subjectOfMeeting(saved, organizer?.name ?? '', organizer?.address ?? '')
    },
    earlier: async () => [],
    noted: async () => {}
  }
}

/** Of whichever kind a leg is. */
export const subjectsOf = (kinds: Record<LegSource['kind'], Subjects>): Subjects => ({
  of: (source: LegSource) => kinds[source.kind].of(source),
  earlier: (source: LegSource) => kinds[source.kind].earlier(source),
  noted: (source: LegSource, written: WrittenRecord) => kinds[source.kind].noted(source, written)
})

export function subjectOfMeeting(saved: SavedMeeting, organizerName: string, organizerAddress: string): Subject {
  const { state, savedBy, lastBy, madeBy, said, chosen } = saved
  const known = {
    activity: activityOfMeeting(saved, organizerName, organizerAddress),
    delegates: [lastBy, savedBy].filter((person) => !isSomebodyInOutlook(person)),
    madeBy,
    // who saved it may not see what has become private since
    initiator: said.private || isSomebodyInOutlook(savedBy) ? null : savedBy
  }
  if (state === 'over') return { ...known, state: 'over' }
  if (state === 'removed') return { ...known, state: 'over', remove: true }
  return {
    ...known,
    state: 'on',
    private: said.private,
    attendees: outsidersOf(said, organizerAddress),
    record: chosen.record,
    ...(chosen.who === undefined ? {} : { who: chosen.who })
  }
}

/** Whoever is not of the organization; the host of somebody else's meeting first. Nobody twice. */
export function outsidersOf({ host, attendees }: MeetingSaid, organizerAddress: string): Attendee[] {
  const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1).toLowerCase()
  const people: Attendee[] = [
    ...(host ? [{ ...host, reply: 'Accepted' as const }] : []),
    ...attendees.map(({ name, address, response }) => ({ name, address, reply: replies[response] }))
  ]
  const first = new Map(people.toReversed().map((person) => [person.address.toLowerCase(), person]))
  return people.filter(
    (person) =>
      first.get(person.address.toLowerCase()) === person && domainOf(person.address) !== domainOf(organizerAddress)
  )
}

const replies: Record<Response, Attendee['reply']> = {
  none: 'New',
  tentative: 'New',
  accepted: 'Accepted',
  declined: 'Declined'
}

function savedLine(savedBy: Person, organizer: PersonId, name: string): string {
  if (isSomebodyInOutlook(savedBy)) return `Saved to Salesforce by its category in the calendar of ${name}`
  return savedBy.id === organizer
    ? `Saved to Salesforce by ${name}`
    : `Saved to Salesforce by ${savedBy.name} on behalf of ${name}`
}

function activityOfMeeting({ key, said, savedBy, organizer }: SavedMeeting, name: string, address: string): Activity {
  const lines = [
    savedLine(savedBy, organizer, name),
    ...outsidersOf(said, address).map((person) => `With ${person.name || person.address} <${person.address}>`),
    ...(said.joinUrl ? [`Join: ${said.joinUrl}`] : [])
  ]
  return {
    key,
    subject: (said.subject || 'No subject').slice(0, 255),
    start: said.start,
    end: said.end,
    location: placeOf(said),
    description: lines.join('\n').slice(0, 32_000)
  }
}

/** Exchange writes "Microsoft Teams Meeting" as the place of one, and sometimes nothing. */
function placeOf({ place, joinUrl }: MeetingSaid): string {
  if (place) return place.slice(0, 255)
  if (!joinUrl) return ''
  return joinUrl.length <= 255 ? joinUrl : 'Microsoft Teams'
}
