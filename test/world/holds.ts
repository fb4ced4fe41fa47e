// Calendar holds over plain memory, for tests of pages. What the store promises is proved in test/contracts/holds.test.ts.
import type { Entry } from '../../src/audit/audit-log.ts'
import type { HoldStore } from '../../src/links/hold-store.ts'
import type { CalendarHold } from '../../src/links/holds.ts'
import type { Link } from '../../src/links/link.ts'

export function holdsInMemory(keep: (link: Link, entry: Entry) => Promise<void>): {
  holds: HoldStore
  kept: CalendarHold[]
} {
  const kept: CalendarHold[] = []
  const stands = ({ state }: CalendarHold) => state === 'wanted' || state === 'placed'
  const holds: HoldStore = {
    async addLink({ link, holds, days, holdsPerDay, now, entry }) {
      const full = days.flatMap((day) => {
        const count = kept.filter(
          (hold) => stands(hold) && day.span.start <= hold.slot.start && hold.slot.start < day.span.end
        ).length
        const free = Math.max(0, holdsPerDay - count)
        return day.wanted > free ? [{ ...day, free }] : []
      })
      if (full.length > 0) return { full }
      await keep(link, entry)
      for (const { id, slot } of holds) {
        const organizer = link.organizer.id
        kept.push({ id, link: link.id, organizer, slot, state: 'wanted', since: now, why: null, problem: null })
      }
      return 'added'
    },
    standing: async (link) =>
      kept.flatMap((hold) => (hold.link === link && hold.state === 'placed' ? [hold.slot] : [])),
    ofLink: async (link) => kept.filter((hold) => hold.link === link),
    ofOrganizer: async (organizer) => kept.filter((hold) => hold.organizer === organizer),
    hasten: async () => {},
    over: async () => [],
    async leave(ids, why, now) {
      const leaving = kept.filter((hold) => ids.includes(hold.id) && stands(hold))
      for (const hold of leaving) Object.assign(hold, { state: 'leaving', why, since: now })
      return leaving.length
    },
    take: async () => [],
    placed: async () => true,
    gone: async () => true,
    later: async () => true
  }
  return { holds, kept }
}
