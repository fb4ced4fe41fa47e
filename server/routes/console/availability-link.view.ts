import { usuallyBlocks } from '../../../src/availability/busy-minutes.ts'
import type { MailboxHours } from '../../../src/availability/mailbox-hours.ts'
import type { Offer } from '../../../src/availability/offer.ts'
import { dateAt } from '../../../src/time/wall-clock.ts'
import { zoneNamed } from '../../../src/time/zones.ts'
import { staleText } from '../../wording/unread-calendar.ts'
import { dayText, isoText, type Reader, spanText, zoneAndOffset } from '../../wording/when.ts'
import { possessive } from '../../wording/who.ts'
import {
  type AvailabilityDraft,
  type AvailabilityField,
  type AvailabilityTyped,
  lengthChoices,
  weekdayNames,
  weekdays
} from './availability-draft.ts'
import { type ChoiceControl, choice, choices, summaryOf, type TextControl, text, titleWith } from './controls.view.ts'
import { DATES_AT_MOST, type DateRow } from './date-rows.ts'
import { organizerPath, type Page } from './desk.ts'
import type { Problems } from './form.ts'
import type { Desk } from './link-fields.ts'
import { type CommonControls, commonControls } from './link-fields.view.ts'
import { type RuleText, rulesOf } from './rules.view.ts'
import { minutesText } from './words.ts'

type DayLine = {
  name: string
  openName: string
  open: boolean
  hours: TextControl
}

type DateLine = {
  date: TextControl
  kind: ChoiceControl
  hours: TextControl
  row: number
  remove: string
  isNew: boolean
}

export type AvailabilityLinkView = Page &
  CommonControls & {
    organizer: string
    back: string
    action: string
    previewAction: string
    problems: { href: string; message: string }[]
    mailboxUnknown: string | null
    lengths: ChoiceControl
    step: ChoiceControl
    horizon: TextControl
    firstDate: TextControl
    lastDate: TextControl
    blocks: ChoiceControl
    uses: TextControl
    days: DayLine[]
    daysProblem: string | null
    dates: DateLine[]
    mayAddDate: boolean
    preview: Preview | null
    moreOpen: boolean
  }

/** What an invitee would see, in the organizer's zone. */
export type Preview = {
  zone: string
  /** Of the times that are listed, where an invitee may choose among several lengths. */
  length: string | null
  rules: RuleText[]
  days: { heading: string; slots: { iso: string; text: string }[] }[]
  more: string | null
  /** Where the times are not of now; else ''. */
  age: string
  unknown: string | null
}

type Known = {
  desk: Desk
  mailbox: MailboxHours
  typed: AvailabilityTyped
  problems: Problems<AvailabilityField>
  /** The draft and what it offers; undefined while the draft has problems. */
  offered: { offer: Offer; draft: AvailabilityDraft } | undefined
  /** Were rows of dates only added or taken out? */
  rowsOnly: boolean
}

export function availabilityLinkView({
  desk,
  mailbox,
  typed,
  problems,
  offered,
  rowsOnly
}: Known): AvailabilityLinkView {
  const { organizer } = desk
  const path = organizerPath(organizer)
  const common = commonControls(typed, problems, desk)
  return {
    ...common,
    title: titleWith(problems, `Availability link for ${organizer.name}`),
    here: null,
    organizer: organizer.name,
    back: path,
    action: `${path}/availability-links`,
    previewAction: `${path}/availability-links/preview`,
    problems: summaryOf(problems),
    mailboxUnknown:
      'unknown' in mailbox
        ? `${possessive(organizer.name)} working hours cannot be read from the mailbox right now: ${mailbox.unknown}. Check days, hours and zone below.`
        : null,
    lengths: choices({
      name: 'length',
      label: 'How long?',
      hint: 'Tick several, and invitees choose. They see the shortest first.',
      problem: problems.length,
      values: typed.lengths,
      choices: lengthChoices.map(minutesChoice)
    }),
    step: choice({
      name: 'step',
      label: 'A time starts every',
      problem: problems.step,
      value: typed.step,
      choices: [{ value: '', text: 'As long as the meeting' }, ...[10, 15, 20, 30, 45, 60, 90, 120].map(minutesChoice)]
    }),
    horizon: text({
      name: 'horizon',
      label: 'Days ahead',
      hint: 'How far in the future people can book.',
      problem: problems.horizon,
      value: typed.horizon,
      inputmode: 'numeric',
      longest: 3
    }),
    firstDate: text({
      name: 'firstDate',
      label: 'First date of meetings',
      problem: problems.firstDate,
      value: typed.firstDate,
      type: 'date',
      optional: true
    }),
    lastDate: text({
      name: 'lastDate',
      label: 'Last date of meetings',
      problem: problems.lastDate,
      value: typed.lastDate,
      type: 'date',
      optional: true
    }),
    blocks: choices({
      name: 'blocks',
      label: 'What counts as busy',
      hint: 'Busy time is never offered. What else takes time away?',
      values: typed.blocks,
      choices: [
        { value: 'tentative', text: 'Tentative' },
        { value: 'oof', text: 'Out of office' },
        { value: 'workingElsewhere', text: 'Working elsewhere' }
      ]
    }),
    uses: text({
      name: 'uses',
      label: 'How many people can book?',
      hint: 'Empty: any number.',
      problem: problems.uses,
      value: typed.uses,
      inputmode: 'numeric',
      longest: 4,
      optional: true
    }),
    days: weekdays.map((day) => ({
      name: weekdayNames[day],
      openName: `open-${day}`,
      open: typed.days[day].open,
      hours: text({
        name: `hours-${day}`,
        label: `Hours on ${weekdayNames[day]}`,
        problem: problems[`hours-${day}`],
        value: typed.days[day].hours,
        longest: LONGEST_HOURS
      })
    })),
    dates: typed.dates.map((row, index) => dateLine(row, index, problems, rowsOnly)),
    mayAddDate: typed.dates.length < DATES_AT_MOST,
    daysProblem: problems.hours ?? null,
    preview: offered ? previewOf(offered, desk) : null,
    moreOpen:
      common.moreOpen ||
      typed.step !== '' ||
      typed.horizon !== '365' ||
      typed.uses !== '' ||
      typed.firstDate !== '' ||
      typed.lastDate !== '' ||
      typed.dates.length > 0 ||
      typed.blocks.join() !== usuallyBlocks.join() ||
      rowsOnly ||
      Boolean(problems.step || problems.horizon || problems.uses)
  }
}

const LONGEST_HOURS = 120

function dateLine(row: DateRow, index: number, problems: Problems<AvailabilityField>, rowsOnly: boolean): DateLine {
  const nth = index + 1
  return {
    row: index,
    date: text({
      name: `date-${index}`,
      label: `Date ${nth}`,
      problem: problems[`date-${index}`],
      value: row.date,
      type: 'date'
    }),
    kind: choice({
      name: `kind-${index}`,
      label: `On date ${nth}`,
      problem: problems[`kind-${index}`],
      value: row.kind,
      choices: [
        { value: 'closed', text: 'Closed' },
        { value: 'open', text: 'Open as its weekday says' },
        { value: 'hours', text: 'Other hours' }
      ]
    }),
    hours: text({
      name: `hours-on-${index}`,
      label: `Hours on date ${nth}`,
      problem: problems[`hours-on-${index}`],
      value: row.hours,
      longest: LONGEST_HOURS
    }),
    remove: `Take out date ${nth}`,
    isNew: rowsOnly && row.date === ''
  }
}

const minutesChoice = (minutes: number) => ({ value: String(minutes), text: minutesText(minutes) })

const SHOWN_DAYS = 4
const SHOWN_SLOTS = 6

function previewOf({ offer, draft }: { offer: Offer; draft: AvailabilityDraft }, { organizer, now }: Desk): Preview {
  const { zone: name, lengths } = draft
  const zone = zoneNamed(name)
  if (!zone) throw new Error(`a draft with a zone that tzdata does not know: ${name}`)
  const reader: Reader = { zone, now }
  const heading = {
    zone: zoneAndOffset(now, reader),
    length: lengths.length > 1 ? minutesText(lengths[0] ?? 0) : null,
    rules: rulesOf(draft, reader)
  }
  if ('unknown' in offer) {
    const unknown = `${possessive(organizer.name)} calendar cannot be read right now, so no time would be shown. The link can be made all the same: times appear as soon as the calendar can be read. (${offer.unknown})`
    return { ...heading, days: [], more: null, age: '', unknown }
  }
  const byDay = Map.groupBy(offer.slots, ({ start }) => dateAt(zone, start))
  const days = [...byDay.values()].slice(0, SHOWN_DAYS).map((slots) => ({
    heading: dayText(slots[0]?.start ?? 0, reader),
    slots: slots.slice(0, SHOWN_SLOTS).map((slot) => ({ iso: isoText(slot.start), text: spanText(slot, reader) }))
  }))
  const shown = days.reduce((sum, { slots }) => sum + slots.length, 0)
  const rest = offer.slots.length - shown
  const age = offer.staleSince === undefined ? '' : staleText(offer.staleSince, reader)
  return { ...heading, days, age, more: rest > 0 ? `and ${rest} more within the next four weeks` : null, unknown: null }
}
