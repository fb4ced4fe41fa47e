// The product's services over plain memory, for tests of pages: everything answers at once, and what the outside says is
// a field to be set. The stores' promises are proved elsewhere (test/contracts).

import { formIdsFrom } from '../../server/form-ids.ts'
import type { Services } from '../../server/services.ts'
import { talliesInMemory } from '../../server/tallies.ts'
import { bookingSubjects } from '../../src/activities/booking-subjects.ts'
import { stewardEntry } from '../../src/audit/steward-notes.ts'
import type { BusyItem } from '../../src/availability/busy-time.ts'
import { type Booking, type Fact, newBooking, tell } from '../../src/bookings/booking.ts'
import { decide } from '../../src/bookings/decide.ts'
import { rushes } from '../../src/bookings/rush.ts'
import type { Standing } from '../../src/delegates/standing.ts'
import { keeperOf, type Link } from '../../src/links/link.ts'
import { tokensFrom } from '../../src/links/token.ts'
import { type NoticeChoices, usualChoices } from '../../src/notices/notice.ts'
import type { Organizer } from '../../src/people/organizer.ts'
import type { Person } from '../../src/people/person.ts'
import type { Session } from '../../src/people/sessions.ts'
import { revocationTokensFrom } from '../../src/summary/revocation-token.ts'
import { USUAL_CHOICE } from '../../src/summary/summary-store.ts'
import { HOUR, type Instant } from '../../src/time/instant.ts'
import { overlap, type Span } from '../../src/time/span.ts'
import { busyTimesFrom } from './busy-times.ts'
import { ari, cora, dana, eve, fay, halfHours, max, mondayMorning, olga, rae, sam } from './cast.ts'
import { grantsInMemory } from './grants.ts'
import { holdsInMemory } from './holds.ts'
import { invitationsInMemory } from './invitations.ts'
import { legsInMemory } from './legs.ts'
import { mailboxExportsInMemory } from './mailbox-exports.ts'
import { indexInMemory } from './name-index.ts'
import { activitySettingsInMemory, salesforceUsersInMemory } from './salesforce-desk.ts'
import { savedMeetingsInMemory } from './saved-meetings.ts'

export type Outside = {
  now: Instant
  /** Olga's calendar; undefined: cannot be read. */
  busy: BusyItem[] | undefined
  /** Where Dana stands on it; `unknown`: cannot be read. */
  standing: Standing
  /** How Exchange takes a new meeting. */
  meeting: 'taken' | 'refused' | 'no answer'
}

export const editor: Standing = {
  folder: 'editor',
  delegate: true,
  privateItems: false,
  fullAccess: 'not checked',
  everyone: 'availability',
  readAt: mondayMorning
}

export const joinUrl = 'https://teams.example/l/meetup-join/19%3ameeting'

export function worldWith({ links = [halfHours] as Link[], organizers = [olga] as Organizer[] } = {}) {
  const outside: Outside = { now: mondayMorning, busy: [], standing: editor, meeting: 'taken' }
  const tokens = tokensFrom(Buffer.alloc(32, 'a secret for tests'))
  const kept = new Map<string, Link>(links.map((link) => [link.id, link]))
  const facts = new Map<string, Fact[]>()
  const sessions = new Map<string, Session>()
  const chosen = new Map<string, NoticeChoices>()
  const told = (id: string): Booking => (facts.has(id) ? tell(id, facts.get(id) ?? []) : newBooking(id))
  const all = () => [...facts.keys()].map(told).filter((booking) => booking.state !== 'new')
  const claims = () =>
    all().flatMap((booking) => (['requested', 'held', 'confirmed'].includes(booking.state) ? [booking] : []))
  const counted = (link: Link | undefined) =>
    link && { link, taken: claims().filter((booking) => booking.link === link.id).length }
  const people: Person[] = [olga, dana, ari, rae, sam, fay, cora, eve, max]
  const { legs, kept: keptLegs } = legsInMemory()
  let made = 0
  let choice = USUAL_CHOICE

  /** The calendar's answer to a move. */
  function arrive(id: string) {
    const booking = told(id)
    if (booking.state !== 'confirmed' || !booking.move) return
    const { by, slot, claim } = booking.move
    const command =
      outside.meeting === 'taken'
        ? { type: 'note move' as const, by, slot, claim }
        : { type: 'give up move' as const, why: 'Exchange said no' }
    const decision = decide(command, booking, outside.now)
    if ('facts' in decision) facts.set(id, [...(facts.get(id) ?? []), ...decision.facts])
  }

  const { nameIndex, known: indexed } = indexInMemory()
  const invited = invitationsInMemory((entry) => services.auditLog.append(entry))
  const { holds, kept: keptHolds } = holdsInMemory(async (link, entry) => {
    kept.set(link.id, link)
    await services.auditLog.append?.(entry)
  })

  const services: Services = {
    publicOrigin: 'https://book.acme.example',
    organization: 'Acme Ltd',
    clock: () => outside.now,
    newId: () => `00000000-0000-4000-8000-${String(++made).padStart(12, '0')}`,
    tokens,
    formIds: formIdsFrom(Buffer.alloc(32, 'another secret')),
    links: {
      async add(link, _, entry) {
        kept.set(link.id, link)
        if (entry) await services.auditLog.append?.(entry)
      },
      find: async (id) => counted(kept.get(id)),
      findByToken: async (hash) =>
        counted([...kept.values()].find(({ id }) => tokens.hash(tokens.ofLink(id)) === hash)),
      ofOrganizer: async (id) =>
        [...kept.values()].flatMap((link) => (link.organizer.id === id ? (counted(link) ?? []) : [])),
      async handOver({ organizer, from, to, only, entriesFor }) {
        const links = [...kept.values()].filter(
          (link) =>
            link.organizer.id === organizer && keeperOf(link).id === from && (only === undefined || link.id === only)
        )
        for (const link of links) kept.set(link.id, { ...link, keeper: to })
        for (const entry of entriesFor(links)) await services.auditLog.append(entry)
        return links
      },
      ofKeeper: async (id) =>
        [...kept.values()].flatMap((link) =>
          keeperOf(link).id === id && link.revokedAt === null ? (counted(link) ?? []) : []
        ),
      async revoke(id, at, entry) {
        const link = kept.get(id)
        if (!link || link.revokedAt !== null) return false
        kept.set(id, { ...link, revokedAt: at })
        if (entry) await services.auditLog.append?.(entry)
        return true
      }
    },
    organizers: {
      find: async (id) => organizers.find((organizer) => organizer.id === id),
      all: async () => organizers,
      async enrol(organizer) {
        const known = organizers.findIndex(({ id }) => id === organizer.id)
        organizers.splice(known < 0 ? organizers.length : known, known < 0 ? 0 : 1, organizer)
      }
    },
    standings: { of: async () => outside.standing },
    grants: grantsInMemory([], async (note) => services.auditLog.append?.(stewardEntry(note))),
    meetingMessages: { of: async () => ({ delivery: 'delegates and organizer' as const }) },
    salesforceStanding: undefined,
    within: (question) => question,
    accounts: { of: async () => 'active' },
    nameIndex,
    namesOf: { of: async ({ address }) => [address.toLowerCase()] },
    refreshIndex: async () => 0,
    calendarLists: { of: async () => ({ listed: [], everyone: 'availability', readAt: outside.now }) },
    busyTimes: busyTimesFrom(async () =>
      outside.busy ? { items: outside.busy, readAt: outside.now } : { unknown: 'Exchange does not answer' }
    ),
    heldTimes: {
      heldTime: async (_, span) => claims().flatMap(({ claim }) => (overlap(claim, span) ? [claim] : [])),
      bookedStarts: async () => claims().map(({ slot }) => slot.start)
    },
    bookings: {
      find: async (id) => told(id),
      facts: async (id) => facts.get(id) ?? [],
      findByKey: async (hash) => all().find(({ id }) => tokens.hash(tokens.ofBooking(id)) === hash),
      async place({ id, facts: first }) {
        const claim = first.flatMap((fact) => (fact.type === 'held' ? [fact.claim] : []))[0] as Span
        if (facts.has(id)) return 'id known'
        if (claims().some((other) => overlap(other.claim, claim))) return 'slot taken'
        facts.set(id, first)
        return 'placed'
      },
      async append(id, version, later) {
        if (told(id).version !== version) return false
        facts.set(id, [...(facts.get(id) ?? []), ...later])
        return true
      },
      refuse: async () => true,
      async change({ id, version, facts: later }) {
        const others = claims().filter((booking) => booking.id !== id)
        const wanted = later.flatMap((fact) => (fact.type === 'move asked' ? [fact.claim] : []))
        if (wanted.some((claim) => others.some((other) => overlap(other.claim, claim)))) return 'slot taken'
        if (told(id).version !== version) return 'changed meanwhile'
        facts.set(id, [...(facts.get(id) ?? []), ...later])
        return 'changed'
      },
      ofOrganizer: async (id) => all().filter((booking) => booking.organizer === id),
      ofMeeting: async (organizer, meetingId) =>
        all().find(
          (booking) => booking.organizer === organizer && 'meeting' in booking && booking.meeting?.id === meetingId
        ),
      ofLink: async (id) => all().filter(({ link }) => link === id)
    },
    rush: rushes(),
    async deliverMeeting(id, kind) {
      if (outside.meeting === 'no answer' || kind === 'cancel meeting') return
      if (kind === 'move meeting') return arrive(id)
      const meeting = { id: 'AAMk1', iCalUId: `040000008200E00074C5B7101A82E008${id}`, joinUrl }
      const command =
        outside.meeting === 'taken'
          ? { type: 'confirm' as const, meeting }
          : { type: 'release' as const, why: 'Exchange said no' }
      const decision = decide(command, told(id), outside.now)
      if ('facts' in decision) facts.set(id, [...(facts.get(id) ?? []), ...decision.facts])
    },
    waitUntil: async () => {},
    mailboxHours: { hoursOf: async () => ({ zone: halfHours.zone, hours: halfHours.hours }) },
    weeks: { entries: async () => ({ entries: [] }) },
    unreadCalendars: async () => new Map(),
    directory: { byAddress: async (address) => people.find((person) => person.address === address) },
    administrators: { has: async ({ id }) => id === max.id },
    sessions: {
      start: async (session) => void sessions.set(session.hash, session),
      find: async (hash, now) => [sessions.get(hash)].find((session) => session && session.endsAt > now),
      latestOf: async (person) => [...sessions.values()].findLast((session) => session.person.id === person),
      end: async (hash) => void sessions.delete(hash),
      async endAllOf(person) {
        for (const [hash, session] of sessions) if (session.person.id === person) sessions.delete(hash)
      }
    },
    signIn: {
      begin: async (redirectUri) => ({ url: `https://sign-in.example/?to=${redirectUri}`, remember: 'remembered' }),
      finish: async () => ({ person: dana, token: 'her token', tokenEndsAt: outside.now + HOUR }),
      seal: (text) => text
    },
    holds,
    holdsPerDay: 8,
    chosenNotices: {
      of: async (person) => chosen.get(person) ?? usualChoices,
      choose: async (person, choices) => void chosen.set(person, choices)
    },
    mailboxReaders: { of: async () => ({ language: 'en-US', zone: 'Europe/Berlin' }) },
    noticesFrom: undefined,
    outbox: {
      take: async () => [],
      done: async () => {},
      later: async () => {},
      park: async () => {},
      ofBooking: async () => [],
      oldestDue: async () => 0
    } as unknown as Services['outbox'],
    legs,
    legActs: undefined,
    items: {
      read: async () => 'gone',
      find: async () => ({ item: undefined }),
      findAgain: async () => ({ item: undefined }),
      occurrences: async () => ({ items: [] })
    },
    savedMeetings: savedMeetingsInMemory({ legs, kept: keptLegs }).savedMeetings,
    saving: undefined,
    legSubjects: { of: (source) => bookingSubjects(services).of(source) },
    salesforceOrigin: async () => null,
    contextFor: undefined,
    activities: undefined,
    activitySettings: activitySettingsInMemory(),
    salesforceUsers: salesforceUsersInMemory(),
    salesforceDesk: undefined,
    waiting: {
      waiting: async () => [],
      findWaiting: async () => undefined,
      retry: async () => false,
      drop: async () => false
    },
    ringWorker: () => {},
    storeIsAway: () => false,
    tallies: talliesInMemory(() => outside.now),
    collisionsOf: async () => new Map(),
    auditLog: {} as Services['auditLog'],
    audit: { note: async () => {} } as Services['audit'],
    stewardNotes: { note: async () => {} },
    mailboxExports: mailboxExportsInMemory(),
    privateMarks: { clear: async () => 'cleared' },
    answering: {} as Services['answering'],
    candidates: {
      byAddress: async (address) => {
        const person = people.find((each) => each.address === address)
        return person ? { person: { id: person.id, name: person.name, address } } : { refused: 'not_found' }
      },
      of: async ({ id, name, address }) => ({ person: { id, name, address } }),
      inGroup: async () => ({ refused: 'not_found' })
    },
    receive: async (notifications) => ({ ours: notifications.length, strangers: 0 }),
    followingHealth: async () => ({
      notifications: 'on' as const,
      subscriptionEndsInSeconds: 3600,
      oldestHintSeconds: 0,
      oldestSweepSeconds: 60
    }),
    summaries: {
      choiceOf: async () => choice,
      choose: async (_, chosen) => {
        choice = chosen
      }
    } as Partial<Services['summaries']> as Services['summaries'],
    revocations: revocationTokensFrom(Buffer.alloc(32, 'a third secret')),
    writesLetters: true,
    ready: async () => {}
  }
  services.answering = {
    standings: { of: (person, organizer, freshness) => services.standings.of(person, organizer, freshness) },
    accounts: services.accounts,
    grants: services.grants,
    organizers: services.organizers,
    clock: services.clock,
    random: () => 0,
    changed: () => {},
    report: () => {},
    answers: invited.answers,
    invitations: invited.invitations
  }
  return {
    services,
    invited,
    outside,
    indexed,
    bookings: all,
    holds: keptHolds,
    keptLegs,
    tokenOf: (link: Link) => tokens.ofLink(link.id)
  }
}
