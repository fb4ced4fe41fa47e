import { describe, expect, test } from 'vitest'
import { askPreflight, type PreflightNeeds } from '../../src/delegates/ask-preflight.ts'
import type { CalendarList } from '../../src/delegates/calendar-list.ts'
import type { Footing } from '../../src/delegates/footing.ts'
import { type Check, checks, type Facts, preflight } from '../../src/delegates/preflight.ts'
import { recentAnswers } from '../../src/delegates/recent-answers.ts'
import type { KnownStanding } from '../../src/delegates/standing.ts'
import { dana, mondayMorning, olga } from '../world/cast.ts'
import { granted, grantsInMemory } from '../world/grants.ts'

const standing: KnownStanding = {
  folder: 'editor',
  delegate: true,
  privateItems: true,
  fullAccess: 'not found',
  everyone: 'availability',
  readAt: mondayMorning
}
const footing = (more: Partial<Exclude<Footing, 'organizer' | { unknown: string }>> = {}): Footing => ({
  ...standing,
  grant: undefined,
  ended: false,
  delegatesNeedGrant: false,
  ...more
})
const entry = { folder: 'editor' as const, delegate: true, privateItems: false }
const list = (...names: string[]): CalendarList => ({
  listed: names.map((name) => ({ name, address: `${name}@acme.example`, ...entry })),
  everyone: 'availability',
  readAt: mondayMorning
})
const down = { unknown: 'Exchange answered 503' }

const usual = { written: 'usual', strangersAreMade: false } as const

/** Everything in order: Dana is Olga's only delegate, and Salesforce knows all about it. */
const fine: Facts = {
  person: dana,
  organizer: olga,
  act: 'make availability link',
  footing: footing(),
  list: list('Dana'),
  messages: { delivery: 'delegates, organizer informed' },
  salesforce: { connection: 'works', user: 'active', record: { name: 'Grace Hopper-Lee' }, chosen: null, way: usual }
}
const salesforce = (more: Partial<NonNullable<Facts['salesforce']>>): Partial<Facts> => ({
  salesforce: { connection: 'works', user: 'active', record: 'not asked', chosen: null, way: usual, ...more }
})
const only = { messages: { delivery: 'delegates only' as const } }
const nobody = footing({ folder: 'none', delegate: false, privateItems: false })

// biome-ignore format: a table. One line for each way a row can come out.
const table: [Check, string, Partial<Facts>, string, string][] = [
  ['folder right',          'a delegate with Editor rights',             {},                                                              'ok',      'may offer'],
  ['folder right',          'the organizer herself',                     { footing: 'organizer', person: olga },                          'ok',      'own calendar'],
  ['folder right',          'a Reviewer',                                { footing: footing({ folder: 'reviewer', delegate: false }) },   'problem', 'role_reviewer'],
  ['folder right',          'nobody the calendar names',                 { footing: nobody },                                             'problem', 'no_grant'],
  ['folder right',          'full access and nothing else',              { footing: footing({ folder: 'none', delegate: false, fullAccess: 'found' }) }, 'problem', 'full_access_is_not_delegation'],
  ['folder right',          'a grant that is over',                      { footing: footing({ grant: granted(dana, 'editor'), ended: true }) }, 'problem', 'grant_ended'],
  ['folder right',          'a grant for time slots only',               { footing: footing({ grant: granted(dana, 'time slots only') }) }, 'problem', 'no_grant'],
  ['folder right',          'Exchange does not answer',                  { footing: down },                                               'unknown', 'standing_unknown'],
  ['delegate',              'listed',                                    {},                                                              'ok',      'listed'],
  ['delegate',              'the organizer herself',                     { footing: 'organizer' },                                        'ok',      'own calendar'],
  ['delegate',              'Editor of the folder, and no delegate',     { footing: footing({ delegate: false }) },                       'warning', 'not_listed_as_delegate'],
  ['delegate',              'Exchange does not answer',                  { footing: down },                                               'unknown', 'standing_unknown'],
  ['private items',         'with the flag',                             {},                                                              'ok',      'sees private items'],
  ['private items',         'the organizer herself',                     { footing: 'organizer' },                                        'ok',      'own calendar'],
  ['private items',         'without the flag',                          { footing: footing({ privateItems: false }) },                   'warning', 'private_hidden'],
  ['private items',         'Exchange does not answer',                  { footing: down },                                               'unknown', 'standing_unknown'],
  ['meeting responses',     'to both',                                   { messages: { delivery: 'delegates and organizer' } },           'ok',      'organizer is told'],
  ['meeting responses',     'to delegates, the organizer informed',      {},                                                              'ok',      'organizer is told'],
  ['meeting responses',     'to delegates only, and there are none',     { ...only, list: list() },                                       'ok',      'nobody is a delegate'],
  ['meeting responses',     'to delegates only, Dana among them',        only,                                                            'warning', 'responses_not_to_organizer'],
  ['meeting responses',     'to delegates only, and Olga makes the link', { ...only, footing: 'organizer' },                              'warning', 'responses_not_to_organizer'],
  ['meeting responses',     'to delegates only, Dana not among them',    { ...only, footing: footing({ delegate: false }) },              'warning', 'responses_to_others'],
  ['meeting responses',     'the settings cannot be read',               { messages: down },                                              'unknown', 'responses_unknown'],
  ['meeting responses',     'to delegates only, who cannot be read',     { ...only, list: down },                                         'unknown', 'responses_unknown'],
  ['meeting responses',     'to delegates only, and Dana’s standing is unknown', { ...only, footing: down },                              'unknown', 'responses_unknown'],
  ['editors',               'one',                                       {},                                                              'ok',      'one editor at most'],
  ['editors',               'none',                                      { list: list() },                                                'ok',      'one editor at most'],
  ['editors',               'two',                                       { list: list('Dana', 'Eve') },                                   'warning', 'several_editors'],
  ['editors',               'the list cannot be read',                   { list: down },                                                  'unknown', 'list_unknown'],
  ['permission sets',       'looked at, and only one',                   {},                                                              'ok',      'one permission set'],
  ['permission sets',       'the organizer herself',                     { footing: 'organizer' },                                        'ok',      'own calendar'],
  ['permission sets',       'full access and nothing else',              { footing: footing({ folder: 'none', delegate: false, fullAccess: 'found' }) }, 'ok', 'one permission set'],
  ['permission sets',       'full access beside delegate rights',        { footing: footing({ fullAccess: 'found' }) },                   'warning', 'conflicting_permission_sets'],
  ['permission sets',       'full access beside send on behalf',         { footing: footing({ folder: 'none', delegate: false, sendOnBehalf: 'yes', fullAccess: 'found' }) }, 'warning', 'conflicting_permission_sets'],
  ['permission sets',       'nobody has looked',                         { footing: footing({ fullAccess: 'not checked' }) },             'unknown', 'full_access_not_checked'],
  ['permission sets',       'Exchange does not answer',                  { footing: down },                                               'unknown', 'standing_unknown'],
  ['salesforce connection', 'works',                                     {},                                                              'ok',      'connected'],
  ['salesforce connection', 'no Salesforce here',                        { salesforce: undefined },                                       'ok',      'Salesforce is not used'],
  ['salesforce connection', 'no username is known',                      { organizer: { ...olga, salesforceUsername: null } },            'problem', 'no_salesforce_username'],
  ['salesforce connection', 'refused',                                   salesforce({ connection: { refused: 'invalid_grant' } }),        'problem', 'organizer_not_connected'],
  ['salesforce connection', 'Salesforce does not answer',                salesforce({ connection: down }),                                'unknown', 'salesforce_unknown'],
  ['salesforce user',       'active',                                    {},                                                              'ok',      'active'],
  ['salesforce user',       'no Salesforce here',                        { salesforce: undefined },                                       'ok',      'Salesforce is not used'],
  ['salesforce user',       'no username is known',                      { organizer: { ...olga, salesforceUsername: null } },            'problem', 'no_salesforce_username'],
  ['salesforce user',       'inactive',                                  salesforce({ user: 'inactive' }),                                'problem', 'salesforce_user_inactive'],
  ['salesforce user',       'not found',                                 salesforce({ user: 'not found' }),                               'problem', 'salesforce_user_not_found'],
  ['salesforce user',       'Salesforce does not answer',                salesforce({ user: down }),                                      'unknown', 'salesforce_unknown'],
  ['record',                'one contact or lead',                       {},                                                              'ok',      'related'],
  ['record',                'no Salesforce here',                        { salesforce: undefined },                                       'ok',      'Salesforce is not used'],
  ['record',                'several',                                   salesforce({ record: 'several' }),                               'warning', 'several_match'],
  ['record',                'nobody',                                    salesforce({ record: 'nobody' }),                                'warning', 'nobody_matches'],
  ['record',                'nobody knows who will book',                salesforce({ record: 'not asked' }),                             'warning', 'invitee_not_known'],
  ['record',                'nobody knows, and strangers are made',      salesforce({ way: { ...usual, strangersAreMade: true } }),       'ok',      'whoever books is related'],
  ['record',                'one was chosen, whoever books',             salesforce({ chosen: { name: 'Harborlight', seen: { name: 'Harborlight' } } }), 'ok', 'related'],
  ['record',                'the chosen one was deleted since',          salesforce({ record: 'nobody', chosen: { name: 'Harborlight', seen: 'not there' } }), 'problem', 'chosen_record_gone'],
  ['record',                'whether it is there cannot be asked',       salesforce({ chosen: { name: 'Harborlight', seen: down } }),     'unknown', 'salesforce_unknown'],
  ['record',                'one was chosen, and all is private',        salesforce({ chosen: { name: 'Harborlight', seen: { name: 'Harborlight' } }, way: { ...usual, written: 'private' } }), 'warning', 'related_to_nobody'],
  ['record',                'nothing is written for Olga',               salesforce({ way: { ...usual, written: 'nothing' } }),           'ok',      'nothing is written'],
  ['salesforce connection', 'nothing is written for Olga',               salesforce({ connection: { refused: 'x' }, way: { ...usual, written: 'nothing' } }), 'ok', 'nothing is written'],
  ['salesforce user',       'nothing is written for Olga',               salesforce({ user: 'not found', way: { ...usual, written: 'nothing' } }), 'ok', 'nothing is written'],
  ['record',                'Salesforce does not answer',                salesforce({ record: down }),                                    'unknown', 'salesforce_unknown']
]

describe('the panel before a link is shared', () => {
  test.each(table)('%s: %s', (check, _, facts, state, code) => {
    const rows = preflight({ ...fine, ...facts })
    expect(rows.map((row) => row.check)).toEqual(checks)
    expect(rows.find((row) => row.check === check)).toMatchObject({ state, code })
  })

  test('has a line in this table for every check', () => {
    expect([...new Set(table.map(([check]) => check))].sort()).toEqual([...checks].sort())
  })

  test('a row that is wrong changes no other row', () => {
    const all = preflight(fine)
    expect(all.map(({ state }) => state)).toEqual(checks.map(() => 'ok'))
    const rows = preflight({ ...fine, messages: down })
    expect(rows.filter(({ state }) => state !== 'ok').map(({ check }) => check)).toEqual(['meeting responses'])
  })
})

/** Everything answers in order; what never answers is late at once. */
const never = () => new Promise<never>(() => {})
const needs = (more: Partial<PreflightNeeds> = {}): PreflightNeeds => ({
  clock: () => mondayMorning,
  standings: { of: async () => standing },
  grants: grantsInMemory([]),
  calendarLists: { of: async () => list('Dana') },
  meetingMessages: { of: async () => ({ delivery: 'delegates and organizer' }) },
  salesforceStanding: {
    connectionOf: async () => 'works',
    userOf: async () => 'active',
    recordOf: async () => ({ name: 'Grace Hopper-Lee' }),
    chosenOf: async () => ({ name: 'Harborlight' }),
    wayOf: async () => usual
  },
  within: (question, late) => Promise.race([question, new Promise<typeof late>((done) => setImmediate(done, late))]),
  ...more
})
const asked = async (more: Partial<PreflightNeeds> = {}) => {
  const about = { person: dana, organizer: olga, act: 'make availability link' as const, invitee: 'grace@x.example' }
  const rows = await askPreflight(about, needs(more))
  return rows.filter(({ state }) => state !== 'ok').map(({ check, state }) => `${check}: ${state}`)
}

describe('each question has its own time', () => {
  test('everything in order', async () => expect(await asked()).toEqual([]))

  // biome-ignore format: a table
  test.each<[string, Partial<PreflightNeeds>, string[]]>([
    ['the rights',   { standings: { of: never } },        ['folder right: unknown', 'delegate: unknown', 'private items: unknown', 'permission sets: unknown']],
    ['the list',     { calendarLists: { of: never } },    ['editors: unknown']],
    ['the settings', { meetingMessages: { of: never } },  ['meeting responses: unknown']],
    ['Salesforce',   { salesforceStanding: { connectionOf: never, userOf: never, recordOf: never, chosenOf: never, wayOf: async () => usual } }, ['salesforce connection: unknown', 'salesforce user: unknown', 'record: unknown']],
    ['a question that fails', { meetingMessages: { of: async () => Promise.reject(new Error('a fault')) } }, ['meeting responses: unknown']]
  ])('%s: what never answers hides nothing of the rest', async (_, more, expected) => {
    expect(await asked(more)).toEqual(expected)
  })
})

test('an answer is asked for once in a while, and what is unknown each time', async () => {
  let now = 0
  let times = 0
  let answer: string | { unknown: string } = { unknown: '503' }
  const question = async (_: string) => {
    times++
    return answer
  }
  const ask = recentAnswers(question, { clock: () => now, lasting: 20, nameOf: (name) => name })
  await ask('olga')
  await ask('olga')
  expect(times).toBe(2)
  answer = 'active'
  expect(await Promise.all([ask('olga'), ask('olga'), ask('piet')])).toEqual(['active', 'active', 'active'])
  expect(times).toBe(4)
  now = 20
  await ask('olga')
  expect(times).toBe(5)
})
