import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test } from 'vitest'
import { HOUR } from '../../src/time/instant.ts'
import { olga } from '../world/cast.ts'
import { onBothEngines, type Place } from './engines.ts'
import { halfHour, now, openWithLinks } from './story.ts'

const WHOLE_YEAR = { start: now - HOUR, end: now + 10_000 * HOUR }

/** `answers`: what the process has acknowledged, line by line. */
type Crowd = { process: ChildProcess; answers: string[]; ended: Promise<unknown>; begin(): void }

async function crowd(name: string, first: number, last: number, { options }: Place): Promise<Crowd> {
  const script = join(import.meta.dirname, 'crowd.ts')
  const child = spawn(process.execPath, [script, name, `${first}`, `${last}`, options.url ?? '', options.folder], {
    stdio: ['pipe', 'pipe', 'inherit']
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const answers: string[] = []
  const opened = Promise.withResolvers<void>()
  const lines = createInterface(child.stdout).on('line', (line) =>
    line === 'open' ? opened.resolve() : answers.push(line)
  )
  const ended = Promise.all([once(child, 'exit'), once(lines, 'close')])
  await Promise.race([opened.promise, ended.then(() => Promise.reject(new Error(`${name} ended before it opened`)))])
  return { process: child, answers, ended, begin: () => void child.stdin.write('go\n') }
}

onBothEngines('several processes', ({ place, emptyPlace }) => {
  test('start at once on nothing, make the schema once, and share out forty slots', { timeout: 30_000 }, async () => {
    const room = await emptyPlace()
    const crowds = await Promise.all(['a', 'b', 'c'].map((name) => crowd(name, 1, 40, room)))
    const { bookings, outbox } = await openWithLinks(room)
    for (const { begin } of crowds) begin()
    await Promise.all(crowds.map(({ ended }) => ended))

    const answers = crowds.flatMap((each) => each.answers)
    expect(answers).toHaveLength(120)
    const placed = answers.filter((answer) => answer.startsWith('placed')).map((answer) => Number(answer.split(' ')[1]))
    expect(placed.sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1))
    expect(await bookings.heldTime(olga.id, WHOLE_YEAR)).toHaveLength(40)
    expect(await outbox.take(100, HOUR, now)).toHaveLength(40)
  })

  test('nothing that was acknowledged is lost when a writing process is killed', { timeout: 60_000 }, async () => {
    const room = await place()
    await (await openWithLinks(room)).close()
    let acknowledged = 0
    for (let round = 0; round < 5; round++) {
      const writer = await crowd('writer', round * 1_000 + 1, round * 1_000 + 1_000, room)
      writer.begin()
      const enough = 5 + round * 17
      while (writer.answers.length < enough) await new Promise((resolve) => setTimeout(resolve, 1))
      writer.process.kill('SIGKILL')
      await writer.ended

      const { bookings, outbox } = await room.open()
      for (const answer of writer.answers) {
        const id = `writer-${answer.split(' ')[1]}`
        expect(await bookings.find(id)).toMatchObject({ state: 'held', slot: halfHour(Number(answer.split(' ')[1])) })
        expect(await outbox.ofBooking(id)).toHaveLength(1)
      }
      acknowledged += writer.answers.length
    }
    const [counts] = await room.sql(`select (select count(*) from bookings) as rows,
      (select count(distinct booking_id) from booking_facts) as told, (select count(*) from outbox) as messages`)
    const { rows, told, messages } = counts ?? {}
    expect([told, messages]).toEqual([rows, rows]) // no half of a transaction
    expect(Number(rows)).toBeGreaterThanOrEqual(acknowledged)
    expect(Number(rows)).toBeLessThanOrEqual(acknowledged + 5) // at most one a kill was done and not told
  })
})
