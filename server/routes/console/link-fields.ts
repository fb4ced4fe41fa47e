// What both kinds of link ask of the person who makes one. Parsed at the door: a part of a draft, or problems by field.
import { usuallyBlocks } from '../../../src/availability/busy-minutes.ts'
import type { BusyStatus } from '../../../src/availability/busy-time.ts'
import type { From } from '../../../src/links/create-link.ts'
import { CHANGES_CLOSE, type Place } from '../../../src/links/link.ts'
import type { Organizer } from '../../../src/people/organizer.ts'
import type { Person } from '../../../src/people/person.ts'
import { DAY, type Instant } from '../../../src/time/instant.ts'
import { endOn, midnight } from '../../../src/time/wall-clock.ts'
import { type Zone, zoneNamed } from '../../../src/time/zones.ts'
import { possessive } from '../../wording/who.ts'
import { type LookedUp, parseColleagues } from './colleagues.ts'
import { field, type Problems, type Sent } from './form.ts'

export const commonNames = [
  'from',
  'zone',
  'subject',
  'place',
  'placeText',
  'note',
  'record',
  'expires',
  'bufferBefore',
  'bufferAfter',
  'notice',
  'approval',
  'changesClose',
  'perDay',
  'perWeek',
  'required',
  'optional'
] as const

export type CommonName = (typeof commonNames)[number]

/** What stands in the fields, as text: defaults at first, later what was typed. */
export type CommonTyped = Record<CommonName, string>

/** For whom, by whom and when a form is filled in. `zone`: the organizer's, as her mailbox says; undefined when it cannot. */
export type Desk = {
  organizer: Organizer
  actor: Person
  zone: Zone | undefined
  now: Instant
  /** Is anything written to Salesforce? */
  records?: boolean
}

export type CommonDraft = {
  from: From
  zone: string
  subject: string
  place: Place
  note: string
  expiresAt: Instant | null
  bufferBefore: number
  bufferAfter: number
  notice: number
  approvalWithin?: number
  changesClose: number
  blocks: readonly BusyStatus[]
  perDay: number | null
  perWeek: number | null
  required: readonly Person[]
  optional: readonly Person[]
}

const YEARS = 365 * DAY

export const LONGEST_NOTE = 2000
export const LONGEST_LINE = 200
export const LONGEST_LIST = 4000

export const commonDefaults = ({ organizer, actor, zone }: Desk): CommonTyped => ({
  from: actor.id === organizer.id ? 'organizer' : 'delegate',
  zone: zone?.name ?? '',
  subject: `Meeting with ${organizer.name}`,
  place: 'teams',
  placeText: '',
  note: '',
  record: '',
  expires: '',
  bufferBefore: '0',
  bufferAfter: '0',
  notice: '0',
  approval: '0',
  changesClose: String(CHANGES_CLOSE),
  perDay: '',
  perWeek: '',
  required: '',
  optional: ''
})

/** What the address of a form may fill in beforehand: whose name, the subject and colleagues. All of it can be changed. */
export function presetsIn(query: Sent): Partial<CommonTyped> {
  const { from, subject, required, optional } = typedCommon(query)
  return Object.fromEntries(Object.entries({ from, subject, required, optional }).filter(([, value]) => value !== ''))
}

/** Names come from the directory: a form that brings one along is not ours. */
const NEVER_TYPED = ['initiator', 'madeBy']
const NAMED = 'somebody else'

export const typedCommon = (sent: Sent): CommonTyped => ({
  from: NEVER_TYPED.some((name) => field(sent, name)) ? NAMED : field(sent, 'from'),
  zone: field(sent, 'zone'),
  subject: field(sent, 'subject', LONGEST_LINE).replaceAll('\n', ' '),
  place: field(sent, 'place'),
  placeText: field(sent, 'placeText', LONGEST_LINE).replaceAll('\n', ' '),
  note: field(sent, 'note', LONGEST_NOTE),
  record: field(sent, 'record', LONGEST_LINE),
  expires: field(sent, 'expires'),
  bufferBefore: field(sent, 'bufferBefore') || '0',
  bufferAfter: field(sent, 'bufferAfter') || '0',
  notice: field(sent, 'notice') || '0',
  approval: field(sent, 'approval') || '0',
  changesClose: field(sent, 'changesClose') || String(CHANGES_CLOSE),
  perDay: field(sent, 'perDay'),
  perWeek: field(sent, 'perWeek'),
  required: field(sent, 'required', LONGEST_LIST),
  optional: field(sent, 'optional', LONGEST_LIST)
})

/** The part of the draft that could be understood, and the problems of the rest. A draft counts only without problems. */
export function parseCommon(
  typed: CommonTyped,
  { organizer, actor, zone: known, now }: Desk,
  lookedUp: LookedUp
): { common: CommonDraft; problems: Problems<CommonName> } {
  const problems: Problems<CommonName> = {}

  const herself = actor.id === organizer.id
  if (typed.from === NAMED) problems.from = NO_NAME
  else if (!herself && typed.from !== 'delegate' && typed.from !== 'organizer') {
    problems.from = `Choose in whose name you offer the time: yours or ${possessive(organizer.name)}.`
  }

  const zone = known ?? zoneNamed(typed.zone)
  if (!zone) problems.zone = `Choose ${possessive(organizer.name)} time zone from the list.`

  if (!typed.subject) problems.subject = 'Write what the meeting is called.'

  const place = placeOf(typed)
  if (place === undefined) problems.place = 'Choose where you meet.'
  else if (place.kind !== 'teams' && !place.text) problems.placeText = placeAsks[place.kind]

  const expiresAt = zone && typed.expires ? endOfDay(zone, typed.expires) : null
  if (expiresAt === undefined) problems.expires = 'Write the last day as a date, for example 2026-12-31.'
  else if (expiresAt !== null && expiresAt <= now) problems.expires = 'The last day has passed. Choose a later one.'
  else if (expiresAt !== null && expiresAt > now + 5 * YEARS) problems.expires = 'Choose a last day within five years.'

  const bufferBefore = wholeNumber(typed.bufferBefore, { from: 0, to: 120, step: 5 })
  if (bufferBefore === undefined) problems.bufferBefore = 'Choose how long to keep free before: 0 to 120 minutes.'
  const bufferAfter = wholeNumber(typed.bufferAfter, { from: 0, to: 120, step: 5 })
  if (bufferAfter === undefined) problems.bufferAfter = 'Choose how long to keep free after: 0 to 120 minutes.'
  const notice = wholeNumber(typed.notice, { from: 0, to: 30 * 1440, step: 1 })
  if (notice === undefined) problems.notice = 'Choose how long before the start people can book: at most 30 days.'
  const approval = wholeNumber(typed.approval, { from: 0, to: 7 * 1440, step: 1 })
  if (approval === undefined) problems.approval = 'Choose how long somebody has to approve: at most 7 days.'
  const changesClose = wholeNumber(typed.changesClose, { from: 0, to: 30 * 1440, step: 1 })
  if (changesClose === undefined)
    problems.changesClose = 'Choose how long before the start invitees can still change it: at most 30 days.'
  const perDay = typed.perDay === '' ? null : wholeNumber(typed.perDay, { from: 1, to: 50, step: 1 })
  if (perDay === undefined) problems.perDay = 'Write how many bookings a day may have: 1 to 50, or leave it empty.'
  const perWeek = typed.perWeek === '' ? null : wholeNumber(typed.perWeek, { from: 1, to: 200, step: 1 })
  if (perWeek === undefined) problems.perWeek = 'Write how many bookings a week may have: 1 to 200, or leave it empty.'
  const { required, optional, problems: strangers } = parseColleagues(typed, { organizer }, lookedUp)
  Object.assign(problems, strangers)

  const common: CommonDraft = {
    from: herself || typed.from === 'organizer' ? 'organizer' : 'delegate',
    zone: zone?.name ?? 'UTC',
    subject: typed.subject,
    place: place ?? { kind: 'teams' },
    note: typed.note,
    expiresAt: expiresAt ?? null,
    bufferBefore: bufferBefore ?? 0,
    bufferAfter: bufferAfter ?? 0,
    notice: notice ?? 0,
    ...(approval && { approvalWithin: approval }),
    changesClose: changesClose ?? CHANGES_CLOSE,
    blocks: usuallyBlocks,
    perDay: perDay ?? null,
    perWeek: perWeek ?? null,
    required,
    optional
  }
  return { common, problems }
}

/** Digits only, between the limits, on the step; undefined for everything else. */
export function wholeNumber(text: string, { from, to, step }: { from: number; to: number; step: number }) {
  if (!/^\d{1,6}$/.test(text)) return undefined
  const number = Number(text)
  return number >= from && number <= to && number % step === 0 ? number : undefined
}

const NO_NAME =
  'In whose name a time is offered is a choice between two people. No other name can be given. Please send the form again.'

const placeAsks = {
  phone: 'Write the number, and who calls whom.',
  address: 'Write the address.',
  other: 'Write where you meet.'
}

function placeOf({ place, placeText }: CommonTyped): Place | undefined {
  if (place === 'teams') return { kind: 'teams' }
  if (place === 'phone' || place === 'address' || place === 'other') return { kind: place, text: placeText }
  return undefined
}

function endOfDay(zone: Zone, date: string): Instant | undefined {
  const wall = midnight(date)
  return wall === undefined ? undefined : endOn(zone, wall + DAY)
}
