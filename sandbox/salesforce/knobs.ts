// What a rehearsal may do to the org from outside: the hand of an administrator, of another transaction, of time.
// Reached as POST /_sandbox/salesforce {knob, …}.
import { completed } from './completed.ts'
import type { Limits } from './limits.ts'
import type { Org } from './org.ts'
import type { Automation, CalendarLevel, FieldAccess, ObjectAccess, OrgSettings, Standing } from './org-settings.ts'
import { assignPermissions } from './permission-sets.ts'
import { objectNamed } from './schema/objects.ts'
import type { Script, Scripted } from './scripted.ts'
import type { Sessions } from './sign-in/sessions.ts'

type Given = Record<string, unknown>

/** What came of it, or a sentence for whoever turned the knob. */
export type Turned = { done: unknown } | { problem: string }

type Needs = { org: Org; sessions: Sessions; limits: Limits; scripted: Scripted }

export function createKnobs({ org, sessions, limits, scripted }: Needs): (given: Given) => Turned {
  const knobs: Record<string, (given: Given) => unknown> = {
    /** Shared Activities, Multiday Events, sharing defaults and the other switches of the org. */
    settings: ({ settings }) => org.change(settings as Partial<OrgSettings>),
    'use up requests': () => limits.useUp(),
    'end sessions': () => sessions.endAll(),
    /** What the next writes of an object answer: a validation rule, a trigger. */
    refuse: ({ knob: _, ...automation }) =>
      org.change({ automations: [...org.settings.automations, automation as Automation] }),
    /** The next requests are answered with this, whatever they ask. */
    answer: ({ knob: _, times = 1, ...answer }) => scripted.add({ ...answer, times } as Script),
    lock: ({ record, times = 1 }) =>
      org.change({ locks: [...org.settings.locks, { record: String(record), times: Number(times) }] }),
    hide: ({ record, from }) =>
      org.change({
        hidden: [...org.settings.hidden, { record: String(record), ...(from ? { from: String(from) } : {}) }]
      }),
    'share calendar': ({ owner, to, level }) => {
      const others = org.settings.calendarShares.filter((share) => share.owner !== owner || share.to !== to)
      const share = { owner: String(owner), to: String(to), level: level as CalendarLevel }
      org.change({ calendarShares: [...others, share] })
    },
    'share records': ({ owner, to, access }) => {
      const others = org.settings.recordShares.filter((share) => share.owner !== owner || share.to !== to)
      if (access === 'None') return org.change({ recordShares: others })
      const share = { owner: String(owner), to: String(to), access: access as 'Read' | 'Edit' }
      org.change({ recordShares: [...others, share] })
    },
    standing: ({ knob: _, user, ...standing }) => {
      const known = org.settings.standings[String(user)] ?? { preauthorised: false, permissions: [] }
      const changed = { ...known, ...(standing as Partial<Standing>) }
      org.change({ standings: { ...org.settings.standings, [String(user)]: changed } })
      assignPermissions(org, String(user))
    },
    /** Field-level security of one user; 'Editable' takes back what was said before. */
    'field access': ({ user, field, access }) => {
      const others = org.settings.fieldAccess.filter((one) => one.field !== field || one.user !== user)
      const said = access === 'Editable' ? [] : [{ user, field, access } as FieldAccess]
      org.change({ fieldAccess: [...others, ...said] })
    },
    /** What the user's profile lacks for an object; an empty list gives it back. */
    'object access': ({ user, object, lacks }) => {
      const others = org.settings.objectAccess.filter((one) => one.object !== object || one.user !== user)
      org.change({ objectAccess: [...others, { user, object, lacks } as ObjectAccess] })
    },
    /** Changes the definition of a custom field, such as {unique: false}. */
    field: ({ object, field, change }) => {
      const { customFields } = org.settings
      const fields = (customFields[String(object)] ?? []).map((one) =>
        one.name === field ? { ...one, ...(change as object) } : one
      )
      org.change({ customFields: { ...customFields, [String(object)]: fields } })
    },
    'read only': ({ object, field }) =>
      org.change({ readOnlyFields: [...org.settings.readOnlyFields, `${object}.${field}`] }),
    /** Puts a row as it is, past all rules; what is missing comes from the row that is there, or from defaults. */
    put: ({ object, row }) => {
      const whole = completed(org, String(object), row as Given)
      org.put(String(object), whole)
      return whole
    },
    /** Makes rows until the object has `count` of them. */
    fill: ({ object, count }) => {
      const name = String(object)
      for (let number = org.rows(name).length; number < Number(count); number += 1) {
        org.put(name, completed(org, name, filler(org, name, number)))
      }
    },
    /** Out of the recycle bin, for good. */
    purge: ({ object, id }) => org.drop(String(object), String(id)),
    key: ({ pem }) => org.change({ keys: [...org.settings.keys, String(pem)] })
  }

  return (given) => {
    const knob = Object.hasOwn(knobs, String(given.knob)) ? knobs[String(given.knob)] : undefined
    if (!knob) return { problem: `Say which knob: ${Object.keys(knobs).join(', ')}.` }
    return { done: knob(given) }
  }
}

function filler(org: Org, object: string, number: number): Given {
  const named = objectNamed(org, object)?.fields.map(({ name }) => name) ?? []
  const values = { LastName: `Row ${number}`, Name: `Row ${number}`, Subject: `Row ${number}` }
  return Object.fromEntries(Object.entries(values).filter(([name]) => named.includes(name)))
}
