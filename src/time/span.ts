import type { Instant } from './instant.ts'

/** Half-open: the start belongs to it, the end does not, so that meetings may touch. */
export type Span = { start: Instant; end: Instant }

export const overlap = (a: Span, b: Span) => a.start < b.end && b.start < a.end

export const same = (a: Span, b: Span) => a.start === b.start && a.end === b.end

export const widen = (span: Span, before: number, after: number): Span => ({
  start: span.start - before,
  end: span.end + after
})

/** The same time, as few spans as possible, in order. Empty and backward spans vanish. */
export function merge(spans: readonly Span[]): Span[] {
  const merged: Span[] = []
  for (const span of spans.filter(({ start, end }) => start < end).sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1)
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end)
    else merged.push({ ...span })
  }
  return merged
}
