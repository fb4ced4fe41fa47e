// From the category in Outlook to the Event, and back: a real store, the real clients, the imitated clouds.
import { expect, test } from 'vitest'
import { ordinary } from '../../src/activities/activity-settings.ts'
import type { SavingCategory } from '../../src/activities/category.ts'
import { meetingLegKey } from '../../src/activities/saved-meeting.ts'
import { REFUSED_PAUSE } from '../../src/salesforce/connection.ts'
import { DAY, HOUR } from '../../src/time/instant.ts'
import { dana, grace, olga } from '../world/cast.ts'
import { useAcme } from './acme.ts'
import { onSqlite, type Place } from './engines.ts'
import { savedStage } from './saved-stage.ts'
import { inDays } from './town.ts'

const acme = useAcme()
const withGrace = { attendees: [{ type: 'required', emailAddress: { name: grace.name, address: grace.address } }] }
const kept: SavingCategory = { name: 'Salesforce', removed: 'kept' }

async function stageAt(place: Place, category = kept) {
  const it = await savedStage(acme, place, category)
  await it.swept()
  const legOf = async ({ iCalUId }: { iCalUId: string }) => {
    const key = meetingLegKey(olga.id, iCalUId)
    return { leg: await it.storage.legs.find(key), story: await it.storage.legs.attempts(key), key }
  }
  const give = (meeting: { iCalUId: string }, name = category.name) =>
    it.byHand(meeting, 'give category', { category: name })
  const take = (meeting: { iCalUId: string }) => it.byHand(meeting, 'take category', { category: category.name })
  const history = async () =>
    (await it.storage.audit.of(olga.id, 20))
      .filter(({ act }) => act === 'save meeting')
      .map(({ actor, result }) => `${actor}: ${result}`)
      .reverse()
  return { ...it, legOf, give, take, history }
}

onSqlite('the category in Outlook', ({ place }) => {
  const stage = async (category?: SavingCategory) => stageAt(await place(), category)

  test('given, the meeting is saved once, its Event follows, and it stays when the category is taken', async () => {
    const it = await stage()
    const meeting = await it.entered(inDays(9, 12), withGrace)
    await it.swept()
    expect(await it.events()).toEqual([])
    await it.give(meeting, 'Travel')
    await it.swept()
    expect(await it.events()).toEqual([])

    await it.give(meeting, 'SALESFORCE')
    await it.swept()
    await it.swept()
    const who = await it.contactOf(grace.address)
    expect(await it.events()).toMatchObject([{ Subject: 'Lunch', WhoId: who, StartDateTime: expect.any(String) }])
    const [first] = await it.events()
    expect(first?.Description).toMatch(/^Saved to Salesforce by its category in the calendar of Olga Okafor\n/)
    expect((await it.legOf(meeting)).story[0]).toMatchObject({
      actor: 'Somebody in Outlook',
      said: 'To be saved: it was given the category “Salesforce” in Outlook.'
    })

    await it.byHand(meeting, 'rename', { subject: 'Dinner' })
    await it.swept()
    expect(await it.events()).toMatchObject([{ Id: first?.Id, Subject: 'Dinner' }])

    await it.byHand(meeting, 'take category', { category: 'SALESFORCE' })
    await it.swept()
    await it.byHand(meeting, 'rename', { subject: 'Supper' })
    await it.swept()
    expect(await it.events()).toMatchObject([{ Id: first?.Id, Subject: 'Dinner' }])

    await it.give(meeting)
    await it.swept()
    expect(await it.events()).toMatchObject([{ Id: first?.Id, Subject: 'Supper' }])
    expect(await it.history()).toEqual([
      'calendar: saved by its category',
      'calendar: followed: subject',
      'calendar: stopped, Event kept',
      'calendar: saved by its category'
    ])
    expect(JSON.stringify(await it.storage.audit.of(olga.id, 20))).not.toMatch(/Lunch|Dinner|Grace/)
  })

  test('told by a notification, it needs no sweep', async () => {
    const it = await stage()
    await it.subscribe()
    const told = (many: number) =>
      expect
        .poll(async () => (await it.deliveries()).filter(({ outcome }) => outcome === 'delivered').length, {
          interval: 20
        })
        .toBeGreaterThanOrEqual(many)
    const meeting = await it.entered(inDays(9, 12))
    await told(1)
    await it.give(meeting)
    await told(2)
    await it.follow()
    await it.keep()
    expect(await it.events()).toHaveLength(1)
  })

  test('taken, the Event goes where the setting says so, and a new one comes when it is given again', async () => {
    const it = await stage({ name: 'Kunden', removed: 'removed' })
    const meeting = await it.entered(inDays(9, 12))
    await it.give(meeting)
    await it.swept()
    const [first] = await it.events()
    await it.take(meeting)
    await it.swept()
    expect(await it.events()).toEqual([])
    await it.give(meeting)
    await it.swept()
    const after = await it.events()
    expect(after).toHaveLength(1)
    expect(after[0]?.Id).not.toBe(first?.Id)
  })

  test('what the console said meanwhile stands: stopped there, the category does not bring it back', async () => {
    const it = await stage()
    const meeting = await it.entered(inDays(9, 12))
    await it.give(meeting)
    await it.swept()
    const { key } = await it.legOf(meeting)
    await it.stop(dana, await it.saved(key), 'removed')
    await it.byHand(meeting, 'move', { minutes: 30 })
    await it.swept()
    expect([(await it.saved(key)).state, await it.events()]).toEqual(['removed', []])
  })

  test('saved in the console and categorised, it is one Event, and taking the category stops it', async () => {
    const it = await stage()
    const meeting = await it.entered(inDays(9, 12))
    await it.save(dana, meeting.id)
    await it.give(meeting)
    await it.swept()
    expect(await it.events()).toHaveLength(1)
    const { key } = await it.legOf(meeting)
    expect((await it.saved(key)).savedBy.name).toBe(dana.name)
    await it.take(meeting)
    await it.swept()
    expect((await it.saved(key)).state).toBe('kept')
    expect(await it.events()).toHaveLength(1)
  })

  test('while Olga is not connected it waits, says so in the console, and is written once when she is', async () => {
    const it = await stage()
    const users = (await acme.state()).salesforce.User ?? []
    const user = users.find(({ Username }) => Username === olga.address)?.Id
    const switched = async (preauthorised: boolean) => {
      await acme.post('/_sandbox/salesforce', { knob: 'standing', user, preauthorised })
      await acme.post('/_sandbox/salesforce', { knob: 'end sessions' })
      it.skew.by += REFUSED_PAUSE // what was refused a moment ago is not asked again
    }
    await switched(false)
    const meeting = await it.entered(inDays(9, 12))
    const before = await it.needs.items.read(olga, meeting.id)
    await it.give(meeting)
    await it.swept()
    expect((await it.legOf(meeting)).leg).toMatchObject({
      state: 'waiting',
      outcome: { code: 'organizer_sync_disabled' }
    })
    // nothing is written into the item but the category, which a hand has given
    const after = await it.needs.items.read(olga, meeting.id)
    if (typeof before === 'string' || typeof after === 'string' || !('item' in before) || !('item' in after))
      throw new Error('not read')
    expect(after.item).toEqual({ ...before.item, categories: ['Salesforce'] })
    await switched(true)
    it.outside.ahead += HOUR
    await it.keep()
    expect(await it.events()).toHaveLength(1)
  })

  test('a private one is written as the setting says', async () => {
    const it = await stage()
    await it.private({ ...ordinary, privateMeetings: 'withheld' })
    const meeting = await it.entered(inDays(9, 12), { sensitivity: 'private' })
    await it.give(meeting)
    await it.swept()
    expect([await it.events(), (await it.legOf(meeting)).leg?.state]).toEqual([[], 'withheld'])
  })

  test('a series is saved meeting by meeting, those of the coming weeks, and all of them stop with it', async () => {
    const it = await stage()
    const span = inDays(2, 12)
    const recurrence = {
      pattern: { type: 'daily', interval: 20 },
      range: { type: 'numbered', startDate: new Date(span.start).toISOString().slice(0, 10), numberOfOccurrences: 4 }
    }
    const series = await it.entered(span, { subject: 'Review', recurrence })
    await it.give(series)
    await it.swept()
    const starts = async () => (await it.events()).map((row) => Date.parse(String(row.StartDateTime))).sort()
    expect(await starts()).toEqual([0, 20, 40].map((days) => span.start + days * DAY))
    it.outside.ahead += 8 * DAY // the window of a week is over, and everything is read again
    await it.swept()
    expect(await starts()).toHaveLength(4)
    await it.take(series)
    await it.swept()
    const saved = await it.storage.savedMeetings.ofItem(olga.id, series.id)
    const coming = saved.filter(({ said }) => said.end > it.clock())
    expect(coming.map(({ state }) => state)).toEqual(['kept', 'kept', 'kept'])
    expect(await starts()).toHaveLength(4)
  })

  test('a booking of ours is written by itself, whatever category it has', async () => {
    const it = await stage()
    const booking = await it.booked(inDays(9, 12))
    await it.give(booking.meeting)
    await it.swept()
    expect(await it.events()).toEqual([])
    expect(await it.storage.savedMeetings.ofItem(olga.id, booking.meeting.id)).toEqual([])
  })

  test('somebody else’s meeting to which Olga is invited is saved, too', async () => {
    const it = await stage()
    const start = new Date(inDays(9, 15).start).toISOString()
    await acme.post('/_sandbox/invitation', {
      ...{ to: olga.address, sender: grace.address, name: grace.name, subject: 'Demo', start }
    })
    await acme.post('/_sandbox/meeting', {
      ...{ mailbox: olga.address, meeting: 'Demo', act: 'give category', category: 'Salesforce' }
    })
    await it.swept()
    expect(await it.events()).toMatchObject([{ Subject: 'Demo', WhoId: await it.contactOf(grace.address) }])
  })
})
