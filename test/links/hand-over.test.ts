import { describe, expect, test } from 'vitest'
import type { Entry } from '../../src/audit/audit-log.ts'
import { type Authority, authorize } from '../../src/delegates/authority.ts'
import type { Grant } from '../../src/delegates/grant.ts'
import type { KnownStanding, Standing } from '../../src/delegates/standing.ts'
import { handOver } from '../../src/links/hand-over.ts'
import { keeperOf, type Link } from '../../src/links/link.ts'
import type { Person } from '../../src/people/person.ts'
import { everybodyActive } from '../world/accounts.ts'
import { ari, dana, eve, fay, halfHours, mondayMorning, olga, rae, sam, twoTimes } from '../world/cast.ts'
import { granted, grantsInMemory } from '../world/grants.ts'

const nothing: KnownStanding = {
  folder: 'none',
  delegate: false,
  privateItems: false,
  fullAccess: 'not checked',
  everyone: 'availability',
  readAt: mondayMorning
}
const editor: KnownStanding = { ...nothing, folder: 'editor', delegate: true }

const exchange: Record<string, Standing> = {
  [dana.id]: editor,
  [eve.id]: { ...editor, privateItems: true },
  [ari.id]: { ...nothing, folder: 'custom' },
  [rae.id]: { ...nothing, folder: 'reviewer' },
  [fay.id]: { ...nothing, fullAccess: 'found' }
}

type Given = { links?: Link[]; standings?: Record<string, Standing>; grants?: Grant[] }

function world({ links = [halfHours, twoTimes], standings = {}, grants = [] }: Given = {}) {
  let kept = links
  const entries: Entry[] = []
  const said = grantsInMemory(grants)
  const needs = {
    clock: () => mondayMorning,
    accounts: everybodyActive,
    standings: { of: async ({ id }: Person) => ({ ...exchange, ...standings })[id] ?? nothing },
    grants: said,
    links: {
      ofOrganizer: async () => kept.map((link) => ({ link, taken: 0 })),
      handOver: async ({
        from,
        to,
        only,
        entriesFor
      }: Parameters<Parameters<typeof handOver>[2]['links']['handOver']>[0]) => {
        const hers = kept.filter((link) => keeperOf(link).id === from && (!only || link.id === only))
        kept = kept.map((link) => (hers.includes(link) ? { ...link, keeper: to } : link))
        entries.push(...entriesFor(hers))
        return hers
      }
    }
  }
  const hand = async (from: Person, to: Person, only?: string) => {
    const authority = await authorize('revoke link', olga, olga, needs)
    if ('refused' in authority) throw new Error(authority.refused)
    return handOver(authority, { from: from.id, to, only }, needs)
  }
  return { hand, entries, keepers: () => kept.map((link) => keeperOf(link).name) }
}

const withGrant = (person: Person, level: Grant['level'], more: Partial<Grant> = {}) => granted(person, level, more)

describe('to whom links can be handed over', () => {
  // biome-ignore format: a table
  test.each<[string, Person, Person, Given, string]>([
    ['from one Editor-delegate to another',                dana, eve,  {},                                                                  'handed'],
    ['to the organizer herself',                           dana, olga, {},                                                                  'handed'],
    ['to an Author, who reaches less far',                 dana, ari,  { grants: [withGrant(ari, 'author')] },                              'lower_right'],
    ['from an Author to an Editor',                        ari,  eve,  { grants: [withGrant(ari, 'author')] },                              'handed'],
    ['from one Author to another',                         ari,  sam,  { grants: [withGrant(ari, 'author'), withGrant(sam, 'author')], standings: { [sam.id]: { ...nothing, folder: 'custom' } } }, 'handed'],
    ['to a Reviewer',                                      dana, rae,  {},                                                                  'lower_right'],
    ['to somebody with nothing but full access',           dana, fay,  {},                                                                  'lower_right'],
    ['to somebody whom the calendar does not name',        dana, sam,  {},                                                                  'lower_right'],
    ['to a delegate whom a grant keeps lower',             dana, eve,  { grants: [withGrant(eve, 'author')] },                              'lower_right'],
    ['to a delegate whose grant is over',                  dana, eve,  { grants: [withGrant(eve, 'editor', { endsAt: mondayMorning - 1 })] }, 'lower_right'],
    ['from somebody who has lost every right, to an Editor', dana, eve, { standings: { [dana.id]: nothing } },                              'handed'],
    ['from somebody who has lost every right, to nobody',  dana, sam,  { standings: { [dana.id]: nothing } },                               'lower_right'],
    ['to herself',                                         dana, dana, {},                                                                  'same_person'],
    ['to somebody whose right cannot be read',             dana, eve,  { standings: { [eve.id]: { unknown: '503' } } },                     'right_unknown'],
    ['from somebody whose right cannot be read',           dana, eve,  { standings: { [dana.id]: { unknown: '503' } } },                    'right_unknown'],
    ['from somebody who answers for no link',              eve,  dana, {},                                                                  'nothing_to_hand_over']
  ])('%s', async (_, from, to, given, outcome) => {
    const links = from === dana || from === eve ? [halfHours, twoTimes] : [{ ...halfHours, madeBy: from, initiator: from }, { ...twoTimes, madeBy: from, initiator: from }]
    const { hand, keepers, entries } = world({ links, ...given })
    const before = keepers()
    const answer = await hand(from, to)
    if (outcome === 'handed') {
      expect(answer).toHaveProperty('handed')
      expect(keepers()).toEqual([to.name, to.name])
      expect(entries).toHaveLength(4)
    } else {
      expect(answer).toEqual({ refused: outcome })
      expect(keepers()).toEqual(before)
      expect(entries).toEqual([])
    }
  })
})

test('the history names both, for each link and for each of the two', async () => {
  const { hand, entries } = world()
  await hand(dana, eve)
  expect(entries.map(({ actor, right, act, object, result }) => [actor, right, act, object, result])).toEqual(
    [
      [`link ${halfHours.id}`, 'handed over from Dana Whitfield to Eve Tanaka'],
      [`link ${twoTimes.id}`, 'handed over from Dana Whitfield to Eve Tanaka'],
      [`person ${dana.id}`, 'Dana Whitfield gave 2 links to Eve Tanaka'],
      [`person ${eve.id}`, 'Eve Tanaka took 2 links over from Dana Whitfield']
    ].map((rest) => [olga.id, 'organizer', 'hand over links', ...rest])
  )
})

test('one link can be handed over alone, and on from there', async () => {
  const { hand, keepers, entries } = world()
  expect(await hand(dana, eve, halfHours.id)).toHaveProperty('handed')
  expect(keepers()).toEqual(['Eve Tanaka', 'Dana Whitfield'])
  expect(await hand(dana, eve, halfHours.id)).toEqual({ refused: 'nothing_to_hand_over' })
  expect(await hand(eve, dana)).toHaveProperty('handed')
  expect(keepers()).toEqual(['Dana Whitfield', 'Dana Whitfield'])
  expect(entries.at(-1)?.result).toBe('Dana Whitfield took 1 link over from Eve Tanaka')
})

test('a link that is over asks for no right to offer times', async () => {
  const slots = [{ start: mondayMorning - 3_600_000, end: mondayMorning - 1_800_000 }]
  const given = { links: [{ ...twoTimes, slots, madeBy: sam, initiator: sam }], standings: { [rae.id]: editor } }
  expect(await world(given).hand(sam, rae)).toHaveProperty('handed')
})

test('nobody but the organizer hands her links over', async () => {
  const authority = { right: 'delegate editor', organizer: olga, actor: dana } as unknown as Authority<'revoke link'>
  await expect(handOver(authority, { from: dana.id, to: eve }, {} as never)).rejects.toThrow('only the organizer')
})
