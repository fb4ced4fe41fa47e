// What may go wrong between Graph and an app, on demand. Shares are met evenly and not by chance, so that a run can be
// repeated: of ten notifications a share of 0.3 meets the same three.

export type NotificationTrouble = {
  /** Shares from 0 to 1. */
  lose: number
  duplicate: number
  wrongClientState: number
  /** Milliseconds before a notification leaves. */
  delay: number
  /** What gathers within this many milliseconds leaves one by one, the last first. */
  reorder: number
}

export const noTrouble: NotificationTrouble = { lose: 0, duplicate: 0, wrongClientState: 0, delay: 0, reorder: 0 }

const longest = 10 * 60_000

export function readNotificationTrouble(
  given: Record<string, unknown>
): { trouble: NotificationTrouble } | { problem: string } {
  const trouble = { ...noTrouble }
  for (const name of Object.keys(noTrouble) as (keyof NotificationTrouble)[]) {
    if (given[name] === undefined || given[name] === '') continue
    const value = Number(given[name])
    const most = name === 'delay' || name === 'reorder' ? longest : 1
    if (!(value >= 0 && value <= most)) return { problem: `${name} is a number from 0 to ${most}.` }
    trouble[name] = value
  }
  return { trouble }
}

/** Says of each in turn whether it is one of the share. */
export function createShare(): (share: number) => boolean {
  let met = 0
  return (share) => {
    met += share
    if (met < 1 - 1e-9) return false
    met -= 1
    return true
  }
}
