import { describe, expect, test } from 'vitest'
import { authorize, judge } from '../../src/delegates/authority.ts'
import type { Footing } from '../../src/delegates/footing.ts'
import { type GrantLevel, grantLevels, type OptIn, optIns } from '../../src/delegates/grant.ts'
import { recentStandings } from '../../src/delegates/recent-standings.ts'
import { type Act, rights } from '../../src/delegates/rights.ts'
import {
  type FolderRight,
  type KnownStanding,
  type Position,
  positionOf,
  type Standing
} from '../../src/delegates/standing.ts'
import { personId } from '../../src/people/person.ts'
import { everybodyActive } from '../world/accounts.ts'
import { dana, eve, mondayMorning, olga, sam } from '../world/cast.ts'
import { granted, grantsInMemory } from '../world/grants.ts'

const standing = (folder: FolderRight, more: Partial<KnownStanding> = {}): KnownStanding => ({
  folder,
  delegate: false,
  privateItems: false,
  fullAccess: 'not checked',
  everyone: 'availability',
  readAt: mondayMorning,
  ...more
})

type Known = Exclude<Footing, 'organizer' | { unknown: string }>
/** A standing, and what Olga has said besides. */
const footing = (exchange: KnownStanding, said: Partial<Known> = {}): Known => ({
  ...exchange,
  grant: undefined,
  ended: false,
  delegatesNeedGrant: false,
  ...said
})
const withGrant = (
  exchange: KnownStanding,
  level: GrantLevel,
  allowed: readonly OptIn[] = [],
  said: Partial<Known> = {}
) => footing(exchange, { grant: granted(dana, level, { optIns: allowed }), ...said })

const dele = standing('editor', { delegate: true })
const flagged = standing('editor', { delegate: true, privateItems: true })

// Where somebody may stand: what Exchange says, and what Olga has said.
const who = {
  organizer: 'organizer' as const,
  unreadable: { unknown: 'Graph answered 503' },

  'delegate, private items': footing(flagged),
  'delegate, no private items': footing(dele),
  'delegate with full access': footing(standing('editor', { delegate: true, fullAccess: 'found' })),
  'delegate with a grant as editor': withGrant(flagged, 'editor'),
  'delegate with a grant as author': withGrant(flagged, 'author'),
  'delegate with a grant for time slots': withGrant(flagged, 'time slots only'),
  'delegate whose grant is over': withGrant(flagged, 'editor', [], { ended: true }),
  'delegate where delegates need a grant': footing(flagged, { delegatesNeedGrant: true }),
  'delegate where delegates need one and she has it': withGrant(flagged, 'editor', [], { delegatesNeedGrant: true }),

  'delegate and author': footing(standing('author', { delegate: true })),
  'author who sends on behalf': footing(standing('author', { sendOnBehalf: 'yes' })),
  'author, no delegate': footing(standing('author')),
  'author, no delegate, with a grant': withGrant(standing('author'), 'author'),
  'custom right': footing(standing('custom')),
  'custom right with a grant as author': withGrant(standing('custom'), 'author'),
  'custom right with a grant as author and every opt-in': withGrant(standing('custom'), 'author', optIns),
  'custom right with a grant as editor': withGrant(standing('custom'), 'editor'),
  'custom right with a grant for time slots': withGrant(standing('custom'), 'time slots only'),
  'custom right whose grant is over': withGrant(standing('custom'), 'author', [], { ended: true }),

  'sends on behalf, says Exchange': footing(standing('none', { sendOnBehalf: 'yes' })),
  'sends on behalf, says Exchange, with full access': footing(
    standing('none', { sendOnBehalf: 'yes', fullAccess: 'found' })
  ),
  'sends on behalf, where delegates need a grant': footing(standing('none', { sendOnBehalf: 'yes' }), {
    delegatesNeedGrant: true
  }),
  'nobody with a grant for time slots': withGrant(standing('none'), 'time slots only'),
  'nobody with a grant for time slots and every opt-in': withGrant(standing('none'), 'time slots only', optIns),
  'nobody with a grant as editor': withGrant(standing('none'), 'editor'),
  'availability only with a grant for time slots': withGrant(standing('availability'), 'time slots only'),
  'a grant for time slots where everybody sees nothing': withGrant(
    standing('none', { everyone: 'none' }),
    'time slots only'
  ),
  'nobody whose grant is over': withGrant(standing('none'), 'time slots only', [], { ended: true }),
  'a grant, and Exchange says that she does not send on behalf': withGrant(
    standing('none', { sendOnBehalf: 'no' }),
    'time slots only'
  ),

  reviewer: footing(standing('reviewer')),
  'reviewer with full access': footing(standing('reviewer', { fullAccess: 'found' })),
  'titles only': footing(standing('limited')),
  'reviewer with a grant as editor and every opt-in': withGrant(standing('reviewer'), 'editor', optIns),

  'folder editor': footing(standing('editor')),
  'folder editor with a grant': withGrant(standing('editor'), 'editor'),
  'folder editor with every opt-in': withGrant(standing('editor'), 'editor', optIns),
  'folder editor who may make time-slot links': withGrant(standing('editor'), 'editor', ['make time-slot link']),
  'folder editor with a grant as author and every opt-in': withGrant(standing('editor'), 'author', optIns),
  'folder editor where delegates need a grant': footing(standing('editor'), { delegatesNeedGrant: true }),

  'full access only': footing(standing('none', { fullAccess: 'found' })),
  'full access only with a grant as editor': withGrant(standing('none', { fullAccess: 'found' }), 'editor', optIns),
  nobody: footing(standing('none')),
  'availability only': footing(standing('availability'))
} satisfies Record<string, Footing>

const [yes, own] = ['yes', 'own']
const [r, full, priv, none, over, unk, sob] = [
  'role_reviewer',
  'full_access_is_not_delegation',
  'private_hidden',
  'no_grant',
  'grant_ended',
  'standing_unknown',
  'no_send_on_behalf'
]

const acts: Act[] = [
  'see free/busy',
  'see titles',
  'see private items',
  'make time-slot link',
  'make availability link',
  'change booking',
  'revoke link',
  'write activity',
  'save meeting',
  'answer invitation'
]

// biome-ignore format: a table that an assistant can proof-read. own: what she made herself; of others' she is told not_author
const expected: Record<keyof typeof who, string[]> = {
  //                                                       free/busy titles private time slots availability change revoke activity save answer
  organizer:                                                 [yes,  yes,  yes,  yes,  yes,  yes,  yes,  yes,  yes,  yes],
  unreadable:                                                [unk,  unk,  unk,  unk,  unk,  unk,  unk,  unk,  unk,  unk],

  'delegate, private items':                                 [yes,  yes,  yes,  yes,  yes,  yes,  yes,  yes,  yes,  yes],
  'delegate, no private items':                              [yes,  yes,  priv, yes,  yes,  yes,  yes,  yes,  yes,  yes],
  'delegate with full access':                               [yes,  yes,  priv, yes,  yes,  yes,  yes,  yes,  yes,  yes],
  'delegate with a grant as editor':                         [yes,  yes,  yes,  yes,  yes,  yes,  yes,  yes,  yes,  yes],
  'delegate with a grant as author':                         [yes,  yes,  yes,  yes,  yes,  own,  own,  own,  own,  none],
  'delegate with a grant for time slots':                    [yes,  none, priv, yes,  none, none, own,  own,  none, none],
  'delegate whose grant is over':                            [over, over, over, over, over, over, over, over, over, over],
  'delegate where delegates need a grant':                   [none, none, none, none, none, none, none, none, none, none],
  'delegate where delegates need one and she has it':        [yes,  yes,  yes,  yes,  yes,  yes,  yes,  yes,  yes,  yes],

  'delegate and author':                                     [yes,  yes,  priv, yes,  yes,  own,  own,  own,  own,  none],
  'author who sends on behalf':                              [yes,  yes,  priv, yes,  yes,  own,  own,  own,  own,  none],
  'author, no delegate':                                     [none, none, none, none, none, none, none, none, none, none],
  'author, no delegate, with a grant':                       [yes,  yes,  priv, yes,  yes,  own,  own,  own,  own,  none],
  'custom right':                                            [none, none, none, none, none, none, none, none, none, none],
  'custom right with a grant as author':                     [yes,  yes,  priv, yes,  yes,  own,  own,  own,  own,  none],
  'custom right with a grant as author and every opt-in':    [yes,  yes,  priv, yes,  yes,  own,  own,  own,  own,  yes],
  'custom right with a grant as editor':                     [yes,  yes,  priv, yes,  yes,  own,  own,  own,  own,  none],
  'custom right with a grant for time slots':                [yes,  none, priv, yes,  none, none, own,  own,  none, none],
  'custom right whose grant is over':                        [over, over, priv, over, over, over, over, over, over, none],

  'sends on behalf, says Exchange':                          [yes,  none, priv, yes,  none, none, own,  own,  none, none],
  'sends on behalf, says Exchange, with full access':        [yes,  none, priv, yes,  none, none, own,  own,  none, none],
  'sends on behalf, where delegates need a grant':           [none, none, none, none, none, none, none, none, none, none],
  'nobody with a grant for time slots':                      [yes,  none, priv, yes,  none, none, own,  own,  none, none],
  'nobody with a grant for time slots and every opt-in':     [yes,  none, priv, yes,  yes,  none, own,  own,  none, none],
  'nobody with a grant as editor':                           [yes,  none, priv, yes,  none, none, own,  own,  none, none],
  'availability only with a grant for time slots':           [yes,  none, priv, yes,  none, none, own,  own,  none, none],
  'a grant for time slots where everybody sees nothing':     [none, none, priv, yes,  none, none, own,  own,  none, none],
  'nobody whose grant is over':                              [over, none, priv, over, none, none, over, over, none, none],
  'a grant, and Exchange says that she does not send on behalf': [sob, sob, sob, sob, sob, sob, sob, sob, sob, sob],

  reviewer:                                                  [yes,  yes,  priv, r,    r,    r,    r,    r,    r,    r],
  'reviewer with full access':                               [yes,  yes,  priv, r,    r,    r,    r,    r,    r,    r],
  'titles only':                                             [yes,  yes,  priv, r,    r,    r,    r,    r,    r,    r],
  'reviewer with a grant as editor and every opt-in':        [yes,  yes,  priv, r,    r,    r,    r,    r,    r,    r],

  'folder editor':                                           [yes,  yes,  priv, none, none, none, own,  none, none, none],
  'folder editor with a grant':                              [yes,  yes,  priv, none, none, none, own,  none, none, none],
  'folder editor with every opt-in':                         [yes,  yes,  priv, yes,  yes,  yes,  own,  yes,  yes,  yes],
  'folder editor who may make time-slot links':              [yes,  yes,  priv, yes,  none, none, own,  none, none, none],
  'folder editor with a grant as author and every opt-in':   [yes,  yes,  priv, yes,  yes,  own,  own,  own,  own,  yes],
  'folder editor where delegates need a grant':              [yes,  yes,  priv, none, none, none, own,  none, none, none],

  'full access only':                                        [full, full, full, full, full, full, full, full, full, full],
  'full access only with a grant as editor':                 [full, full, full, full, full, full, full, full, full, full],
  nobody:                                                    [none, none, none, none, none, none, none, none, none, none],
  'availability only':                                       [none, none, none, none, none, none, none, none, none, none]
}

const answerTo = (judged: ReturnType<typeof judge>) => ('refused' in judged ? judged.refused : 'yes')

describe('what each footing allows', () => {
  const cells = (Object.keys(who) as (keyof typeof who)[]).flatMap((name) =>
    acts.map((act, column) => ({ act, name, answer: expected[name][column] ?? '?' }))
  )
  test.each(cells)('$name: $act → $answer', ({ act, name, answer }) => {
    const others = answerTo(judge(act, dana, olga, who[name], eve.id))
    const hers = answerTo(judge(act, dana, olga, who[name], dana.id))
    if (answer === own) expect([others, hers]).toEqual(['not_author', 'yes'])
    else expect(hers).toBe(answer)
    if (answer !== own && answer !== over) expect(others).toBe(answer)
  })

  test('the table has a cell for every act and every position', () => {
    for (const row of Object.values(rights)) expect(Object.keys(row)).toHaveLength(7)
    expect([...acts].sort()).toEqual(Object.keys(rights).sort())
    for (const row of Object.values(expected)) expect(row).toHaveLength(acts.length)
  })

  test('an organizer can say yes exactly where the table leaves it to her', () => {
    const left = Object.entries(rights).flatMap(([act, row]) => (Object.values(row).includes('opt-in') ? [act] : []))
    expect([...optIns].sort()).toEqual(left.sort())
  })

  test('a person of another organization is refused before anything is read', () => {
    const stranger = { ...dana, id: personId('another-tenant', dana.id) }
    expect(judge('see free/busy', stranger, olga, who['delegate, private items'])).toEqual({ refused: 'different_org' })
  })
})

describe('the lower of two counts', () => {
  // biome-ignore format: a table
  const lower: [KnownStanding, GrantLevel | undefined, Position | 'none'][] = [
    [flagged,                                           undefined,         'delegate editor'],
    [flagged,                                           'editor',          'delegate editor'],
    [flagged,                                           'author',          'delegate author'],
    [flagged,                                           'time slots only', 'send-on-behalf only'],
    [standing('custom'),                                undefined,         'none'],
    [standing('custom'),                                'editor',          'delegate author'],
    [standing('custom'),                                'author',          'delegate author'],
    [standing('custom'),                                'time slots only', 'send-on-behalf only'],
    [standing('none'),                                  undefined,         'none'],
    [standing('none'),                                  'editor',          'send-on-behalf only'],
    [standing('none', { sendOnBehalf: 'no' }),          'editor',          'none'],
    [standing('editor'),                                'editor',          'folder editor'],
    [standing('editor'),                                'author',          'delegate author'],
    [standing('reviewer'),                              'editor',          'delegate reviewer'],
    [standing('reviewer', { fullAccess: 'found' }),     undefined,         'delegate reviewer'],
    [standing('none', { fullAccess: 'found' }),         'editor',          'full access only'],
    [standing('custom', { fullAccess: 'found' }),       'author',          'delegate author']
  ]
  test.each(lower)('%o with a grant %s → %s', (exchange, level, position) => {
    expect(positionOf(exchange, level)).toBe(position)
  })

  test('no grant, whatever its level and opt-ins, allows what is refused without any limit but its own', () => {
    // A grant may vouch only where Exchange names nothing; where Exchange names a position, it never adds a cell but opt-ins.
    for (const exchange of [flagged, dele, standing('reviewer'), standing('none', { fullAccess: 'found' })])
      for (const level of grantLevels)
        for (const act of acts)
          if ('right' in judge(act, dana, olga, withGrant(exchange, level, optIns), dana.id))
            expect(answerTo(judge(act, dana, olga, footing(exchange), dana.id))).toBe('yes')
  })
})

describe('authority', () => {
  test('names who acts for whom, by which right and when', async () => {
    const standings = { of: async () => flagged }
    const grants = grantsInMemory()
    const authority = await authorize('make availability link', dana, olga, {
      standings,
      grants,
      accounts: everybodyActive,
      clock: () => mondayMorning
    })
    expect(authority).toEqual({
      actor: dana,
      organizer: olga,
      act: 'make availability link',
      right: 'delegate editor',
      at: mondayMorning
    })
  })

  test('nobody asks Exchange whether Olga may act for herself', async () => {
    const standings = { of: () => expect.fail('asked') }
    const grants = grantsInMemory()
    const authority = await authorize('revoke link', olga, olga, {
      standings,
      grants,
      accounts: everybodyActive,
      clock: () => mondayMorning
    })
    expect(authority).toMatchObject({ right: 'organizer' })
  })
})

test.each([
  ['disabled', 'disabled', 'organizer_disabled'],
  ['not to be read', { unknown: 'no answer' }, 'standing_unknown']
] as const)('nobody acts for Olga while her account is %s, herself included', async (_, account, refused) => {
  const needs = {
    standings: { of: async () => flagged },
    grants: grantsInMemory(),
    accounts: { of: async () => account },
    clock: () => mondayMorning
  }
  for (const actor of [olga, dana]) expect(await authorize('revoke link', actor, olga, needs)).toEqual({ refused })
})

const nothing = standing('none')
const unreadable: Standing = { unknown: 'Graph answered 503' }

test('a grant counts until its last moment, and then says that it is over', async () => {
  const endsAt = mondayMorning + 1000
  const grants = grantsInMemory([granted(sam, 'time slots only', { endsAt })])
  const at = (now: number) =>
    authorize('make time-slot link', sam, olga, {
      standings: { of: async () => nothing },
      grants,
      accounts: everybodyActive,
      clock: () => now
    })
  expect(await at(endsAt - 1)).toMatchObject({ right: 'send-on-behalf only' })
  expect(await at(endsAt)).toEqual({ refused: 'grant_ended' })
})

describe('a remembered standing', () => {
  function remembered(answers: Standing[], learned?: () => void) {
    let now = mondayMorning
    let asked = 0
    const standings = recentStandings(
      { of: async () => answers[Math.min(asked++, answers.length - 1)] as Standing },
      () => now,
      learned
    )
    return { standings, later: (ms: number) => (now += ms), asked: () => asked }
  }

  test('is believed for 59 seconds and not a moment longer: a page may be kept for one more', async () => {
    const world = remembered([flagged, nothing])
    await world.standings.of(dana, olga)
    world.later(58_999)
    expect(await world.standings.of(dana, olga)).toBe(flagged)
    world.later(1)
    expect(await world.standings.of(dana, olga)).toBe(nothing)
    expect(world.asked()).toBe(2)
  })

  test('tells whoever keeps what was made of it when another may be read: asked, answered, forgotten', async () => {
    let told = 0
    const world = remembered([flagged, unreadable], () => {
      told++
    })
    await world.standings.of(dana, olga)
    expect(told).toBe(2)
    await world.standings.of(dana, olga)
    expect(told).toBe(2)
    await world.standings.of(dana, olga, 'fresh')
    expect(told).toBe(4)
    world.standings.forget()
    expect(told).toBe(5)
  })

  test('is asked for once, however many pages are opened at the same moment', async () => {
    const world = remembered([flagged])
    await Promise.all(Array.from({ length: 50 }, () => world.standings.of(dana, olga)))
    expect(world.asked()).toBe(1)
  })

  test('is not believed when it could not be read', async () => {
    const world = remembered([unreadable, flagged])
    expect(await world.standings.of(dana, olga)).toBe(unreadable)
    expect(await world.standings.of(dana, olga)).toBe(flagged)
  })

  test('that was waited for in vain is not waited for again by who has just been told so', async () => {
    let now = mondayMorning
    let asked = 0
    const of = async (): Promise<Standing> => {
      now += asked++ === 0 ? 10_000 : 1
      return asked === 1 ? unreadable : flagged
    }
    const standings = recentStandings({ of }, () => now)
    expect(await standings.of(dana, olga)).toBe(unreadable)
    now += 4_999
    expect(await standings.of(dana, olga)).toBe(unreadable)
    expect(asked).toBe(1)
    expect(await standings.of(dana, olga, 'fresh')).toBe(flagged)
    expect(await standings.of(dana, olga)).toBe(flagged)
    expect(asked).toBe(2)
  })

  test('that was waited for in vain is asked for again after some seconds', async () => {
    let now = mondayMorning
    let asked = 0
    const of = async (): Promise<Standing> => {
      now += 10_000
      return asked++ === 0 ? unreadable : flagged
    }
    const standings = recentStandings({ of }, () => now)
    expect(await standings.of(dana, olga)).toBe(unreadable)
    now += 5_000
    expect(await standings.of(dana, olga)).toBe(flagged)
  })
})
