// What an event is when nobody says otherwise.
import type { Item } from './mailbox.ts'

/** How Graph writes the time of an answer that nobody has given. */
export const never = '0001-01-01T00:00:00Z'

export const nowhere = {
  displayName: '',
  locationType: 'default',
  uniqueIdType: 'unknown',
  address: {},
  coordinates: {}
}

export const blank = () =>
  ({
    subject: '',
    body: { contentType: 'html', content: '' },
    isAllDay: false,
    showAs: 'busy',
    sensitivity: 'normal',
    importance: 'normal',
    categories: [],
    location: nowhere,
    locations: [],
    attendees: [],
    isOrganizer: true,
    isCancelled: false,
    responseStatus: { response: 'organizer', time: never },
    responseRequested: true,
    allowNewTimeProposals: true,
    hideAttendees: false,
    isReminderOn: true,
    reminderMinutesBeforeStart: 15,
    provider: 'unknown'
  }) satisfies Partial<Item>
