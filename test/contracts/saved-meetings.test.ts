// Meetings of the calendar that no link has made: who saves them, and that there is one row and one leg of each.
import { describe, expect, test } from 'vitest'
import type { Leg, LegState, WrittenRecord } from '../../src/activities/leg.ts'
import type { LegStore } from '../../src/activities/leg-store.ts'
import { type MaySaveNeeds, maySave } from '../../src/activities/may-save.ts'
import { type SavingNeeds, saveMeeting, stopFollowing } from '../../src/activities/save-meeting.ts'
import { meetingLegKey, type SavedMeeting } from '../../src/activities/saved-meeting.ts'
import type { LegWish, SavedMeetingStore } from '../../src/activities/saved-meeting-store.ts'
import type { Trouble } from '../../src/activities/trouble.ts'
import type { Entry } from '../../src/audit/audit-log.ts'
import type { KnownStanding } from '../../src/delegates/standing.ts'
import type { Item } from '../../src/following/items.ts'
import type { Person } from '../../src/people/person.ts'
import { HOUR, MINUTE } from '../../src/time/instant.ts'
import { everybodyActive } from '../world/accounts.ts'
import { ari, dana, eve, halfHours, mondayMorning as now, olga, rae, sam } from '../world/cast.ts'
import { grantsInMemory } from '../world/grants.ts'
import { savedMeetingsInMemory } from '../world/saved-meetings.ts'
import { editor } from '../world/services.ts'
import { onBothEngines, type Place } from './engines.ts'
import { openWithLinks, wish } from './story.ts'

const key = meetingLegKey(olga.id, 'ical-lunch')
const plain = ({ id, name, address }: Person) => ({ id, name, address })

const lunch = (more: Partial<SavedMeeting> = {}): SavedMeeting => ({
  key,
  organizer: olga.id,
  item: 'item-lunch',
  iCalUId: 'ical-lunch',
  series: null,
  state: 'followed',
  said: {
    ...{ start: now + HOUR, end: now + 2 * HOUR, subject: 'Lunch \u0000 ☕', place: 'Café', joinUrl: null },
    ...{
      private: false,
      allDay: false,
      zone: 'Europe/Berlin',
      kind: 'single',
      host: null,
      attendees: [{ name: 'G', address: 'g@h.example', response: 'none' }]
    }
  },
  chosen: { who: '003000000000001AAA', record: null },
  savedBy: plain(dana),
  lastBy: plain(dana),
  madeBy: null,
  at: now,
  version: 1,
  ...more
})

const line = (result: string) => ({ at: now, actor: dana.name, result, said: result })
const entry = (result: string): Entry => ({
  ...{ at: now, actor: dana.id, actorName: dana.name, organizer: olga.id, right: 'delegate editor' },
  ...{ act: 'save meeting', object: `meeting ${key}`, result }
})
const beside = (asked: LegWish, result = 'saved') => ({ wish: asked, line: line(result), entry: entry(result) })

type Stores = { savedMeetings: SavedMeetingStore; legs: LegStore; entries(): Promise<Entry[]> }

/** What every store of saved meetings promises. */
function promises(open: () => Promise<Stores>) {
  test('one row, one leg, one line and one entry, or nothing of it where somebody was faster', async () => {
    const { savedMeetings, legs, entries } = await open()
    const first = lunch()
    const wrote = await Promise.all(
      [first, lunch({ savedBy: plain(eve) })].map((each) => savedMeetings.write(each, beside('begin anew'), now))
    )
    expect(wrote.filter(Boolean).length).toBe(1)
    const kept = await savedMeetings.find(key)
    expect(kept).toMatchObject({ version: 1, chosen: first.chosen, said: { subject: expect.stringContaining('☕') } })
    expect(await legs.find(key)).toMatchObject({ state: 'waiting', source: { kind: 'meeting', id: key } })
    expect((await legs.attempts(key)).length).toBe(1)
    expect((await entries()).length).toBe(1)

    const moved = lunch({ version: 2, said: { ...first.said, end: now + 3 * HOUR } })
    expect(await savedMeetings.write({ ...moved, version: 3 }, beside('asked again'), now)).toBe(false)
    expect(await savedMeetings.write(moved, { wish: 'nothing', line: null, entry: null }, now)).toBe(true)
    expect(await savedMeetings.write(moved, beside('asked again'), now)).toBe(false)
    expect(await savedMeetings.find(key)).toMatchObject({ version: 2, said: { end: now + 3 * HOUR } })
    expect([(await legs.attempts(key)).length, (await entries()).length]).toEqual([1, 1])
  })

  test('it is found by its item, by its series and by what is followed', async () => {
    const { savedMeetings } = await open()
    const part = lunch({ key: 'mt-b', item: 'item-b', series: 'item-series', iCalUId: 'b' })
    const over = lunch({ key: 'mt-c', item: 'item-c', iCalUId: 'c', state: 'over' })
    for (const each of [lunch(), part, over]) await savedMeetings.write(each, beside('begin anew'), now)
    const keys = (found: SavedMeeting[]) => found.map((each) => each.key)
    expect(keys(await savedMeetings.ofItem(olga.id, 'item-lunch'))).toEqual([key])
    expect(keys(await savedMeetings.ofItem(olga.id, 'item-series'))).toEqual(['mt-b'])
    expect(keys(await savedMeetings.ofItem(dana.id, 'item-series'))).toEqual([])
    expect(keys(await savedMeetings.followed(olga.id, now)).sort()).toEqual(['mt-b', key].sort())
    expect(await savedMeetings.followed(olga.id, now + 2 * HOUR)).toEqual([])
  })

  test('what each wish makes of a leg that people or Salesforce have ended', async () => {
    const { savedMeetings, legs } = await open()
    for (const [index, [was, asked, becomes]] of wishes.entries()) {
      const each = { key: `mt-${index}`, item: `item-${index}` }
      await savedMeetings.write(lunch(each), beside('begin anew'), now)
      const written = { recordId: 'r' } as WrittenRecord
      await legs.change(each.key, ['waiting'], { state: was, written }, line('x'))
      await savedMeetings.write(lunch({ ...each, version: 2 }), beside(asked), now + 1)
      expect(await legs.find(each.key), `${was}, ${asked}`).toMatchObject(becomes)
    }
  })
}

const theSame = { written: { recordId: 'r' } }
const aNewOne = { written: null }
const wishes: [LegState, LegWish, Partial<Leg> | object][] = [
  ['given up', 'begin anew', { state: 'waiting', ...theSame }],
  ['removed there', 'begin anew', { state: 'waiting', ...aNewOne }],
  ['taken out', 'begin anew', { state: 'waiting', ...aNewOne }],
  ['parked', 'begin anew', { state: 'waiting', ...theSame }],
  ['given up', 'take out', { state: 'waiting', ...theSame }],
  ['removed there', 'take out', { state: 'waiting' }],
  ['taken out', 'take out', { state: 'taken out' }],
  ['written', 'asked again', { state: 'waiting', ...theSame }],
  ['given up', 'asked again', { state: 'given up' }],
  ['removed there', 'asked again', { state: 'removed there' }],
  ['written', 'give up', { state: 'given up', ...theSame }],
  ['parked', 'give up', { state: 'given up' }],
  ['taken out', 'give up', { state: 'taken out' }]
]

describe('saved meetings, kept in memory', () =>
  promises(async () => {
    const { savedMeetings, legs, entries } = savedMeetingsInMemory()
    return { savedMeetings, legs, entries: async () => entries }
  }))

const known = editor as KnownStanding
const standings: Record<string, KnownStanding> = {
  [dana.id]: known,
  [eve.id]: { ...known, privateItems: true },
  [ari.id]: { ...known, folder: 'author' },
  [rae.id]: { ...known, folder: 'reviewer' },
  [sam.id]: { ...known, folder: 'none', delegate: false, sendOnBehalf: 'yes' }
}

const inCalendar = (more: Partial<Item> = {}): Item => ({
  meeting: { id: 'item-lunch', iCalUId: 'ical-lunch', joinUrl: null },
  key: null,
  span: { start: now + HOUR, end: now + 2 * HOUR },
  allDay: false,
  cancelled: false,
  own: true,
  private: false,
  kind: 'single',
  series: null,
  subject: 'Lunch',
  place: 'Café',
  organizer: { name: olga.name, address: olga.address },
  attendees: [],
  categories: [],
  ...more
})

onBothEngines('a meeting that is saved', ({ place }) => {
  promises(async () => {
    const { savedMeetings, legs, audit } = await openWithLinks(await place())
    return { savedMeetings, legs, entries: () => audit.of(olga.id, 20) }
  })

  async function desk(given?: Place) {
    const storage = await openWithLinks(given ?? (await place()))
    const calendar = new Map<string, Item>([['item-lunch', inCalendar()]])
    const outside = { connection: { userId: '005' } as { userId: string } | Trouble, now, tried: 0 }
    const needs: MaySaveNeeds & SavingNeeds = {
      standings: { of: async ({ id }: Person) => standings[id] ?? { ...known, folder: 'none', delegate: false } },
      grants: grantsInMemory(),
      accounts: everybodyActive,
      clock: () => outside.now,
      items: {
        read: async (_, id) => (calendar.has(id) ? { item: calendar.get(id) as Item } : 'gone'),
        find: async () => ({ item: undefined }),
        findAgain: async () => ({ item: undefined }),
        occurrences: async () => ({ items: [] })
      },
      bookings: storage.bookings,
      links: storage.links,
      mailboxHours: { hoursOf: async () => ({ zone: 'Europe/Berlin', hours: {} }) },
      savedMeetings: storage.savedMeetings,
      legs: storage.legs,
      settings: storage.activitySettings,
      activities: { connect: async () => outside.connection },
      audit: {
        note: ({ actor, organizer, right, act, at }, object, result) =>
          storage.audit.append({
            at,
            actor: actor.id,
            actorName: actor.name,
            organizer: organizer.id,
            right,
            act,
            object,
            result
          })
      },
      keepNow: async () => void outside.tried++
    }
    const may = (person: Person, item = 'item-lunch') => maySave(person, olga, item, needs)
    const proved = async (person: Person) => {
      const answer = await may(person)
      if (!('authority' in answer)) throw new Error(JSON.stringify(answer))
      return answer
    }
    const save = async (person: Person, seen: number, who: string | null = '003A') =>
      saveMeeting(await proved(person), { who, record: null, seen }, needs)
    const history = async () =>
      (await storage.audit.of(olga.id, 20)).map(({ actorName, result }) => `${actorName}: ${result}`)
    return { storage, calendar, outside, needs, may, proved, save, history }
  }

  test('one meeting is one row and one leg, whoever presses, and however often', async () => {
    const it = await desk()
    const pressed = await Promise.all([it.save(dana, 0), it.save(dana, 0), it.save(olga, 0), it.save(eve, 0)])
    expect(pressed.filter((each) => 'saved' in each).length).toBe(4)
    expect(await it.history()).toHaveLength(1)
    expect(await it.storage.savedMeetings.find(key)).toMatchObject({ version: 1, state: 'followed' })
    expect(await it.storage.legs.find(key)).toMatchObject({ state: 'waiting', wished: 2 })
    expect(it.outside.tried).toBe(1)
  })

  test('who chooses somebody else than the person who was faster is shown what stands now, and may choose again', async () => {
    const it = await desk()
    await it.save(dana, 0, '003A')
    expect(await it.save(eve, 0, '003B')).toEqual({ refused: 'moved on' })
    expect(await it.save(eve, 1, '003B')).toMatchObject({
      saved: { chosen: { who: '003B' }, savedBy: plain(dana), lastBy: plain(eve) }
    })
    expect(await it.history()).toEqual([`${eve.name}: saved again`, `${dana.name}: saved`])
  })

  test('the first save needs the organizer’s connection, whoever saves; a later one does not', async () => {
    const it = await desk()
    it.outside.connection = { trouble: 'not connected', said: 'inactive user' }
    for (const person of [dana, olga]) expect(await it.save(person, 0)).toEqual({ refused: 'organizer_sync_disabled' })
    expect(await it.storage.savedMeetings.find(key)).toBeUndefined()
    expect(await it.storage.legs.find(key)).toBeUndefined()
    expect(await it.history()).toEqual([olga, dana].map(({ name }) => `${name}: refused: organizer_sync_disabled`))

    // nobody can tell: it waits, as everything else that Salesforce does not answer
    it.outside.connection = { trouble: 'again', said: 'no answer', unclear: true }
    expect(await it.save(dana, 0)).toMatchObject({ leg: { state: 'waiting' } })

    const taken = await it.storage.legs.takeOne(key, MINUTE, now)
    if (!taken) return expect.fail('nothing to take')
    const written = { recordId: '00U', who: '003A' } as never
    await it.storage.legs.settle(taken, { state: 'written', written }, line('written'))
    it.outside.connection = { trouble: 'not connected', said: 'inactive user' }
    expect(await it.save(dana, 1, '003B')).toMatchObject({ saved: { version: 2 }, leg: { state: 'waiting' } })
  })

  test('a first save that nobody waits for may wait for the connection', async () => {
    const it = await desk()
    it.outside.connection = { trouble: 'not connected', said: 'inactive user' }
    const asked = { record: null, seen: 0, meanwhile: 'wait' as const }
    expect(await saveMeeting(await it.proved(olga), asked, it.needs)).toMatchObject({ leg: { state: 'waiting' } })
    const kept = await it.storage.savedMeetings.find(key)
    expect(kept?.chosen).toEqual({ record: null })
  })

  test('where nothing is written for the organizer, nothing is saved', async () => {
    const it = await desk()
    await it.storage.activitySettings.choose(olga.id, { ...(await it.needs.settings.of(olga.id)), mode: 'off' })
    expect(await it.save(olga, 0)).toEqual({ refused: 'switched off' })
    expect(await it.storage.savedMeetings.find(key)).toBeUndefined()
  })

  test('it is stopped once, with the Event kept or removed, and may be saved anew', async () => {
    const it = await desk()
    await it.save(dana, 0)
    const stop = async (person: Person, seen: number, event: 'kept' | 'removed') => {
      const saved = (await it.storage.savedMeetings.find(key)) as SavedMeeting
      return stopFollowing((await it.proved(person)).authority, { saved, seen, activity: event }, it.needs)
    }
    const stopped = await Promise.all([stop(dana, 1, 'kept'), stop(eve, 1, 'kept')])
    expect(stopped).toMatchObject([{ saved: { state: 'kept' } }, { saved: { state: 'kept' } }])
    expect(await it.storage.legs.find(key)).toMatchObject({ state: 'given up' })
    expect(await stop(eve, 1, 'removed')).toEqual({ refused: 'moved on' })
    expect(await stop(eve, 2, 'removed')).toMatchObject({ saved: { state: 'removed' }, leg: { state: 'waiting' } })
    expect(await it.save(dana, 3)).toMatchObject({ saved: { state: 'followed', version: 4 } })
    expect((await it.history()).toReversed().map((each) => each.slice(each.indexOf(': ') + 2))).toEqual([
      'saved',
      'stopped, Event kept',
      'stopped, Event removed',
      'saved again'
    ])
  })

  test('who may save what: everything, her own links’, nothing; and what is private only with the flag', async () => {
    const it = await desk()
    const answers = async (item: Item) => {
      it.calendar.set('item-lunch', item)
      const each = await Promise.all([olga, dana, eve, ari, rae, sam].map((person) => it.may(person)))
      return each.map((answer) => ('refused' in answer ? answer.refused : 'not' in answer ? answer.not : 'may'))
    }
    expect(await answers(inCalendar())).toEqual(['may', 'may', 'may', 'not_author', 'role_reviewer', 'no_grant'])
    expect(await answers(inCalendar({ private: true }))).toEqual([
      ...['may', 'private_hidden', 'may', 'not_author', 'role_reviewer', 'no_grant']
    ])
    expect(await answers(inCalendar({ cancelled: true }))).toContain('cancelled')
    expect((await answers(inCalendar({ kind: 'series' })))[0]).toBe('series')

    // a meeting that came from a link of Ari's, and of which the booking is over
    const link = { ...halfHours, id: 'ari-1', keeper: plain(ari), madeBy: plain(ari), initiator: plain(ari) }
    await it.storage.links.add(link, Buffer.from('hash-of-ari').toString('base64url'))
    await it.storage.bookings.place(wish({ id: 'b-1', link, slot: { start: now + HOUR, end: now + 2 * HOUR } }))
    expect((await answers(inCalendar({ key: 'b-1:1' })))[3]).toBe('booking')
    const booking = await it.storage.bookings.find('b-1')
    const version = 'version' in booking ? booking.version : 0
    await it.storage.bookings.append('b-1', version, [{ type: 'released', at: now, why: 'x' } as never], [], now)
    expect(await answers(inCalendar({ key: 'b-1:1' }))).toEqual([
      'may',
      'may',
      'may',
      'may',
      'role_reviewer',
      'no_grant'
    ])
  })
})
