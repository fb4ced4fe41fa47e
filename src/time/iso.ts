import { type Instant, MINUTE } from './instant.ts'
import type { Span } from './span.ts'
import { midnight } from './wall-clock.ts'

const INSTANT = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{3}))?)?(Z|[+-]\d{2}:\d{2})$/

/**
 * The one strict reading of an instant from outside. Date.parse would roll 30 February into March, and others accept
 * +99:99: here both are no instants, nor is anything without an offset.
 */
export function instantFrom(text: string): Instant | undefined {
  const [, date = '', hour = '', minute = '', second = '0', milli = '0', offset = ''] = INSTANT.exec(text) ?? []
  const wall = midnight(date)
  const east = minutesEast(offset)
  if (wall === undefined || east === undefined || +hour > 23 || +minute > 59 || +second > 59) return undefined
  return wall + (+hour * 60 + +minute - east) * MINUTE + +second * 1000 + +milli
}

/** "2026-12-08T13:30:00Z/2026-12-08T14:00:00Z"; undefined unless it ends after it starts. */
export function spanFrom(text: string): Span | undefined {
  const [from = '', until = '', ...more] = text.split('/')
  const start = instantFrom(from)
  const end = instantFrom(until)
  return start === undefined || end === undefined || start >= end || more.length > 0 ? undefined : { start, end }
}

/** Zones lie between 12 hours west and 14 hours east. */
function minutesEast(offset: string): number | undefined {
  if (offset === 'Z') return 0
  const [hours = 99, minutes = 99] = offset.slice(1).split(':').map(Number)
  const away = hours * 60 + minutes
  if (minutes > 59 || away > 14 * 60) return undefined
  return offset.startsWith('-') ? -away : away
}
