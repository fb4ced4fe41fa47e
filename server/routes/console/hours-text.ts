// Hours of a day as people write them in one line: "09:00-12:00, 13:00-17:00".
import type { Window } from '../../../src/availability/windows.ts'
import { minutesText } from './words.ts'

/** More than anybody's day has. */
const WINDOWS_AT_MOST = 6

/** "09:30"; the end of a day is 24:00. */
export const clockText = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** "09:00 to 12:00" */
export const windowText = ({ from, to }: Window) => `${clockText(from)} to ${clockText(to)}`

/** As it stands in a field, ready to be changed. */
export const hoursTyped = (windows: readonly Window[]) =>
  windows.map(({ from, to }) => `${clockText(from)}-${clockText(to)}`).join(', ')

/**
 * Windows in the order of the day, or what is wrong, as the rest of a sentence that begins with the day: "Monday …".
 * `shortest`: the shortest meeting; a window that is shorter would never offer anything.
 */
export function hoursFrom(text: string, shortest: number): { windows: Window[] } | { problem: string } {
  const parts = text.split(/[,;\n]|\band\b/i).map((part) => part.trim())
  if (parts.at(-1) === '') parts.pop()
  if (parts.length === 0) return { problem: 'needs hours, for example 09:00-12:00, 13:00-17:00' }
  if (parts.length > WINDOWS_AT_MOST) return { problem: `can be open at most ${WINDOWS_AT_MOST} times` }

  const windows: Window[] = []
  for (const part of parts) {
    const [begins = '', ends = '', ...more] = part.split(/\s*(?:-|–|—|\bto\b|\buntil\b)\s*/i)
    const from = minutesOf(begins)
    const end = minutesOf(ends)
    if (from === undefined || from === 1440 || end === undefined || more.length > 0) {
      return { problem: `has “${part.slice(0, 40)}”; write hours like 09:00-12:00, 13:00-17:00` }
    }
    const window = { from, to: end === 0 ? 1440 : end }
    const last = windows.at(-1)
    if (window.to <= from) return { problem: `must end after it begins: ${windowText(window)}` }
    if (last && window.to <= last.from) {
      return { problem: `must stand in order: ${windowText(window)} comes before ${windowText(last)}` }
    }
    if (last && from < last.to)
      return { problem: `has hours that overlap: ${windowText(last)} and ${windowText(window)}` }
    if (window.to - from < shortest) {
      return { problem: `is too short for ${minutesText(shortest)}: ${windowText(window)}` }
    }
    windows.push(window)
  }
  return { windows }
}

/** "09:30", "9.30", "0930", "9". */
export function minutesOf(text: string): number | undefined {
  const [, hour = '', minute = '00'] = /^(\d{1,2})(?:[:. h]?([0-5]\d))?$/.exec(text) ?? []
  const minutes = Number(hour) * 60 + Number(minute)
  return hour && minutes <= 1440 ? minutes : undefined
}
