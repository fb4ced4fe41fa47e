// From a hand in Outlook to the Event of a meeting that somebody has saved.
import { expect, test } from 'vitest'
import { MINT_PAUSE } from '../../src/salesforce/connection.ts'
import { HOUR } from '../../src/time/instant.ts'
import { dana, eve, grace, olga } from '../world/cast.ts'
import { useAcme } from './acme.ts'
import { onBothEngines } from './engines.ts'
import { savedStage } from './saved-stage.ts'
import { inDays } from './town.ts'

const acme = useAcme()
const withGrace = { attendees: [{ type: 'required', emailAddress: { name: grace.name, address: grace.address } }] }

onBothEngines('a saved meeting', ({ place }) => {
  const stage = async () => savedStage(acme, await place())
  const iso = (at: number) => new Date(at).toISOString().replace('Z', '+0000')

  test('pressed by two people at once is one Event; moved, renamed and answered, the Event follows', async () => {
    const it = await stage()
    const span = inDays(9, 12)
    const others = [
      { type: 'optional', emailAddress: { name: 'Jörg', address: 'joerg.weissmueller@nordwind.example' } }
    ]
    const { id, iCalUId } = await it.entered(span, { attendees: [...others, ...withGrace.attendees] })
    await it.sweep()
    const who = await it.contactOf(grace.address)
    const pressed = await Promise.all([dana, olga, dana, eve].map((person) => it.save(person, id, { who })))
    expect(pressed.every((each) => 'saved' in each)).toBe(true)
    expect(await it.events()).toMatchObject([
      { Subject: 'Lunch', WhoId: who, StartDateTime: iso(span.start), EndDateTime: iso(span.end) }
    ])
    const [first] = await it.events()
    expect(first?.Description).toMatch(/^Saved to Salesforce by .+\nWith Jörg <.+\nWith Grace Hopper-Lee </)
    const invited = async () =>
      (await acme.state()).salesforce.EventRelation?.filter(
        ({ EventId, IsInvitee }) => EventId === first?.Id && IsInvitee
      )
    expect(new Set((await invited())?.map(({ RelationId }) => RelationId))).toEqual(
      new Set([who, await it.contactOf('joerg.weissmueller@nordwind.example')])
    )

    await it.byHand({ iCalUId }, 'move', { minutes: 60 })
    await it.byHand({ iCalUId }, 'rename', { subject: 'Dinner' })
    await it.byHand({ iCalUId }, 'accept', { as: grace.address })
    await it.swept()
    expect(await it.events()).toMatchObject([
      { Id: first?.Id, Subject: 'Dinner', WhoId: who, StartDateTime: iso(span.start + HOUR) }
    ])
    const followed = (await it.storage.audit.of(olga.id, 5)).filter(({ actor }) => actor === 'calendar')
    expect(followed.map(({ result }) => result)).toEqual(['followed: time, subject, people'])
    expect((await invited())?.find(({ RelationId }) => RelationId === who)).toMatchObject({ Status: 'Accepted' })
    // ten times told is once written
    const { version } = await it.saved(String(first?.Booking_Key__c))
    await it.swept()
    expect((await it.saved(String(first?.Booking_Key__c))).version).toBe(version)
  })

  test('deleted or cancelled in Outlook, its Event goes; what took place stays', async () => {
    const it = await stage()
    const coming = await it.entered(inDays(10, 12))
    const past = await it.entered({ start: Date.now() - 5 * HOUR, end: Date.now() - 4 * HOUR })
    await it.sweep()
    await it.save(dana, coming.id)
    await it.save(dana, past.id)
    expect((await it.events()).length).toBe(2)
    for (const each of [coming, past]) await it.byHand(each, 'delete')
    await it.swept()
    expect((await it.events()).map(({ StartDateTime }) => Date.parse(String(StartDateTime)) < Date.now())).toEqual([
      true
    ])
  })

  test('one occurrence of a series is saved by itself, and followed by itself', async () => {
    const it = await stage()
    const span = inDays(11, 12)
    const recurrence = {
      pattern: { type: 'daily', interval: 1 },
      range: { type: 'numbered', startDate: new Date(span.start).toISOString().slice(0, 10), numberOfOccurrences: 4 }
    }
    const series = await it.entered(span, { subject: 'Stand-up', recurrence })
    await it.sweep()
    const days = await it.needs.items.findAgain(olga, series.iCalUId, span, 'series')
    expect(days).toMatchObject({ item: { kind: 'series', meeting: series } })
    await expect(it.save(dana, series.id)).rejects.toThrow('series')
    const parts = (await acme.graph.all({
      method: 'GET',
      path: `/users/${olga.id.slice(37)}/calendar/calendarView`,
      query: {
        startDateTime: new Date(span.start).toISOString(),
        endDateTime: new Date(span.start + 96 * HOUR).toISOString()
      }
    })) as { entries: { id: string; subject: string; iCalUId: string; start: { dateTime: string } }[] }
    const [one, two] = parts.entries.filter(({ subject }) => subject === 'Stand-up')
    if (!one || !two) return expect.fail('no occurrences')
    await it.save(dana, one.id)
    await it.save(olga, two.id)
    const keys = (await it.events()).map(({ Booking_Key__c }) => Booking_Key__c)
    expect(new Set(keys).size).toBe(2)

    const patch = (id: string, body: object) =>
      acme.graph.ask({ method: 'PATCH', path: `/users/${olga.id.slice(37)}/events/${id}`, body: { ...body } })
    await patch(two.id, { subject: 'Stand-up with guests' })
    await acme.graph.ask({ method: 'DELETE', path: `/users/${olga.id.slice(37)}/events/${one.id}` })
    await it.swept()
    expect(await it.events()).toMatchObject([{ Subject: 'Stand-up with guests' }])
    await it.byHand(series, 'delete')
    await it.swept()
    expect(await it.events()).toEqual([])
  })

  test('made private, its Event is private and related to nobody, or goes, as the organizer has set', async () => {
    const it = await stage()
    const { id, iCalUId } = await it.entered(inDays(12, 12), withGrace)
    await it.sweep()
    await it.save(dana, id, { who: await it.contactOf(grace.address) })
    await it.byHand({ iCalUId }, 'make private')
    await it.swept()
    expect(await it.events()).toMatchObject([{ IsPrivate: true, WhoId: null, WhatId: null }])
    await it.private({ privateMeetings: 'withheld' })
    await it.byHand({ iCalUId }, 'move', { minutes: 30 })
    await it.swept()
    expect(await it.events()).toEqual([])
  })

  test('not followed any more, its Event stays as it is, or goes also where cancelled ones are marked; saved anew, it is one', async () => {
    const it = await stage()
    it.rules.cancelled = 'mark'
    const { id, iCalUId } = await it.entered(inDays(13, 12))
    await it.sweep()
    const saved = async () => {
      const [row] = await it.storage.savedMeetings.ofItem(olga.id, id)
      if (!row) throw new Error('nothing is saved')
      return row
    }
    await it.save(dana, id)
    await it.stop(olga, await saved(), 'kept')
    await it.byHand({ iCalUId }, 'rename', { subject: 'Other' })
    await it.swept()
    expect(await it.events()).toMatchObject([{ Subject: 'Lunch' }])
    const [before] = await it.events()
    await it.save(dana, id, { seen: (await saved()).version })
    expect(await it.events()).toMatchObject([{ Id: before?.Id, Subject: 'Other' }])
    await it.stop(dana, await saved(), 'removed')
    expect(await it.events()).toEqual([])
    await it.save(dana, id, { seen: (await saved()).version })
    const [after] = await it.events()
    expect(after?.Id).not.toBe(before?.Id)
    expect(await it.storage.legs.find((await saved()).key)).toMatchObject({ state: 'written' })
  })

  test('without the organizer’s connection a delegate changes what stands with her own rights, and nobody saves anew', async () => {
    const it = await stage()
    const [one, two] = [await it.entered(inDays(14, 12)), await it.entered(inDays(14, 14))]
    await it.sweep()
    await it.save(dana, one.id)
    it.usernames.set(dana.id, dana.address)
    const users = (await acme.state()).salesforce.User ?? []
    const idOf = (username: string) => String(users.find(({ Username }) => Username === username)?.Id)
    await acme.post('/_sandbox/salesforce', { knob: 'standing', user: idOf(olga.address), preauthorised: false })
    await acme.post('/_sandbox/salesforce', {
      knob: 'standing',
      user: idOf(dana.address),
      preauthorised: true,
      permissions: ['ModifyAllData']
    })
    await acme.post('/_sandbox/salesforce', { knob: 'end sessions' })
    it.skew.by += MINT_PAUSE // a session that is refused at once would be refused again
    expect(await it.save(dana, two.id)).toEqual({ refused: 'organizer_sync_disabled' })
    const [row] = await it.storage.savedMeetings.ofItem(olga.id, two.id)
    expect(row).toMatchObject({ state: 'kept', version: 2 }) // the session had looked good
    expect(await it.save(olga, two.id, { seen: 2 })).toEqual({ refused: 'organizer_sync_disabled' })
    await it.byHand(one, 'rename', { subject: 'Changed by Dana’s right' })
    await it.swept()
    expect(await it.events()).toMatchObject([{ Subject: 'Changed by Dana’s right' }])
    const [event] = await it.events()
    expect(await it.storage.legs.find(String(event?.Booking_Key__c))).toMatchObject({
      written: { as: 'delegate', actor: dana.address }
    })
  })
})
