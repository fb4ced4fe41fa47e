// Somebody who looks into Exchange after every change there and remembers what must not be. She judges nothing: the auditor
// knows which of it somebody in Outlook wanted.
import type { StandingMeeting } from './clouds.ts'

/** Two meetings of different bookings lay on top of each other, seen first at that moment. */
export type Overlap = { at: number; until: number; mailbox: string; one: string; other: string }

export type Seen = {
  overlaps: Overlap[]
  /** Bookings that had more than one meeting at some moment. */
  doubled: string[]
  /** Whose meeting was ever whose, and when it was last seen to stand. */
  meetings: { uid: string; booking: string; until: number }[]
}

export type Witness = { look(): void; seen(): Seen }

export function witness(now: () => number, meetings: () => StandingMeeting[]): Witness {
  const overlaps = new Map<string, Overlap>()
  const doubled = new Set<string>()
  const meetingsSeen = new Map<string, Seen['meetings'][number]>()

  return {
    look() {
      const at = now()
      const standing = meetings().sort((one, other) => one.start - other.start)
      const known = new Set<string>()
      for (const [index, one] of standing.entries()) {
        if (known.has(one.booking)) doubled.add(one.booking)
        known.add(one.booking)
        meetingsSeen.set(one.uid, { uid: one.uid, booking: one.booking, until: at })
        for (let next = index + 1; next < standing.length; next++) {
          const other = standing[next] as StandingMeeting
          if (other.start >= one.end) break
          if (other.booking === one.booking || other.mailbox !== one.mailbox) continue
          const pair = [one.booking, other.booking].sort().join(' ')
          const before = overlaps.get(pair)
          if (before) before.until = at
          else overlaps.set(pair, { at, until: at, mailbox: one.mailbox, one: one.booking, other: other.booking })
        }
      }
    },
    seen: () => ({
      overlaps: [...overlaps.values()],
      doubled: [...doubled],
      meetings: [...meetingsSeen.values()]
    })
  }
}
