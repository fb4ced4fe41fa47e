import { readInTheWay } from '../../../src/availability/offer.ts'
import { whyNot } from '../../../src/availability/why.ts'
import type { Link } from '../../../src/links/link.ts'
import { DAY, type Instant, MINUTE } from '../../../src/time/instant.ts'
import { instantsOf, midnight } from '../../../src/time/wall-clock.ts'
import type { Zone } from '../../../src/time/zones.ts'
import type { Services } from '../../services.ts'
import { dayText, fromNow, lengthText, type Reader, spanText, zoneText } from '../../wording/when.ts'
import { whySkipped, whyText, whyUnknown } from '../../wording/why.ts'
import { type ChoiceControl, choice, type TextControl, text } from './controls.view.ts'
import { field, type Sent } from './form.ts'
import { minutesOf } from './hours-text.ts'
import { wholeNumber } from './link-fields.ts'

/** "Why is this time not offered?": what is asked, and the answers: two where the clock shows the time twice. */
export type WhyView = {
  zone: string
  date: TextControl
  time: TextControl
  length: ChoiceControl
  open: boolean
  answers: { time: string; text: string }[]
}

const FAR = 3650 * DAY

/** For who may see the calendar. Asks upstream only where no rule of the link itself decides. */
export async function whyView(link: Link, zone: Zone, sent: Sent, services: Services): Promise<WhyView> {
  const now = services.clock()
  const reader: Reader = { zone, now }
  const lengths = lengthsOf(link)
  const typed = { date: field(sent, 'date', 20), time: field(sent, 'time', 20), length: field(sent, 'length', 4) }
  const asked = Boolean(typed.date || typed.time)

  const day = midnight(typed.date)
  const minute = minutesOf(typed.time)
  const length =
    lengths.find((each) => each === wholeNumber(typed.length, { from: 1, to: 1440, step: 1 })) ?? lengths[0]
  const goodDay = day !== undefined && Math.abs(day - now) < FAR ? day : undefined
  const problems = {
    date: asked && goodDay === undefined ? 'Write the date, for example 2026-12-24.' : '',
    time: asked && (minute === undefined || minute === 1440) ? 'Write the time, for example 14:30.' : ''
  }

  let answers: WhyView['answers'] = []
  if (goodDay !== undefined && minute !== undefined && minute < 1440 && length !== undefined) {
    const starts = instantsOf(zone, goodDay + minute * MINUTE)
    answers = await Promise.all(starts.map((start) => answerFor(link, start, length, reader, services)))
    if (starts.length === 0) answers = [{ time: '', text: whySkipped }]
  }
  return {
    zone: zoneText(zone),
    date: text({ name: 'date', label: 'Date', problem: problems.date, value: typed.date, type: 'date' }),
    time: text({ name: 'time', label: 'Time', problem: problems.time, value: typed.time, longest: 5 }),
    length: choice({
      name: 'length',
      label: 'Length',
      value: String(length ?? ''),
      choices: lengths.map((each) => ({ value: String(each), text: lengthText(each * MINUTE) }))
    }),
    open: asked,
    answers
  }
}

async function answerFor(link: Link, start: Instant, length: number, reader: Reader, services: Services) {
  const slot = { start, end: start + length * MINUTE }
  const names = { organizer: link.organizer.name }
  const time = `${dayText(start, reader)}, ${spanText(slot, reader)}`
  const nothing = { organizer: [], required: link.required.map(() => []), booked: [] }
  const byRules = whyNot(link, slot, nothing, reader.now)
  if (byRules.rule !== 'offered') return { time, text: whyText(byRules, names, reader) }

  const inTheWay = await readInTheWay(link, { start, end: start + 1 }, 'recent', services)
  if ('unknown' in inTheWay) return { time, text: whyUnknown(names, inTheWay.unknown) }
  if (inTheWay.staleSince !== undefined)
    return { time, text: whyUnknown(names, `last read ${fromNow(inTheWay.staleSince, reader)}`) }
  return { time, text: whyText(whyNot(link, slot, inTheWay, reader.now), names, reader) }
}

function lengthsOf(link: Link): number[] {
  if (link.kind === 'availability') return [...link.lengths]
  const lengths = new Set(link.slots.map(({ start, end }) => Math.round((end - start) / MINUTE)))
  return [...lengths].sort((a, b) => a - b)
}
