import { createHash } from 'node:crypto'
import type { Wanted } from '../bookings/meetings.ts'
import { objectIdOf } from '../people/person.ts'
import { utcTime } from './graph-times.ts'

/** Our own property set; names are compared with case. Never echoed, found by $filter, read by $expand. */
export const OURS = '{b5b0c9a4-6d3f-4f0e-9a57-2c8e1f7d40b1}'
export const KEY_PROPERTY = `String ${OURS} Name OnBehalfKey`
export const INITIATOR_PROPERTY = `String ${OURS} Name OnBehalfInitiator`

/** What is posted: an event of Graph, text only, with times in UTC. */
export function eventOf(wanted: Wanted) {
  const { key, slot, subject, place, initiator } = wanted
  return {
    transactionId: transactionOf(key),
    subject,
    body: { contentType: 'text', content: bodyOf(wanted) },
    start: utcTime(slot.start),
    end: utcTime(slot.end),
    attendees: attendeesOf(wanted),
    ...(place.kind === 'teams'
      ? { isOnlineMeeting: true, onlineMeetingProvider: 'teamsForBusiness' }
      : { location: { displayName: place.text } }),
    singleValueExtendedProperties: [
      { id: KEY_PROPERTY, value: key },
      { id: INITIATOR_PROPERTY, value: JSON.stringify(initiatorOf(initiator)) }
    ]
  }
}

/** The invitee first, then colleagues. Whoever books for herself as a colleague is one attendee, under the name she gave. */
function attendeesOf({ invitee, colleagues: { required, optional } }: Wanted) {
  const people = [
    { type: 'required', name: invitee.name, address: invitee.address },
    ...required.map(({ name, address }) => ({ type: 'required', name, address })),
    ...optional.map(({ name, address }) => ({ type: 'optional', name, address }))
  ]
  const first = new Map(people.toReversed().map((person) => [person.address.toLowerCase(), person]))
  return people
    .filter((person) => first.get(person.address.toLowerCase()) === person)
    .map(({ type, name, address }) => ({ type, emailAddress: { name, address } }))
}

/**
 * The same for every attempt at one meeting: Exchange answers a repeat with the meeting that it has. In the shape of a
 * GUID, as in Microsoft's samples; what else it takes is not documented.
 */
export function transactionOf(key: string): string {
  const hash = createHash('sha256').update(`onbehalf meeting ${key}`).digest('hex')
  return [hash.slice(0, 8), hash.slice(8, 12), hash.slice(12, 16), hash.slice(16, 20), hash.slice(20, 32)].join('-')
}

const initiatorOf = ({ id, name, address }: Wanted['initiator']) => ({ name, address, objectId: objectIdOf(id) })

/** Plain text: nothing that an outsider writes becomes markup. */
function bodyOf({ initiatorLine, invitee, place }: Wanted): string {
  const lines = [initiatorLine]
  if (place.kind !== 'teams') lines.push('', `Place: ${place.text}`)
  if (invitee.note) {
    // Every line is marked, so that no text of an outsider can pretend that the fence has ended.
    const fenced = invitee.note.split(/\r\n?|\n|\u2028|\u2029/).map((line) => `> ${line}`)
    lines.push('', 'Text from the invitee, not verified:', ...fenced)
  }
  return lines.join('\n')
}
