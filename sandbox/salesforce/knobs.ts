// What a rehearsal may do to the org from outside: the hand of an administrator, of another transaction, of time.
import type { Ground } from '../face.ts'
import { accountOf } from './events/account.ts'
import type { Limits } from './limits.ts'
import type { Org, Row } from './org.ts'
import type { Automation, CalendarLevel, OrgSettings, Standing } from './org-settings.ts'
import { objectNamed } from './schema/objects.ts'
import type { Sessions } from './sign-in/sessions.ts'
import { printed } from './times.ts'

export type Knobs = {
  settings(): OrgSettings
  /** Turn switches of the org: Shared Activities, Multiday Events, sharing defaults … */
  set(settings: Partial<OrgSettings>): void
  useUpRequests(): void
  endSessions(): void
  /** What the next writes of an object answer. */
  refuse(automation: Automation): void
  lock(record: string, times?: number): void
  hide(record: string, from?: string): void
  shareCalendar(owner: string, to: string, level: CalendarLevel): void
  standing(user: string, standing: Partial<Standing>): void
  makeNotUnique(object: string, field: string): void
  makeReadOnly(object: string, field: string): void
  row(object: string, id: string): Row | undefined
  /** Puts a row as it is, past all rules; missing fields are completed. */
  put(object: string, row: Record<string, unknown>): Row
  /** `count` rows of the object in all. */
  fill(object: string, count: number): void
  /** Out of the recycle bin, for good. */
  purge(object: string, id: string): void
}

type Needs = { ground: Ground; org: Org; sessions: Sessions; limits: Limits }

export function createKnobs({ org, sessions, limits }: Needs): Knobs {
  const put: Knobs['put'] = (object, given) => {
    const row = completed(org, object, given)
    org.put(object, row)
    return row
  }
  const changeField = (object: string, name: string, change: object) => {
    const custom = org.settings.customFields
    const fields = (custom[object] ?? []).map((field) => (field.name === name ? { ...field, ...change } : field))
    org.change({ customFields: { ...custom, [object]: fields } })
  }

  return {
    settings: () => org.settings,
    set: (settings) => org.change(settings),
    useUpRequests: limits.useUp,
    endSessions: sessions.endAll,
    refuse: (automation) => org.change({ automations: [...org.settings.automations, automation] }),
    lock: (record, times = 1) => org.change({ locks: [...org.settings.locks, { record, times }] }),
    hide: (record, from) => org.change({ hidden: [...org.settings.hidden, { record, ...(from ? { from } : {}) }] }),
    shareCalendar(owner, to, level) {
      const others = org.settings.calendarShares.filter((share) => share.owner !== owner || share.to !== to)
      org.change({ calendarShares: [...others, { owner, to, level }] })
    },
    standing(user, standing) {
      const known = org.settings.standings[user] ?? { preauthorised: false, permissions: [] }
      org.change({ standings: { ...org.settings.standings, [user]: { ...known, ...standing } } })
    },
    makeNotUnique: (object, field) => changeField(object, field, { unique: false }),
    makeReadOnly: (object, field) =>
      org.change({ readOnlyFields: [...org.settings.readOnlyFields, `${object}.${field}`] }),
    row: (object, id) => org.find(object, id),
    put,
    fill(object, count) {
      for (let number = org.rows(object).length; number < count; number += 1) {
        put(object, { LastName: `Row ${number}`, Name: `Row ${number}`, Subject: `Row ${number}` })
      }
    },
    purge: (object, id) => org.drop(object, id)
  }
}

/** A row with every field of its object, as if it had been written long ago by its owner. */
export function completed(org: Org, objectName: string, given: Record<string, unknown>): Row {
  const object = objectNamed(org, objectName)
  const before = typeof given.Id === 'string' ? org.find(objectName, given.Id) : undefined
  const blank = Object.fromEntries(
    (object?.fields ?? []).map(({ name, type, default: value }) => [
      name,
      value ?? (type === 'junctionIdList' ? [] : null)
    ])
  )
  const someone = String(given.OwnerId ?? before?.OwnerId ?? org.rows('User')[0]?.Id)
  const then = printed(Math.min(org.now(), Date.parse('2026-11-02T09:00:00Z')))
  const row = {
    ...blank,
    CreatedDate: then,
    CreatedById: someone,
    LastModifiedDate: then,
    LastModifiedById: someone,
    SystemModstamp: then,
    ...('OwnerId' in blank ? { OwnerId: someone } : {}),
    ...before,
    ...given,
    Id: String(given.Id ?? org.newId(object?.prefix ?? '000'))
  } as Row
  return objectName === 'Event' ? { ...row, AccountId: accountOf(org, row) } : row
}
