// Legs kept in memory, carried by the product's own code and clients to the sandbox's Salesforce.

import type { ActivityRules, ActivitySettings } from '../../src/activities/activity-settings.ts'
import { ordinary } from '../../src/activities/activity-settings.ts'
import { type KeepingLegsNeeds, keepLegNow, keepLegs, type LegLetter } from '../../src/activities/keep-legs.ts'
import type { Attendee, Subject } from '../../src/activities/leg-subject.ts'
import type { ChosenRecord } from '../../src/links/chosen-record.ts'
import type { Organizer } from '../../src/people/organizer.ts'
import type { Person } from '../../src/people/person.ts'
import { activityLog } from '../../src/salesforce/activity-log.ts'
import { HOUR, type Instant, MINUTE } from '../../src/time/instant.ts'
import { dutiesInMemory, legsInMemory } from '../world/legs.ts'
import { salesforceUsersInMemory } from '../world/salesforce-desk.ts'
import { type Acme, dana, olga, priya } from './acme.ts'

export const GRACE = 'grace.hopper-lee@harborlight.example'
export const firstStart = Date.UTC(2026, 11, 1, 9)

type On = Extract<Subject, { state: 'on' }>
type Row = Record<string, unknown>

export type Booked = {
  id: string
  organizer?: Organizer
  start?: Instant
  attendees?: Attendee[]
  record?: ChosenRecord | null
  private?: boolean
}

export const salesforceSettings = (acme: Acme) => ({
  loginUrl: acme.settings.SALESFORCE_LOGIN_URL ?? '',
  clientId: acme.settings.SALESFORCE_CLIENT_ID ?? '',
  clientSecret: acme.settings.SALESFORCE_CLIENT_SECRET ?? '',
  privateKey: acme.settings.SALESFORCE_PRIVATE_KEY ?? '',
  keyField: 'Booking_Key__c'
})

export const person = (
  address: string,
  name = 'Grace Hopper-Lee',
  reply: Attendee['reply'] = 'Accepted'
): Attendee => ({
  name,
  address,
  reply
})

export function legStage(acme: Acme) {
  /** The domain's clock, and how far the clients' clock is ahead of the real one. */
  const time = { now: firstStart - 24 * HOUR, skew: 0 }
  const rules: ActivityRules = { unknownInvitee: 'leave', cancelled: 'remove' }
  const settings: ActivitySettings = { ...ordinary }
  const usernames = new Map<string, string>()
  const rights = new Set<string>()
  const subjects = new Map<string, Subject>()
  const noted: string[] = []
  const letters: LegLetter[] = []
  const reported: string[] = []
  const { legs, kept } = legsInMemory()
  const organizers = [olga, priya]
  let ids = 0

  const activities = activityLog({
    ...salesforceSettings(acme),
    timeLimit: 1_500,
    clock: () => Date.now() + time.skew
  })
  const needs: KeepingLegsNeeds = {
    legs,
    activities,
    rules,
    duties: dutiesInMemory(),
    organizers: {
      find: async (id: string) => organizers.find((each) => each.id === id)
    } as KeepingLegsNeeds['organizers'],
    settings: { of: async () => settings, choose: async () => {} },
    salesforceUsers: { ...salesforceUsersInMemory(), usernameOf: async (id) => usernames.get(id) },
    subjects: {
      of: async ({ id }) => subjects.get(id) ?? { state: 'not yet' },
      earlier: async () => [],
      noted: async ({ id }, { recordId }) => void noted.push(`${id} ${recordId}`)
    },
    mayWrite: async ({ id }) => rights.has(id),
    clock: () => time.now,
    newId: () => String(++ids),
    random: () => 0.5,
    mail: { send: async () => 'sent' },
    wordsFor: (letter) => {
      letters.push(letter)
      return { subject: '', text: '' }
    },
    report: (_, problem, cause) => void reported.push(`${problem}${cause ? ` ${(cause as Error).stack}` : ''}`)
  }

  const wish = (id: string, organizer: Person) =>
    legs.wish({ key: `bk-${id}`, organizer: organizer.id, source: { kind: 'booking', id } }, time.now)

  return {
    needs,
    time,
    rules,
    settings,
    usernames,
    rights,
    noted,
    letters,
    reported,
    kept,
    activities,
    legs,
    async book({
      id,
      organizer = olga,
      start = firstStart,
      attendees = [person(GRACE)],
      record = null,
      ...more
    }: Booked) {
      const activity = {
        key: `bk-${id}`,
        subject: `Meeting ${id}`,
        start,
        end: start + 30 * MINUTE,
        location: 'Microsoft Teams',
        description: 'Offered by Dana Whitfield on behalf of Olga Okafor'
      }
      subjects.set(id, {
        state: 'on',
        activity,
        delegates: [dana],
        madeBy: dana.id,
        initiator: dana,
        private: more.private ?? false,
        attendees,
        record
      })
      await wish(id, organizer)
    },
    async move(id: string, by = HOUR, organizer: Person = olga) {
      const subject = subjects.get(id) as On
      const { start, end } = subject.activity
      subjects.set(id, { ...subject, activity: { ...subject.activity, start: start + by, end: end + by } })
      await wish(id, organizer)
    },
    async cancel(id: string, organizer: Person = olga) {
      const { activity, delegates, madeBy, initiator } = subjects.get(id) as On
      subjects.set(id, { state: 'over', activity, delegates, madeBy, initiator })
      await wish(id, organizer)
    },
    subject: (id: string) => subjects.get(id) as On,
    keep: () => keepLegs(20, needs),
    keepNow: (id: string) => keepLegNow(`bk-${id}`, needs),
    async leg(id: string) {
      const leg = await legs.find(`bk-${id}`)
      if (!leg) throw new Error(`no leg ${id}`)
      return leg
    },
    turn: (knob: Row) => acme.post('/_sandbox/salesforce', knob),
    rows: async (object: string): Promise<Row[]> => (await acme.state()).salesforce[object] ?? [],
    /** Those that we wrote. */
    async written(): Promise<Row[]> {
      return ((await acme.state()).salesforce.Event ?? []).filter((row) => row.Booking_Key__c)
    },
    async userId({ address }: Person): Promise<string> {
      const found = ((await acme.state()).salesforce.User ?? []).find(({ Username }) => Username === address)
      return String(found?.Id)
    }
  }
}

export type LegStage = ReturnType<typeof legStage>
