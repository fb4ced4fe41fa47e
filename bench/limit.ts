// What the machine could do: the same answers with nothing but integers, no rules that could be different, no objects for
// slots. Not meant to be good code for a product; it is the ruler.
import { DAY, MINUTE } from '../src/time/instant.ts'
import type { Span } from '../src/time/span.ts'
import { buffer, closes, length, opens, step } from './workload.ts'

/** Windows and busy time are ready, as minutes; two sorted lists and one walk. */
export function sweep(windows: Int32Array, busy: Int32Array): number[] {
  const [slot, grid, around] = [length / MINUTE, step / MINUTE, buffer / MINUTE]
  const starts: number[] = []
  let next = 0
  for (let at = 0; at < windows.length; at += 2) {
    const end = windows[at + 1] ?? 0
    let start = windows[at] ?? 0
    while (start + slot <= end) {
      while (next < busy.length && (busy[next + 1] ?? 0) <= start - around) next += 2
      const from = next < busy.length ? (busy[next] ?? 0) : Number.MAX_SAFE_INTEGER
      if (from >= start + slot + around) {
        starts.push(start)
        start += grid
      } else {
        start += Math.max(1, Math.ceil(((busy[next + 1] ?? 0) + around - start) / grid)) * grid
      }
    }
  }
  return starts
}

/** Weekly hours become windows, too, by the two changes that New York's clocks make in 2027 (and stay within that year). */
export function sweepFromHours(range: Span, busy: Int32Array): number[] {
  const [spring, autumn] = [Date.parse('2027-03-14T07:00Z') / MINUTE, Date.parse('2027-11-07T06:00Z') / MINUTE]
  const [from, until] = [range.start / MINUTE, range.end / MINUTE]
  const windows: number[] = []
  const perDay = DAY / MINUTE
  for (let day = Math.floor(from / perDay) - 1; day * perDay < until; day++) {
    const weekday = (day + 4) % 7
    if (weekday === 0 || weekday === 6) continue
    const noon = day * perDay + 17 * 60
    const west = noon >= spring && noon < autumn ? 240 : 300
    windows.push(day * perDay + opens + west, day * perDay + closes + west)
  }
  return sweep(Int32Array.from(windows), busy).filter((start) => start >= from && start < until)
}

export const inMinutes = (spans: readonly Span[]): Int32Array =>
  Int32Array.from(spans.flatMap(({ start, end }) => [start / MINUTE, end / MINUTE]))
