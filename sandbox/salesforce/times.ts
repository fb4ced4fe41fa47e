// Date-times as Salesforce prints them: milliseconds, and an offset of +0000 without a colon.

export const printed = (instant: number) => new Date(instant).toISOString().replace('Z', '+0000')

export const dayOf = (instant: number) => new Date(instant).toISOString().slice(0, 10)

export const minute = 60_000
export const day = 24 * 60 * minute

const form = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2})?(\.\d{1,9})?(Z|[+-]\d{2}:?\d{2})?)?$/i

/** Epoch milliseconds of what a caller wrote; an offset is honoured, none means UTC. */
export function instantOf(text: string): number | undefined {
  const parts = form.exec(text)
  if (!parts) return undefined
  const [, date, time = '00:00', seconds = ':00', fraction = '.0', offset = 'Z'] = parts
  const zone = /^z$/i.test(offset) ? 'Z' : `${offset.slice(0, 3)}:${offset.slice(-2)}`
  const instant = Date.parse(`${date}T${time}${seconds}${fraction.slice(0, 4)}${zone}`)
  return Number.isNaN(instant) || dayExists(String(date)) === false ? undefined : instant
}

/** 2026-02-30 would silently become 2 March. */
export const dayExists = (date: string) => {
  const instant = Date.parse(`${date}T00:00:00Z`)
  return !Number.isNaN(instant) && dayOf(instant) === date
}

export const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && dayExists(text)
