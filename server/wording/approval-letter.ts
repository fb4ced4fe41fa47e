import type { Link } from '../../src/links/link.ts'
import type { Tokens } from '../../src/links/token.ts'
import type { Requested } from '../../src/notices/ask-for-approval.ts'
import { objectIdOf, type Person } from '../../src/people/person.ts'
import type { Words } from '../../src/watch/mail.ts'
import { letterIn } from './letter.ts'
import { fullInstant, type Reader, slotName } from './when.ts'

export const approvalPath = (tokens: Tokens, booking: string, person: Person) =>
  `/approvals/${booking}/${objectIdOf(person.id)}/${tokens.ofApproval(booking, person.id)}`

type Asked = { booking: Requested; link: Link; to: Person }

/** The mail that asks for a yes or a no. The subject holds nothing that an outsider wrote. */
export function approvalWords(
  { booking, link, to }: Asked,
  reader: Reader,
  { tokens, publicOrigin }: { tokens: Tokens; publicOrigin: string }
): Words {
  const { slot, invitee, until } = booking
  const organizer = link.organizer.name
  const when = slotName(slot, reader)
  return letterIn(reader.locale ?? 'en', { say: 'approveSubject', with: { organizer, when } }, [
    { say: 'approveOpening', with: { organizer } },
    { say: 'approveWhen', with: { when } },
    { say: 'approveWho', with: { who: `${invitee.name} <${invitee.address}>` } },
    { say: 'approveWhat', with: { subject: link.subject } },
    ...(invitee.note ? [{ say: 'fromInvitee' } as const, { quote: invitee.note }] : []),
    { say: 'approveHere', href: `${publicOrigin}${approvalPath(tokens, booking.id, to)}` },
    { say: 'approveUntil', with: { until: fullInstant(until, reader) } },
    { say: 'approveForYou' }
  ])
}
