import type { Audit } from '../audit/audit-log.ts'
import type { Authority } from '../delegates/authority.ts'
import type { Act } from '../delegates/rights.ts'
import type { Message, Waiting } from '../outbox/message.ts'
import type { WaitingMessages } from '../outbox/waiting-messages.ts'
import type { Clock } from '../time/instant.ts'

/** What somebody must be allowed to do for the organizer, to send such a message on its way again or to give it up. */
export const actBehind: Record<Message['kind'], Act> = {
  'create meeting': 'change booking',
  'remove meeting': 'change booking',
  'move meeting': 'change booking',
  'cancel meeting': 'change booking',
  'keep one meeting': 'change booking',
  'ask for approval': 'change booking',
  'tell people': 'change booking',
  'let request lapse': 'change booking',
  'write activity': 'write activity'
}

/**
 * A meeting that an invitee was promised is not given up silently: then the booking has to be cancelled, which tells her. Nor
 * is what would leave a time claimed for ever.
 */
export const mayBeGivenUp: Record<Message['kind'], boolean> = {
  'create meeting': false,
  'remove meeting': true,
  'move meeting': false,
  'cancel meeting': true,
  'keep one meeting': true,
  'ask for approval': true,
  'tell people': true,
  'let request lapse': false,
  'write activity': true
}

export type WaitingNeeds = { waiting: WaitingMessages; audit: Audit; clock: Clock }

/** `moved on`: it was delivered, dropped or sent again meanwhile, or somebody has it in hand at this moment. */
export type Redriven = 'done' | 'moved on'

/** Tries a parked or waiting message at once. Two clicks are one attempt. */
export async function tryAgainNow(authority: Authority, message: Waiting, needs: WaitingNeeds): Promise<Redriven> {
  prove(authority, message)
  if (!(await needs.waiting.retry(message.id, needs.clock()))) return 'moved on'
  await needs.audit.note(authority, objectOf(message), `tried again: ${message.kind}`)
  return 'done'
}

/** Gives a parked message up for good: nobody will try it any more. Who and why is kept with it and in the audit log. */
export async function giveUp(
  authority: Authority,
  message: Waiting,
  why: string,
  needs: WaitingNeeds
): Promise<Redriven> {
  prove(authority, message)
  if (!mayBeGivenUp[message.kind]) throw new Error(`"${message.kind}" cannot be given up`)
  const by = authority.actor.name
  if (!(await needs.waiting.drop(message.id, { by, why }, needs.clock()))) return 'moved on'
  await needs.audit.note(authority, objectOf(message), `given up: ${message.kind}: ${why}`)
  return 'done'
}

export const objectOf = ({ bookingId }: Waiting) => `booking ${bookingId}`

function prove({ organizer, act }: Authority, message: Waiting) {
  if (organizer.id !== message.organizer || act !== actBehind[message.kind])
    throw new Error(`an authority for "${act}" of ${organizer.id} says nothing about "${message.kind}"`)
}
