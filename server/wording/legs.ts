import type { Booking } from '../../src/bookings/booking.ts'
import type { Kept } from '../../src/outbox/message.ts'
import { same } from '../../src/time/span.ts'
import { fromNow, type Reader, shortWhen } from './when.ts'
import { possessive } from './who.ts'

/** One part of a booking in one system, in words. `text` says how it stands, `why` what is in the way. */
export type Leg = {
  name: 'Calendar' | 'Salesforce'
  text: string
  tone: 'good' | 'wait' | 'stop' | 'over'
  why: string | null
}

export type Told = Exclude<Booking, { state: 'new' }>

type Whose = { name: string; salesforceUsername: string | null }

/** `kept`: the booking's messages in the outbox. */
export function legsOf(booking: Told, kept: readonly Kept[], organizer: Whose, reader: Reader): Leg[] {
  const last = (kind: Kept['kind']) => kept.filter((message) => message.kind === kind).at(-1)
  return [
    calendarLeg(booking, last, organizer, reader),
    salesforceLeg(booking, last('write activity'), organizer, reader)
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
        tone: 'good',
        why: null
      }
    case 'released':
      return { name, text: 'Nothing was booked', tone: 'over', why: booking.why }
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

function salesforceLeg(booking: Told, message: Kept | undefined, organizer: Whose, reader: Reader): Leg {
  const name = 'Salesforce'
  if (booking.state === 'held' || booking.state === 'requested')
    return { name, text: 'Follows when the meeting stands', tone: 'over', why: null }
  if (booking.state !== 'confirmed') return { name, text: 'Nothing to write', tone: 'over', why: null }
  if (booking.activity && same(booking.activity.slot, booking.slot)) {
    const { at, who } = booking.activity
    const written = `In ${possessive(organizer.name)} Salesforce calendar · ${shortWhen(at, reader)}`
    return {
      name,
      text: written,
      tone: 'good',
      why: who ? null : 'Not connected with a contact or lead: nobody, or more than one, has this address.'
    }
  }
  if (!organizer.salesforceUsername) {
    return { name, text: `Not connected for ${organizer.name}: nothing is written`, tone: 'over', why: null }
  }
  return { name, ...waiting('Waiting', message, reader) }
}

function waiting(text: string, message: Kept | undefined, reader: Reader): Omit<Leg, 'name'> {
  if (!message) return { text, tone: 'wait', why: null }
  if (message.parkedAt !== null) {
    return { text: 'Stopped: somebody must look', tone: 'stop', why: message.lastProblem }
  }
  if (message.doneAt !== null || message.attempts === 0) return { text, tone: 'wait', why: null }
  const next = message.dueAt <= reader.now ? 'trying again now' : `next try ${fromNow(message.dueAt, reader)}`
  return { text: `${text}, ${next}`, tone: 'wait', why: message.lastProblem }
}
