// What a person may do for an organizer, as sentences that the organizer can check against what she meant.
import type { Act } from '../../src/delegates/rights.ts'

/** `others`: also what somebody else has made. `own`: only what she made herself. */
export type May = (act: Act) => 'others' | 'own' | 'no'

export function mayLines(may: May): string[] {
  return [seeing(may), making(may), changing(may), revoking(may), salesforce(may), answering(may)].filter(Boolean)
}

function seeing(may: May): string {
  if (may('see private items') !== 'no') return 'Sees the calendar, private appointments included'
  if (may('see titles') !== 'no') return 'Sees the calendar; private appointments without their titles'
  return may('see free/busy') === 'no' ? 'Does not see the calendar here' : 'Sees when time is taken, without titles'
}

function making(may: May): string {
  const [slots, availability] = [may('make time-slot link') !== 'no', may('make availability link') !== 'no']
  if (slots && availability) return 'Makes time-slot links and availability links'
  if (slots) return 'Makes time-slot links, no availability links'
  return availability ? 'Makes availability links, no time-slot links' : 'Makes no links'
}

const reach = (may: May, act: Act, all: string, own: string) =>
  may(act) === 'others' ? all : may(act) === 'own' ? own : ''

const changing = (may: May) =>
  reach(
    may,
    'change booking',
    'Changes, moves and cancels bookings',
    'Changes, moves and cancels bookings, of own links only'
  ) || 'Changes no bookings'

const revoking = (may: May) => reach(may, 'revoke link', 'Revokes links', 'Revokes own links only')

function salesforce(may: May): string {
  const events = reach(
    may,
    'write activity',
    'Writes the Salesforce Events of bookings',
    'Writes the Salesforce Events of bookings, of own links only'
  )
  const others = reach(may, 'save meeting', 'other meetings, too', 'other meetings that came from own links')
  return [events, events && others].filter(Boolean).join(', and ')
}

const answering = (may: May) => (may('answer invitation') === 'no' ? '' : 'Answers invitations')
