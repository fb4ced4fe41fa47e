// What has to be so before an exchange, read from the words of the case and brought about through the sandbox's knobs.
// The words differ from case to case, so each rule looks for the idea and takes the details from the exchange itself.
import type { Case, World } from './case.ts'
import {
  actorId,
  expectedError,
  idsIn,
  keyIn,
  levelIn,
  namedFields,
  objectIn,
  ownerIn,
  prefixes,
  someEvent
} from './details.ts'
import { concrete } from './matching.ts'

export type Knob = Record<string, unknown>

export type Setting = {
  case: Case
  world: World
  turn(knob: Knob): Promise<void>
  trouble(rule: Record<string, unknown>): Promise<void>
}

type Rule = { when: RegExp; set(setting: Setting): Promise<void> | void }

/** One way to understand the words: brings the state about that they describe. */
export type Reading = (setting: Setting) => Promise<void>

/**
 * Words can be understood too broadly ("the contact is not deleted"). So the first reading takes all rules that find their
 * idea in them; if the answer is another one then, each rule alone, and the world as it is.
 */
export function readingsOf({ given }: Case): Reading[] {
  const meant = rules.filter(({ when }) => when.test(given ?? ''))
  if (meant.length === 0) return []
  const all: Reading = async (setting) => {
    for (const { set } of meant) await set(setting)
  }
  const alone =
    meant.length > 1
      ? meant.map<Reading>(
          ({ set }) =>
            async (setting) =>
              set(setting)
        )
      : []
  return [all, ...alone, async () => {}]
}

const off = /\b(off|disabled|not enabled|switched off|without|is not on)\b/i

const rules: Rule[] = [
  {
    when: /shared activities/i,
    set: ({ case: { given }, turn }) =>
      turn({ knob: 'settings', settings: { sharedActivities: !off.test(given ?? '') } })
  },
  {
    when: /multi-?day/i,
    set: ({ case: { given }, turn }) => turn({ knob: 'settings', settings: { multidayEvents: !off.test(given ?? '') } })
  },
  {
    when: /controlled by parent/i,
    set: ({ turn }) => turn({ knob: 'settings', settings: { activitySharing: 'Controlled by Parent' } })
  },
  {
    // The longest name first: "Hide Details" begins two of them.
    when: /default[^.;]*?((hide|show) details|full access)/i,
    set: ({ case: { given }, turn }) => turn({ knob: 'settings', settings: { calendarDefault: levelIn(given ?? '') } })
  },
  {
    when: /(no|without|lacks|missing)[\w\s"']*add[- ]events/i,
    async set({ case: one, world, turn }) {
      await turn({ knob: 'settings', settings: { calendarDefault: 'Hide Details' } })
      const [owner, to] = [ownerIn(one, world), actorId(one, world)]
      if (owner && to) await turn({ knob: 'share calendar', owner, to, level: 'Hide Details' })
    }
  },
  {
    when: /(allocation|limit|request)s?[^.;]*(used up|exhausted|exceeded|reached)|limit exceeded/i,
    set: ({ turn }) => turn({ knob: 'use up requests' })
  },
  {
    when: /api (is )?(disabled|not enabled|off)/i,
    set: ({ turn }) => turn({ knob: 'settings', settings: { apiEnabled: false } })
  },
  {
    when: /validation rule|trigger|flow (throws|fails)|apex/i,
    set: ({ case: one, turn }) => turn({ knob: 'refuse', object: objectIn(one), ...expectedError(one) })
  },
  {
    when: /\block(ed)?\b|exclusive access/i,
    async set({ case: one, turn }) {
      const named = idsIn(one.responseBody)
      const records = named.length > 0 ? named : [...idsIn(one.requestBody), ...idsIn(one.path)]
      for (const record of records) await turn({ knob: 'lock', record })
    }
  },
  {
    when: /session|token/i,
    async set({ case: { given }, turn }) {
      if (/expired|revoked|ended|invalid|timed out/i.test(given ?? '')) await turn({ knob: 'end sessions' })
    }
  },
  {
    when: /\b50[0-9]\b|unavailable|gateway/i,
    set({ case: { given, status }, trouble }) {
      if (/after (the )?(commit|write)|committed/i.test(given ?? '') && status < 500) return undefined
      const kind = /html/i.test(given ?? '') ? 'html' : 'status'
      return trouble({ cloud: 'salesforce', path: '/services/data', kind, status, times: 1 })
    }
  },
  {
    when: /more (rows|records) than|(\d+) (rows|records|contacts)/i,
    set({ case: one, turn }) {
      const { totalSize } = (one.responseBody ?? {}) as { totalSize?: unknown }
      const object = /\bfrom\s+(\w+)/i.exec(decodeURIComponent(one.path))?.[1]
      if (typeof totalSize === 'number' && object) return turn({ knob: 'fill', object, count: totalSize })
      return undefined
    }
  },
  {
    when: /not unique|non-?unique|several (records|rows|matches)|two (records|rows|events)/i,
    async set({ case: one, turn }) {
      const key = keyIn(one)
      if (!key) return
      await turn({ knob: 'field', object: key.object, field: key.field, change: { unique: false } })
      const named = idsIn(one.responseBody)
      for (const Id of [...named, undefined, undefined].slice(0, Math.max(2, named.length))) {
        await turn({
          knob: 'put',
          object: key.object,
          row: { ...someEvent(), ...(Id ? { Id } : {}), [key.field]: key.value }
        })
      }
    }
  },
  {
    when: /recycle bin|deleted|soft-?delete|cancelled/i,
    async set({ case: one, world, turn }) {
      if (/not (yet )?deleted|never/i.test(one.given ?? '')) return
      const key = keyIn(one)
      if (key) {
        const row = { ...someEvent(), OwnerId: world.users.organizer?.id, [key.field]: key.value, IsDeleted: true }
        await turn({ knob: 'put', object: key.object, row })
      }
      const id = idsIn(one.path)[0]
      const object = objectIn(one)
      if (id && object && !key) await turn({ knob: 'put', object, row: { Id: id, IsDeleted: true } })
    }
  },
  {
    when: /purged|emptied|gone for good|hard-?deleted/i,
    async set({ case: one, turn }) {
      for (const id of idsIn(one.path)) await turn({ knob: 'purge', object: objectIn(one), id })
    }
  },
  {
    when: /exists|already|same key|again|second time|repeated|taken|is there|carries|holds|has the key|sf-\d+/i,
    async set({ case: one, world, turn }) {
      if (
        /not unique|non-?unique|several|two (records|rows)|deleted|recycle|no (such )?(event|record)|does not exist|none/i.test(
          one.given ?? ''
        )
      )
        return
      const key = keyIn(one)
      const named = [...idsIn(one.responseBody), ...idsIn(one.given)].find(
        (id) => prefixes[id.slice(0, 3)] === objectIn(one)
      )
      if (key) {
        const Id = named ?? world.records.evOwned?.id
        await turn({ knob: 'put', object: key.object, row: { ...(Id ? { Id } : {}), [key.field]: key.value } })
      }
    }
  },
  {
    when: /inactive|deactivated/i,
    async set({ case: one, turn }) {
      for (const id of idsIn(one.requestBody).filter((id) => id.startsWith('005'))) {
        if (/owner|organizer|assigned/i.test(one.given ?? ''))
          await turn({ knob: 'put', object: 'User', row: { Id: id, IsActive: false } })
      }
    }
  },
  {
    when: /not visible|cannot (see|view)|no (read )?access|no sharing|not shared|may not see|invisible/i,
    async set({ case: one, world, turn }) {
      const to = actorId(one, world)
      const words = one.given ?? ''
      const related = /contact|lead|account|opportunity|related|referenced|what|who/i.test(words)
      const records = related
        ? idsIn(one.requestBody).filter((id) => !id.startsWith('005'))
        : idsIn(one.path).filter((id) => prefixes[id.slice(0, 3)] === 'Event')
      for (const record of records) await turn({ knob: 'hide', record, from: to })
    }
  },
  {
    when: /read[- ]?only|may (only )?read|visible,? (but )?not editable|can(not)? edit|view only|read access/i,
    async set({ case: one, world, turn }) {
      const field = /field|column|security/i.test(one.given ?? '')
      if (field) {
        for (const name of namedFields(one)) await turn({ knob: 'read only', object: objectIn(one), field: name })
        return
      }
      const [owner, to] = [ownerIn(one, world), actorId(one, world)]
      const edit = /can edit/i.test(one.given ?? '')
      if (owner && to && owner !== to) await turn({ knob: 'share records', owner, to, access: edit ? 'Edit' : 'Read' })
    }
  },
  {
    when: /full access/i,
    async set({ case: one, world, turn }) {
      const [owner, to] = [ownerIn(one, world), actorId(one, world)]
      if (owner && to && owner !== to) await turn({ knob: 'share calendar', owner, to, level: 'Full Access' })
    }
  },
  {
    when: /(modify|view) all( data)?/i,
    async set({ case: one, world, turn }) {
      const user = actorId(one, world)
      if (!user) return
      const lacks = /without|no |lacks|not have/i.test(one.given ?? '')
      const all = /modify all/i.test(one.given ?? '') ? ['ViewAllData', 'ModifyAllData'] : ['ViewAllData']
      await turn({ knob: 'standing', user, permissions: lacks ? [] : all })
    }
  },
  {
    when: /\babove\b|manager|superior|role hierarchy/i,
    async set({ case: one, world, turn }) {
      const [owner, to] = [ownerIn(one, world), actorId(one, world)]
      if (!owner || !to || /peer|subordinate|below/i.test(one.given ?? '')) return
      const [above, below] = ['00E8X000000Abov', '00E8X000000Belo']
      await turn({ knob: 'put', object: 'UserRole', row: { Id: above, Name: 'Above' } })
      await turn({ knob: 'put', object: 'UserRole', row: { Id: below, Name: 'Below', ParentRoleId: above } })
      await turn({ knob: 'put', object: 'User', row: { Id: to, UserRoleId: above } })
      await turn({ knob: 'put', object: 'User', row: { Id: owner, UserRoleId: below } })
    }
  },
  {
    when: /\bprivate\b/i,
    async set({ case: one, turn }) {
      if (/activit|sharing|org(anization)?-wide|default/i.test(one.given ?? '')) {
        await turn({ knob: 'settings', settings: { activitySharing: 'Private' } })
        return
      }
      for (const id of idsIn(one.path)) {
        if (id.startsWith('00U')) await turn({ knob: 'put', object: 'Event', row: { Id: id, IsPrivate: true } })
      }
    }
  },
  {
    when: /archived|365 days|older than a year|year old/i,
    async set({ case: one, turn }) {
      const then = '2020-01-02T10:00:00.000+0000'
      for (const id of idsIn(one.path)) {
        if (!id.startsWith('00U')) continue
        await turn({
          knob: 'put',
          object: 'Event',
          row: { Id: id, StartDateTime: then, EndDateTime: then, ActivityDateTime: then }
        })
      }
    }
  },
  {
    when: /duplicate rule[^.;]*(block)/i,
    set: ({ turn }) => turn({ knob: 'settings', settings: { leadDuplicateRule: 'Block' } })
  },
  {
    // The loser of a race sees what the case expects; a single caller could not bring it about.
    when: /concurrent|at the same time|same moment|simultaneous|parallel|\brace\b/i,
    async set({ case: one, turn }) {
      if (one.status >= 400) await turn({ knob: 'refuse', object: objectIn(one), times: 1, ...expectedError(one) })
    }
  },
  {
    // Said outright that this is a fault and not an answer of the org: put into its mouth.
    when: /fault|injected|gateway|proxy|html|broken|truncated|two errors|several errors|redirect/i,
    async set({ case: one, turn }) {
      const body = concrete(one.responseBody)
      const headers = Object.fromEntries(
        Object.entries(one.responseHeaders ?? {}).filter(([, value]) => !value.includes('{{'))
      )
      await turn({ knob: 'answer', status: one.status, headers, ...(body === null ? {} : { body }) })
    }
  },
  {
    when: /(field|column)[^.;]*(hidden|not visible|missing|does not exist)|(no|without|lacks)[\w\s]*(custom )?field|field-level security/i,
    async set({ case: one, turn }) {
      if (expectedError(one).errorCode === 'INVALID_FIELD')
        await turn({ knob: 'settings', settings: { customFields: {} } })
    }
  },
  // What the world has already: said in the case for its reader.
  {
    when: /custom object without|pre-?authori[sz]ed|run-?as|converted|deactivated user|nothing|empty|no event/i,
    set: () => {}
  }
]
