import type { Draft } from '../../../src/links/create-link.ts'
import { DAY, type Instant, MINUTE } from '../../../src/time/instant.ts'
import { type Span, same } from '../../../src/time/span.ts'
import type { LookedUp } from './colleagues.ts'
import { field, fields, type Problems, type Sent } from './form.ts'
import {
  type CommonName,
  type CommonTyped,
  commonDefaults,
  type Desk,
  parseCommon,
  typedCommon,
  wholeNumber
} from './link-fields.ts'

/** More than anybody reads in a message. */
export const PICKED_AT_MOST = 60

const PICKED_AHEAD = 750 * DAY

export type TimeSlotTyped = CommonTyped & {
  length: string
  /** 'one': the first booking closes the link. 'each': every slot may be booked once. */
  takers: string
  busyToo: boolean
  /** Shall the times be held in the organizer's calendar? */
  hold: boolean
  /** Are all hours of all days shown, or the working hours only? */
  allHours: boolean
  picked: Span[]
  /** How many values were no slots at all, or are over by now. */
  lost: number
}

export type TimeSlotField = CommonName | 'length' | 'takers' | 'slots' | 'busyToo' | 'hold'

export type TimeSlotDraft = Extract<Draft, { kind: 'time slots' }>

export const timeSlotDefaults = (desk: Desk): TimeSlotTyped => ({
  ...commonDefaults(desk),
  length: '30',
  takers: 'one',
  busyToo: false,
  hold: false,
  allHours: false,
  picked: [],
  lost: 0
})

export function typedTimeSlots(sent: Sent, now: Instant): TimeSlotTyped {
  const values = fields(sent, 'slot', 4 * PICKED_AT_MOST)
  const read = values.map((value) => slotOf(value, now))
  const known = read.filter((slot) => slot !== undefined)
  const picked = known
    .filter((slot, index) => known.findIndex((other) => same(slot, other)) === index)
    .sort((a, b) => a.start - b.start || a.end - b.end)
  return {
    ...typedCommon(sent),
    length: field(sent, 'length'),
    takers: field(sent, 'takers'),
    busyToo: field(sent, 'busyToo') === 'yes',
    hold: field(sent, 'hold') === 'yes',
    allHours: field(sent, 'hours') === 'all',
    picked: picked.slice(0, PICKED_AT_MOST),
    lost: values.length - known.length + Math.max(0, picked.length - PICKED_AT_MOST)
  }
}

/** `free`: is this slot free as things are? Undefined: nobody knows. One that is not, or that nobody can tell, is offered on purpose or not at all. */
export function parseTimeSlots(
  typed: TimeSlotTyped,
  desk: Desk,
  lookedUp: LookedUp,
  free: (slot: Span) => boolean | undefined
): { draft: TimeSlotDraft } | { problems: Problems<TimeSlotField> } {
  const { common, problems: commonProblems } = parseCommon(typed, desk, lookedUp)
  const problems: Problems<TimeSlotField> = {}

  if (typed.lost > 0) problems.slots = lostText(typed.lost)
  else if (typed.picked.length === 0) problems.slots = 'Pick at least one time in the week.'
  else if (!typed.busyToo && !typed.picked.every(free)) {
    problems.busyToo = typed.picked.some((slot) => free(slot) === false)
      ? 'Some of the picked times are not free. Take them out, or tick that you offer them all the same.'
      : 'The calendar cannot be read right now, so nobody knows whether the picked times are free. Try again in a few minutes, or tick that you offer them all the same.'
  }
  if (typed.takers !== 'one' && typed.takers !== 'each') problems.takers = 'Choose how many people can book.'
  Object.assign(problems, commonProblems)

  if (Object.keys(problems).length > 0) return { problems }
  const slots = typed.picked
  return { draft: { ...common, kind: 'time slots', slots, uses: typed.takers === 'one' ? 1 : slots.length } }
}

const lostText = (lost: number) =>
  `${lost === 1 ? 'One time was' : `${lost} times were`} taken out, because it has passed or there were more than ` +
  `${PICKED_AT_MOST}. Look at the rest and send the form again.`

/** A slot as a checkbox carries it: when it starts in UTC, and its minutes. "2030-01-07T08:30Z/45" */
export const slotValue = ({ start, end }: Span) =>
  `${new Date(start).toISOString().slice(0, 16)}Z/${Math.round((end - start) / MINUTE)}`

function slotOf(value: string, now: Instant): Span | undefined {
  const [, text = '', minutes = ''] = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}Z)\/(\d{2,3})$/.exec(value) ?? []
  const length = wholeNumber(minutes, { from: 15, to: 120, step: 15 })
  const start = Date.parse(text)
  if (length === undefined || Number.isNaN(start)) return undefined
  const slot = { start, end: start + length * MINUTE }
  return slotValue(slot) === value && start > now && start < now + PICKED_AHEAD ? slot : undefined
}
