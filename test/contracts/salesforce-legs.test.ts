// From a booking to Salesforce and what can become of it: every outcome brought about once, against the sandbox.
import { describe, expect, test } from 'vitest'
import { type LegActNeeds, recreate, tryAgain } from '../../src/activities/leg-acts.ts'
import type { OutcomeCode } from '../../src/activities/outcome.ts'
import type { Authority } from '../../src/delegates/authority.ts'
import type { Person } from '../../src/people/person.ts'
import { connections, REFUSED_PAUSE } from '../../src/salesforce/connection.ts'
import { HOUR, MINUTE } from '../../src/time/instant.ts'
import { dana, olga, priya, useAcme } from './acme.ts'
import { firstStart, GRACE, type LegStage, legStage, person, salesforceSettings } from './leg-stage.ts'

const acme = useAcme()

const refuse = (stage: LegStage, more: object) => stage.turn({ knob: 'refuse', object: 'Event', times: 1, ...more })

async function disconnect(stage: LegStage, who: Person = olga, preauthorised = false) {
  stage.time.skew += REFUSED_PAUSE
  await stage.turn({ knob: 'standing', user: await stage.userId(who), preauthorised })
  if (!preauthorised) await stage.turn({ knob: 'end sessions' })
}
const reconnect = (stage: LegStage) => disconnect(stage, olga, true)

/** Dana has a Salesforce user of her own, and still her right here. */
function danaMay(stage: LegStage) {
  stage.usernames.set(dana.id, dana.address)
  stage.rights.add(dana.id)
}

const recordOf = async (stage: LegStage, id: string) => (await stage.leg(id)).written?.recordId ?? ''

const authority = (actor: Person) =>
  ({
    actor,
    organizer: olga,
    act: 'write activity',
    right: 'delegate editor',
    at: 0
  }) as unknown as Authority<'write activity'>

const later = async (stage: LegStage) => {
  stage.time.now += MINUTE
}

const acts = (stage: LegStage): LegActNeeds => ({
  legs: stage.legs,
  activities: stage.activities,
  audit: { note: async () => {} },
  keepNow: (key) => stage.keepNow(key.slice(3))
})

type Scene = {
  outcome: OutcomeCode
  /** Is there an Event already when the trouble begins? */
  written: boolean
  trouble(stage: LegStage): Promise<unknown>
  becomes: string
  actor?: string
  /** How it ends well afterwards; absent: it stays as it is. */
  mend?(stage: LegStage): Promise<unknown>
}

const scenes: Record<string, Scene> = {
  'the organizer is not approved for the app': {
    outcome: 'organizer_sync_disabled',
    written: false,
    trouble: (stage) => disconnect(stage),
    becomes: 'waiting',
    mend: reconnect
  },
  'the organizer is not approved any more, and nobody else may change it': {
    outcome: 'organizer_sync_disabled',
    written: true,
    trouble: (stage) => disconnect(stage),
    becomes: 'waiting',
    mend: reconnect
  },
  'nothing may be added to her calendar': {
    outcome: 'sf_insufficient_create',
    written: false,
    trouble: (stage) =>
      refuse(stage, {
        status: 403,
        errorCode: 'INSUFFICIENT_ACCESS_OR_READONLY',
        message: 'insufficient access rights on object id'
      }),
    becomes: 'parked',
    mend: (stage) => tryAgain(authority(dana), 'bk-a', acts(stage))
  },
  'her own Event is hidden from her': {
    outcome: 'sf_insufficient_save',
    written: true,
    trouble: async (stage) =>
      stage.turn({ knob: 'hide', record: await recordOf(stage, 'a'), from: await stage.userId(olga) }),
    becomes: 'parked',
    actor: olga.address,
    mend: async (stage) => {
      await stage.turn({ knob: 'settings', settings: { hidden: [] } })
      await tryAgain(authority(dana), 'bk-a', acts(stage))
    }
  },
  'the delegate who changes it cannot see it': {
    outcome: 'sf_insufficient_save',
    written: true,
    trouble: async (stage) => {
      danaMay(stage)
      await disconnect(stage)
    },
    becomes: 'parked',
    actor: dana.address
  },
  'the delegate who changes it may only read it': {
    outcome: 'sf_insufficient_update',
    written: true,
    trouble: async (stage) => {
      danaMay(stage)
      const [owner, to] = [await stage.userId(olga), await stage.userId(dana)]
      await stage.turn({ knob: 'share records', owner, to, access: 'Read' })
      await disconnect(stage)
    },
    becomes: 'parked',
    actor: dana.address
  },
  'somebody has deleted it': {
    outcome: 'sf_gone',
    written: true,
    trouble: async (stage) =>
      stage.activities.remove(
        { username: olga.address, as: 'organizer' },
        { key: 'bk-a', recordId: await recordOf(stage, 'a') }
      ),
    becomes: 'removed there',
    mend: (stage) => recreate(authority(dana), 'bk-a', acts(stage))
  },
  'it was deleted and purged': {
    outcome: 'sf_gone',
    written: true,
    trouble: async (stage) => stage.turn({ knob: 'purge', object: 'Event', id: await recordOf(stage, 'a') }),
    becomes: 'removed there'
  },
  'a validation rule refuses it': {
    outcome: 'sf_rejected',
    written: false,
    trouble: (stage) =>
      refuse(stage, {
        errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
        message: 'A <b>cost centre</b> is missing',
        fields: ['Description']
      }),
    becomes: 'parked',
    mend: (stage) => tryAgain(authority(dana), 'bk-a', acts(stage))
  },
  'a field may not be written': {
    outcome: 'sf_rejected',
    written: true,
    trouble: (stage) => stage.turn({ knob: 'read only', object: 'Event', field: 'Location' }),
    becomes: 'parked'
  },
  'two Events have the key, because its field is not unique': {
    outcome: 'sf_rejected',
    written: true,
    trouble: async (stage) => {
      await stage.turn({ knob: 'field', object: 'Event', field: 'Booking_Key__c', change: { unique: false } })
      const [row] = await stage.written()
      await stage.turn({ knob: 'put', object: 'Event', row: { ...row, Id: '00U8X0000009999AAA' } })
    },
    becomes: 'parked'
  },
  'a row is locked': {
    outcome: 'sf_retry_later',
    written: true,
    trouble: async (stage) => stage.turn({ knob: 'lock', record: await recordOf(stage, 'a') }),
    becomes: 'waiting',
    mend: later
  },
  'a gateway answers with its page': {
    outcome: 'sf_retry_later',
    written: false,
    trouble: () => acme.trouble({ cloud: 'salesforce', method: 'PATCH', kind: 'html', status: 503 }),
    becomes: 'waiting',
    mend: later
  },
  'the answer is lost after it was written': {
    outcome: 'sf_retry_later',
    written: false,
    trouble: () => acme.trouble({ cloud: 'salesforce', method: 'PATCH', kind: 'drop-after' }),
    becomes: 'waiting',
    mend: later
  },
  'it was written, and the answer was a refusal': {
    outcome: 'sf_retry_later',
    written: false,
    trouble: () => acme.trouble({ cloud: 'salesforce', method: 'PATCH', kind: 'status', status: 503, after: true }),
    becomes: 'waiting',
    mend: later
  },
  'the body of the answer stalls': {
    outcome: 'sf_retry_later',
    written: false,
    trouble: () => acme.trouble({ cloud: 'salesforce', method: 'PATCH', kind: 'stall' }),
    becomes: 'waiting',
    mend: later
  },
  'another write has the key at the same moment': {
    outcome: 'sf_retry_later',
    written: false,
    trouble: (stage) => refuse(stage, { errorCode: 'DUPLICATE_VALUE', message: 'duplicate value found' }),
    becomes: 'waiting',
    mend: later
  },
  'the relations are refused inside an answer of status 200': {
    outcome: 'sf_rejected',
    written: false,
    trouble: (stage) =>
      stage.turn({
        knob: 'refuse',
        object: 'EventRelation',
        errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
        message: 'no',
        times: 1
      }),
    becomes: 'parked',
    mend: (stage) => tryAgain(authority(dana), 'bk-a', acts(stage))
  },
  'the requests of the day are used up': {
    outcome: 'sf_limit',
    written: false,
    trouble: (stage) => stage.turn({ knob: 'use up requests' }),
    becomes: 'waiting',
    mend: async (stage) => {
      await stage.turn({ knob: 'settings', settings: { dailyApiRequests: 90_000 } })
      stage.time.skew += 16 * MINUTE
    }
  }
}

describe('every outcome, brought about', () => {
  test.each(Object.entries(scenes))('%s', async (_, { outcome, written, trouble, becomes, actor, mend }) => {
    const stage = legStage(acme)
    if (written) {
      await stage.book({ id: 'a' })
      await stage.keep()
      expect(await stage.leg('a')).toMatchObject({ state: 'written', outcome: null })
      await trouble(stage)
      await stage.move('a')
    } else {
      await trouble(stage)
      await stage.book({ id: 'a' })
    }
    await stage.keep()
    const leg = await stage.leg('a')
    expect(leg).toMatchObject({ state: becomes, outcome: { code: outcome, ...(actor ? { actor } : {}) } })
    expect((await stage.legs.attempts('bk-a')).at(-1)?.result).toBe(outcome)
    if (!mend) return

    await mend(stage)
    stage.time.now += 10 * MINUTE
    await stage.keep()
    expect(await stage.leg('a')).toMatchObject({ state: 'written', outcome: null })
    const events = (await stage.written()).filter(({ IsDeleted }) => !IsDeleted)
    expect(events).toMatchObject([{ Booking_Key__c: 'bk-a', OwnerId: await stage.userId(olga) }])
    const start = firstStart + (written ? HOUR : 0)
    expect(Date.parse(String(events[0]?.StartDateTime))).toBe(start)
  })

  test('all eight are among them', () => {
    expect(new Set(Object.values(scenes).map(({ outcome }) => outcome)).size).toBe(8)
  })
})

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
    const { chooseWho } = await import('../../src/activities/leg-acts.ts')
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
