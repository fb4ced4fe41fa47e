// Meetings that people have saved, over plain memory. The same promises as the stores' (test/contracts/saved-meetings.test.ts).

import type { LegState } from '../../src/activities/leg.ts'
import type { SavedMeeting } from '../../src/activities/saved-meeting.ts'
import type { SavedMeetingStore } from '../../src/activities/saved-meeting-store.ts'
import type { Entry } from '../../src/audit/audit-log.ts'
import { legsInMemory } from './legs.ts'

const everyState: LegState[] = [
  ...(['waiting', 'review', 'written', 'parked', 'removed there', 'given up', 'withheld', 'taken out'] as const)
]

export function savedMeetingsInMemory({ legs, kept: keptLegs } = legsInMemory(), entries: Entry[] = []) {
  const kept = new Map<string, SavedMeeting>()
  const sorted = (which: (saved: SavedMeeting) => boolean) =>
    [...kept.values()].filter(which).sort((a, b) => a.said.end - b.said.end || (a.key < b.key ? -1 : 1))
  const savedMeetings: SavedMeetingStore = {
    find: async (key) => kept.get(key),
    ofItem: async (organizer, item) =>
      sorted((saved) => saved.organizer === organizer && (saved.item === item || saved.series === item)),
    followed: async (organizer, from) =>
      sorted(({ state, said, ...saved }) => saved.organizer === organizer && state === 'followed' && said.end > from),
    async write(saved, { wish, line, entry }, now) {
      if ((kept.get(saved.key)?.version ?? 0) !== saved.version - 1) return false
      kept.set(saved.key, saved)
      const { key, organizer } = saved
      const change = (from: LegState[], said: object) => {
        const leg = keptLegs.get(key)
        if (leg && from.includes(leg.state)) Object.assign(leg, said, { wished: leg.wished + 1, since: now })
      }
      const back = { state: 'waiting', attempts: 0, failures: 0, dueAt: now, toldAt: null }
      if (wish !== 'nothing') await legs.wish({ key, organizer, source: { kind: 'meeting', id: key } }, now)
      if (wish === 'begin anew') {
        change(['taken out', 'removed there'], { ...back, written: null, outcome: null })
        change(['given up', 'waiting'], { ...back, choice: null })
      }
      if (wish === 'take out') change(['given up', 'removed there'], back)
      if (wish === 'give up')
        change(['waiting', 'review', 'written', 'parked', 'removed there', 'withheld'], { state: 'given up' })
      if (line) await legs.change(key, everyState, {}, line)
      if (entry) entries.push(entry)
      return true
    }
  }
  return { savedMeetings, legs, kept, entries }
}
