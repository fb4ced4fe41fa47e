// From a booking to Salesforce and what can become of it.

import { describe, expect, test } from 'vitest'
import { tryAgain } from '../../src/activities/leg-acts.ts'
import { connections } from '../../src/salesforce/connection.ts'
import { HOUR, MINUTE } from '../../src/time/instant.ts'
import { dana, olga, useAcme } from './acme.ts'
import { firstStart, type LegStage, legStage, salesforceSettings } from './leg-stage.ts'
import { acts, authority, danaMay, disconnect, reconnect, recordOf } from './leg-troubles.ts'

const acme = useAcme()

describe('a connection that is off', () => {
  test('everything waits, is written in order and once when it is back, and the mail goes out once', async () => {
    const stage = legStage(acme)
    await disconnect(stage)
    for (const [index, id] of ['c', 'a', 'b'].entries()) {
      await stage.book({ id, start: firstStart + index * HOUR })
      stage.time.now += 1
    }
    for (let round = 0; round < 12; round += 1) {
      await stage.keep()
      stage.time.now += 6 * MINUTE
    }
    expect(await stage.written()).toEqual([])
    expect(stage.letters.map(({ to, leg }) => `${leg.key} ${to.name}`).sort()).toEqual(
      ['a', 'b', 'c'].flatMap((id) => [`bk-${id} Dana Whitfield`, `bk-${id} Olga Okafor`])
    )
    const mints = async () => (await acme.journal()).filter(({ path }) => path === '/services/oauth2/token').length
    expect(await mints()).toBeLessThanOrEqual(2) // the rest of these moments lies within one pause of the real clock

    await reconnect(stage)
    await stage.keep()
    await stage.keep()
    const patches = (await acme.journal()).filter(({ method, path }) => method === 'PATCH' && /Event\//.test(path))
    expect(patches.map(({ path }) => path.split('/').at(-1))).toEqual(['bk-c', 'bk-a', 'bk-b'])
    expect((await stage.written()).length).toBe(3)
  })

  test('a first save by a delegate is refused with the reason; an Event that stands she changes with her own rights', async () => {
    const stage = legStage(acme)
    danaMay(stage)
    await disconnect(stage)
    await stage.book({ id: 'new' })
    await stage.keep()
    expect(await tryAgain(authority(dana), 'bk-new', acts(stage))).toEqual({ refused: 'organizer_sync_disabled' })
    expect(await stage.written()).toEqual([])
    expect(await tryAgain(authority(olga), 'bk-new', acts(stage))).toHaveProperty('leg')

    await reconnect(stage)
    await stage.book({ id: 'known' })
    await stage.keepNow('known')
    const [owner, to] = [await stage.userId(olga), await stage.userId(dana)]
    await stage.turn({ knob: 'share records', owner, to, access: 'Edit' })
    await disconnect(stage)
    await stage.move('known')
    await stage.keepNow('known')
    expect((await stage.leg('known')).written).toMatchObject({ actor: dana.address, as: 'delegate', ownerId: owner })
    const [event] = await stage.written()
    expect(event).toMatchObject({ OwnerId: owner, LastModifiedById: to })
    expect(Date.parse(String(event?.StartDateTime))).toBe(firstStart + HOUR)

    // without her right here she is not even asked for
    stage.rights.clear()
    await stage.move('known')
    await stage.keepNow('known')
    expect(await stage.leg('known')).toMatchObject({ state: 'waiting', outcome: { code: 'organizer_sync_disabled' } })
  })
})

describe('private meetings', () => {
  test('go private and without relations, or are withheld; one that becomes private later goes away', async () => {
    const stage = legStage(acme)
    await stage.book({ id: 'a', private: true })
    await stage.keep()
    expect(await stage.written()).toMatchObject([{ IsPrivate: true, WhoId: null, WhatId: null }])

    stage.settings.privateMeetings = 'withheld'
    await stage.book({ id: 'b', private: true, start: firstStart + HOUR })
    await stage.keep()
    expect(await stage.leg('b')).toMatchObject({ state: 'withheld', written: null })
    await stage.book({ id: 'c', start: firstStart + 2 * HOUR })
    await stage.keep()
    expect((await stage.written()).length).toBe(2)
    stage.subject('c').private = true
    await stage.move('c')
    await stage.keep()
    expect(await stage.leg('c')).toMatchObject({ state: 'withheld', written: null })
    expect((await stage.written()).filter(({ IsDeleted }) => !IsDeleted).map(({ Booking_Key__c: key }) => key)).toEqual(
      ['bk-a']
    )
  })
})

describe('modes', () => {
  test('off writes nothing', async () => {
    const stage = legStage(acme)
    stage.settings.mode = 'off'
    await stage.book({ id: 'a' })
    await stage.keep()
    expect(await stage.leg('a')).toMatchObject({ state: 'withheld' })
    expect((await acme.journal()).filter(({ cloud }) => cloud === 'salesforce')).toEqual([])
  })

  test('where another sync writes, its Event is waited for, related, and left to it; in the end there is one', async () => {
    const stage = legStage(acme)
    stage.settings.mode = 'link'
    await stage.book({ id: 'a' })
    await stage.keep()
    expect(await stage.leg('a')).toMatchObject({ state: 'waiting', outcome: { code: 'sf_retry_later' } })

    const { start, end, subject } = stage.subject('a').activity
    const other = connections(salesforceSettings(acme))
    for (const Subject of ['Another', subject]) {
      const body = {
        Subject,
        StartDateTime: new Date(start).toISOString(),
        EndDateTime: new Date(end).toISOString()
      }
      await other.ask({ username: olga.address }, { method: 'POST', path: '/sobjects/Event', body })
    }
    stage.time.now += 10 * MINUTE
    await stage.keep()
    expect(stage.reported).toEqual([expect.stringContaining('not written its Event yet')])
    expect(await stage.leg('a')).toMatchObject({ state: 'written', written: { linked: true } })
    expect(await stage.written()).toMatchObject([{ Subject: subject, WhoId: expect.stringMatching(/^003/) }])

    const before = (await acme.journal()).length
    await stage.move('a')
    await stage.keep()
    await stage.cancel('a')
    await stage.keep()
    expect(await stage.leg('a')).toMatchObject({ state: 'taken out' })
    expect((await acme.journal()).slice(before).filter(({ cloud }) => cloud === 'salesforce')).toEqual([])
  })
})

describe('a process that stands still for longer than its lease, right before Salesforce is asked', () => {
  /** What another process does meanwhile, two minutes long. */
  async function frozenIn(stage: LegStage, ask: 'write' | 'remove', meanwhile: () => Promise<void>) {
    const { activities } = stage.needs
    const asked = activities[ask] as (...given: never[]) => Promise<never>
    stage.needs.activities = {
      ...activities,
      async [ask](...given: never[]) {
        stage.needs.activities = activities
        stage.time.now += 2 * MINUTE
        await meanwhile()
        return asked(...given)
      }
    }
    await stage.keep()
  }

  test('does not leave an older time in Salesforce', async () => {
    const stage = legStage(acme)
    await stage.book({ id: 'a' })
    await stage.keep()
    await stage.move('a')
    await frozenIn(stage, 'write', async () => {
      await stage.move('a')
      await stage.keep()
    })
    await stage.keep()
    const [event] = await stage.written()
    expect(Date.parse(String(event?.StartDateTime))).toBe(firstStart + 2 * HOUR)
    expect(await stage.leg('a')).toMatchObject({ state: 'written' })
  })

  test('does not bring back an Event that was taken out', async () => {
    const stage = legStage(acme)
    await stage.book({ id: 'a' })
    await frozenIn(stage, 'write', async () => {
      await stage.keep()
      await stage.cancel('a')
      await stage.keep()
      expect(await stage.written()).toEqual([])
    })
    await stage.keep()
    expect(await stage.written()).toEqual([])
    expect(await stage.leg('a')).toMatchObject({ state: 'taken out' })
  })
})

describe('cancelled meetings', () => {
  test('are taken out, by whoever wrote them, and never come back', async () => {
    const stage = legStage(acme)
    await stage.book({ id: 'a' })
    await stage.keep()
    await stage.cancel('a')
    await stage.keep()
    expect(await stage.leg('a')).toMatchObject({ state: 'taken out' })
    expect((await stage.written()).filter(({ IsDeleted }) => !IsDeleted)).toEqual([])
    await stage.keep()
    expect(await stage.legs.attempts('bk-a')).toMatchObject([
      { result: 'written' },
      { result: 'taken out', actor: olga.address }
    ])
  })

  test('are marked where the installation says so', async () => {
    const stage = legStage(acme)
    stage.rules.cancelled = 'mark'
    await stage.book({ id: 'a' })
    await stage.keep()
    await stage.cancel('a')
    await stage.keep()
    expect(await stage.written()).toMatchObject([{ Subject: 'Cancelled: Meeting a', ShowAs: 'Free', IsDeleted: false }])
    expect((await stage.leg('a')).state).toBe('taken out')
  })

  test('one that somebody has deleted before is done; a creation that may still arrive is waited for', async () => {
    const stage = legStage(acme)
    await stage.book({ id: 'a' })
    await stage.keep()
    await stage.activities.remove(
      { username: olga.address, as: 'organizer' },
      { key: 'bk-a', recordId: await recordOf(stage, 'a') }
    )
    await stage.cancel('a')
    await stage.keep()
    expect((await stage.leg('a')).state).toBe('taken out')

    await acme.trouble({ cloud: 'salesforce', method: 'PATCH', kind: 'drop-after' })
    await stage.book({ id: 'b', start: firstStart + HOUR })
    await stage.keep()
    await stage.cancel('b')
    await stage.keep()
    expect((await stage.leg('b')).state).toBe('waiting')
    stage.time.now += MINUTE
    await stage.keep()
    expect((await stage.leg('b')).state).toBe('taken out')
    expect((await stage.written()).filter(({ IsDeleted }) => !IsDeleted)).toEqual([])
  })
})
