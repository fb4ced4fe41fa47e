// The only place that turns instants into text. Luxon knows calendars and words; which rules a zone follows it must ask
// src/time/zones.ts, because the runtime's own zone data lags. docs/decisions/0004-pinned-zone-rules.md
import { DateTime, Zone as LuxonZone } from 'luxon'
import { DAY, HOUR, type Instant, MINUTE, SECOND } from '../../src/time/instant.ts'
import type { Span } from '../../src/time/span.ts'
import { dateAt, dateOfDay, isRepeated, midnight, type WallDate, wallAt } from '../../src/time/wall-clock.ts'
import { offsetAt, type Zone } from '../../src/time/zones.ts'
import { type Locale, whenWords as patterns } from './when-words.ts'

export type { Locale } from './when-words.ts'

/** Whose clock and whose language: the same instant reads differently for everybody. Without `locale`: English. */
export type Reader = { zone: Zone; now: Instant; locale?: Locale }

/** Where nobody's zone is known. */
export const utc: Zone = { name: 'UTC', offsets: [0], changes: [] }

/** "Tuesday 8 December"; the year only when it is not this one. */
export const dayText = (at: Instant, reader: Reader) =>
  print(at, reader, sameYear(at, reader) ? words(reader).day : words(reader).dayAndYear)

/** "Tuesday 8 December 2026" */
export const dateText = (at: Instant, reader: Reader) => print(at, reader, words(reader).dayAndYear)

/** "Tue 8 Dec" */
export const shortDayText = (at: Instant, reader: Reader) =>
  print(at, reader, sameYear(at, reader) ? words(reader).shortDay : words(reader).shortDayAndYear)

/** The same day in parts, for a leaf of the diary: "Tuesday", "8", "December" (with the year when it is not this one). */
export const dayParts = (at: Instant, reader: Reader) => ({
  weekday: print(at, reader, 'cccc'),
  day: print(at, reader, 'd'),
  month: print(at, reader, sameYear(at, reader) ? 'LLLL' : 'LLLL yyyy')
})

/** A date on the wall, which is the same everywhere: "Tuesday 8 December". */
export function wallDateText(date: WallDate, reader: Reader): string {
  const wall = midnight(date)
  if (wall === undefined) throw new Error(`not a date: ${date}`)
  return dayText(wall, { ...reader, zone: { name: 'UTC', offsets: [0], changes: [] } })
}

/** "14:30", and "02:30 (UTC+2)" where the clock shows that time twice. */
export const timeText = (at: Instant, reader: Reader) =>
  isRepeated(at, reader.zone) ? `${clock(at, reader)} (${offsetText(at, reader.zone)})` : clock(at, reader)

/** "14:30 to 15:00"; the offset on both when either is a repeated time or the clocks change in between. */
export function spanText(span: Span, reader: Reader): string {
  const { start, end } = spanParts(span, reader)
  return `${start} ${end}`
}

/** The same in two parts, so that the start can be set larger: "14:30", "to 15:00". */
export function spanParts({ start, end }: Span, reader: Reader): { start: string; end: string } {
  const { zone } = reader
  const plain = !isRepeated(start, zone) && !isRepeated(end, zone) && offsetAt(zone, start) === offsetAt(zone, end)
  const text = (at: Instant) => (plain ? clock(at, reader) : `${clock(at, reader)} (${offsetText(at, zone)})`)
  const sameDay = dateAt(zone, start) === dateAt(zone, end)
  return { start: text(start), end: words(reader).until(sameDay ? text(end) : words(reader).nextDay(text(end))) }
}

/** "45 minutes", "1 hour", "1 hour 30 minutes" */
export function lengthText(length: number, locale: Locale = 'en'): string {
  const minutes = Math.round(length / MINUTE)
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  const { hours: inHours, minutes: inMinutes } = patterns[locale]
  return [hours > 0 ? inHours(hours) : '', rest > 0 || hours === 0 ? inMinutes(rest) : ''].filter(Boolean).join(' ')
}

/** How a clock in another zone stands to the reader's: "6 hours behind"; undefined when both show the same. */
export function clockDifference(other: Zone, at: Instant, { zone, locale = 'en' }: Reader): string | undefined {
  const minutes = offsetAt(other, at) - offsetAt(zone, at)
  if (minutes === 0) return undefined
  const length = lengthText(Math.abs(minutes) * MINUTE, locale)
  return minutes > 0 ? patterns[locale].ahead(length) : patterns[locale].behind(length)
}

/** "Berlin time", and "UTC−5" where there is no place. */
export function zoneText({ name }: Zone, locale: Locale = 'en'): string {
  const city = cityOf(name)
  return city.startsWith('UTC') ? city : patterns[locale].zone(city)
}

/** "Berlin", "St Johns", "Buenos Aires". Of no place "UTC" and "UTC−5": tzdata's Etc/GMT+5 lies behind UTC, whatever its name says. */
export function cityOf(name: string): string {
  if (/^(Etc\/)?(UTC|UCT|GMT[+-]?0?|Universal|Zulu|Greenwich)$/.test(name)) return 'UTC'
  const [, sign, hours] = /^Etc\/GMT([+-])(\d+)$/.exec(name) ?? []
  if (hours) return `UTC${sign === '+' ? '−' : '+'}${hours}`
  return name.slice(name.lastIndexOf('/') + 1).replaceAll('_', ' ')
}

/** "UTC+1", "UTC−3:30", "UTC" */
export function offsetText(at: Instant, zone: Zone): string {
  const offset = offsetAt(zone, at)
  if (offset === 0) return 'UTC'
  const minutes = Math.abs(offset)
  const rest = minutes % 60
  return `UTC${offset < 0 ? '−' : '+'}${Math.floor(minutes / 60)}${rest ? `:${String(rest).padStart(2, '0')}` : ''}`
}

/** "Berlin time (UTC+1)" */
export function zoneAndOffset(at: Instant, { zone, locale }: Reader): string {
  const name = zoneText(zone, locale)
  return name.startsWith('UTC') ? name : `${name} (${offsetText(at, zone)})`
}

/** "Tuesday 8 December, 14:30 to 15:00, Berlin time": what a slot is called when it is not seen among its neighbours. */
export const slotName = (slot: Span, reader: Reader) =>
  [dayText(slot.start, reader), spanText(slot, reader), zoneText(reader.zone, reader.locale)].join(words(reader).comma)

/** "Tuesday 8 December 2026, 14:30, Berlin time (UTC+1)" */
export const fullInstant = (at: Instant, reader: Reader) =>
  [dateText(at, reader), clock(at, reader), zoneAndOffset(at, reader)].join(words(reader).comma)

/** For lists: "Today 14:00", "Tomorrow 09:30", "Tue 8 Dec 14:00". */
export function shortWhen(at: Instant, reader: Reader): string {
  const { today, tomorrow, yesterday } = words(reader)
  const away = daysBetween(reader.now, at, reader.zone)
  const day = away === 0 ? today : away === 1 ? tomorrow : away === -1 ? yesterday : shortDayText(at, reader)
  return `${day} ${timeText(at, reader)}`
}

/** "in 4 minutes", "2 hours ago", "just now" */
export function fromNow(at: Instant, { now, locale = 'en' }: Reader): string {
  const away = at - now
  const size = Math.abs(away)
  if (size < MINUTE) return patterns[locale].now
  const [unit, name] =
    size < HOUR ? [MINUTE, 'minute' as const] : size < DAY ? [HOUR, 'hour' as const] : [DAY, 'day' as const]
  return new Intl.RelativeTimeFormat(locale).format(Math.trunc(away / unit), name)
}

/** When something is tried again: "trying again now", "next try in less than a minute", "next try in 4 minutes". */
export function nextTry(at: Instant, reader: Reader): string {
  if (at <= reader.now) return 'trying again now'
  return at - reader.now < MINUTE ? 'next try in less than a minute' : `next try ${fromNow(at, reader)}`
}

/** For machines, in `datetime` and `value`: "2026-12-08T13:30:00Z". */
export function isoText(at: Instant): string {
  if (at % SECOND !== 0) return new Date(at).toISOString()
  const seconds = Math.floor(at / SECOND) - Math.floor(at / DAY) * 86_400
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':')
  return `${dateOfDay(Math.floor(at / DAY))}T${clock}Z`
}

/** Zones by the project's own rules, as Luxon wants to be told. */
class PinnedZone extends LuxonZone {
  readonly #zone: Zone

  constructor(zone: Zone) {
    super()
    this.#zone = zone
  }

  override get type() {
    return 'pinned'
  }

  override get name() {
    return this.#zone.name
  }

  override get isUniversal() {
    return this.#zone.changes.length === 0
  }

  override get isValid() {
    return true
  }

  override offset(at: number) {
    return offsetAt(this.#zone, at)
  }

  override offsetName(at: number) {
    return offsetText(at, this.#zone)
  }

  override formatOffset(at: number) {
    return offsetText(at, this.#zone)
  }

  override equals(other: LuxonZone) {
    return other instanceof PinnedZone && other.name === this.name
  }
}

const pinned = new WeakMap<Zone, PinnedZone>()

function pinnedZone(zone: Zone): PinnedZone {
  const known = pinned.get(zone) ?? new PinnedZone(zone)
  pinned.set(zone, known)
  return known
}

const words = ({ locale = 'en' }: Reader) => patterns[locale]

const print = (at: Instant, { zone, locale = 'en' }: Reader, pattern: string) =>
  DateTime.fromMillis(at, { zone: pinnedZone(zone), locale, numberingSystem: 'latn' }).toFormat(pattern)

/** "14:30", by arithmetic: a page has a hundred of these, and Luxon would cost more than all the rest of it. */
function clock(at: Instant, { zone }: Reader): string {
  const minutes = Math.floor(wallAt(zone, at) / MINUTE)
  const ofDay = ((minutes % 1440) + 1440) % 1440
  return `${two(Math.floor(ofDay / 60))}:${two(ofDay % 60)}`
}

const two = (number: number) => (number < 10 ? `0${number}` : String(number))

const sameYear = (at: Instant, { zone, now }: Reader) => dateAt(zone, at).slice(0, 4) === dateAt(zone, now).slice(0, 4)

const daysBetween = (from: Instant, to: Instant, zone: Zone) =>
  Math.floor(wallAt(zone, to) / DAY) - Math.floor(wallAt(zone, from) / DAY)
