import type { Booking } from '../bookings/booking.ts'
import type { Link } from '../links/link.ts'
import { initiatorLine } from '../people/initiator.ts'
import type { Instant } from '../time/instant.ts'

/** What Salesforce should hold about a booking; texts already cut to the lengths of its fields. */
export type Activity = {
  key: string
  subject: string
  start: Instant
  end: Instant
  location: string
  description: string
}

/** Lower-case letters, digits and hyphens only: the key stands in a path of Salesforce's API. */
export const activityKey = (bookingId: string) => `bk-${bookingId.toLowerCase()}`

/** A booking whose meeting stands, or stood. */
export type Standing = Exclude<Booking, { state: 'new' | 'requested' | 'held' }>

/** `page`: where those who may can change or cancel it; whoever reads it there has to sign in. */
export function activityOf(booking: Standing, link: Link, page: string): Activity {
  const { invitee, slot } = booking
  const joinUrl = 'meeting' in booking ? (booking.meeting?.joinUrl ?? null) : null
  const lines = [
    initiatorLine(link),
    `With ${invitee.name} <${invitee.address}>`,
    ...(joinUrl ? [`Join: ${joinUrl}`] : []),
    `Change or cancel: ${page}`,
    ...(invitee.note ? ['', 'Text from the invitee, not verified:', invitee.note] : [])
  ]
  return {
    key: activityKey(booking.id),
    subject: link.subject.slice(0, 255),
    start: slot.start,
    end: slot.end,
    location: locationOf(link, joinUrl),
    description: lines.join('\n').slice(0, 32_000)
  }
}

function locationOf(link: Link, joinUrl: string | null): string {
  if (link.place.kind !== 'teams') return link.place.text.slice(0, 255)
  return joinUrl && joinUrl.length <= 255 ? joinUrl : 'Microsoft Teams'
}
