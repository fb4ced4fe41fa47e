import { describe, expect, test } from 'vitest'
import { type OutcomeCode, outcomeOf, type Whereabouts } from '../../src/activities/outcome.ts'
import { type Known, relationsOf } from '../../src/activities/relations.ts'
import type { Trouble } from '../../src/activities/trouble.ts'
import { recordIn } from '../../src/links/chosen-record.ts'

const owner = '005000000000001AAA'
const record = '00U000000000001AAA'
const said = 'said so'
const errors = [{ code: 'X', message: said, fields: [] }]
const noAccess = (to: string | null): Trouble => ({ trouble: 'no access', record: to, said, errors })

describe('what a trouble means', () => {
  // biome-ignore format: a table
  test.each<[string, Trouble, 'new' | 'there', Whereabouts | null, OutcomeCode]>([
    ['the organizer is not let in',          { trouble: 'not connected', said },                              'new',   null,      'organizer_sync_disabled'],
    ['the same, later',                      { trouble: 'not connected', said },                              'there', null,      'organizer_sync_disabled'],
    ['no access to the owner',               noAccess('005000000000001'),                                     'new',   null,      'sf_insufficient_create'],
    ['no access to the owner, later',        noAccess('005000000000001'),                                     'there', null,      'sf_insufficient_update'],
    ['no access to the Event',               noAccess('00U000000000001'),                                     'there', null,      'sf_insufficient_save'],
    ['no access to a contact',               noAccess('003000000000009'),                                     'new',   null,      'sf_rejected'],
    ['no access to nobody knows what',       noAccess(null),                                                  'there', null,      'sf_rejected'],
    ['nothing may be made',                  { trouble: 'read only', said },                                  'new',   null,      'sf_insufficient_create'],
    ['it may only be read',                  { trouble: 'read only', said },                                  'there', null,      'sf_insufficient_update'],
    ['not found, and it is there',           { trouble: 'not found', said, errors },                          'there', 'there',   'sf_insufficient_save'],
    ['not found, and it was deleted',        { trouble: 'not found', said, errors },                          'there', 'deleted', 'sf_gone'],
    ['not found, and it was purged',         { trouble: 'not found', said, errors },                          'there', 'unknown', 'sf_gone'],
    ['not found, and nobody can tell',       { trouble: 'not found', said, errors },                          'there', null,      'sf_retry_later'],
    ['not found, and there was none',        { trouble: 'not found', said, errors },                          'new',   null,      'sf_rejected'],
    ['deleted',                              { trouble: 'deleted', said, errors },                            'there', 'deleted', 'sf_gone'],
    ['deleted, but the Event is there',      { trouble: 'deleted', said, errors },                            'there', 'there',   'sf_rejected'],
    ['refused',                              { trouble: 'rejected', said, errors },                           'new',   null,      'sf_rejected'],
    ['busy',                                 { trouble: 'again', said, unclear: false },                      'new',   null,      'sf_retry_later'],
    ['no more requests',                     { trouble: 'limit', said, used: 1, of: 1, until: 0 },            'there', null,      'sf_limit']
  ])('%s', (_, trouble, when, where, code) => {
    const tried = { actor: 'dana', organizerUsername: 'olga', ownerId: owner, recordId: when === 'new' ? null : record }
    expect(outcomeOf(trouble, tried, where).code).toBe(code)
  })
})

describe('whom and what an Event is related to', () => {
  const A = '003000000000001AAA'
  const L = '00Q000000000001AAA'
  const come = (id: string): Known => ({ id, reply: 'Accepted' })
  const deal = { id: '006000000000001AAA', object: 'Opportunity' as const, name: 'Rollout' }
  const usual = '001000000000001AAA'
  const plain = { main: A, others: [], mainReply: 'Accepted', chosen: null, usual, private: false } as const

  test('a contact with what usually goes with her', () =>
    expect(relationsOf(plain)).toEqual({ who: A, whoIds: [A], what: usual, invitees: [come(A)], notes: [] }))
  test('what was chosen counts before that', () => expect(relationsOf({ ...plain, chosen: deal }).what).toBe(deal.id))
  test('a lead goes alone, and it is said what was left out', () =>
    expect(relationsOf({ ...plain, main: L, others: [come(A)], chosen: deal })).toMatchObject({
      who: L,
      whoIds: [L],
      what: null,
      invitees: [come(L), come(A)],
      notes: [expect.stringContaining('Rollout')]
    }))
  test('a chosen lead is whom it is with; the invitee comes along', () => {
    const chosen = { id: L, object: 'Lead' as const, name: 'Mika' }
    expect(relationsOf({ ...plain, chosen })).toMatchObject({
      who: L,
      what: null,
      invitees: [{ id: L, reply: 'New' }, come(A)]
    })
  })
  test('a private one is related to nobody', () =>
    expect(relationsOf({ ...plain, chosen: deal, private: true })).toMatchObject({
      who: null,
      what: null,
      invitees: []
    }))
  test('users are never invited, nobody twice', () =>
    expect(relationsOf({ ...plain, others: [come('005000000000001AAA'), come(A.slice(0, 15))] }).invitees).toEqual([
      come(A)
    ]))
  test('fifty contacts, a thousand invitees, and what is over is said', () => {
    const others = Array.from({ length: 1_010 }, (_, index) => come(`003${String(index + 10).padStart(12, '0')}AAA`))
    const { whoIds, invitees, notes } = relationsOf({ ...plain, others })
    expect([whoIds.length, invitees.length, notes.length]).toEqual([50, 1_000, 2])
  })
})

// biome-ignore format: a table
test.each([
  ['0018X0000010001',                                                          { id: '0018X0000010001', object: 'Account' }],
  [' 0018X0000010001QAA ',                                                     { id: '0018X0000010001QAA', object: 'Account' }],
  ['https://acme.lightning.force.com/lightning/r/Opportunity/0068X0000010001QAA/view', { id: '0068X0000010001QAA', object: 'Opportunity' }],
  ['https://acme.my.salesforce.com/5008X0000010001',                           { id: '5008X0000010001', object: 'Case' }],
  ['https://acme.lightning.force.com/lightning/r/00Q8X0000010001QAA/view?x=1', { id: '00Q8X0000010001QAA', object: 'Lead' }],
  ['0058X0000010001QAA',                                                       undefined],
  ["001' OR Name != '",                                                        undefined],
  ['Harborlight',                                                              undefined],
  ['',                                                                         undefined]
])('%s, pasted into the form', (text, expected) => expect(recordIn(text)).toEqual(expected))
