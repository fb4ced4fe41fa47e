import { describe, expect, test } from 'vitest'
import type { Fact } from '../../src/bookings/booking.ts'
import { HOUR } from '../../src/time/instant.ts'
import { grace, halfHours, olga, twoTimes } from '../world/cast.ts'
import { onBothEngines } from './engines.ts'
import { hash, keyOf } from './keys.ts'
import { createMeeting, halfHour, meeting, now, openWithLinks, wish } from './story.ts'

const confirmed: Fact = { type: 'confirmed', at: now + 1, meeting }
const released: Fact = { type: 'released', at: now + 1, why: 'the calendar refused' }
const slot = halfHour(4)

onBothEngines('bookings', ({ name, place }) => {
  test('a booking that nobody placed is new', async () => {
    const { bookings } = await openWithLinks(await place())
    expect(await bookings.find('nowhere')).toEqual({ state: 'new', id: 'nowhere', version: 0 })
    expect(await bookings.findByKey(hash('a guess'))).toBeUndefined()
  })

  test('Grace takes a slot: it is held, found by its id and by the hash of her key', async () => {
    const { bookings, outbox } = await openWithLinks(await place())
    expect(await bookings.place(wish({ id: 'graces', slot, buffer: 10 }))).toBe('placed')
    const booking = await bookings.find('graces')
    expect(booking).toMatchObject({ state: 'held', version: 1, slot, invitee: grace, link: halfHours.id, heldAt: now })
    expect(await bookings.findByKey(hash(keyOf('graces')))).toEqual(booking)
    expect(await bookings.findByKey(keyOf('graces'))).toBeUndefined()
    expect(await outbox.ofBooking('graces')).toMatchObject([{ kind: 'create meeting', attempts: 0, dueAt: now }])
  })

  test('a second person finds the slot taken, and leaves nothing behind', async () => {
    const { bookings, outbox } = await openWithLinks(await place())
    await bookings.place(wish({ id: 'graces', slot }))
    expect(await bookings.place(wish({ id: 'henrys', slot }))).toBe('slot taken')
    expect((await bookings.find('henrys')).state).toBe('new')
    expect(await outbox.ofBooking('henrys')).toEqual([])
  })

  test('the same form sent twice is one booking', async () => {
    const { bookings, outbox } = await openWithLinks(await place())
    const twice = [bookings.place(wish({ id: 'graces', slot })), bookings.place(wish({ id: 'graces', slot }))]
    expect((await Promise.all(twice)).sort()).toEqual(['id known', 'placed'])
    expect(await bookings.place(wish({ id: 'graces', slot: halfHour(9) }))).toBe('id known')
    expect(await outbox.ofBooking('graces')).toHaveLength(1)
  })

  test('a wish that was refused books nothing any more, and one that has booked cannot be refused', async () => {
    const { bookings, outbox } = await openWithLinks(await place())
    const refused = { id: 'graces', slot, invitee: grace }
    expect([await bookings.refuse(refused, now), await bookings.refuse(refused, now)]).toEqual([true, false])
    expect(await bookings.place(wish({ id: 'graces', slot }))).toBe('refused before')
    expect([(await bookings.find('graces')).state, await outbox.ofBooking('graces')]).toEqual(['new', []])
    expect(await bookings.place(wish({ id: 'henrys', slot }))).toBe('placed')
    expect(await bookings.refuse({ id: 'henrys', slot, invitee: grace }, now)).toBe(false)
  })

  test('a form whose wish was refused may still book another', async () => {
    const { bookings } = await openWithLinks(await place())
    await bookings.refuse({ id: 'graces', slot, invitee: grace }, now)
    expect(await bookings.place(wish({ id: 'graces', slot: halfHour(9) }))).toBe('placed')
    expect(await bookings.place(wish({ id: 'graces', slot }))).toBe('id known')
  })

  test('many who are refused in the same moment, one of them twice: each hears it once', async () => {
    const { bookings } = await openWithLinks(await place())
    const forms = [...Array.from({ length: 150 }, (_, number) => `form-${number}`), 'form-7']
    const heard = await Promise.all(forms.map((id) => bookings.refuse({ id, slot, invitee: grace }, now)))
    expect(heard.filter((first) => !first)).toHaveLength(1)
    expect((await Promise.all(forms.map((id) => bookings.find(id)))).every(({ state }) => state === 'new')).toBe(true)
  })

  test('refused and booked in the same moment by two instances: one of the two', async () => {
    const room = await place()
    const { bookings } = await openWithLinks(room)
    const other = await room.open()
    for (let round = 0; round < 12; round++) {
      const wished = wish({ id: `form-${round}`, slot: halfHour(round) })
      const refusing = other.bookings.refuse({ id: wished.id, slot: halfHour(round), invitee: grace }, now)
      const [placed, refused] = await Promise.all([bookings.place(wished), refusing])
      expect([placed, refused]).toEqual(refused ? ['refused before', true] : ['placed', false])
    }
  })

  test('the same form sent twice through a link for one booking is known, not refused', async () => {
    const { bookings } = await openWithLinks(await place())
    await bookings.place(wish({ id: 'graces', slot, link: twoTimes }))
    expect(await bookings.place(wish({ id: 'graces', slot, link: twoTimes }))).toBe('id known')
  })

  test('the same id for many organizers at once is one booking', async () => {
    const { bookings, organizers } = await openWithLinks(await place())
    const many = Array.from({ length: 40 }, (_, number) => `acme/organizer-${number}`)
    for (const id of many) await organizers.enrol({ ...olga, id })
    const answers = await Promise.all(many.map((organizer) => bookings.place(wish({ id: 'one', slot, organizer }))))
    expect(answers.filter((answer) => answer === 'placed')).toHaveLength(1)
    expect(answers.filter((answer) => answer === 'id known')).toHaveLength(39)
  })

  test('of 200 people who want one slot at once exactly one gets it', async () => {
    const { bookings } = await openWithLinks(await place())
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, person) => bookings.place(wish({ id: `person-${person}`, slot })))
    )
    expect(answers.filter((answer) => answer === 'placed')).toHaveLength(1)
    expect(answers.filter((answer) => answer === 'slot taken')).toHaveLength(199)
    expect(await bookings.heldTime(olga.id, slot)).toEqual([slot])
  })

  test('two instances share the guard: of 100 people at each, one gets the slot', async () => {
    const room = await place()
    const instances = [await openWithLinks(room), await room.open()]
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, person) =>
        instances[person % 2]?.bookings.place(wish({ id: `person-${person}`, slot }))
      )
    )
    expect(answers.filter((answer) => answer === 'placed')).toHaveLength(1)
    expect(answers.filter((answer) => answer === 'slot taken')).toHaveLength(199)
  })

  test('of many people at half hours that overlap in pairs, no two get overlapping ones', async () => {
    const { bookings } = await openWithLinks(await place())
    const wishes = Array.from({ length: 60 }, (_, person) => {
      const start = now + ((person * 7) % 30) * 0.25 * HOUR
      return wish({ id: `person-${person}`, slot: { start, end: start + 0.5 * HOUR } })
    })
    const answers = await Promise.all(wishes.map((each) => bookings.place(each)))
    const claims = await bookings.heldTime(olga.id, { start: now - HOUR, end: now + 24 * HOUR })
    expect(claims).toHaveLength(answers.filter((answer) => answer === 'placed').length)
    expect(claims.length).toBeGreaterThan(9)
    for (const [index, claim] of claims.entries()) {
      expect(claims[index + 1]?.start ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(claim.end)
    }
  })

  test('meetings may touch', async () => {
    const { bookings } = await openWithLinks(await place())
    expect(await bookings.place(wish({ id: 'middle', slot: halfHour(4) }))).toBe('placed')
    expect(await bookings.place(wish({ id: 'before', slot: halfHour(3) }))).toBe('placed')
    expect(await bookings.place(wish({ id: 'after', slot: halfHour(5) }))).toBe('placed')
  })

  test('buffers count: a meeting that would touch is too near when one of them wants ten minutes', async () => {
    const { bookings } = await openWithLinks(await place())
    await bookings.place(wish({ id: 'middle', slot: halfHour(4), buffer: 10 }))
    expect(await bookings.place(wish({ id: 'before', slot: halfHour(3) }))).toBe('slot taken')
    expect(await bookings.place(wish({ id: 'after', slot: halfHour(5) }))).toBe('slot taken')
    expect(await bookings.place(wish({ id: 'later', slot: halfHour(6) }))).toBe('placed')
  })

  test('other organizers are free at the same time', async () => {
    const { bookings, organizers } = await openWithLinks(await place())
    await organizers.enrol({ ...olga, id: 'acme/max' })
    await bookings.place(wish({ id: 'with olga', slot }))
    expect(await bookings.place(wish({ id: 'with max', slot, organizer: 'acme/max' }))).toBe('placed')
  })

  test('a released slot can be taken again, a confirmed one cannot', async () => {
    const { bookings } = await openWithLinks(await place())
    await bookings.place(wish({ id: 'graces', slot }))
    await bookings.append('graces', 1, [released], [], now)
    expect(await bookings.place(wish({ id: 'henrys', slot }))).toBe('placed')
    await bookings.append('henrys', 1, [confirmed], [], now)
    expect(await bookings.place(wish({ id: 'idas', slot }))).toBe('slot taken')
  })

  describe('a link for one booking', () => {
    test('takes one of ten people who choose different slots at once', async () => {
      const { bookings } = await openWithLinks(await place())
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, person) =>
          bookings.place(wish({ id: `person-${person}`, slot: halfHour(person), link: twoTimes }))
        )
      )
      expect(answers.filter((answer) => answer === 'placed')).toHaveLength(1)
      expect(answers.filter((answer) => answer === 'link used up')).toHaveLength(9)
    })

    test('takes one of twelve people who choose different slots at three instances', async () => {
      const room = await place()
      const instances = [await openWithLinks(room), await room.open(), await room.open()]
      await Promise.all(instances.map(({ ready }) => ready())) // connected: the race is about the count
      const answers = await Promise.all(
        Array.from({ length: 12 }, (_, person) =>
          instances[person % 3]?.bookings.place(
            wish({ id: `person-${person}`, slot: halfHour(person), link: twoTimes })
          )
        )
      )
      expect(answers.filter((answer) => answer === 'placed')).toHaveLength(1)
      expect(answers.filter((answer) => answer === 'link used up')).toHaveLength(11)
    })

    test('takes another after the first was released', async () => {
      const { bookings } = await openWithLinks(await place())
      await bookings.place(wish({ id: 'graces', slot: halfHour(1), link: twoTimes }))
      await bookings.append('graces', 1, [released], [], now)
      expect(await bookings.place(wish({ id: 'henrys', slot: halfHour(2), link: twoTimes }))).toBe('placed')
    })
  })

  describe('what happens later', () => {
    test('is told with the rest, and brings its messages', async () => {
      const { bookings, outbox } = await openWithLinks(await place())
      await bookings.place(wish({ id: 'graces', slot }))
      const writeActivity = { kind: 'write activity' as const, bookingId: 'graces' }
      expect(await bookings.append('graces', 1, [confirmed], [writeActivity], now + 1)).toBe(true)
      expect(await bookings.find('graces')).toMatchObject({ state: 'confirmed', version: 2, meeting, activity: null })
      expect((await outbox.ofBooking('graces')).map(({ kind }) => kind)).toEqual([
        'create meeting',
        'write activity',
        'tell people'
      ])

      const written: Fact = { type: 'activity written', at: now + 2, recordId: '00U1', actor: '0051', who: null }
      expect(await bookings.append('graces', 2, [written], [], now + 2)).toBe(true)
      expect(await bookings.find('graces')).toMatchObject({ version: 3, activity: { recordId: '00U1' } })
    })

    test('is refused when the booking has moved on meanwhile', async () => {
      const { bookings, outbox } = await openWithLinks(await place())
      await bookings.place(wish({ id: 'graces', slot }))
      expect(await bookings.append('graces', 1, [confirmed], [], now)).toBe(true)
      const late = { kind: 'remove meeting' as const, bookingId: 'graces' }
      expect(await bookings.append('graces', 1, [released], [late], now)).toBe(false)
      expect((await bookings.find('graces')).state).toBe('confirmed')
      expect((await outbox.ofBooking('graces')).map(({ kind }) => kind)).toEqual(['create meeting', 'tell people'])
    })

    test('is decided once when ten attempts end at the same moment', async () => {
      const { bookings, outbox } = await openWithLinks(await place())
      await bookings.place(wish({ id: 'graces', slot }))
      const late = { kind: 'remove meeting' as const, bookingId: 'graces' }
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, attempt) =>
          bookings.append('graces', 1, [attempt % 2 ? confirmed : released], attempt % 2 ? [] : [late], now)
        )
      )
      expect(answers.filter(Boolean)).toHaveLength(1)
      const { state, version } = await bookings.find('graces')
      expect(version).toBe(2)
      expect(await outbox.ofBooking('graces')).toHaveLength(state === 'released' ? 3 : 2)
    })

    test('cannot happen to a booking that is not there', async () => {
      const { bookings } = await openWithLinks(await place())
      await expect(bookings.append('nowhere', 0, [confirmed], [], now)).rejects.toThrow('begins with')
      expect(await bookings.append('nowhere', 1, [confirmed], [], now)).toBe(false)
    })

    test('the same version calls for the same effect once', async () => {
      const { bookings, outbox } = await openWithLinks(await place())
      await bookings.place(wish({ id: 'graces', slot }))
      await bookings.append('graces', 1, [], [createMeeting('graces')], now)
      expect(await outbox.ofBooking('graces')).toHaveLength(1)
    })
  })

  describe('time that is held', () => {
    test('is the claim with its buffers, of held and confirmed bookings, as far as it overlaps', async () => {
      const { bookings } = await openWithLinks(await place())
      await bookings.place(wish({ id: 'held', slot: halfHour(4), buffer: 10 }))
      await bookings.place(wish({ id: 'confirmed', slot: halfHour(8) }))
      await bookings.place(wish({ id: 'released', slot: halfHour(12) }))
      await bookings.append('confirmed', 1, [confirmed], [], now)
      await bookings.append('released', 1, [released], [], now)

      const { start, end } = halfHour(4)
      const claim = { start: start - HOUR / 6, end: end + HOUR / 6 }
      expect(await bookings.heldTime(olga.id, { start: now, end: now + 24 * HOUR })).toEqual([claim, halfHour(8)])
      expect(await bookings.heldTime(olga.id, { start: now, end: claim.start })).toEqual([])
      expect(await bookings.heldTime(olga.id, { start: claim.end, end: halfHour(8).start })).toEqual([])
      expect(await bookings.heldTime(olga.id, { start: now, end: claim.start + 1 })).toEqual([claim])
      expect(await bookings.heldTime('acme/max', { start: now, end: now + 24 * HOUR })).toEqual([])
    })
  })

  describe('lists', () => {
    test('of an organizer: soonest first, from a moment on; released ones when somebody was told, or has to know', async () => {
      const { bookings, outbox } = await openWithLinks(await place())
      for (const number of [6, 2, 4, 8, 10, 12]) {
        await bookings.place(wish({ id: `at-${number}`, slot: halfHour(number) }))
      }
      await bookings.append('at-6', 1, [confirmed], [], now)
      await outbox.takeOf('at-8', 'create meeting', 1000, now)
      await bookings.append('at-8', 1, [released], [], now)
      await outbox.takeOf('at-10', 'create meeting', 1000, now)
      await outbox.takeOf('at-10', 'create meeting', 1000, now + 1000)
      await bookings.append('at-10', 1, [released], [], now)
      await outbox.takeOf('at-12', 'create meeting', 1000, now)
      await bookings.append('at-12', 1, [{ ...released, because: 'role_reviewer' }], [], now)

      const ids = async (from: number) => (await bookings.ofOrganizer(olga.id, from)).map(({ id }) => id)
      expect(await ids(now)).toEqual(['at-2', 'at-4', 'at-6', 'at-10', 'at-12'])
      expect(await ids(halfHour(2).end)).toEqual(['at-4', 'at-6', 'at-10', 'at-12'])
      expect((await bookings.ofOrganizer(olga.id, halfHour(6).start))[0]).toEqual(await bookings.find('at-6'))
    })

    test('of a link: all of them', async () => {
      const { bookings } = await openWithLinks(await place())
      await bookings.place(wish({ id: 'late', slot: halfHour(6) }))
      await bookings.place(wish({ id: 'early', slot: halfHour(2) }))
      await bookings.place(wish({ id: 'other', slot: halfHour(8), link: twoTimes }))
      await bookings.append('early', 1, [released], [], now)
      expect((await bookings.ofLink(halfHours.id)).map(({ id }) => id)).toEqual(['early', 'late'])
    })
  })

  describe('the schema itself, whatever the program believes', () => {
    const columns = {
      id: "'forged'",
      key_hash: "'forged'",
      link_id: 'link_id',
      organizer: 'organizer',
      state: 'state',
      start_at: 'start_at',
      end_at: 'end_at',
      claim_start: 'claim_start',
      claim_end: 'claim_end',
      version: 'version',
      booked_at: 'booked_at'
    }
    const forged = (change: Partial<typeof columns>) =>
      `insert into bookings (${Object.keys(columns)}) select ${Object.values({ ...columns, ...change })} from bookings where id = 'graces'`
    const overlap = name === 'sqlite' ? 'overlapping claim' : 'bookings_no_overlap'

    async function withGrace() {
      const room = await place()
      const { bookings } = await openWithLinks(room)
      await bookings.place(wish({ id: 'graces', slot }))
      return { ...room, bookings }
    }

    test('refuses a row that overlaps', async () => {
      const { sql } = await withGrace()
      await expect(sql(forged({}))).rejects.toThrow(overlap)
      await sql(forged({ state: "'released'" }))
    })

    test('refuses to wake a booking whose time another has', async () => {
      const { sql } = await withGrace()
      await sql(forged({ state: "'released'" }))
      await expect(sql("update bookings set state = 'held' where id = 'forged'")).rejects.toThrow(overlap)
    })

    test('refuses to move a booking into the time of another', async () => {
      const { sql, bookings } = await withGrace()
      await bookings.place(wish({ id: 'henrys', slot: halfHour(7) }))
      const move = `update bookings set claim_start = ${slot.end - 1} where id = 'henrys'`
      await expect(sql(move)).rejects.toThrow(overlap)
      expect(await sql(`update bookings set claim_start = ${slot.end} where id = 'henrys'`)).toEqual([])
    })

    test.each([
      ['a claim without an organizer', { organizer: 'null' }],
      ['a claim without a beginning', { claim_start: 'null' }],
      ['a claim without an end', { claim_end: 'null' }],
      ['an empty claim', { claim_start: 'end_at', claim_end: 'end_at' }],
      ['a backward claim', { claim_start: 'claim_end', claim_end: 'claim_start' }],
      ['a slot outside its claim', { start_at: 'start_at - 1' }]
    ])('refuses %s', async (_, change) => {
      const { sql } = await withGrace()
      await expect(sql(forged({ state: "'released'", ...change }))).rejects.toThrow()
      expect(await sql('select id from bookings')).toEqual([{ id: 'graces' }])
    })
  })
})
