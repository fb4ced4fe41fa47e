// An item as Graph prints it for one reader: in ids of the mailbox it was found in, in the zone that was asked for, and
// without what the reader may not see.
import type { Call } from './call.ts'
import { previewOf, printBody } from './event-body.ts'
import { changeKey, idSpace, occurrenceUid, writeId } from './ids.ts'
import type { ItemView } from './item-view.ts'
import { isHidden } from './item-view.ts'
import type { Attendee, Item } from './mailbox.ts'
import { spanOf } from './recurrence.ts'
import { seesBodies } from './scopes.ts'
import { type DateTimeTimeZone, instantIn, printAt, printInstant, printWall, type WallTime } from './wall-time.ts'

export type PrintedEvent = Record<string, unknown> & { '@odata.etag': string; id: string; changeKey: string }

export function printEvent(view: ItemView, call: Pick<Call, 'prefer' | 'caller'>): PrintedEvent {
  const { item, kept, occurrence } = view
  const { idForm, timeZone } = call.prefer
  const place = { kind: 'item', mailbox: idSpace(view.viewer, idForm), serial: kept.serial } as const
  const id = writeId(occurrence ? { ...place, occurrence } : place, idForm)
  const key = changeKey(view.viewer.number, kept.serial, kept.change)
  const hidden = isHidden(kept) && !view.right.seesPrivate

  const printed: PrintedEvent = {
    '@odata.etag': `W/"${key}"`,
    id,
    createdDateTime: printInstant(item.created),
    lastModifiedDateTime: printInstant(item.modified),
    changeKey: key,
    categories: item.categories,
    ...(item.transactionId && !occurrence ? { transactionId: item.transactionId } : {}),
    originalStartTimeZone: item.start.zone,
    originalEndTimeZone: item.end.zone,
    iCalUId: occurrence ? occurrenceUid(item.uid, occurrence) : item.uid,
    reminderMinutesBeforeStart: item.reminderMinutesBeforeStart,
    isReminderOn: item.isReminderOn,
    hasAttachments: false,
    subject: item.subject,
    bodyPreview: previewOf(item.body),
    importance: item.importance,
    sensitivity: item.sensitivity,
    isAllDay: item.isAllDay,
    isCancelled: item.isCancelled,
    isOrganizer: item.isOrganizer,
    responseRequested: item.responseRequested,
    seriesMasterId: occurrence ? writeId(place, idForm) : null,
    showAs: item.showAs,
    type: typeOf(kept, occurrence),
    webLink: `https://outlook.office365.com/owa/?itemid=${encodeURIComponent(id)}&exvsurl=1&path=/calendar/item`,
    onlineMeetingUrl: null,
    isOnlineMeeting: item.onlineMeeting !== undefined,
    onlineMeetingProvider: item.provider,
    allowNewTimeProposals: item.allowNewTimeProposals,
    isDraft: false,
    hideAttendees: item.hideAttendees,
    ...(occurrence ? { originalStart: originalStart(kept, occurrence) } : {}),
    responseStatus: item.responseStatus,
    body: printBody(item.body, call.prefer.bodyType),
    start: printEdge(item, 'start', timeZone),
    end: printEdge(item, 'end', timeZone),
    location: item.location,
    locations: item.locations,
    recurrence: occurrence ? null : (item.recurrence ?? null),
    attendees: attendeesSeen(view).map((attendee) => printAttendee(attendee, timeZone)),
    organizer: { emailAddress: item.organizer },
    onlineMeeting: item.onlineMeeting ?? null
  }
  if (!seesBodies(call.caller)) {
    delete printed.body
    delete printed.bodyPreview
  }
  return hidden ? masked(printed) : printed
}

/** All-day items float: midnight of their dates, in whatever zone somebody asks. */
export function printEdge(item: Item, edge: 'start' | 'end', timeZone: string): DateTimeTimeZone {
  if (item.isAllDay) return { dateTime: printWall(item[edge].wall), timeZone }
  return printAt(spanOf(item)[edge], timeZone)
}

function typeOf(kept: Item, occurrence: string | undefined): string {
  if (!occurrence) return kept.recurrence ? 'seriesMaster' : 'singleInstance'
  return kept.exceptions?.[occurrence] ? 'exception' : 'occurrence'
}

function originalStart(series: Item, date: string): string {
  const midnight = Math.floor(series.start.wall / 86_400_000) * 86_400_000
  return printInstant(instantIn({ wall: Date.parse(date) + series.start.wall - midnight, zone: series.start.zone }))
}

/** With hideAttendees an attendee sees only himself; the organizer sees all. */
function attendeesSeen({ item, viewer }: ItemView): Attendee[] {
  if (!item.hideAttendees || item.isOrganizer) return item.attendees
  return item.attendees.filter(
    ({ emailAddress }) => emailAddress.address.toLowerCase() === viewer.owner.address.toLowerCase()
  )
}

function printAttendee({ proposedNewTime, ...attendee }: Attendee, timeZone: string): Record<string, unknown> {
  if (!proposedNewTime) return attendee
  const at = (time: WallTime) => printAt(instantIn(time), timeZone)
  return { ...attendee, proposedNewTime: { start: at(proposedNewTime.start), end: at(proposedNewTime.end) } }
}

/** What somebody without private access sees of a private item. The exact words of Exchange are not documented. */
function masked(printed: PrintedEvent): PrintedEvent {
  return {
    ...printed,
    subject: 'Private Appointment',
    bodyPreview: '',
    categories: [],
    location: { displayName: '' },
    locations: [],
    attendees: [],
    onlineMeeting: null,
    ...('body' in printed ? { body: { contentType: 'html', content: '' } } : {})
  }
}
