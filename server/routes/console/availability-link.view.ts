import type { MailboxHours } from '../../../src/availability/mailbox-hours.ts'
import type { Offer } from '../../../src/availability/offer.ts'
import { dateAt } from '../../../src/time/wall-clock.ts'
import { zoneNamed } from '../../../src/time/zones.ts'
import { dayText, isoText, type Reader, spanText, zoneAndOffset } from '../../wording/when.ts'
import { possessive } from '../../wording/who.ts'
import { type AvailabilityField, type AvailabilityTyped, weekdayNames, weekdays } from './availability-draft.ts'
import { type ChoiceControl, choice, summaryOf, type TextControl, text, titleWith } from './controls.view.ts'
import { organizerPath, type Page } from './desk.ts'
import type { Problems } from './form.ts'
import type { Desk } from './link-fields.ts'
import { type CommonControls, commonControls } from './link-fields.view.ts'
import { minutesText } from './words.ts'

type DayLine = {
  name: string
  openName: string
  open: boolean
  from: TextControl
  to: TextControl
}

export type AvailabilityLinkView = Page &
  CommonControls & {
    organizer: string
    back: string
    action: string
    previewAction: string
    problems: { href: string; message: string }[]
    mailboxUnknown: string | null
    length: ChoiceControl
    step: ChoiceControl
    horizon: TextControl
    uses: TextControl
    days: DayLine[]
    daysProblem: string | null
    preview: Preview | null
    moreOpen: boolean
  }

/** What an invitee would see, in the organizer's zone. */
export type Preview = {
  zone: string
  days: { heading: string; slots: { iso: string; text: string }[] }[]
  more: string | null
  unknown: string | null
}

type Known = {
  desk: Desk
  mailbox: MailboxHours
  typed: AvailabilityTyped
  problems: Problems<AvailabilityField>
  /** The offer of the draft and the zone it is in; undefined while the draft has problems. */
  offered: { offer: Offer; zone: string } | undefined
}

export function availabilityLinkView({ desk, mailbox, typed, problems, offered }: Known): AvailabilityLinkView {
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
    length: choice({
      name: 'length',
      label: 'How long?',
      problem: problems.length,
      value: typed.length,
      choices: [15, 30, 45, 60, 75, 90, 105, 120].map(minutesChoice)
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
      from: text({
        name: `from-${day}`,
        label: `${weekdayNames[day]} from`,
        problem: problems[`from-${day}`],
        value: typed.days[day].from,
        inputmode: 'numeric',
        longest: 5
      }),
      to: text({
        name: `to-${day}`,
        label: `${weekdayNames[day]} to`,
        problem: problems[`to-${day}`],
        value: typed.days[day].to,
        inputmode: 'numeric',
        longest: 5
      })
    })),
    daysProblem: problems.hours ?? null,
    preview: offered ? previewOf(offered, desk) : null,
    moreOpen:
      common.moreOpen ||
      typed.step !== '' ||
      typed.horizon !== '365' ||
      typed.uses !== '' ||
      Boolean(problems.step || problems.horizon || problems.uses)
  }
}

const minutesChoice = (minutes: number) => ({ value: String(minutes), text: minutesText(minutes) })

const SHOWN_DAYS = 4
const SHOWN_SLOTS = 6

function previewOf({ offer, zone: name }: { offer: Offer; zone: string }, { organizer, now }: Desk): Preview {
  const zone = zoneNamed(name)
  if (!zone) throw new Error(`a draft with a zone that tzdata does not know: ${name}`)
  const reader: Reader = { zone, now }
  const heading = { zone: zoneAndOffset(now, reader) }
  if ('unknown' in offer) {
    const unknown = `${possessive(organizer.name)} calendar cannot be read right now, so no time would be shown. The link can be made all the same: times appear as soon as the calendar can be read.`
    return { ...heading, days: [], more: null, unknown }
  }
  const byDay = Map.groupBy(offer.slots, ({ start }) => dateAt(zone, start))
  const days = [...byDay.values()].slice(0, SHOWN_DAYS).map((slots) => ({
    heading: dayText(slots[0]?.start ?? 0, reader),
    slots: slots.slice(0, SHOWN_SLOTS).map((slot) => ({ iso: isoText(slot.start), text: spanText(slot, reader) }))
  }))
  const shown = days.reduce((sum, { slots }) => sum + slots.length, 0)
  const rest = offer.slots.length - shown
  return { ...heading, days, more: rest > 0 ? `and ${rest} more within the next four weeks` : null, unknown: null }
}
