import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bookRoutes } from '../../../server/routes/book/book.ts'
import { keptPages } from '../../../server/routes/book/kept-pages.ts'
import type { AvailabilityLink, Link } from '../../../src/links/link.ts'
import { DAY, HOUR, MINUTE } from '../../../src/time/instant.ts'
import type { Span } from '../../../src/time/span.ts'
import { grace, halfHours, mondayMorning, twoTimes } from '../../world/cast.ts'
import { form, serverWith, textOf, valuesOf } from '../../world/pages.ts'
import { editor, worldWith } from '../../world/services.ts'

/** One step of what may happen between two views; numbers choose what exactly. */
type Change = { what: keyof typeof changes; number: number }
type World = ReturnType<typeof worldWith>

/** One of the half hours of the first week. */
const slotAt = (number: number) => {
  const start = mondayMorning + (Math.floor(number / 16) % 5) * DAY + HOUR + (number % 16) * 30 * MINUTE
  return { start, end: start + 30 * MINUTE }
}

const changes = {
  'some milliseconds': ({ outside }: World, number: number) => {
    outside.now += number % 5000
  },
  'to the next whole minute': ({ outside }: World) => {
    outside.now = Math.floor(outside.now / MINUTE) * MINUTE + MINUTE
  },
  'one millisecond': ({ outside }: World) => {
    outside.now += 1
  },
  'some hours': ({ outside }: World, number: number) => {
    outside.now += (number % 40) * HOUR
  },
  'another calendar': ({ outside }: World, number: number) => {
    outside.busy = [slotAt(number), slotAt(number * 7)].map((slot) => ({ ...slot, status: 'busy' as const }))
  },
  'no calendar': ({ outside }: World) => {
    outside.busy = undefined
  },
  'a booking': ({ services }: World, number: number) => place(services, slotAt(number)),
  'another note': ({ services }: World, number: number) => rewrite(services, { note: `Note ${number % 3}` }),
  'other rules': ({ services }: World, number: number) =>
    rewrite(services, {
      lengths: [30, 60],
      notice: (number % 5) * 60,
      horizonDays: 1 + (number % 70),
      bufferAfter: number % 20
    }),
  caps: ({ services }: World, number: number) => rewrite(services, { perDay: (number % 3) + 1 }),
  'an end': ({ services, outside }: World, number: number) =>
    rewrite(services, { expiresAt: number % 3 ? outside.now + (number % 2500) : null }),
  'a right': ({ outside }: World, number: number) => {
    outside.standing = number % 2 ? editor : { ...editor, folder: 'reviewer' }
  },
  nothing: () => {}
} satisfies Record<string, (world: World, number: number) => unknown>

async function place({ bookings, newId }: World['services'], slot: Span) {
  const held = { link: halfHours.id, organizer: halfHours.organizer.id, slot, claim: slot, invitee: grace }
  const fact = { type: 'held' as const, at: mondayMorning, ...held, seen: { invitee: '', organizer: '' } }
  const placing = { id: newId(), facts: [fact], messages: [], uses: null, caps: [], now: 0, dueAt: 0 }
  await bookings.place(placing as never)
}

async function rewrite({ links }: World['services'], change: Partial<AvailabilityLink>) {
  const known = await links.find(halfHours.id)
  if (known) await links.add({ ...known.link, ...change } as Link, '')
}

/** What passes by itself, and nobody has to tell. */
const byItself: Change['what'][] = [
  'some milliseconds',
  'to the next whole minute',
  'one millisecond',
  'some hours',
  'nothing'
]

const queries = [
  '',
  '?zone=Asia/Kolkata',
  '?zone=Europe/Berlin',
  '?from=2027-01-12',
  '?before=2027-02-20',
  '?length=60'
]

/** The page as anybody may see it: the form id is new in each. */
const withoutId = (html: string) => html.replace(/name="id" value="[^"]*"/, 'name="id"')

describe('kept pages', () => {
  test('are, but for the form id, the very bytes that would be printed now, whatever has changed', async () => {
    const change = fc.record({
      what: fc.constantFrom(...(Object.keys(changes) as Change['what'][]), 'a booking' as const, 'nothing' as const),
      number: fc.nat(10_000)
    })
    const step = fc.record({ change, query: fc.constantFrom(...queries), picked: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        const world = worldWith({ links: [halfHours, twoTimes] })
        let told = 0
        const keeping = await serverWith(bookRoutes, { ...world.services, changes: () => told })
        for (const { change, query, picked } of steps) {
          await changes[change.what](world, change.number)
          if (!byItself.includes(change.what)) told++
          const anew = await serverWith(bookRoutes, world.services)
          for (const path of [`${world.tokenOf(picked ? twoTimes : halfHours)}${query}`, world.tokenOf(halfHours)]) {
            const [kept, printed] = [await keeping.inject(`/book/${path}`), await anew.inject(`/book/${path}`)]
            expect(kept.statusCode).toBe(printed.statusCode)
            expect(withoutId(kept.body)).toBe(withoutId(printed.body))
            expect(kept.headers['content-type']).toBe(printed.headers['content-type'])
          }
        }
      }),
      { numRuns: 20, seed: 20270104 }
    )
  }, 60_000)

  test('are printed once a minute, and each view has a form id of its own', async () => {
    let looked = 0
    const link: Link = {
      ...halfHours,
      get place() {
        looked++
        return halfHours.place
      }
    }
    const world = worldWith({ links: [link] })
    const app = await serverWith(bookRoutes, world.services)
    const ids: string[] = []
    const printed: number[] = []
    for (const second of [1, 2, 20, 59.999, 60, 60.001]) {
      world.outside.now = mondayMorning + second * 1000
      looked = 0
      const { body } = await app.inject(`/book/${world.tokenOf(link)}`)
      if (looked > 0) printed.push(second)
      const [id = ''] = valuesOf(body, 'id')
      expect(world.services.formIds.read(id, world.tokenOf(link), world.outside.now)).toBeDefined()
      ids.push(id)
    }
    expect(new Set(ids).size).toBe(6)
    expect(printed).toEqual([1, 60, 60.001]) // the very beginning of a minute is a moment of its own
  })

  test('know of a booking that lies outside of what they show and fills the week', async () => {
    const world = worldWith({ links: [{ ...halfHours, perWeek: 1 }] })
    world.services.heldTimes.heldTime = async () => []
    world.outside.now = mondayMorning + 3 * DAY
    const app = await serverWith(bookRoutes, world.services)
    const first = async () => valuesOf((await app.inject(`/book/${world.tokenOf(halfHours)}`)).body, 'slot')[0]
    expect(await first()).toContain('2027-01-07')
    await place(world.services, slotAt(0))
    expect(await first()).toContain('2027-01-11')
  })

  test('know of an entry in the calendar that turns out to be our own hold for this link', async () => {
    const world = worldWith({ links: [twoTimes] })
    const [slot] = twoTimes.kind === 'time slots' ? twoTimes.slots : []
    if (!slot) throw new Error('no slot')
    world.outside.busy = [{ ...slot, status: 'tentative' }]
    const app = await serverWith(bookRoutes, world.services)
    const slots = async () => valuesOf((await app.inject(`/book/${world.tokenOf(twoTimes)}`)).body, 'slot')
    expect(await slots()).toHaveLength(1)
    world.services.holds.standing = async () => [slot]
    expect(await slots()).toHaveLength(2)
  })

  test('are not shown once the link is closed', async () => {
    const world = worldWith()
    const app = await serverWith(bookRoutes, world.services)
    const url = `/book/${world.tokenOf(halfHours)}`
    expect((await app.inject(url)).statusCode).toBe(200)
    await world.services.links.revoke(halfHours.id, mondayMorning)
    expect((await app.inject(url)).statusCode).toBe(410)
  })

  test('never hold what somebody has typed', async () => {
    const world = worldWith()
    const app = await serverWith(bookRoutes, world.services)
    const url = `/book/${world.tokenOf(halfHours)}`
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const typed = await app.inject({ method: 'POST', url: `${url}/times`, headers, payload: 'name=Grace+Hopper' })
    expect(typed.body).toContain('Grace Hopper')
    expect((await app.inject(url)).body).not.toContain('Grace Hopper')
  })
})

describe('the page for those who were too late', () => {
  const people = [
    { name: 'Ada', email: 'ada@x.example', note: '' },
    { name: `O'Brien & "Søn" <b>`, email: 'ob@x.example', note: '\n</textarea><b>\n$& ’n' },
    { name: 'Ida', email: 'ida@x.example', note: 'mine' }
  ]

  test.each([
    ['a link with many times', halfHours, {}],
    ['the only time of a link', twoTimes, {}],
    [
      'by another clock, another week, another length',
      halfHours,
      { zone: 'Asia/Kolkata', from: '2027-01-12', length: '60' }
    ]
  ])('%s: printed once, and the very bytes that each would get alone', async (_, link, change) => {
    const world = worldWith({ links: [link] })
    world.services.bookings.place = async () => 'slot taken'
    const [keeping, url] = [await serverWith(bookRoutes, world.services), `/book/${world.tokenOf(link)}/bookings`]
    const slot = valuesOf((await keeping.inject(`/book/${world.tokenOf(link)}`)).body, 'slot')[0] ?? ''
    for (const person of [...people, ...people.toReversed()]) {
      const id = world.services.formIds.make(world.tokenOf(link), mondayMorning)
      const fields = { id, zone: 'Europe/Berlin', slot, ...person, ...change }
      const [kept, printed] = [
        await keeping.inject(form(url, fields)),
        await (await serverWith(bookRoutes, world.services)).inject(form(url, fields))
      ]
      expect([kept.statusCode, printed.statusCode]).toEqual([409, 409])
      expect(textOf(kept.body)).toContain('That time has just been taken')
      expect(withoutId(kept.body)).toBe(withoutId(printed.body))
      expect(valuesOf(kept.body, 'id')[0]).not.toBe(id)
      expect(kept.headers['content-type']).toBe(printed.headers['content-type'])
      expect(valuesOf(kept.body, 'name')).toEqual([person.name])
    }
  })

  test('knows of what is taken next', async () => {
    const world = worldWith()
    const app = await serverWith(bookRoutes, world.services)
    const late = async (start: number) => {
      await place(world.services, slotAt(start))
      const id = world.services.formIds.make(world.tokenOf(halfHours), mondayMorning)
      const text = ({ start, end }: { start: number; end: number }) =>
        `${new Date(start).toISOString()}/${new Date(end).toISOString()}`
      const fields = { id, zone: 'Europe/Berlin', slot: text(slotAt(0)), ...people[0] }
      return valuesOf((await app.inject(form(`/book/${world.tokenOf(halfHours)}/bookings`, fields))).body, 'slot')[0]
    }
    const first = await late(0)
    expect(await late(1)).not.toBe(first)
  })
})

describe('within one second', () => {
  const QUARTER = 250

  async function visited(link: Link = halfHours) {
    const world = worldWith({ links: [link] })
    const told = { changes: 0 as number | undefined, looks: 0 }
    const { findByToken } = world.services.links
    world.services.links.findByToken = (hash) => {
      told.looks++
      return findByToken(hash)
    }
    world.outside.now = mondayMorning + QUARTER
    const app = await serverWith(bookRoutes, { ...world.services, changes: () => told.changes })
    const view = async (query = '') => (await app.inject(`/book/${world.tokenOf(link)}${query}`)).statusCode
    return { world, told, view, later: (ms: number) => (world.outside.now += ms) }
  }

  test.each(['', '/slots'])(
    'nobody looks again when nothing was written and nothing learned: /book/:token%s',
    async (path) => {
      const { told, view, later } = await visited()
      for (const step of [0, QUARTER, QUARTER]) {
        later(step)
        expect(await view(path)).toBe(200)
      }
      expect(told.looks).toBe(1)
      told.changes = 1
      await view(path)
      expect(told.looks).toBe(2)
      later(QUARTER) // the next second begins
      await view(path)
      expect(told.looks).toBe(3)
      await view(path) // and its very beginning is a moment of its own
      expect(told.looks).toBe(4)
    }
  )

  test('each page has a form id of its own, and another length, zone or week is another page', async () => {
    const { world, told } = await visited({ ...halfHours, lengths: [30, 60] } as Link)
    const app = await serverWith(bookRoutes, { ...world.services, changes: () => 0 })
    const url = `/book/${world.tokenOf(halfHours)}`
    const pages = [url, url, `${url}?length=60`, `${url}?zone=Asia/Kolkata`, `${url}?from=2027-01-12`]
    const bodies: string[] = []
    for (const page of pages) bodies.push((await app.inject(page)).body)
    expect(new Set(bodies.flatMap((body) => valuesOf(body, 'id'))).size).toBe(5)
    expect(new Set(bodies.map(withoutId)).size).toBe(4)
    expect(told.looks).toBe(4)
  })

  test('everybody looks where nobody can tell what was written', async () => {
    const { told, view } = await visited()
    told.changes = undefined
    for (let nth = 0; nth < 3; nth++) await view()
    expect(told.looks).toBe(3)
  })

  test('a link that ends in the middle of it is closed from then on', async () => {
    const { view, later } = await visited({ ...halfHours, expiresAt: mondayMorning + 2 * QUARTER })
    expect(await view()).toBe(200)
    later(QUARTER)
    expect(await view()).toBe(410)
  })

  test('a time that begins in the middle of it is gone from then on', async () => {
    const start = mondayMorning + 2 * QUARTER
    const slots = [start, start + HOUR].map((start) => ({ start, end: start + HOUR / 2 }))
    const { world, later } = await visited({ ...twoTimes, notice: 0, slots } as Link)
    const app = await serverWith(bookRoutes, { ...world.services, changes: () => 0 })
    const times = async () => valuesOf((await app.inject(`/book/${world.tokenOf(twoTimes)}`)).body, 'slot').length
    expect(await times()).toBe(2)
    later(QUARTER)
    expect(await times()).toBe(1)
  })
})

describe('room for pages', () => {
  const print =
    (size: number) =>
    async ([id]: readonly string[]) =>
      `${'x'.repeat(size)}<${id}>`

  test('is bounded: the page that nobody has asked for longest goes first', async () => {
    const pages = keptPages(3000)
    const printed: string[] = []
    const show = (address: string) =>
      pages.page(address, 'same', ['id'], async (places) => {
        printed.push(address)
        return print(900)(places)
      })
    for (const address of ['a', 'b', 'c', 'a', 'd', 'a', 'b']) await show(address)
    expect(printed.join('')).toBe('abcdb')
  })

  test('is not needed twice: of many who come while a page is printed each gets it, with what is hers', async () => {
    const pages = keptPages()
    let printed = 0
    const printing = async (places: readonly string[]) => {
      printed++
      await new Promise(setImmediate)
      return print(9)(places)
    }
    const show = (nth: number, basis: string) => pages.page('a', basis, [`${nth}`], printing)
    const shown = await Promise.all([show(1, 'one'), show(2, 'one'), show(3, 'another'), show(4, 'one')])
    expect(shown.map(String)).toEqual([1, 2, 3, 4].map((nth) => `${'x'.repeat(9)}<${nth}>`))
    expect(printed).toBe(2)
    const failing = () => Promise.reject(new Error('ours'))
    for (const each of [1, 2]) await expect(pages.page('b', 'one', [`${each}`], failing)).rejects.toThrow('ours')
    expect(String(await pages.page('b', 'one', ['5'], printing))).toContain('<5>')
  })

  test('does not matter to what is shown: a page larger than all of it, and one without a form', async () => {
    const pages = keptPages(100)
    expect(String(await pages.page('a', '', ['my-id'], print(200)))).toBe(`${'x'.repeat(200)}<my-id>`)
    expect(String(await pages.page('b', '', ['my-id'], async () => 'Größe'))).toBe('Größe')
    const three = async ([one, two, three]: readonly string[]) => `<${three}-${one}-${two}>`
    expect(String(await pages.page('d', '', ['a', 'ß$&', ''], three))).toBe('<-a-ß$&>')
    await expect(pages.page('c', '', ['my-id'], async ([id]) => `${id}${id}`)).rejects.toThrow('only once')
  })
})
