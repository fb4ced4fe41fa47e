// What Salesforce may say to an Event: every outcome brought about once, against the sandbox.

import { describe, expect, test } from 'vitest'
import { recreate, tryAgain } from '../../src/activities/leg-acts.ts'
import type { OutcomeCode } from '../../src/activities/outcome.ts'
import { HOUR, MINUTE } from '../../src/time/instant.ts'
import { dana, olga, useAcme } from './acme.ts'
import { firstStart, type LegStage, legStage } from './leg-stage.ts'
import { acts, authority, danaMay, disconnect, later, reconnect, recordOf, refuse } from './leg-troubles.ts'

const acme = useAcme()

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
