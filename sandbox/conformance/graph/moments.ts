// {now}, {now+1d}, {now-2h}, {now+1d+30m}: computed when the case is replayed. And {name}: bound by steps or by the scene.

const units: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 }
const form = /\{(now(?:[+-]P?T?\d+\w*)*|[A-Za-z]\w*)(?:[:|](date))?\}/g

/** Fills the names in a text. Names that nobody has bound stay as they are; `missing` hears of them. */
export function fillText(
  text: string,
  variables: Record<string, unknown>,
  now: number,
  missing: (name: string) => void = () => {}
): string {
  return text.replace(form, (whole, name: string, date?: string) => {
    if (name in variables) return String(variables[name])
    if (name.startsWith('now')) {
      const instant = new Date(moment(name, now)).toISOString()
      return date ? instant.slice(0, 10) : `${instant.slice(0, 19)}Z`
    }
    missing(name)
    return whole
  })
}

function moment(text: string, now: number): number {
  let instant = Math.floor(now / 1000) * 1000
  for (const [, sign, amount, unit = 's'] of text.matchAll(/([+-])P?T?(\d+)([smhdw])?/gi)) {
    instant += (sign === '-' ? -1 : 1) * Number(amount) * (units[unit.toLowerCase()] ?? 1000)
  }
  return instant
}

/** The same in every text of a body. A wall time beside a zone has no Z. */
export function fillBody(body: unknown, variables: Record<string, unknown>, now: number): unknown {
  if (typeof body === 'string') return fillText(body, variables, now)
  if (Array.isArray(body)) return body.map((one) => fillBody(one, variables, now))
  if (typeof body !== 'object' || body === null) return body
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => {
      const filled = fillBody(value, variables, now)
      const isWall = name.toLowerCase() === 'datetime' && typeof value === 'string' && value.includes('{now')
      return [name, isWall ? String(filled).replace(/Z$/, '') : filled]
    })
  )
}
