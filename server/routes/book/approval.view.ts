import type { Tokens } from '../../../src/links/token.ts'
import type { Person } from '../../../src/people/person.ts'
import type { Instant } from '../../../src/time/instant.ts'
import { approvalPath } from '../../wording/approval-letter.ts'
import { dayText, timeText } from '../../wording/when.ts'
import { possessive } from '../../wording/who.ts'
import { type BookedTime, bookedTime } from './cancellation.view.ts'
import type { Found } from './changing.ts'

export type ApprovalPage = BookedTime & {
  title: string
  heading: string
  tone: 'good' | 'wait' | 'stop'
  text: string
  invitee: string
  problem: string
  /** '' when there is nothing to answer any more. */
  action: string
  console: string
}

type Shown = Found & { person: Person; organization: string; tokens: Tokens; now: Instant; problem: string }

/** A request, to the person who was asked by mail. */
export function approvalPage(shown: Shown): ApprovalPage {
  const { booking, link, zone, now, person, tokens, problem } = shown
  const whose = possessive(link.organizer.name)
  const words: Record<typeof booking.state, [ApprovalPage['tone'], string, string]> = {
    requested: [
      'wait',
      'Approve this meeting?',
      `The time is kept until ${'until' in booking ? `${dayText(booking.until, { zone, now })}, ${timeText(booking.until, { zone, now })}` : ''}. Then the request lapses by itself.`
    ],
    held: ['wait', 'Approved, being confirmed', `${whose} calendar has not answered yet. You need not wait here.`],
    confirmed: ['good', 'Approved.', `The meeting is in ${whose} calendar, and the invitation is sent.`],
    released: ['stop', 'Not booked.', `${whose} calendar did not take the meeting. The time is free again.`],
    declined: [
      'stop',
      'by' in booking && booking.by.as === 'clock' ? 'Nobody answered in time.' : 'Declined.',
      'Nothing was booked, and the time is free again.'
    ],
    cancelled: ['stop', 'Cancelled.', 'There is nothing to answer any more.']
  }
  const [tone, heading, text] = words[booking.state]
  return {
    ...bookedTime(shown),
    title: `${problem ? 'Error: ' : ''}${heading}`,
    heading,
    tone,
    text,
    invitee: booking.invitee.name,
    problem,
    action: booking.state === 'requested' ? approvalPath(tokens, booking.id, person) : '',
    console: `/console/bookings/${booking.id}`
  }
}
