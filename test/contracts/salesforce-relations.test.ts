// Whom an Event in Salesforce is with.

import { describe, expect, test } from 'vitest'
import { chooseWho } from '../../src/activities/leg-acts.ts'
import { HOUR } from '../../src/time/instant.ts'
import { dana, olga, priya, useAcme } from './acme.ts'
import { firstStart, GRACE, legStage, person } from './leg-stage.ts'
import { acts, authority, later } from './leg-troubles.ts'

const acme = useAcme()

describe('whom an Event is with', () => {
  const someone = 'hélène.d’arcy@nouveau.example'

  // biome-ignore format: a table
  test.each([
    ['a contact',                         GRACE,                                     'leave',   { WhoId: /^003/, WhatId: /^006/ }],
    ['a lead, who goes alone',            'mika.virtanen@pohjola-robotics.example',  'leave',   { WhoId: /^00Q/, WhatId: null }],
    ['what a lead became',                'noor.haddad@meridian.example',            'lead',    { WhoId: /^003/, WhatId: /^001/ }],
    ['nobody, left unlinked',             someone,                                   'leave',   { WhoId: null, WhatId: null }],
    ['nobody, and a contact is made',     someone,                                   'contact', { WhoId: /^003/, WhatId: null }],
    ['nobody, and a lead is made',        someone,                                   'lead',    { WhoId: /^00Q/, WhatId: null }]
  ] as const)('%s', async (_, address, unknownInvitee, expected) => {
    const stage = legStage(acme)
    stage.rules.unknownInvitee = unknownInvitee
    await stage.book({ id: 'a', attendees: [person(address, 'Hélène Marie d’Arcy')] })
    await stage.book({ id: 'b', start: firstStart + HOUR, attendees: [person(address, 'Hélène Marie d’Arcy')] })
    await stage.keep()
    const events = await stage.written()
    expect(events.length).toBe(2)
    for (const event of events) {
      expect(event.WhoId).toEqual(expected.WhoId === null ? null : expect.stringMatching(expected.WhoId))
      expect(event.WhatId).toEqual(expected.WhatId === null ? null : expect.stringMatching(expected.WhatId))
    }
    const made = [...(await stage.rows('Contact')), ...(await stage.rows('Lead'))].filter(({ Email }) => Email === someone)
    if (address !== someone || unknownInvitee === 'leave') expect(made).toEqual([])
    else expect(made).toMatchObject([{ FirstName: 'Hélène Marie', LastName: 'd’Arcy', CreatedById: await stage.userId(olga) }])
  })

  test('two who share an address wait for a person, whose one click writes it', async () => {
    const stage = legStage(acme)
    await stage.book({ id: 'a', attendees: [person('einkauf@nordwind.example', 'Einkauf')] })
    await stage.keep()
    const leg = await stage.leg('a')
    expect(leg).toMatchObject({ state: 'review', candidates: [{ name: 'Elif Yıldız' }, { name: 'Torben Ahlers' }] })
    expect(await stage.written()).toEqual([])
    expect(await chooseWho(authority(dana), 'bk-a', '003000000000000AAA', acts(stage))).toEqual({
      refused: 'not among those who fit'
    })
    const torben = leg.candidates[1]?.id ?? ''
    expect(await chooseWho(authority(dana), 'bk-a', torben, acts(stage))).toMatchObject({ leg: { state: 'written' } })
    expect(await stage.written()).toMatchObject([{ WhoId: torben }])
    expect(await chooseWho(authority(dana), 'bk-a', torben, acts(stage))).toEqual({ refused: 'moved on' })
  })

  test('two bookings of an unknown person at the same moment make her once', async () => {
    const stage = legStage(acme)
    stage.rules.unknownInvitee = 'contact'
    const attendees = [person('new@nouveau.example', 'Noémie Durand')]
    await stage.book({ id: 'a', attendees })
    await stage.book({ id: 'b', attendees, organizer: priya })
    await stage.keep()
    await later(stage)
    await stage.keep()
    const made = (await stage.rows('Contact')).filter(({ Email }) => Email === 'new@nouveau.example')
    expect(made.length).toBe(1)
    expect((await stage.written()).map(({ WhoId }) => WhoId)).toEqual([made[0]?.Id, made[0]?.Id])
  })

  test('a search that failed creates nobody', async () => {
    const stage = legStage(acme)
    stage.rules.unknownInvitee = 'lead'
    const before = (await stage.rows('Lead')).length
    await acme.trouble({ cloud: 'salesforce', path: 'query', times: 2, kind: 'status', status: 500 })
    await stage.book({ id: 'a', attendees: [person('new@nouveau.example', 'New')] })
    await stage.keep()
    expect(await stage.leg('a')).toMatchObject({ state: 'waiting', outcome: { code: 'sf_retry_later' } })
    expect((await stage.rows('Lead')).length).toBe(before)
  })

  test('the chosen record counts before the usual one; further people come along with their replies; users never do', async () => {
    const stage = legStage(acme)
    const attendees = [
      person(GRACE, 'Grace', 'Accepted'),
      person("saoirse.o'brien@harborlight.example", 'Saoirse', 'Declined'),
      person('mika.virtanen@pohjola-robotics.example', 'Mika', 'New'),
      person('einkauf@nordwind.example', 'Einkauf', 'Accepted'),
      person(dana.address, 'Dana', 'Accepted')
    ]
    const [meridian] = (await stage.rows('Account')).filter(({ Name }) => Name === 'Meridian Foods')
    const record = { id: String(meridian?.Id), object: 'Account' as const, name: 'Meridian Foods' }
    await stage.book({ id: 'a', attendees, record })
    await stage.keep()
    expect(stage.reported).toEqual([])
    const [event] = await stage.written()
    expect(event).toMatchObject({ WhatId: record.id, IsGroupEvent: false })
    const ofEvent = async () =>
      (await stage.rows('EventRelation'))
        .filter(({ EventId, IsInvitee, IsDeleted }) => EventId === event?.Id && IsInvitee && !IsDeleted)
        .map(({ RelationId, Status }) => `${String(RelationId).slice(0, 3)} ${Status}`)
        .sort()
    expect(await ofEvent()).toEqual(['003 Accepted', '003 Declined', '00Q New'])

    // Mika is not coming along any more, and Saoirse has changed her mind
    stage.subject('a').attendees = attendees
      .filter(({ name }) => name !== 'Mika')
      .map((each) => (each.name === 'Saoirse' ? { ...each, reply: 'Accepted' as const } : each))
    await stage.move('a')
    await stage.keep()
    expect(await ofEvent()).toEqual(['003 Accepted', '003 Accepted'])
    expect((await stage.rows('Event')).filter(({ IsChild }) => IsChild)).toEqual([])
  })

  test('in an organization that does not share activities the same works with one person', async () => {
    const stage = legStage(acme)
    await stage.turn({ knob: 'settings', settings: { sharedActivities: false } })
    await stage.book({ id: 'a', attendees: [person(GRACE), person("saoirse.o'brien@harborlight.example", 'S', 'New')] })
    await stage.keep()
    expect(stage.reported).toEqual([])
    const [event] = await stage.written()
    expect(event?.WhoId).toMatch(/^003/)
    const relations = (await stage.rows('EventRelation')).filter(({ EventId }) => EventId === event?.Id)
    expect(relations.map(({ Status }) => Status).sort()).toEqual(['Accepted', 'New'])
  })
})
