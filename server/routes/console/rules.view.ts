// A link's rules as a person would say them: beside its address, and beside the form that makes it.
import type { BusyStatus } from '../../../src/availability/busy-time.ts'
import type { DateOverride, WeeklyHours } from '../../../src/availability/windows.ts'
import { type AvailabilityLink, CHANGES_CLOSE, type Link, type TimeSlotLink } from '../../../src/links/link.ts'
import type { Person } from '../../../src/people/person.ts'
import { dayText, type Reader, wallDateText, zoneText } from '../../wording/when.ts'
import { weekdayNames, weekdays } from './availability-draft.ts'
import { windowText } from './hours-text.ts'
import { counted, minutesText } from './words.ts'

type Settled = 'id' | 'organizer' | 'initiator' | 'madeBy' | 'createdAt' | 'revokedAt' | 'keeper'

/** A link, or what is about to become one. */
export type Ruled = Omit<AvailabilityLink, Settled> | Omit<TimeSlotLink, Settled>

export type RuleText = { name: string; text: string }

const placeNames = { teams: 'Microsoft Teams', phone: 'By phone', address: 'At an address', other: 'Somewhere else' }

export const placeText = ({ place }: { place: Link['place'] }) =>
  place.kind === 'teams' ? placeNames.teams : `${placeNames[place.kind]}: ${place.text}`

export function rulesOf(link: Ruled, reader: Reader): RuleText[] {
  const { bufferBefore, bufferAfter, notice, expiresAt, uses, perDay, perWeek, blocks, required, optional } = link
  const zone = zoneText(reader.zone)
  const rules: (RuleText | undefined)[] = [
    ...(link.kind === 'availability' ? hoursRules(link, reader) : []),
    { name: 'Where', text: placeText(link) },
    link.record ? { name: 'About, in Salesforce', text: `${link.record.object}: ${link.record.name}` } : undefined,
    { name: 'Kept free', text: buffersText(bufferBefore, bufferAfter) },
    { name: 'Notice', text: notice === 0 ? 'can be booked until it begins' : `${minutesText(notice)} before` },
    { name: 'Last day to book', text: expiresAt === null ? 'none' : `${dayText(expiresAt - 1, reader)}, ${zone}` },
    { name: 'Takes', text: uses === null ? 'any number of bookings' : counted(uses, 'booking') },
    { name: 'Approval', text: approvalText(link.approvalWithin) },
    { name: 'Invitees move and cancel', text: closingText(link.changesClose ?? CHANGES_CLOSE) },
    capsRule(perDay, perWeek),
    { name: 'Counts as busy', text: blocksText(blocks) },
    required.length > 0 ? { name: 'Must be free as well', text: namesOf(required) } : undefined,
    optional.length > 0 ? { name: 'Invited, free or not', text: namesOf(optional) } : undefined
  ]
  return rules.filter((rule) => rule !== undefined)
}

function hoursRules(link: Extract<Ruled, { kind: 'availability' }>, reader: Reader): (RuleText | undefined)[] {
  const { lengths, step, hours, overrides, firstDate, lastDate, horizonDays } = link
  return [
    { name: 'Length', text: lengths.map(minutesText).join(' or ') },
    { name: 'Starts', text: step === null ? 'one after the other' : `every ${minutesText(step)}` },
    { name: 'Hours', text: `${hoursText(hours)}, ${zoneText(reader.zone)}` },
    overrides.length > 0
      ? { name: 'Other dates', text: overrides.map((each) => overrideText(each, reader)).join('; ') }
      : undefined,
    firstDate === null ? undefined : { name: 'First date', text: wallDateText(firstDate, reader) },
    lastDate === null ? undefined : { name: 'Last date', text: wallDateText(lastDate, reader) },
    { name: 'Ahead', text: counted(horizonDays, 'day') }
  ]
}

/** "Thursday 24 December closed", "Saturday 9 January 10:00 to 12:00" */
const overrideText = ({ date, windows }: DateOverride, reader: Reader) =>
  `${wallDateText(date, reader)} ${windows.length === 0 ? 'closed' : windows.map(windowText).join(' and ')}`

const approvalText = (within: number | undefined) =>
  within === undefined
    ? 'nobody needs to approve'
    : `somebody approves within ${minutesText(within)}, else the time is free again`

const closingText = (minutes: number) =>
  minutes === 0 ? 'until it begins' : `until ${minutesText(minutes)} before it begins`

function buffersText(before: number, after: number): string {
  if (!before && !after) return 'nothing around the meeting'
  const parts = [before ? `${minutesText(before)} before` : '', after ? `${minutesText(after)} after` : '']
  return parts.filter(Boolean).join(', ')
}

function capsRule(perDay: number | null, perWeek: number | null): RuleText | undefined {
  if (perDay === null && perWeek === null) return undefined
  const parts = [
    perDay === null ? '' : `${counted(perDay, 'booking')} a day`,
    perWeek === null ? '' : `${counted(perWeek, 'booking')} a week`
  ]
  return { name: 'At most', text: `${parts.filter(Boolean).join(', ')}, whatever link they come by` }
}

const statusNames: Partial<Record<BusyStatus, string>> = {
  tentative: 'tentative',
  busy: 'busy',
  oof: 'out of office',
  workingElsewhere: 'working elsewhere'
}

const blocksText = (blocks: readonly BusyStatus[]) => blocks.flatMap((status) => statusNames[status] ?? []).join(', ')

const namesOf = (people: readonly Person[]) => people.map(({ name }) => name).join(', ')

/** "Monday to Friday 09:00 to 17:00; Saturday 10:00 to 12:00": neighbours with the same hours stand together. */
function hoursText(hours: WeeklyHours): string {
  const runs: { first: string; last: string; text: string; until: number }[] = []
  for (const day of weekdays) {
    const text = (hours[day] ?? []).map(windowText).join(' and ')
    if (!text) continue
    const run = runs.at(-1)
    if (run && run.text === text && run.until === day - 1) Object.assign(run, { last: weekdayNames[day], until: day })
    else runs.push({ first: weekdayNames[day], last: weekdayNames[day], text, until: day })
  }
  return runs.map(({ first, last, text }) => `${first === last ? first : `${first} to ${last}`} ${text}`).join('; ')
}
