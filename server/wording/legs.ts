import type { Leg as SalesforceLeg } from '../../src/activities/leg.ts'
import type { Booking } from '../../src/bookings/booking.ts'
import type { Kept } from '../../src/outbox/message.ts'
import { doneInOutlook, replyText } from './in-calendar.ts'
import { tellOutcome } from './outcomes.ts'
import { whySuspended } from './suspended.ts'
import { nextTry, type Reader, shortWhen } from './when.ts'
import { possessive } from './who.ts'

/** One part of a booking in one system, in words. `text` says how it stands, `why` what is in the way. */
export type Leg = {
  name: 'Calendar' | 'Invitee' | 'Salesforce'
  text: string
  tone: 'good' | 'wait' | 'stop' | 'over'
  why: string | null
}

export type Told = Exclude<Booking, { state: 'new' }>

/** `keeper`: who answers for the link. */
type Whose = { name: string; salesforceUsername: string | null; keeper?: string }

/** `kept`: the booking's messages in the outbox. `leg`: how it stands in Salesforce, once it was handed over. */
export function legsOf(
  booking: Told,
  kept: readonly Kept[],
  leg: SalesforceLeg | undefined,
  organizer: Whose,
  reader: Reader
): Leg[] {
  const last = (kind: Kept['kind']) => kept.filter((message) => message.kind === kind).at(-1)
  return [
    calendarLeg(booking, last, organizer, reader),
    ...(booking.state === 'confirmed' ? [{ name: 'Invitee' as const, ...replyText(booking, reader) }] : []),
    salesforceLeg(booking, last('write activity'), leg, organizer, reader)
  ]
}

type Last = (kind: Kept['kind']) => Kept | undefined

function calendarLeg(booking: Told, messages: Last, organizer: Whose, reader: Reader): Leg {
  const name = 'Calendar'
  switch (booking.state) {
    case 'requested':
      return { name, text: 'Waits for approval', tone: 'wait', why: null }
    case 'declined':
      return { name, text: 'Declined: nothing was booked', tone: 'over', why: null }
    case 'cancelled':
      return cancelledLeg(messages('cancel meeting'), organizer, reader)
    case 'confirmed':
      if (booking.move) return { name, ...waiting('Being moved', messages('move meeting'), reader) }
      return {
        name,
        text: `In ${possessive(organizer.name)} calendar · ${shortWhen(booking.confirmedAt, reader)}`,
        tone: booking.overlapping ? 'stop' : 'good',
        why: doneInOutlook(booking)
      }
    case 'released':
      return { name, text: 'Nothing was booked', tone: 'over', why: whyReleased(booking, organizer) }
    case 'held':
      return { name, ...waiting('Being confirmed', messages('create meeting'), reader) }
  }
}

/** Written down is final for us; whether Exchange has told everybody is another question. */
function cancelledLeg(message: Kept | undefined, organizer: Whose, reader: Reader): Leg {
  const name = 'Calendar'
  if (!message || message.doneAt !== null) {
    return { name, text: `Cancelled: not in ${possessive(organizer.name)} calendar any more`, tone: 'over', why: null }
  }
  return { name, ...waiting('Cancelled, being taken out of the calendar', message, reader) }
}

function whyReleased({ because, why }: Extract<Told, { state: 'released' }>, { name, keeper }: Whose): string {
  if (!because) return why
  const words = whySuspended(because, { maker: keeper ?? 'Whoever keeps the link', organizer: name })
  return `${words.why} This was before the meeting was made. ${words.remedy}`
}

/** `leg`: undefined before the outbox has handed the booking over. */
function salesforceLeg(
  booking: Told,
  message: Kept | undefined,
  leg: SalesforceLeg | undefined,
  organizer: Whose,
  reader: Reader
): Leg {
  const name = 'Salesforce'
  if (booking.state === 'held' || booking.state === 'requested')
    return { name, text: 'Follows when the meeting stands', tone: 'over', why: null }
  if (leg) return { name, ...legState(leg, organizer, reader) }
  if (booking.state !== 'confirmed') return { name, text: 'Nothing to write', tone: 'over', why: null }
  if (!organizer.salesforceUsername) {
    return { name, text: `Not connected for ${organizer.name}: nothing is written`, tone: 'over', why: null }
  }
  return { name, ...waiting('Waiting', message, reader) }
}

/** How it stands in Salesforce, in a few words, and why. */
export function legState(leg: SalesforceLeg, organizer: Whose, reader: Reader): Omit<Leg, 'name'> {
  const told =
    leg.outcome && tellOutcome(leg.outcome, { organizer: organizer.name, username: organizer.salesforceUsername })
  const notes = leg.notes.join(' ') || null
  switch (leg.state) {
    case 'written': {
      const at = shortWhen(leg.written?.at ?? leg.since, reader)
      const text = `In ${possessive(organizer.name)} Salesforce calendar · ${at}`
      return { text, tone: 'good', why: changedThereText(leg, reader) ?? notes }
    }
    case 'review':
      return {
        text: 'Waits for a choice: several people have this address',
        tone: 'stop',
        why: leg.candidates.map(({ name, company }) => (company ? `${name} (${company})` : name)).join(', ')
      }
    case 'waiting': {
      if (!told) return { text: 'Waiting', tone: 'wait', why: null }
      return { text: `Waiting, ${nextTry(leg.dueAt, reader)}`, tone: 'wait', why: told.sentence }
    }
    case 'parked':
      return { text: 'Stopped: somebody must look', tone: 'stop', why: told ? `${told.sentence} ${told.remedy}` : null }
    case 'removed there':
      return { text: 'Removed from Salesforce', tone: 'stop', why: told ? told.sentence : null }
    case 'given up':
      return { text: 'Not written any more: somebody has decided so', tone: 'over', why: null }
    case 'withheld':
      return { text: 'Not written', tone: 'over', why: notes }
    case 'taken out':
      return { text: 'Taken out of Salesforce', tone: 'over', why: null }
  }
}

/** Somebody has changed the Event in Salesforce; what counts is the meeting in the calendar. */
export function changedThereText({ changedThere: changed }: SalesforceLeg, reader: Reader): string | null {
  if (!changed) return null
  const moved = changed.start === undefined ? null : `moved to ${shortWhen(changed.start, reader)}`
  const owned = changed.ownerId ? 'given to another owner' : null
  const both = [moved, owned].filter(Boolean).join(' and ')
  return `In Salesforce it was ${both}. The meeting in the calendar stays as it is.`
}

function waiting(text: string, message: Kept | undefined, reader: Reader): Omit<Leg, 'name'> {
  if (!message) return { text, tone: 'wait', why: null }
  if (message.parkedAt !== null) {
    return { text: 'Stopped: somebody must look', tone: 'stop', why: message.lastProblem }
  }
  if (message.doneAt !== null || message.attempts === 0) return { text, tone: 'wait', why: null }
  return { text: `${text}, ${nextTry(message.dueAt, reader)}`, tone: 'wait', why: message.lastProblem }
}
