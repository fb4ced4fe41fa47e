// The Salesforce legs over plain memory. The same promises as the stores' (test/contracts/legs.ts).
import type { Attempt, Leg, LegKey, LegState, TakenLeg } from '../../src/activities/leg.ts'
import { repeats, type StoryLine, stopped, wishable } from '../../src/activities/leg.ts'
import type { Duties, LegStore } from '../../src/activities/leg-store.ts'

type Kept = Leg & { lease: string | null; leasedUntil: number; askedAt: number | null }

export function legsInMemory() {
  const kept = new Map<LegKey, Kept>()
  const stories = new Map<LegKey, StoryLine[]>()
  let leases = 0
  const shown = ({ lease: _, leasedUntil: __, askedAt: ___, ...leg }: Kept): Leg => leg
  const tell = (key: LegKey, attempt: Attempt) => {
    const story = stories.get(key) ?? []
    const last = story.at(-1)
    if (last && repeats(last, attempt)) Object.assign(last, { times: last.times + 1, lastAt: attempt.at })
    else stories.set(key, [...story, { ...attempt, times: 1, lastAt: attempt.at }])
  }
  const mine = (taken: TakenLeg) => {
    const leg = kept.get(taken.key)
    return leg?.lease === taken.lease ? leg : undefined
  }
  const lease = (which: (leg: Kept) => boolean, limit: number, leaseFor: number, now: number): TakenLeg[] =>
    [...kept.values()]
      .filter((leg) => leg.state === 'waiting' && (leg.lease === null || leg.leasedUntil <= now) && which(leg))
      .sort((a, b) => a.dueAt - b.dueAt || a.createdAt - b.createdAt || (a.key < b.key ? -1 : 1))
      .slice(0, limit)
      .map((leg) => {
        const token = String(++leases)
        Object.assign(leg, { lease: token, leasedUntil: now + leaseFor })
        return { ...shown(leg), lease: token, askedAt: leg.askedAt }
      })

  const legs: LegStore = {
    async wish({ key, organizer, source }, now) {
      const known = kept.get(key)
      if (known) {
        const back = wishable.includes(known.state)
        Object.assign(known, { wished: known.wished + 1, attempts: 0, dueAt: now })
        if (back) Object.assign(known, { state: 'waiting', since: now })
        return shown(known)
      }
      const leg: Kept = {
        key,
        organizer,
        source,
        state: 'waiting',
        since: now,
        createdAt: now,
        wished: 1,
        written: null,
        outcome: null,
        changedThere: null,
        candidates: [],
        choice: null,
        notes: [],
        attempts: 0,
        failures: 0,
        dueAt: now,
        toldAt: null,
        lease: null,
        leasedUntil: 0,
        askedAt: null
      }
      kept.set(key, leg)
      return shown(leg)
    },
    find: async (key) => {
      const leg = kept.get(key)
      return leg && shown(leg)
    },
    any: async () => kept.size > 0,
    findAll: async (keys) => [...kept.values()].filter(({ key }) => keys.includes(key)).map(shown),
    latest: async (organizers, states, limit) =>
      [...kept.values()]
        .filter((leg) => organizers.includes(leg.organizer) && states.includes(leg.state))
        .sort((a, b) => b.since - a.since || (a.key < b.key ? -1 : 1))
        .slice(0, limit)
        .map(shown),
    counts: async (organizers) => {
      const counts: Partial<Record<LegState, number>> = {}
      for (const { organizer, state } of kept.values())
        if (organizers.includes(organizer)) counts[state] = (counts[state] ?? 0) + 1
      return counts
    },
    notThrough: async (limit, organizers) =>
      [...kept.values()]
        .filter(({ organizer }) => organizers === undefined || organizers.includes(organizer))
        .filter(({ state, outcome }) => stopped.includes(state) || (state === 'waiting' && outcome !== null))
        .sort(
          (a, b) =>
            Number(a.state === 'waiting') - Number(b.state === 'waiting') ||
            a.createdAt - b.createdAt ||
            (a.key < b.key ? -1 : 1)
        )
        .slice(0, limit)
        .map(shown),
    attempts: async (key) => stories.get(key) ?? [],
    take: async (limit, leaseFor, now) => lease(({ dueAt }) => dueAt <= now, limit, leaseFor, now),
    takeOne: async (key, leaseFor, now) => lease((leg) => leg.key === key, 1, leaseFor, now)[0],
    async asking(taken, now) {
      const leg = mine(taken)
      if (leg) leg.askedAt = now
      return leg !== undefined
    },
    async settle(taken, change, attempt) {
      const leg = mine(taken)
      if (!leg) return false
      const { state, outcome, candidates, attempts, failures, dueAt, choice: _, ...always } = change
      Object.assign(leg, defined(always), { lease: null }, change.written ? { askedAt: null } : {})
      if (leg.wished === taken.wished) {
        Object.assign(leg, defined({ state, outcome, candidates, attempts, failures, dueAt }))
        if (state !== undefined) leg.since = attempt.at
        if (state === 'written') leg.toldAt = null
      }
      tell(leg.key, attempt)
      return true
    },
    async change(key, from, { again = false, ...change }, attempt) {
      const leg = kept.get(key)
      if (!leg || !from.includes(leg.state)) return undefined
      Object.assign(leg, defined(change), change.state === undefined ? {} : { since: attempt.at })
      if (change.state !== undefined) leg.wished += 1
      if (again) Object.assign(leg, { attempts: 0, failures: 0, dueAt: attempt.at, toldAt: null })
      tell(key, attempt)
      return shown(leg)
    },
    async wake(organizer, now) {
      const woken = [...kept.values()].filter(
        (leg) =>
          leg.organizer === organizer &&
          leg.state === 'waiting' &&
          leg.dueAt > now &&
          leg.outcome?.code === 'organizer_sync_disabled'
      )
      for (const leg of woken) leg.dueAt = now
      return woken.length
    },
    async claimTelling(key, now) {
      const leg = kept.get(key)
      if (!leg || leg.toldAt !== null) return false
      leg.toldAt = now
      return true
    },
    async giveBackTelling(key) {
      const leg = kept.get(key)
      if (leg) leg.toldAt = null
    }
  }
  return { legs, kept }
}

export function dutiesInMemory(): Duties {
  const held = new Map<string, { holder: string; until: number }>()
  return {
    async take(name, holder, until, now) {
      const other = held.get(name)
      if (other && other.holder !== holder && other.until > now) return false
      held.set(name, { holder, until })
      return true
    },
    async giveBack(name, holder) {
      if (held.get(name)?.holder === holder) held.delete(name)
    }
  }
}

const defined = (values: object) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
