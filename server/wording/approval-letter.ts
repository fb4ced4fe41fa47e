import type { Link } from '../../src/links/link.ts'
import type { Tokens } from '../../src/links/token.ts'
import { objectIdOf, type Person } from '../../src/people/person.ts'
import type { Clock } from '../../src/time/instant.ts'
import { zoneNamed } from '../../src/time/zones.ts'
import type { Requested } from '../../src/watch/ask-for-approval.ts'
import type { Words } from '../../src/watch/mail.ts'
import { dateText, fullInstant, spanText, zoneAndOffset } from './when.ts'

export const approvalPath = (tokens: Tokens, booking: string, person: Person) =>
  `/approvals/${booking}/${objectIdOf(person.id)}/${tokens.ofApproval(booking, person.id)}`

/** The mail that asks for a yes or a no. The subject holds nothing that an outsider wrote. */
export const approvalWords =
  (tokens: Tokens, publicOrigin: string, clock: Clock) =>
  (booking: Requested, link: Link, person: Person): Words => {
    const { slot, invitee, until } = booking
    const zone = zoneNamed(link.zone)
    if (!zone) throw new Error(`link ${link.id} has a zone that tzdata does not know: ${link.zone}`)
    const reader = { zone, now: clock() }
    const when = `${dateText(slot.start, reader)}, ${spanText(slot, reader)}`
    const lines = [
      `Somebody asks for a meeting with ${link.organizer.name} and waits for your answer.`,
      '',
      `When: ${when}, ${zoneAndOffset(slot.start, reader)}`,
      `Who: ${invitee.name} <${invitee.address}>`,
      `What: ${link.subject}`,
      ...(invitee.note
        ? [
            '',
            'Text from the invitee, not verified:',
            ...invitee.note.split(/\r\n?|\n|\u2028|\u2029/).map((line) => `> ${line}`)
          ]
        : []),
      '',
      'Approve or decline it here:',
      `${publicOrigin}${approvalPath(tokens, booking.id, person)}`,
      '',
      `The time is kept until ${fullInstant(until, reader)}. If nobody answers, the request lapses by itself.`,
      'This address is for you alone: whoever has it can answer in your name.'
    ]
    return { subject: `Please approve: a meeting with ${link.organizer.name}, ${when}`, text: lines.join('\n') }
  }
