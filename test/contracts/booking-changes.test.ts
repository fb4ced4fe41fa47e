import { expect, test } from 'vitest'
import type { Cap } from '../../src/availability/caps.ts'
import type { Fact } from '../../src/bookings/booking.ts'
import { wishOfMove } from '../../src/bookings/booking-store.ts'
import type { Storage } from '../../src/storage/database.ts'
import { HOUR, MINUTE } from '../../src/time/instant.ts'
import type { Span } from '../../src/time/span.ts'
import { olga } from '../world/cast.ts'
import { onBothEngines } from './engines.ts'
import { halfHour, meeting, now, openWithLinks, wish } from './story.ts'

const confirmed: Fact = { type: 'confirmed', at: now, meeting }
const by = { as: 'invitee' as const }
const asked = (slot: Span, form = 'form'): Fact => ({
  type: 'move asked',
  at: now,
  change: form,
  by,
  slot,
  claim: slot,
  until: slot.start
})
const moved = (slot: Span): Fact => ({ type: 'moved', at: now, by, slot, claim: slot })
const cancelled: Fact = { type: 'cancelled', at: now, by, comment: '' }
const day = { start: now, end: now + 24 * HOUR }
const [four, five, six] = [halfHour(4), halfHour(5), halfHour(6)]

async function confirmedAt({ bookings }: Storage, id: string, slot: Span) {
  await bookings.place(wish({ id, slot }))
  await bookings.append(id, 1, [confirmed], [], now)
}

const change = ({ bookings }: Storage, id: string, version: number, ...facts: Fact[]) =>
  bookings.change({ id, version, facts, messages: [{ kind: 'move meeting', bookingId: id }], now })

onBothEngines('changes of bookings', ({ place }) => {
  test('while a meeting is being moved both its times are claimed, then the new one', async () => {
    const storage = await openWithLinks(await place())
    await confirmedAt(storage, 'graces', four)
    expect(await change(storage, 'graces', 2, asked(six))).toBe('changed')
    expect(await storage.bookings.heldTime(olga.id, day)).toEqual([four, six])
    expect(await storage.bookings.bookedStarts(olga.id, day)).toEqual([four.start, six.start])
    expect(await storage.bookings.place(wish({ id: 'henrys', slot: four }))).toBe('slot taken')
    expect(await storage.bookings.place(wish({ id: 'idas', slot: six }))).toBe('slot taken')
    expect(await storage.bookings.place(wish({ id: 'between', slot: five }))).toBe('placed')

    await storage.bookings.append('graces', 3, [moved(six)], [], now)
    expect(await storage.bookings.heldTime(olga.id, day)).toEqual([five, six])
    expect(await storage.bookings.place(wish({ id: 'henrys', slot: four }))).toBe('placed')
    expect(await storage.bookings.place(wish({ id: 'idas', slot: six }))).toBe('slot taken')
  })

  test('a form whose move was refused moves nothing any more, and of moved and refused at once one is so', async () => {
    const room = await place()
    const storage = await openWithLinks(room)
    const other = await room.open()
    await confirmedAt(storage, 'graces', four)
    const graces = await storage.bookings.find('graces')
    if (graces.state !== 'confirmed') return expect.fail('not confirmed')
    expect(await storage.bookings.refuse(wishOfMove(graces, 'form', five), now)).toBe(true)
    expect(await change(storage, 'graces', 2, asked(five))).toBe('refused before')
    expect(await storage.bookings.find('graces')).toMatchObject({ version: 2, move: null })
    expect((await storage.outbox.ofBooking('graces')).map(({ kind }) => kind)).not.toContain('move meeting')
    const [changed, refused] = await Promise.all([
      change(storage, 'graces', 2, asked(six)),
      other.bookings.refuse(wishOfMove(graces, 'form', six), now)
    ])
    expect([changed, refused]).toEqual(refused ? ['refused before', true] : ['changed', false])
  })

  test('a booking may overlap its own time, and nobody else’s', async () => {
    const storage = await openWithLinks(await place())
    await confirmedAt(storage, 'graces', four)
    await confirmedAt(storage, 'henrys', six)
    const later = (minutes: number) => ({ start: four.start + minutes * MINUTE, end: four.end + minutes * MINUTE })
    expect(await change(storage, 'graces', 2, asked(later(45)))).toBe('slot taken')
    expect(await storage.bookings.find('graces')).toMatchObject({ version: 2, move: null })
    expect(await change(storage, 'graces', 2, asked(later(15)))).toBe('changed')
    expect(await change(storage, 'graces', 3, moved(later(15)))).toBe('changed')
  })

  test('two meetings that are being moved do not get the same time, nor each other’s', async () => {
    const storage = await openWithLinks(await place())
    await confirmedAt(storage, 'graces', four)
    await confirmedAt(storage, 'henrys', six)
    expect(await change(storage, 'graces', 2, asked(six))).toBe('slot taken')
    const answers = await Promise.all(['graces', 'henrys'].map((id) => change(storage, id, 2, asked(five))))
    expect(answers.sort()).toEqual(['changed', 'slot taken'])
  })

  test('of many who move to one time at once one gets it', async () => {
    const storage = await openWithLinks(await place())
    const people = Array.from({ length: 12 }, (_, number) => `person-${number}`)
    for (const [number, id] of people.entries()) await confirmedAt(storage, id, halfHour(number * 2))
    const wanted = halfHour(40)
    const answers = await Promise.all(people.map((id) => change(storage, id, 2, asked(wanted))))
    expect(answers.filter((answer) => answer === 'changed')).toHaveLength(1)
    expect(answers.filter((answer) => answer === 'slot taken')).toHaveLength(11)
  })

  test('a move that was given up, and a cancellation, free what they claimed', async () => {
    const storage = await openWithLinks(await place())
    await confirmedAt(storage, 'graces', four)
    await change(storage, 'graces', 2, asked(six))
    await storage.bookings.append('graces', 3, [{ type: 'move given up', at: now, why: 'no' }], [], now)
    expect(await storage.bookings.heldTime(olga.id, day)).toEqual([four])
    await change(storage, 'graces', 4, asked(six, 'another form'))
    await change(storage, 'graces', 5, cancelled)
    expect(await storage.bookings.heldTime(olga.id, day)).toEqual([])
    expect(await storage.bookings.place(wish({ id: 'henrys', slot: four }))).toBe('placed')
    expect(await storage.bookings.place(wish({ id: 'idas', slot: six }))).toBe('placed')
  })

  test('the same change by two instances at once is one change', async () => {
    const room = await place()
    const instances = [await openWithLinks(room), await room.open()]
    await confirmedAt(instances[0] as Storage, 'graces', four)
    const answers = await Promise.all(instances.map((storage) => change(storage, 'graces', 2, asked(six))))
    expect(answers.sort()).toEqual(['changed', 'changed meanwhile'])
    expect(await instances[0]?.outbox.ofBooking('graces')).toHaveLength(3) // the last of them tells people
  })

  test('a day that is full takes nothing more, and the booking itself does not fill it', async () => {
    const storage = await openWithLinks(await place())
    const { bookings } = storage
    await confirmedAt(storage, 'graces', four)
    const caps = [{ within: day, atMost: 1, of: 'day' as const }]
    const within = { id: 'graces', version: 2, facts: [asked(six)], messages: [], caps, now }
    expect(await bookings.change(within)).toBe('changed')
    // while it is being moved it counts where it goes
    const evening = { ...day, start: six.start }
    expect(
      await bookings.place({
        ...wish({ id: 'idas', slot: halfHour(9) }),
        caps: [{ ...caps[0], within: evening } as Cap]
      })
    ).toBe('day is full')
    await bookings.append('graces', 3, [moved(six)], [], now)
    const tomorrow = { start: four.start + 24 * HOUR, end: four.end + 24 * HOUR }
    await confirmedAt(storage, 'henrys', tomorrow)
    expect(await bookings.change({ ...within, id: 'henrys', facts: [asked(four)] })).toBe('day is full')
  })

  test('what somebody in Outlook put on top of something else is written down, and claims nothing', async () => {
    const storage = await openWithLinks(await place())
    await confirmedAt(storage, 'graces', four)
    await confirmedAt(storage, 'henrys', six)
    expect(await change(storage, 'graces', 2, moved(six))).toBe('slot taken')
    const onTop: Fact = { type: 'moved', at: now, by: { as: 'calendar' }, slot: six, claim: six, overlapping: true }
    expect(await change(storage, 'graces', 2, onTop)).toBe('changed')
    expect(await storage.bookings.find('graces')).toMatchObject({ slot: six, overlapping: true })
    expect(await storage.bookings.place(wish({ id: 'idas', slot: four }))).toBe('placed')
  })

  test('a request claims its time, counts among the uses of its link, and frees both when it is declined', async () => {
    const storage = await openWithLinks(await place())
    const { bookings, links } = storage
    const wished = wish({ id: 'graces', slot: four })
    const facts = wished.facts.map((fact) => ({ ...fact, type: 'requested' })) as Fact[]
    const messages = [{ kind: 'let request lapse' as const, bookingId: 'graces', notBefore: now + HOUR }]
    expect(await bookings.place({ ...wished, facts, messages })).toBe('placed')
    expect(await storage.outbox.ofBooking('graces')).toMatchObject([{ dueAt: now + HOUR }])
    expect(await bookings.place(wish({ id: 'henrys', slot: four }))).toBe('slot taken')
    expect((await links.ofOrganizer(olga.id)).map(({ taken }) => taken).sort()).toEqual([0, 1])
    await bookings.append('graces', 1, [{ type: 'declined', at: now, by: { as: 'clock' }, comment: '' }], [], now)
    expect(await bookings.place(wish({ id: 'henrys', slot: four }))).toBe('placed')
  })
})
