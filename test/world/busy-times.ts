import type { BusyTimes, EverybodysBusyTimes } from '../../src/availability/busy-time.ts'

/** Busy times of which a test says only how one calendar is read. */
export function busyTimesFrom(read: BusyTimes['read']): EverybodysBusyTimes {
  const busyTimes: EverybodysBusyTimes = {
    read,
    async readAll(people, span, freshness) {
      const answers = people.map(async (person) => [person.id, await busyTimes.read(person, span, freshness)] as const)
      return new Map(await Promise.all(answers))
    }
  }
  return busyTimes
}
