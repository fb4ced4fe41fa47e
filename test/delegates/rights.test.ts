import { describe, expect, test } from 'vitest'
import { authorize, judge } from '../../src/delegates/authority.ts'
import { recentStandings } from '../../src/delegates/recent-standings.ts'
import { type Act, rights } from '../../src/delegates/rights.ts'
import { type FolderRight, positionOf, type Standing } from '../../src/delegates/standing.ts'
import { personId } from '../../src/people/person.ts'
import { dana, mondayMorning, olga } from '../world/cast.ts'

const standing = (folder: FolderRight, more: Partial<Exclude<Standing, { unknown: string }>> = {}): Standing => ({
  folder,
  delegate: false,
  privateItems: false,
  fullAccess: 'not checked',
  everyone: 'availability',
  readAt: mondayMorning,
  ...more
})

// The standings that Exchange can tell, and beside them the columns of product promise 3.
const who = {
  organizer: 'organizer' as const,
  'delegate, private items': standing('editor', { delegate: true, privateItems: true }),
  'delegate, no private items': standing('editor', { delegate: true }),
  'delegate with full access': standing('editor', { delegate: true, fullAccess: 'found' }),
  reviewer: standing('reviewer'),
  'titles only': standing('limited'),
  'folder editor': standing('editor'),
  'custom right': standing('custom'),
  'full access only': standing('none', { fullAccess: 'found' }),
  nobody: standing('none'),
  'availability only': standing('availability'),
  unreadable: { unknown: 'Graph answered 503' }
} satisfies Record<string, Standing | 'organizer'>

// biome-ignore format: a table that an assistant can proof-read
const expected: Record<Act, Record<keyof typeof who, 'yes' | string>> = {
  'see free/busy':          { organizer: 'yes', 'delegate, private items': 'yes', 'delegate, no private items': 'yes',            'delegate with full access': 'yes',            reviewer: 'yes',            'titles only': 'yes',            'folder editor': 'yes',            'custom right': 'no_grant', 'full access only': 'full_access_is_not_delegation', nobody: 'no_grant', 'availability only': 'no_grant', unreadable: 'standing_unknown' },
  'see titles':             { organizer: 'yes', 'delegate, private items': 'yes', 'delegate, no private items': 'yes',            'delegate with full access': 'yes',            reviewer: 'yes',            'titles only': 'yes',            'folder editor': 'yes',            'custom right': 'no_grant', 'full access only': 'full_access_is_not_delegation', nobody: 'no_grant', 'availability only': 'no_grant', unreadable: 'standing_unknown' },
  'see private items':      { organizer: 'yes', 'delegate, private items': 'yes', 'delegate, no private items': 'private_hidden', 'delegate with full access': 'private_hidden', reviewer: 'private_hidden', 'titles only': 'private_hidden', 'folder editor': 'private_hidden', 'custom right': 'no_grant', 'full access only': 'full_access_is_not_delegation', nobody: 'no_grant', 'availability only': 'no_grant', unreadable: 'standing_unknown' },
  'make time-slot link':    { organizer: 'yes', 'delegate, private items': 'yes', 'delegate, no private items': 'yes',            'delegate with full access': 'yes',            reviewer: 'role_reviewer',  'titles only': 'role_reviewer',  'folder editor': 'no_grant',       'custom right': 'no_grant', 'full access only': 'full_access_is_not_delegation', nobody: 'no_grant', 'availability only': 'no_grant', unreadable: 'standing_unknown' },
  'make availability link': { organizer: 'yes', 'delegate, private items': 'yes', 'delegate, no private items': 'yes',            'delegate with full access': 'yes',            reviewer: 'role_reviewer',  'titles only': 'role_reviewer',  'folder editor': 'no_grant',       'custom right': 'no_grant', 'full access only': 'full_access_is_not_delegation', nobody: 'no_grant', 'availability only': 'no_grant', unreadable: 'standing_unknown' },
  'change booking':         { organizer: 'yes', 'delegate, private items': 'yes', 'delegate, no private items': 'yes',            'delegate with full access': 'yes',            reviewer: 'role_reviewer',  'titles only': 'role_reviewer',  'folder editor': 'no_grant',       'custom right': 'no_grant', 'full access only': 'full_access_is_not_delegation', nobody: 'no_grant', 'availability only': 'no_grant', unreadable: 'standing_unknown' },
  'revoke link':            { organizer: 'yes', 'delegate, private items': 'yes', 'delegate, no private items': 'yes',            'delegate with full access': 'yes',            reviewer: 'role_reviewer',  'titles only': 'role_reviewer',  'folder editor': 'not_author',     'custom right': 'no_grant', 'full access only': 'full_access_is_not_delegation', nobody: 'no_grant', 'availability only': 'no_grant', unreadable: 'standing_unknown' },
  'write activity':         { organizer: 'yes', 'delegate, private items': 'yes', 'delegate, no private items': 'yes',            'delegate with full access': 'yes',            reviewer: 'role_reviewer',  'titles only': 'role_reviewer',  'folder editor': 'no_grant',       'custom right': 'no_grant', 'full access only': 'full_access_is_not_delegation', nobody: 'no_grant', 'availability only': 'no_grant', unreadable: 'standing_unknown' },
  'save meeting':           { organizer: 'yes', 'delegate, private items': 'yes', 'delegate, no private items': 'yes',            'delegate with full access': 'yes',            reviewer: 'role_reviewer',  'titles only': 'role_reviewer',  'folder editor': 'no_grant',       'custom right': 'no_grant', 'full access only': 'full_access_is_not_delegation', nobody: 'no_grant', 'availability only': 'no_grant', unreadable: 'standing_unknown' },
  'answer invitation':      { organizer: 'yes', 'delegate, private items': 'yes', 'delegate, no private items': 'yes',            'delegate with full access': 'yes',            reviewer: 'role_reviewer',  'titles only': 'role_reviewer',  'folder editor': 'no_grant',       'custom right': 'no_grant', 'full access only': 'full_access_is_not_delegation', nobody: 'no_grant', 'availability only': 'no_grant', unreadable: 'standing_unknown' }
}

describe('what each standing allows', () => {
  const cells = Object.entries(expected).flatMap(([act, row]) =>
    Object.entries(row).map(([standing, answer]) => ({
      act: act as Act,
      standing: standing as keyof typeof who,
      answer
    }))
  )
  test.each(cells)('$standing: $act → $answer', ({ act, standing, answer }) => {
    const judged = judge(act, dana, olga, who[standing])
    expect('refused' in judged ? judged.refused : 'yes').toBe(answer)
  })

  test('the table has a cell for every act and every position', () => {
    for (const row of Object.values(rights)) expect(Object.keys(row)).toHaveLength(7)
    expect(Object.keys(expected).sort()).toEqual(Object.keys(rights).sort())
  })

  test('an editor of the folder revokes the link that she made herself', () => {
    expect(judge('revoke link', dana, olga, who['folder editor'], dana.id)).toEqual({ right: 'folder editor' })
  })

  test('a person of another organization is refused before anything is read', () => {
    const stranger = { ...dana, id: personId('another-tenant', dana.id) }
    expect(judge('see free/busy', stranger, olga, who['delegate, private items'])).toEqual({ refused: 'different_org' })
  })

  test('full access adds nothing to a listed right', () => {
    expect(positionOf(standing('reviewer', { fullAccess: 'found' }) as never)).toBe('delegate reviewer')
  })
})

describe('authority', () => {
  test('names who acts for whom, by which right and when', async () => {
    const standings = { of: async () => who['delegate, private items'] }
    const authority = await authorize('make availability link', dana, olga, { standings, clock: () => mondayMorning })
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
    const authority = await authorize('revoke link', olga, olga, { standings, clock: () => mondayMorning })
    expect(authority).toMatchObject({ right: 'organizer' })
  })
})

describe('a remembered standing', () => {
  function remembered(answers: Standing[]) {
    let now = mondayMorning
    let asked = 0
    const standings = recentStandings(
      { of: async () => answers[Math.min(asked++, answers.length - 1)] as Standing },
      () => now
    )
    return { standings, later: (ms: number) => (now += ms), asked: () => asked }
  }

  test('is believed for a minute and not a moment longer', async () => {
    const world = remembered([who['delegate, private items'], who.nobody])
    await world.standings.of(dana, olga)
    world.later(59_999)
    expect(await world.standings.of(dana, olga)).toBe(who['delegate, private items'])
    world.later(1)
    expect(await world.standings.of(dana, olga)).toBe(who.nobody)
    expect(world.asked()).toBe(2)
  })

  test('is asked for once, however many pages are opened at the same moment', async () => {
    const world = remembered([who['delegate, private items']])
    await Promise.all(Array.from({ length: 50 }, () => world.standings.of(dana, olga)))
    expect(world.asked()).toBe(1)
  })

  test('is not believed when it could not be read', async () => {
    const world = remembered([who.unreadable, who['delegate, private items']])
    expect(await world.standings.of(dana, olga)).toBe(who.unreadable)
    expect(await world.standings.of(dana, olga)).toBe(who['delegate, private items'])
  })
})
