// From a hand in Outlook to the booking: the sandbox tells, we read, the store keeps.
import { expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../src/time/instant.ts'
import { grace, olga } from '../world/cast.ts'
import { useAcme } from './acme.ts'
import { onBothEngines } from './engines.ts'
import { aTown, inDays } from './town.ts'

const acme = useAcme()

onBothEngines('bookings that follow the calendar', ({ place }) => {
  const town = async () => {
    const made = await aTown(acme, await place())
    await made.subscribe()
    return made
  }
  type Town = Awaited<ReturnType<typeof town>>
  const told = (town: Town, many: number) =>
    expect
      .poll(async () => (await town.deliveries()).filter(({ outcome }) => outcome === 'delivered').length, {
        interval: 20
      })
      .toBeGreaterThanOrEqual(many)

  test('moved by an hour in Outlook, the booking has the new time, claims it, and Salesforce is written once', async () => {
    const it = await town()
    const { id, meeting, slot } = await it.booked(inDays(9, 12))
    await told(it, 1)
    await it.follow()
    const messages = (await it.storage.outbox.ofBooking(id)).length
    await it.byHand(meeting, 'move', { minutes: 60 })
    await told(it, 2)
    await it.follow()
    const moved = await it.booking(id)
    expect(moved.slot).toEqual({ start: slot.start + HOUR, end: slot.end + HOUR })
    expect(moved).toMatchObject({ overlapping: false, sequence: 1, meeting })
    const { heldTime } = it.storage.bookings
    expect(await heldTime(olga.id, { start: slot.start, end: slot.start + 2 * HOUR })).toEqual([moved.claim])
    const written = await it.storage.outbox.ofBooking(id)
    expect(written.slice(messages).map(({ kind }) => kind)).toEqual(['write activity', 'tell people'])
    expect(await it.storage.hints.waiting()).toEqual({ count: 0, oldest: null })
  })

  test('moved onto a time that another booking claims, it stands there, says so, and claims nothing', async () => {
    const it = await town()
    const first = await it.booked(inDays(10, 12))
    const second = await it.booked(inDays(10, 13))
    await it.byHand(first.meeting, 'move', { minutes: 60 })
    await told(it, 3)
    await it.follow()
    const moved = await it.booking(first.id)
    expect(moved).toMatchObject({ slot: second.slot, overlapping: true })
    expect((await it.booking(second.id)).overlapping).toBe(false)

    await it.byHand(first.meeting, 'move', { minutes: 120 })
    await told(it, 4)
    await it.follow()
    expect(await it.booking(first.id)).toMatchObject({
      overlapping: false,
      claim: { start: second.slot.start + 2 * HOUR }
    })
  })

  test('deleted in Outlook, the booking is cancelled by the calendar, and its time is free', async () => {
    const it = await town()
    const { id, meeting, slot } = await it.booked(inDays(11, 12))
    await it.byHand(meeting, 'delete')
    await told(it, 2)
    await it.follow()
    expect(await it.storage.bookings.find(id)).toMatchObject({ state: 'cancelled', by: { as: 'calendar' } })
    expect(await it.storage.bookings.heldTime(olga.id, slot)).toEqual([])
    const kinds = (await it.storage.outbox.ofBooking(id)).map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind === 'cancel meeting')).toEqual([])
  })

  test('Grace declines and proposes another time: noted on the booking, and nothing moves', async () => {
    const it = await town()
    const { id, meeting, slot } = await it.booked(inDays(12, 12))
    await it.byHand(meeting, 'propose', { as: grace.address, minutes: 90 })
    await told(it, 2)
    await it.follow()
    const proposed = { start: slot.start + 90 * MINUTE, end: slot.end + 90 * MINUTE }
    const attendees = [{ name: grace.name, address: grace.address, response: 'tentative', proposed }]
    expect(await it.booking(id)).toMatchObject({ slot, inCalendar: { attendees } })
    await it.byHand(meeting, 'decline', { as: grace.address })
    await told(it, 3)
    await it.follow()
    expect((await it.booking(id)).inCalendar?.attendees[0]).toMatchObject({ response: 'declined', proposed: null })
  })

  test('notifications that come twice, late, in another order and with strange secrets leave one fact for each change', async () => {
    const it = await town()
    const { id, meeting, slot } = await it.booked(inDays(13, 12))
    await told(it, 1)
    await it.follow()
    const { version } = await it.booking(id)
    await acme.post('/_sandbox/notifications', { duplicate: 1, reorder: 40, wrongClientState: 0.5 })
    await it.byHand(meeting, 'move', { minutes: 30 })
    await it.byHand(meeting, 'move', { minutes: 30 })
    await told(it, 5)
    await it.follow()
    const moved = await it.booking(id)
    expect(moved.slot.start).toBe(slot.start + HOUR)
    expect(moved.version).toBe(version + 1)
  })

  test('with every notification lost, one sweep brings all of it', async () => {
    const it = await town()
    const [moved, gone, answered] = [
      await it.booked(inDays(14, 9)),
      await it.booked(inDays(14, 10)),
      await it.booked(inDays(14, 11))
    ]
    await it.sweep()
    await it.follow()
    await acme.post('/_sandbox/notifications', { lose: 1 })
    await it.byHand(moved.meeting, 'move', { minutes: 240 })
    await it.byHand(gone.meeting, 'delete')
    await it.byHand(answered.meeting, 'accept', { as: grace.address })
    it.outside.ahead += 5 * MINUTE
    await it.sweep()
    await it.follow()
    expect((await it.booking(moved.id)).slot.start).toBe(moved.slot.start + 4 * HOUR)
    expect((await it.storage.bookings.find(gone.id)).state).toBe('cancelled')
    expect((await it.booking(answered.id)).inCalendar?.attendees[0]?.response).toBe('accepted')
  })

  test('a meeting that came after one sweep and went before the next is missed, though no calendar shows either', async () => {
    const it = await town()
    await it.sweep()
    await acme.post('/_sandbox/notifications', { lose: 1 })
    const [gone, stays] = [await it.booked(inDays(15, 11)), await it.booked(inDays(15, 12))]
    await it.byHand(gone.meeting, 'delete')
    it.outside.ahead += 5 * MINUTE
    await it.sweep()
    await it.follow()
    expect((await it.storage.bookings.find(gone.id)).state).toBe('cancelled')
    expect((await it.booking(stays.id)).slot).toEqual(stays.slot)
  })

  test('a link that Exchange has forgotten is a full round, which finds what was deleted meanwhile', async () => {
    const it = await town()
    const { id, meeting } = await it.booked(inDays(15, 9))
    await it.sweep()
    await it.follow()
    await acme.post('/_sandbox/notifications', { lose: 1 })
    await it.byHand(meeting, 'delete')
    await acme.post('/_sandbox/mailbox', { person: olga.address, act: 'forget' })
    it.outside.ahead += 5 * MINUTE
    await it.sweep()
    await it.follow()
    expect((await it.storage.bookings.find(id)).state).toBe('cancelled')
  })

  test('a mailbox that was moved: the meeting is found by its key and goes on under its id', async () => {
    const it = await town()
    const { id, meeting, slot } = await it.booked(inDays(16, 9))
    await acme.post('/_sandbox/mailbox', { person: olga.address, act: 'move' })
    await it.byHand(meeting, 'move', { minutes: 60 })
    await told(it, 2)
    await it.follow()
    expect(await it.booking(id)).toMatchObject({
      slot: { start: slot.start + HOUR },
      meeting: { iCalUId: meeting.iCalUId }
    })
  })

  test('a subscription that Exchange removed is made anew, and what was missed is swept', async () => {
    const it = await town()
    await it.sweep()
    const [before] = await it.storage.subscriptions.standing()
    await acme.post('/_sandbox/lifecycle', { event: 'subscriptionRemoved' })
    await expect.poll(() => it.storage.subscriptions.standing(), { interval: 20 }).toEqual([])
    await it.subscribe()
    const [after] = await it.storage.subscriptions.standing()
    expect(after?.id).toEqual(expect.any(String))
    expect(after?.id).not.toBe(before?.id)
    expect(await it.sweep()).toBe(1)
  })

  test('a subscription is renewed after a day, and made anew when Exchange has lost it', async () => {
    const it = await town()
    const [first] = await it.storage.subscriptions.standing()
    expect(await it.subscribe()).toBe(0)
    it.outside.ahead += DAY
    expect(await it.subscribe()).toBe(1)
    const [renewed] = await it.storage.subscriptions.standing()
    expect(renewed?.id).toBe(first?.id)
    expect(renewed?.endsAt).toBeGreaterThan((first?.endsAt ?? 0) + DAY - MINUTE)
    await acme.graph.ask({ method: 'DELETE', path: `/subscriptions/${first?.id}` })
    it.outside.ahead += DAY
    await it.subscribe()
    expect((await it.storage.subscriptions.standing())[0]?.id).not.toBe(first?.id)
  })
})
