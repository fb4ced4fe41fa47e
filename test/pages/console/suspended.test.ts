// A right is gone, and the links that were made by it: what whoever made them, and others, read about it.
import { describe, expect, test } from 'vitest'
import { whySuspended } from '../../../server/wording/suspended.ts'
import type { Booking } from '../../../src/bookings/booking.ts'
import { reasons } from '../../../src/delegates/reason.ts'
import { dana, eve, grace, halfHours, mondayMorning, olga, twoTimes } from '../../world/cast.ts'
import { flawsOf, textOf } from '../../world/pages.ts'
import { consoleOf } from './desk.ts'

async function withoutRight() {
  const here = await consoleOf()
  const reviewer = { ...(here.outside.standings[dana.id] as object), folder: 'reviewer', delegate: false } as never
  const nothing = { ...(reviewer as object), folder: 'none' } as never
  return { ...here, reviewer, nothing }
}

describe('Dana has lost her right', () => {
  test('and finds on her first page which links nobody can book, why, what to do, and a message to send', async () => {
    const { as, outside, nothing } = await withoutRight()
    const danas = await as(dana)
    expect(textOf((await danas.get('/console')).body)).not.toContain('nobody can book now')
    outside.standings[dana.id] = nothing
    const { body } = await danas.get('/console')
    expect(textOf(body)).toContain(
      'Your links that nobody can book now Meeting with Olga Okafor, Meeting with Olga Okafor Suspended. Exchange no longer ' +
        "says that Dana Whitfield may offer Olga Okafor's time. Who opens the address reads only that it is not available. " +
        'Olga Okafor can make Dana Whitfield a delegate with Editor rights: in Outlook, Calendar › Sharing and permissions. ' +
        'Then it opens again by itself.'
    )
    expect(body).toContain('id="ask-again-0"')
    expect(flawsOf(body)).toEqual([])
  })

  test('and Eve, who has not made them, does not find them among her own', async () => {
    const { as, outside, nothing } = await withoutRight()
    outside.standings[dana.id] = nothing
    const text = textOf((await (await as(eve)).get('/console')).body)
    expect(text).not.toContain('nobody can book now')
    expect(text).toContain('2 links suspended')
  })

  test('and her link’s own page says why it is closed to her, to others it is not there', async () => {
    const { as, outside, nothing } = await withoutRight()
    outside.standings[dana.id] = nothing
    const page = `/console/links/${halfHours.id}`
    const hers = await (await as(dana)).get(page)
    expect([hers.statusCode, hers.body.includes('<code>no_grant</code>')]).toEqual([403, true])
    outside.standings[eve.id] = nothing
    expect((await (await as(eve)).get(page)).statusCode).toBe(404)
  })

  test('with the right it is all back by itself', async () => {
    const { as, outside, reviewer } = await withoutRight()
    const right = outside.standings[dana.id] as never
    const danas = await as(dana)
    outside.standings[dana.id] = reviewer
    expect(textOf((await danas.get('/console/links')).body)).toContain('Suspended')
    outside.standings[dana.id] = right
    expect(textOf((await danas.get('/console/links')).body)).not.toContain('Suspended')
  })
})

test('a booking that was not made because the right was lost says so, with who can do what', async () => {
  const slot = twoTimes.kind === 'time slots' ? twoTimes.slots[0] : undefined
  if (!slot) throw new Error('no slot')
  const released = {
    ...{ state: 'released', id: 'b', version: 2, link: halfHours.id, organizer: olga.id, slot, claim: slot },
    ...{
      invitee: grace,
      heldAt: mondayMorning,
      releasedAt: mondayMorning,
      why: 'the right was lost',
      because: 'role_reviewer'
    }
  } as Booking
  const { as } = await consoleOf({ bookings: [released] })
  expect(textOf((await (await as(olga)).get('/console/bookings')).body)).toContain(
    "Nothing was booked Dana Whitfield can only look at Olga Okafor's calendar now. This was before the meeting was made."
  )
})

test.each(reasons)('why a link is suspended is told in plain sentences: %s', (because) => {
  const { why, remedy } = whySuspended(because, { maker: 'Dana Whitfield', organizer: 'Olga Okafor' })
  for (const text of [why, remedy]) expect(text).toMatch(/^[A-Z].*\.$/)
  expect(why).toMatch(/Dana|Olga/)
})
