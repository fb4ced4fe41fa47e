// A statement that is asked every second is prepared once: what changes from one time to the next is a value of it, and not in its text.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test, vi } from 'vitest'
import { openStorage } from '../../src/storage/database.ts'
import { MINUTE, SECOND } from '../../src/time/instant.ts'
import { olga } from '../world/cast.ts'
import { keyHashOf } from './keys.ts'
import { now } from './story.ts'

test('what the loops ask has the same text at every time', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'onbehalf-texts-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const storage = await openStorage({ folder, keyHashOf })
  onTestFinished(() => storage.close())
  const { outbox, holds, legs, hints, subscriptions, sweeps, collisions } = storage
  await storage.organizers.enrol(olga)
  const leg = { key: 'bk-a', organizer: olga.id, source: { kind: 'booking' as const, id: 'a' } }
  const round = async (time: number) => {
    await legs.wish(leg, time)
    for (const { take } of [outbox, holds, legs, hints, subscriptions, sweeps, collisions]) await take(5, SECOND, time)
  }

  await round(now)
  const prepare = vi.spyOn(DatabaseSync.prototype, 'prepare')
  onTestFinished(() => prepare.mockRestore())
  await round(now + MINUTE)
  await round(now + 2 * MINUTE)
  expect(prepare.mock.calls.flat()).toEqual([])
})
