import type { MailboxHours } from '../../../src/availability/mailbox-hours.ts'
import type { Authority } from '../../../src/delegates/authority.ts'
import { zoneNamed } from '../../../src/time/zones.ts'
import type { Services } from '../../services.ts'
import type { Desk } from './link-fields.ts'

/** Who makes a link for whom, and what the organizer's mailbox says about her day. */
export async function deskOf(
  { actor, organizer }: Authority,
  { mailboxHours, clock }: Services
): Promise<{ desk: Desk; mailbox: MailboxHours }> {
  const mailbox = await mailboxHours.hoursOf(organizer)
  const zone = 'zone' in mailbox ? zoneNamed(mailbox.zone) : undefined
  return { desk: { organizer, actor, zone, now: clock() }, mailbox }
}
