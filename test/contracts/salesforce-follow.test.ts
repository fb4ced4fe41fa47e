// What people do to Events in Salesforce: it is noticed, shown, and never changes a meeting.
import { expect, test } from 'vitest'
import { type FollowNeeds, followChanges } from '../../src/activities/follow-changes.ts'
import { giveUp, type LegActNeeds, recreate } from '../../src/activities/leg-acts.ts'
import type { Authority } from '../../src/delegates/authority.ts'
import { connections } from '../../src/salesforce/connection.ts'
import { HOUR, type Instant, MINUTE } from '../../src/time/instant.ts'
import { dutiesInMemory } from '../world/legs.ts'
import { dana, olga, priya, useAcme } from './acme.ts'
import { firstStart, type LegStage, legStage, salesforceSettings } from './leg-stage.ts'

const acme = useAcme()

const authority = {
  actor: dana,
  organizer: olga,
  act: 'write activity',
  right: 'delegate editor',
  at: 0
} as unknown as Authority<'write activity'>

async function written(...ids: string[]) {
  const stage = legStage(acme)
  for (const [index, id] of ids.entries()) await stage.book({ id, start: firstStart + index * HOUR })
  await stage.keep()
  let until: Instant | undefined
  const needs: FollowNeeds = {
    ...stage.needs,
    followedUntil: {
      get: async () => until,
      set: async (to) => {
        until = Math.max(until ?? 0, to)
      }
    },
    // the mark is of Salesforce's clock, and the first look goes back from ours
    clock: Date.now
  }
  const acts: LegActNeeds = {
    legs: stage.legs,
    activities: stage.activities,
    audit: { note: async () => {} },
    keepNow: (key) => stage.keepNow(key.slice(3))
  }
  return { stage, needs, acts, follow: () => followChanges(needs), until: () => until }
}

const inSalesforce = connections
const as = (username: string) => async (method: 'PATCH' | 'DELETE', recordId: string, body?: object) =>
  inSalesforce(salesforceSettings(acme)).ask(
    { username },
    { method, path: `/sobjects/Event/${recordId}`, ...(body ? { body } : {}) }
  )
const asOlga = as(olga.address)

const recordOf = async (stage: LegStage, id: string) => (await stage.leg(id)).written?.recordId ?? expect.fail(id)
const standing = async (stage: LegStage) => (await stage.written()).filter(({ IsDeleted }) => !IsDeleted)

test('an Event deleted there is shown as removed; made again it is one, and a meeting that moves does not bring it back', async () => {
  const { stage, follow, acts } = await written('a', 'b')
  expect(await follow()).toBe('followed')
  expect(await stage.leg('a')).toMatchObject({ state: 'written', changedThere: null })

  const old = await recordOf(stage, 'a')
  await asOlga('DELETE', old)
  await follow()
  expect(await stage.leg('a')).toMatchObject({ state: 'removed there', outcome: { code: 'sf_gone', recordId: old } })
  expect(await stage.leg('b')).toMatchObject({ state: 'written' })

  await stage.move('a')
  await stage.keep()
  expect(await stage.leg('a')).toMatchObject({ state: 'removed there' })
  expect((await standing(stage)).length).toBe(1)

  expect(await recreate(authority, 'bk-a', acts)).toMatchObject({ leg: { state: 'written' } })
  expect(await recordOf(stage, 'a')).not.toBe(old)
  expect((await standing(stage)).length).toBe(2)
  expect(await recreate(authority, 'bk-a', acts)).toEqual({ refused: 'moved on' })
  await follow() // the old one still lies in the bin
  expect(await stage.leg('a')).toMatchObject({ state: 'written', outcome: null })
})

test('or nothing more is written: the meeting stays as it is', async () => {
  const { stage, follow, acts } = await written('a')
  await asOlga('DELETE', await recordOf(stage, 'a'))
  await follow()
  expect(await giveUp(authority, 'bk-a', '', acts)).toMatchObject({ leg: { state: 'given up' } })
  await stage.move('a')
  await stage.keep()
  await follow()
  expect(await stage.leg('a')).toMatchObject({ state: 'given up' })
  expect(await standing(stage)).toEqual([])
  expect(stage.subject('a').state).toBe('on')
})

test('one taken out of the bin again counts as written', async () => {
  const { stage, follow } = await written('a')
  const recordId = await recordOf(stage, 'a')
  await asOlga('DELETE', recordId)
  await follow()
  const [row] = (await acme.state()).salesforce.Event?.filter(({ Id }) => Id === recordId) ?? []
  const now = new Date().toISOString().replace('Z', '+0000')
  await stage.turn({
    knob: 'put',
    object: 'Event',
    row: { ...row, Id: recordId, IsDeleted: false, SystemModstamp: now }
  })
  await follow()
  expect(await stage.leg('a')).toMatchObject({ state: 'written', outcome: null })
})

test('another owner or another time there is shown, once, and goes away when it is put back', async () => {
  const { stage, follow } = await written('a')
  const recordId = await recordOf(stage, 'a')
  const [start, end] = [firstStart + 3 * HOUR, firstStart + 4 * HOUR]
  const moved = { StartDateTime: new Date(start).toISOString(), EndDateTime: new Date(end).toISOString() }
  const toPriya = await stage.userId(priya)
  await asOlga('PATCH', recordId, { ...moved, OwnerId: toPriya })
  await follow()
  await follow()
  expect(await stage.leg('a')).toMatchObject({ state: 'written', changedThere: { ownerId: toPriya, start, end } })
  expect((await stage.legs.attempts('bk-a')).map(({ result }) => result)).toEqual(['written', 'changed there'])
  expect(await stage.keep()).toBe(0)

  const back = {
    StartDateTime: new Date(firstStart).toISOString(),
    EndDateTime: new Date(firstStart + 30 * MINUTE).toISOString()
  }
  await as('integration@acme.example')('PATCH', recordId, { ...back, OwnerId: await stage.userId(olga) })
  await follow()
  expect((await stage.leg('a')).changedThere).toBe(null)
})

test('a creation that arrived after the cancellation is found and taken out', async () => {
  const { stage, follow } = await written()
  await acme.trouble({ cloud: 'salesforce', method: 'PATCH', kind: 'drop-after' })
  await stage.book({ id: 'late' })
  await stage.keep()
  const [row] = await stage.written()
  // as if it had not been there yet when we looked
  await stage.turn({ knob: 'purge', object: 'Event', id: row?.Id })
  await stage.cancel('late')
  stage.time.now += MINUTE
  await stage.keep()
  expect((await stage.leg('late')).state).toBe('taken out')
  await stage.turn({
    knob: 'put',
    object: 'Event',
    row: { ...row, SystemModstamp: new Date().toISOString().replace('Z', '+0000') }
  })
  await follow()
  await stage.keep()
  expect((await stage.leg('late')).state).toBe('taken out')
  expect(await standing(stage)).toEqual([])
})

test('so is one that a process made anew after the first had been taken out', async () => {
  const { stage, follow } = await written('a')
  const [row] = await stage.written()
  await stage.cancel('a')
  await stage.keep()
  expect(await standing(stage)).toEqual([])
  const Id = String(row?.Id).replace(/.{3}$/, '') // another record, by its fifteen signs
  const another = { ...row, Id: `${Id.slice(0, -1)}z`, SystemModstamp: new Date().toISOString().replace('Z', '+0000') }
  await stage.turn({ knob: 'put', object: 'Event', row: another })
  expect(await standing(stage)).toHaveLength(1)
  await follow()
  await stage.keep()
  expect((await stage.leg('a')).state).toBe('taken out')
  expect(await standing(stage)).toEqual([])
})

test('where nothing was ever written, Salesforce is not asked', async () => {
  const { needs } = await written('a')
  const activities = { changedSince: () => Promise.reject(new Error('asked')) }
  const legs = { ...needs.legs, any: async () => false }
  expect(await followChanges({ ...needs, legs, activities })).toBe('nothing to follow')
})

test('one of all instances reads; a failed reading begins again at the same mark', async () => {
  const { stage, needs, follow, until } = await written('a')
  const duties = dutiesInMemory()
  await duties.take('follow Salesforce', 'another', Date.now() + MINUTE, Date.now())
  expect(await followChanges({ ...needs, duties })).toBe('somebody else does')

  await follow()
  const mark = until()
  expect(mark).toBeGreaterThan(0)
  await asOlga('DELETE', await recordOf(stage, 'a'))
  await acme.trouble({ cloud: 'salesforce', path: 'queryAll', kind: 'status', status: 503 })
  expect(await follow()).toMatchObject({ trouble: 'again' })
  expect(until()).toBe(mark)
  expect((await stage.leg('a')).state).toBe('written')
  expect(await follow()).toBe('followed')
  expect((await stage.leg('a')).state).toBe('removed there')
})

test('what Salesforce committed late, with an older stamp, is found all the same', async () => {
  const { stage, follow, until } = await written('a')
  await follow()
  const [row] = await stage.written()
  const late = new Date((until() ?? 0) - 4 * MINUTE).toISOString().replace('Z', '+0000')
  await stage.turn({ knob: 'put', object: 'Event', row: { ...row, IsDeleted: true, SystemModstamp: late } })
  await follow()
  expect((await stage.leg('a')).state).toBe('removed there')
})
