// The people of every test, and the day on which it happens.
import type { Invitee } from '../../src/bookings/booking.ts'
import type { AvailabilityLink, TimeSlotLink } from '../../src/links/link.ts'
import type { Organizer } from '../../src/people/organizer.ts'
import { type Person, personId } from '../../src/people/person.ts'

export const tenant = 'a0c3e000-0000-4000-8000-00000000ac3e'

const person = (number: number, name: string): Person => ({
  id: personId(tenant, `a0c3e000-0000-4000-8000-${String(number).padStart(12, '0')}`),
  name,
  address: `${name.toLowerCase().replace(' ', '.')}@acme.example`
})

/** Monday 4 January 2027, eight o'clock in Berlin. */
export const mondayMorning = Date.parse('2027-01-04T07:00Z')

/** The organizer. */
export const olga: Organizer = {
  ...person(1, 'Olga Okafor'),
  enrolledAt: mondayMorning,
  salesforceUsername: 'olga.okafor@acme.example'
}
/** Her delegate, Editor. */
export const dana = person(2, 'Dana Whitfield')
/** Author. */
export const ari = person(3, 'Ari Weiss')
/** Reviewer. */
export const rae = person(4, 'Rae Lindqvist')
/** Send-on-behalf only. */
export const sam = person(5, 'Sam Boateng')
/** FullAccess only. */
export const fay = person(6, 'Fay Moreau')
/** FullAccess and delegate. */
export const cora = person(7, 'Cora Duarte')
/** Second delegate. */
export const eve = person(8, 'Eve Tanaka')
/** Administrator. */
export const max = person(9, 'Max Adeyemi')

/** The invitee. */
export const grace: Invitee = {
  name: 'Grace Hopper-Lee',
  address: 'grace.hopper-lee@harborlight.example',
  note: '',
  zone: 'America/New_York'
}

const plain = ({ id, name, address }: Person): Person => ({ id, name, address })

const offeredByDana = {
  organizer: plain(olga),
  initiator: plain(dana),
  madeBy: plain(dana),
  createdAt: mondayMorning,
  revokedAt: null,
  expiresAt: null,
  uses: null,
  zone: 'Europe/Berlin',
  subject: 'Meeting with Olga Okafor',
  place: { kind: 'teams' as const },
  note: '',
  bufferBefore: 0,
  bufferAfter: 0,
  notice: 0,
  blocks: ['tentative', 'busy', 'oof'] as const,
  perDay: null,
  perWeek: null,
  required: [],
  optional: []
}

/** Half hours, Monday to Friday from nine to five in Berlin. */
export const halfHours: AvailabilityLink = {
  ...offeredByDana,
  id: '00000000-0000-4000-8000-0000000000a1',
  kind: 'availability',
  lengths: [30],
  step: null,
  overrides: [],
  firstDate: null,
  lastDate: null,
  hours: Object.fromEntries([1, 2, 3, 4, 5].map((day) => [day, [{ from: 540, to: 1020 }]])),
  horizonDays: 365
}

/** Tuesday at ten and Wednesday at three, Berlin time; the first booking closes it. */
export const twoTimes: TimeSlotLink = {
  ...offeredByDana,
  id: '00000000-0000-4000-8000-0000000000b2',
  kind: 'time slots',
  uses: 1,
  slots: [
    { start: Date.parse('2027-01-05T09:00Z'), end: Date.parse('2027-01-05T09:30Z') },
    { start: Date.parse('2027-01-06T14:00Z'), end: Date.parse('2027-01-06T14:30Z') }
  ]
}
