import { expect, test } from 'vitest'
import type { Entry } from '../../src/audit/audit-log.ts'
import { dana, mondayMorning, olga } from '../world/cast.ts'
import { onBothEngines } from './engines.ts'

const made: Entry = {
  at: mondayMorning,
  actor: dana.id,
  actorName: dana.name,
  organizer: olga.id,
  right: 'delegate editor',
  act: 'make availability link',
  object: 'link 1',
  result: 'made'
}

onBothEngines('the audit log', ({ name, place }) => {
  test('tells what was done for Olga, newest first', async () => {
    const { audit } = await (await place()).open()
    await audit.append(made)
    await audit.append({ ...made, object: 'link 2' })
    await audit.append({ ...made, at: made.at - 1, object: 'link 0' })
    await audit.append({ ...made, organizer: 'acme/max' })
    expect((await audit.of(olga.id, 10)).map(({ object }) => object)).toEqual(['link 2', 'link 1', 'link 0'])
    expect(await audit.of(olga.id, 1)).toEqual([{ ...made, object: 'link 2' }])
  })

  test.each([
    ['changed', "update audit set result = 'refused'"],
    ['deleted', 'delete from audit'],
    ...(name === 'sqlite'
      ? [
          [
            'replaced',
            "replace into audit select id, at, 'x', actor_name, organizer, by_right, act, object, result from audit"
          ],
          ['replaced by a change', 'update or replace audit set id = id']
        ]
      : [
          ['emptied', 'truncate audit'],
          ['changed by a replica', "set session_replication_role = 'replica'; delete from audit"]
        ])
  ])('cannot be %s, not even in SQL', async (_, statement) => {
    const room = await place()
    const { audit } = await room.open()
    await audit.append(made)
    await expect(room.sql(statement ?? '')).rejects.toThrow('the audit log is append-only')
    expect(await audit.of(olga.id, 10)).toEqual([made])
  })
})
