// A meeting in Olga's calendar from the click to Salesforce and after it: a real store, the real clients, the imitated clouds.
import { randomUUID } from 'node:crypto'
import { type ActivityRules, ordinary } from '../../src/activities/activity-settings.ts'
import type { SavingCategory } from '../../src/activities/category.ts'
import { type KeepingLegsNeeds, keepLegNow, keepLegs } from '../../src/activities/keep-legs.ts'
import { type MaySave, type MaySaveNeeds, maySave } from '../../src/activities/may-save.ts'
import { meetingSubjects, subjectsOf } from '../../src/activities/meeting-subjects.ts'
import { type Asked, type SavingNeeds, saveMeeting, stopFollowing } from '../../src/activities/save-meeting.ts'
import type { SavedMeeting } from '../../src/activities/saved-meeting.ts'
import { isTrouble } from '../../src/activities/trouble.ts'
import type { KnownStanding } from '../../src/delegates/standing.ts'
import { mailboxOf, path } from '../../src/exchange/graph-path.ts'
import { items } from '../../src/exchange/items.ts'
import { mailboxHours } from '../../src/exchange/mailbox-hours.ts'
import type { Person } from '../../src/people/person.ts'
import { activityLog } from '../../src/salesforce/activity-log.ts'
import type { Span } from '../../src/time/span.ts'
import { everybodyActive } from '../world/accounts.ts'
import { olga } from '../world/cast.ts'
import { grantsInMemory } from '../world/grants.ts'
import { salesforceUsersInMemory } from '../world/salesforce-desk.ts'
import { editor } from '../world/services.ts'
import type { Acme } from './acme.ts'
import type { Place } from './engines.ts'
import { salesforceSettings } from './leg-stage.ts'
import { aTown } from './town.ts'

type Row = Record<string, unknown>

export async function savedStage(acme: Acme, place: Place, category?: SavingCategory) {
  const town = await aTown(acme, place, category)
  const { storage, clock } = town
  const flagged: KnownStanding = { ...(editor as KnownStanding), privateItems: true }
  /** The Salesforce client's clock, ahead of the real one. */
  const skew = { by: 0 }
  const activities = activityLog({ ...salesforceSettings(acme), timeLimit: 3_000, clock: () => Date.now() + skew.by })
  const rules: ActivityRules = { unknownInvitee: 'leave', cancelled: 'remove' }
  const usernames = new Map<string, string>()
  const forLegs: KeepingLegsNeeds = {
    ...{ legs: storage.legs, organizers: storage.organizers, duties: storage.duties, activities, clock },
    settings: storage.activitySettings,
    salesforceUsers: { ...salesforceUsersInMemory(), usernameOf: async (id) => usernames.get(id) },
    subjects: subjectsOf({
      booking: { of: async () => ({ state: 'not yet' }), earlier: async () => [], noted: async () => {} },
      meeting: meetingSubjects(storage)
    }),
    rules,
    newId: randomUUID,
    random: () => 0.5,
    mayWrite: async (_, __, ___, kind) => kind === 'meeting',
    mail: undefined,
    wordsFor: () => ({ subject: '', text: '' }),
    report: () => {}
  }
  const needs: MaySaveNeeds & SavingNeeds = {
    ...storage,
    standings: { of: async () => flagged },
    grants: grantsInMemory(),
    accounts: everybodyActive,
    clock,
    items: items(acme.graph),
    mailboxHours: mailboxHours(acme.graph),
    settings: storage.activitySettings,
    activities,
    audit: { note: async () => {} },
    keepNow: (key) => keepLegNow(key, forLegs)
  }
  const may = async (person: Person, item: string): Promise<MaySave> => {
    const answer = await maySave(person, olga, item, needs)
    if (!('authority' in answer)) throw new Error(JSON.stringify(answer))
    return answer
  }

  return {
    ...town,
    needs,
    rules,
    skew,
    usernames,
    activities,
    may,
    private: (how: Partial<typeof ordinary>) => storage.activitySettings.choose(olga.id, { ...ordinary, ...how }),
    /** Somebody enters it in Outlook. */
    async entered(span: Span, more: Row = {}): Promise<{ id: string; iCalUId: string }> {
      const time = (at: number) => ({ dateTime: new Date(at).toISOString().slice(0, 19), timeZone: 'UTC' })
      const body = { subject: 'Lunch', start: time(span.start), end: time(span.end), ...more }
      const mailbox = mailboxOf(olga)
      const answer = await acme.graph.ask({
        method: 'POST',
        path: path`/users/${mailbox}/calendar/events`,
        mailbox,
        body
      })
      if ('failed' in answer || answer.status !== 201) throw new Error(JSON.stringify(answer))
      const { id, iCalUId } = answer.body as { id: string; iCalUId: string }
      return { id, iCalUId }
    },
    async save(person: Person, item: string, asked: Partial<Asked> = {}) {
      return saveMeeting(await may(person, item), { who: null, record: null, seen: 0, ...asked }, needs)
    },
    async contactOf(address: string): Promise<string> {
      const found = await activities.matches([address])
      const id = isTrouble(found) ? undefined : found[0]?.contacts[0]?.id
      if (!id) throw new Error(`nobody has ${address}`)
      return id
    },
    async stop(person: Person, saved: SavedMeeting, activity: 'kept' | 'removed') {
      const { authority } = await may(person, saved.item)
      return stopFollowing(authority, { saved, seen: saved.version, activity }, needs)
    },
    /** Notifications are lost here; sweeps find everything. */
    async swept() {
      town.outside.ahead += 6 * 60_000
      await town.sweep()
      await town.follow()
      await keepLegs(20, forLegs)
    },
    keep: () => keepLegs(20, forLegs),
    saved: (key: string) => storage.savedMeetings.find(key) as Promise<SavedMeeting>,
    /** Events that carry a key of ours. */
    async events(): Promise<Row[]> {
      return ((await acme.state()).salesforce.Event ?? []).filter(
        (row) => String(row.Booking_Key__c ?? '').startsWith('mt-') && row.IsDeleted !== true
      )
    }
  }
}
