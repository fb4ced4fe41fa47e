import { expect, test } from 'vitest'
import type { Entry } from '../../src/audit/audit-log.ts'
import type { Grant, StewardNote } from '../../src/delegates/grant.ts'
import type { Steward } from '../../src/delegates/steward.ts'
import type { Storage } from '../../src/storage/database.ts'
import { ari, dana, halfHours, mondayMorning, olga, twoTimes } from '../world/cast.ts'
import { granted } from '../world/grants.ts'
import { onBothEngines } from './engines.ts'
import { hash } from './keys.ts'
import { openWithLinks } from './story.ts'

const entryAbout = (object: string): Entry => ({
  ...{ at: mondayMorning, actor: dana.id, actorName: dana.name, organizer: olga.id },
  ...{ right: 'delegate editor', act: 'make time-slot link', object, result: 'as told' }
})

const by = { actor: olga, organizer: olga, right: 'organizer', at: mondayMorning } as unknown as Steward
const noteAbout = (object: string): StewardNote => ({ by, act: 'record grant', object, result: 'as told' })
const arisGrant: Grant = granted(ari, 'author')
const third = { ...halfHours, id: 'third' }
const held = { ...twoTimes, id: 'held' }

type Act = { does(storage: Storage): Promise<unknown>; sees(storage: Storage): Promise<unknown> }

// What is done, and where it can be seen. Each is told under its own name.
const acts: Record<string, Act> = {
  'a link is made': {
    does: ({ links }) => links.add(third, hash('of the third'), entryAbout('a link is made')),
    sees: async ({ links }) => (await links.find(third.id))?.link.id
  },
  'a link is made, with its times held': {
    does: ({ holds }) =>
      holds.addLink({
        ...{ link: held, tokenHash: hash('of the held'), holds: [], days: [], holdsPerDay: 8, now: mondayMorning },
        entry: entryAbout('a link is made, with its times held')
      }),
    sees: async ({ links }) => (await links.find(held.id))?.link.id
  },
  'a link is revoked': {
    does: ({ links }) => links.revoke(halfHours.id, mondayMorning, entryAbout('a link is revoked')),
    sees: async ({ links }) => (await links.find(halfHours.id))?.link.revokedAt
  },
  'a grant is recorded': {
    does: ({ grants }) => grants.record({ ...arisGrant, level: 'editor' }, noteAbout('a grant is recorded')),
    sees: async ({ grants }) => (await grants.about(ari.id, olga.id)).grant?.level
  },
  'a grant is taken back': {
    does: ({ grants }) => grants.remove(olga.id, ari.id, noteAbout('a grant is taken back')),
    sees: async ({ grants }) => (await grants.about(ari.id, olga.id)).grant?.level
  },
  'delegates need a grant': {
    does: ({ grants }) => grants.setDelegatesNeedGrant(olga.id, true, noteAbout('delegates need a grant')),
    sees: ({ grants }) => grants.delegatesNeedGrant(olga.id)
  }
}

onBothEngines('what is done and the history of it', ({ place }) => {
  test('are written together', async () => {
    const storage = await openWithLinks(await place())
    await storage.grants.record(arisGrant)
    for (const [told, { does, sees }] of Object.entries(acts)) {
      const before = await sees(storage)
      await does(storage)
      expect(await sees(storage), told).not.toEqual(before)
      expect((await storage.audit.of(olga.id, 100)).filter(({ object }) => object === told)).toHaveLength(1)
    }
  })

  test('or not at all: where the history cannot be written, nothing is done', async () => {
    const at = await place()
    const storage = await openWithLinks(at)
    await storage.grants.record(arisGrant)
    await at.sql('alter table audit rename to lost')
    for (const [told, { does, sees }] of Object.entries(acts)) {
      const before = await sees(storage)
      await expect(does(storage), told).rejects.toThrow()
      expect(await sees(storage), told).toEqual(before)
    }
  })

  test('what was so before is told no second time', async () => {
    const storage = await openWithLinks(await place())
    await storage.links.revoke(halfHours.id, mondayMorning, entryAbout('once'))
    expect(await storage.links.revoke(halfHours.id, mondayMorning, entryAbout('twice'))).toBe(false)
    expect(await storage.grants.remove(olga.id, ari.id, noteAbout('none'))).toBe(false)
    expect(await storage.grants.setDelegatesNeedGrant(olga.id, false, noteAbout('as before'))).toBe(false)
    expect((await storage.audit.of(olga.id, 100)).map(({ object }) => object)).toEqual(['once'])
  })
})
