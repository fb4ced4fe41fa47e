// npm run zones:check, on a store in which a booking was made by other rules than today's.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { seenOf } from '../../src/bookings/seen.ts'
import { DAY, HOUR } from '../../src/time/instant.ts'
import { zoneDataVersion } from '../../src/time/zone-data.ts'
import { halfHours } from '../world/cast.ts'
import { onBothEngines, type Place } from './engines.ts'
import { openWithLinks, wish } from './story.ts'

const root = join(import.meta.dirname, '../..')

async function check({ options: { url, folder } }: Place) {
  const environment = url ? { DATABASE_URL: url } : { DATA_DIR: folder }
  const child = spawn(process.execPath, [join(root, 'server/zones-check.ts')], {
    env: { PATH: process.env.PATH, ...environment }
  })
  const [said, complained, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise((resolve) => child.on('exit', resolve))
  ])
  return { said, complained, code }
}

/** Noon of a day to come, and the half hour from then on. */
const slotIn = (days: number) => {
  const start = (Math.floor(Date.now() / DAY) + days) * DAY + 12 * HOUR
  return { start, end: start + HOUR / 2 }
}

onBothEngines('the agreed times of bookings', ({ place }) => {
  test('are all as agreed: says so with the edition of the rules, and ends well', async () => {
    const at = await place()
    const storage = await openWithLinks(at)
    await storage.bookings.place(wishSeen('b1', 3))
    await storage.bookings.place(wish({ id: 'old', slot: slotIn(4) }))
    const { said, complained, code } = await check(at)
    expect(said).toContain(`tzdata ${zoneDataVersion} here`)
    expect(said).toContain('All 2 coming bookings are at the times that people agreed on.')
    expect(said).toContain('1 of the bookings were made before the agreed time was kept')
    expect({ complained, code }).toEqual({ complained: '', code: 0 })
  })

  test('have moved on a clock: lists who agreed on what, says what to do, and ends with 1', async () => {
    const at = await place()
    const storage = await openWithLinks(at)
    await storage.bookings.place(wishSeen('b1', 3))
    await storage.bookings.place(wishSeen('b2', 4, '-09:00'))
    await storage.bookings.place(wishSeen('past', -4, '-09:00'))
    const { said, code } = await check(at)
    expect(code).toBe(1)
    expect(said).toContain('1 of 2 coming bookings are at another time by the clock')
    expect(said).toContain('Olga Okafor and Grace Hopper-Lee, booking b2')
    expect(said).toMatch(/invitee: agreed \S+-09:00 America\/New_York, now \S+T0[78]:00-0[54]:00/)
    expect(said).not.toContain('organizer: agreed')
    expect(said).not.toContain('booking past')
    expect(said).toContain('move the meeting in Outlook')
  })
})

/** As booked by Grace in New York; with another offset, as if by rules that no longer hold. */
function wishSeen(id: string, days: number, offset?: string) {
  const slot = slotIn(days)
  const seen = seenOf(slot, { invitee: 'America/New_York', organizer: halfHours.zone })
  if (offset) seen.invitee.start = seen.invitee.start.replace(/[+-]\d\d:\d\d$/, offset)
  const placing = wish({ id, slot })
  return { ...placing, facts: placing.facts.map((fact) => (fact.type === 'held' ? { ...fact, seen } : fact)) }
}
