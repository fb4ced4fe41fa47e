import type { MailboxHours } from '../../../src/availability/mailbox-hours.ts'
import type { Authority } from '../../../src/delegates/authority.ts'
import type { Link } from '../../../src/links/link.ts'
import { zoneNamed } from '../../../src/time/zones.ts'
import type { Services } from '../../services.ts'
import { field, type Sent } from './form.ts'
import type { Desk } from './link-fields.ts'

/** Who makes a link for whom, and what the organizer's mailbox says about her day. */
export async function deskOf(
  { actor, organizer }: Authority,
  { mailboxHours, activities, clock }: Services
): Promise<{ desk: Desk; mailbox: MailboxHours }> {
  const mailbox = await mailboxHours.hoursOf(organizer)
  const zone = 'zone' in mailbox ? zoneNamed(mailbox.zone) : undefined
  const records = activities !== undefined && organizer.salesforceUsername !== null
  return { desk: { organizer, actor, zone, now: clock(), records }, mailbox }
}

/** Where the link is shown that was just made; for whom, if the message has said so. */
export function madePath({ id }: Link, sent: Sent): string {
  const invitee = field(sent, 'for')
  return `/console/links/${id}?made=1${invitee ? `&for=${encodeURIComponent(invitee)}` : ''}`
}
