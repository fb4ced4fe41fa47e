import { expect, test } from 'vitest'
import type { Footing } from '../../src/delegates/footing.ts'
import type { Grant } from '../../src/delegates/grant.ts'
import type { KnownStanding } from '../../src/delegates/standing.ts'
import { mayOffer } from '../../src/links/may-offer.ts'
import { dana, eve, halfHours, mondayMorning, olga, sam, twoTimes } from '../world/cast.ts'
import { granted } from '../world/grants.ts'
import { editor } from '../world/services.ts'

const nothing: KnownStanding = { ...(editor as KnownStanding), folder: 'none', delegate: false }
const end = mondayMorning + 1000

const ended = (afterwards: Grant['afterwards'], exchange: KnownStanding = nothing): Footing => ({
  ...exchange,
  grant: granted(sam, 'time slots only', { endsAt: end, afterwards }),
  ended: true,
  delegatesNeedGrant: false
})
const sams = { ...twoTimes, madeBy: sam, initiator: sam }

test('a link that was to be kept outlives the grant by which it was made', () => {
  expect(mayOffer(sams, olga, ended({ links: 'keep' }))).toEqual({ right: 'send-on-behalf only' })
})

test('a link that was to stop is suspended when the grant ends', () => {
  expect(mayOffer(sams, olga, ended({ links: 'stop' }))).toEqual({ refused: 'grant_ended' })
})

test('a link that is to be handed over is nobody’s until it is', () => {
  expect(mayOffer(sams, olga, ended({ links: 'hand over', to: eve }))).toEqual({ refused: 'grant_ended' })
})

test('keeping is for what was made before the end, and within the grant', () => {
  expect(mayOffer({ ...sams, createdAt: end }, olga, ended({ links: 'keep' }))).toEqual({ refused: 'grant_ended' })
  expect(mayOffer({ ...halfHours, madeBy: sam }, olga, ended({ links: 'keep' }))).toEqual({ refused: 'no_grant' })
})

test('a kept link is suspended all the same when Exchange no longer carries it', () => {
  const reviewer: KnownStanding = { ...nothing, folder: 'reviewer' }
  expect(mayOffer(sams, olga, ended({ links: 'keep' }, reviewer))).toEqual({ refused: 'role_reviewer' })
})

test('nobody else’s word is needed for what the organizer made', () => {
  expect(mayOffer({ ...sams, madeBy: olga }, olga, 'organizer')).toEqual({ right: 'organizer' })
})

test('what cannot be read is not offered', () => {
  expect(mayOffer({ ...sams, madeBy: dana }, olga, { unknown: 'x' })).toEqual({ refused: 'standing_unknown' })
})
