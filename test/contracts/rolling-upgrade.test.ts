// Old and new instances together, while an installation is upgraded one instance after the other.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { HOUR } from '../../src/time/instant.ts'
import { halfHours, olga } from '../world/cast.ts'
import { onBothEngines } from './engines.ts'
import { halfHour, now, openWithLinks, wish } from './story.ts'

const folder = join(import.meta.dirname, '../../src/storage/migrations')

/** The first that comes after a release; those before it were never run beside an older program. */
const FIRST_AFTER_RELEASE = 20

/** What an older program, which knows nothing of it, would fall over: something it uses is gone, renamed, or asks for more. */
function breaking(script: string): string[] {
  const plain = script.replaceAll(/--.*$/gm, '').replaceAll(/\s+/g, ' ')
  const statements = plain.split(';').map((statement) => statement.trim().toLowerCase())
  return statements.filter(
    (statement) =>
      /^drop (table|view)/.test(statement) ||
      (/^alter table/.test(statement) && /drop column|rename|alter column|set not null| type /.test(statement)) ||
      (/^alter table/.test(statement) &&
        /add column/.test(statement) &&
        /not null/.test(statement) &&
        !/default/.test(statement))
  )
}

describe('a migration only adds, so that the version of before goes on working beside the new one', () => {
  const files = readdirSync(folder).filter((file) => Number(file.slice(0, 4)) >= FIRST_AFTER_RELEASE)
  test(`in each file from ${FIRST_AFTER_RELEASE} on`, () => {
    expect(
      files.flatMap((file) => breaking(readFileSync(join(folder, file), 'utf8')).map((what) => `${file}: ${what}`))
    ).toEqual([])
  })

  // biome-ignore format: a table
  test.each<[string, boolean]>([
    ['create table t (a integer not null)',                       true],
    ['alter table t add column a integer',                        true],
    ['alter table t add column a integer not null default 0',     true],
    ['create index i on t (a); drop index j',                     true],
    ['-- drop table t\nselect 1',                                 true],
    ['drop table t',                                              false],
    ['create table u (a text);\nALTER TABLE t\n  DROP COLUMN a',  false],
    ['alter table t rename to u',                                 false],
    ['alter table t add column a integer not null',               false],
    ['alter table t alter column a set not null',                 false],
    ['alter table t alter column a type text',                    false]
  ])('%s: %s', (script, adds) => expect(breaking(script).length === 0).toBe(adds))
})

onBothEngines('what an instance of before writes', ({ place }) => {
  test('is read by a new one, and its claim is respected: the columns that it does not know have answers of their own', async () => {
    const room = await place()
    const storage = await openWithLinks(room)
    const { start, end } = halfHour(3)
    const taken = JSON.stringify({
      link: halfHours.id,
      organizer: olga.id,
      slot: { start, end },
      claim: { start, end },
      invitee: { name: 'Grace', address: 'g@x.example', note: '', zone: 'UTC' },
      until: now + HOUR
    })
    await room.sql(`insert into bookings
      (id, key_hash, link_id, organizer, state, start_at, end_at, claim_start, claim_end, version, booked_at)
      values ('old', 'h', '${halfHours.id}', '${olga.id}', 'held', ${start}, ${end}, ${start}, ${end}, 1, ${now})`)
    await room.sql(
      `insert into booking_facts (booking_id, version, at, type, body) values ('old', 1, ${now}, 'held', '${taken}')`
    )
    await room.sql(
      `insert into outbox (kind, booking_id, version, written_at, due_at) values ('create meeting', 'old', 1, ${now}, ${now})`
    )
    await room.sql(`insert into sessions (hash, person, name, address, started_at, ends_at, sealed_token, token_ends_at)
      values ('s', '${olga.id}', 'Olga', 'o@x', ${now}, ${now + HOUR}, null, ${now})`)

    expect(await storage.bookings.find('old')).toMatchObject({ state: 'held', slot: { start, end } })
    expect(await storage.bookings.place(wish({ id: 'new', slot: { start, end } }))).toBe('slot taken')
    expect(await storage.outbox.take(5, HOUR, now)).toMatchObject([{ bookingId: 'old', attempt: 1 }])
    expect(await storage.sessions.find('s', now)).toMatchObject({ person: { id: olga.id } })
  })
})
