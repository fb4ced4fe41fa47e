// Preconditions are sentences. This file reads those that say something about rights and entries, and makes them true
// through Graph itself, as an administrator would.
import { accepted, type GraphCase, sentencesOf } from './case.ts'
import { names, type Persona, people, personCalled } from './people.ts'
import type { Tenant } from './tenant.ts'

const who = `(${[...names].sort((one, other) => other.length - one.length).join('|')})(?:@[\\w.]+)?`
const role =
  '(none|freeBusyRead|limitedRead|read|write|delegateWithoutPrivateEventAccess|delegateWithPrivateEventAccess|custom)'

type Act = (found: string[], tenant: Tenant, one: GraphCase) => Promise<void>

const phrases: { form: RegExp; act: Act }[] = [
  {
    form: new RegExp(
      `\\b${who} (?:has )?delegated (?:his|her|their|the) (?:primary |default |own )?calendar to ${who}(.*)`,
      'i'
    ),
    act: ([owner, delegate, how = ''], tenant) =>
      setRole(
        tenant,
        owner,
        delegate,
        /with(?! ?out) private/i.test(how) ? 'delegateWithPrivateEventAccess' : 'delegateWithoutPrivateEventAccess'
      )
  },
  {
    form: new RegExp(`\\b${who} (?:made|gave|granted) ${who} (?:the )?(?:role )?${role}\\b`, 'i'),
    act: ([owner, person, role], tenant) => setRole(tenant, owner, person, role)
  },
  {
    form: new RegExp(`\\b${who} (?:is|has|had|holds)(?: the)?(?: role)? ${role} (?:on|for|in|of|to) ${who}`, 'i'),
    act: ([person, role, owner], tenant) => setRole(tenant, owner, person, role)
  },
  {
    form: new RegExp(
      `\\b${who} shared (?:the |his |her )?custom calendar (.+?) with ${who}(?: with| as)?(?: the)?(?: role)? ${role}`,
      'i'
    ),
    act: ([owner, calendar = '', person, role], tenant) => shareCustom(tenant, owner, person, role, calendar)
  },
  {
    form: new RegExp(`\\b${who} shared .*?calendar with ${who}(?: with| as)?(?: the)?(?: role)? ${role}`, 'i'),
    act: ([owner, person, role], tenant) => setRole(tenant, owner, person, role)
  },
  {
    form: new RegExp(`\\b${who} (?:has|had)(?: the)? role ${role} on (.+)`, 'i'),
    act: ([person, role, calendar = ''], tenant, one) =>
      shareCustom(tenant, one.caller.as ?? 'alex', person, role, calendar)
  },
  {
    form: new RegExp(
      `\\b${who} (?:has no|without|with no)(?: any)? (?:permission|access|right|entry|share)\\w*.*?(?:on|to|in|of) ${who}`,
      'i'
    ),
    act: ([person, owner], tenant) => setRole(tenant, owner, person, 'none')
  },
  {
    form: new RegExp(`^${who}: (.*\\b(?:delegate|read|write|limitedRead|freeBusyRead|My Organization)\\w*.*)`, 'i'),
    act: ([owner, list = ''], tenant) => setExactly(tenant, owner, list)
  },
  {
    form: new RegExp(
      `^${who}(?:'s calendar)?:? ((?:has |holds |contains )?.*\\d\\d:\\d\\d\\s*(?:[-–]|to)\\s*\\d\\d:\\d\\d.*)`,
      'i'
    ),
    act: ([owner, list = ''], tenant, one) => setEntries(tenant, owner, list, one)
  },
  {
    form: new RegExp(`^${who}: .*only as free.?busy`, 'i'),
    act: ([owner], tenant) => setOrganization(tenant, owner, 'freeBusyRead')
  },
  {
    form: /switch (?:is )?on|throttled|unavailable|outage|gateway/i,
    act: (_, { control }, one) => rehearse(control, one, headerOf(one, 'retry-after'))
  },
  { form: /app(?:lication)? is restricted|access policy/i, act: (_, { control }, one) => rehearse(control, one) }
]

/** Sentences that only describe what the runner arranges with the item itself, or what the world already holds. */
const understoodElsewhere =
  /event created|invitation|answered|accepted|declined|organizer|recurring|series|exists|expired|as in |mailbox|working hours|meeting|events? in the window|since the deltaLink|subscription|endpoint/i

/** Makes the sentences true as far as it understands them; returns those it does not. */
export async function setPreconditions(tenant: Tenant, one: GraphCase): Promise<string[]> {
  const unknown: string[] = []
  for (const sentence of sentencesOf(one).flatMap((text) => text.split(/;\s+(?=\w+:)/))) {
    const phrase = phrases.find(({ form }) => form.test(sentence))
    const [, ...found] = phrase?.form.exec(sentence) ?? []
    if (phrase) await phrase.act(found, tenant, one)
    else if (!understoodElsewhere.test(sentence)) unknown.push(sentence)
  }
  return unknown
}

const personaOf = (said: string | undefined): Persona => personCalled(said ?? '') ?? people.alex

export async function setRole(
  { control }: Tenant,
  owner: string | undefined,
  person: string | undefined,
  role = 'read'
) {
  await control('PUT', '/_sandbox/permission', {
    organizer: personaOf(owner).address,
    person: personaOf(person).address,
    role
  })
}

/** "Megan delegateWithPrivateEventAccess; My Organization freeBusyRead" and nobody else. */
async function setExactly(tenant: Tenant, owner: string | undefined, list: string) {
  const { address } = personaOf(owner)
  const { value } = (await tenant.arrange('GET', `/users/${address}/calendar/calendarPermissions`)) as {
    value: { id: string; isRemovable: boolean }[]
  }
  for (const { id, isRemovable } of value)
    if (isRemovable) await tenant.arrange('DELETE', `/users/${address}/calendar/calendarPermissions/${id}`)
  for (const part of list.split(/[;,]/)) {
    const [, said = '', named] = new RegExp(`^\\s*(.+?)(?: is| has| =|:)?\\s+${role}\\b`, 'i').exec(part) ?? []
    if (/my organi[sz]ation|default/i.test(said) && named) await setOrganization(tenant, address, named)
    else if (personCalled(said)) await setRole(tenant, address, said, named)
  }
}

async function setOrganization(tenant: Tenant, owner: string | undefined, role: string) {
  await tenant.arrange('PATCH', `/users/${personaOf(owner).address}/calendar/calendarPermissions/RGVmYXVsdA==`, {
    role
  })
}

async function shareCustom(
  tenant: Tenant,
  owner: string | undefined,
  person: string | undefined,
  role = 'read',
  said: string
) {
  const name = said.trim().replace(/^the |[.,]$/g, '')
  const calendar = await customCalendar(tenant, personaOf(owner).address, name)
  const permissions = `/users/${personaOf(owner).address}/calendars/${calendar}/calendarPermissions`
  const { value } = (await tenant.arrange('GET', permissions)) as {
    value: { id: string; emailAddress: { address?: string } }[]
  }
  const known = value.find(
    ({ emailAddress }) => emailAddress.address?.toLowerCase() === personaOf(person).address.toLowerCase()
  )
  if (known) await tenant.arrange('PATCH', `${permissions}/${known.id}`, { role })
  else await tenant.arrange('POST', permissions, { emailAddress: { address: personaOf(person).address }, role })
}

/** The id of somebody's custom calendar, made first when there is none of that name. */
export async function customCalendar(tenant: Tenant, address: string, name?: string): Promise<string> {
  const { value } = (await tenant.arrange('GET', `/users/${address}/calendars?$top=100`)) as {
    value: { id: string; name: string; isDefaultCalendar: boolean; owner: { address: string } }[]
  }
  const own = value.filter((one) => !one.isDefaultCalendar && one.owner.address.toLowerCase() === address.toLowerCase())
  const known = own.find((one) => !name || one.name.toLowerCase() === name.toLowerCase())
  return (
    known?.id ??
    String((await tenant.arrange('POST', `/users/${address}/calendars`, { name: name ?? 'Another calendar' })).id)
  )
}

/** "tentative 09:00-10:30, busy 11:00-13:00 PST on 2018-08-06": these and no others on that day. */
async function setEntries(tenant: Tenant, owner: string | undefined, list: string, one: GraphCase) {
  const { address } = personaOf(owner)
  const asked = JSON.stringify(one.requestBody ?? {})
  const date = /\d{4}-\d\d-\d\d/.exec(list)?.[0] ?? /\d{4}-\d\d-\d\d/.exec(asked)?.[0]
  if (!date) throw new Error(`"${list}" does not say on which day.`)
  const timeZone = /\b(PST|PT|Pacific)/i.test(list)
    ? 'Pacific Standard Time'
    : (/"timeZone":"([^"]+)"/i.exec(asked)?.[1] ?? 'UTC')
  const view = `/users/${address}/calendarView?startDateTime=${date}T00:00:00Z&endDateTime=${date}T23:59:59Z&$top=100`
  const { value } = (await tenant.arrange('GET', view)) as { value: { id: string }[] }
  for (const { id } of value) await tenant.arrange('DELETE', `/users/${address}/events/${id}`)
  for (const [, words = '', from = '', to = ''] of list.matchAll(
    /([^,;]*?)(\d\d:\d\d)\s*(?:[-–]|to)\s*(\d\d:\d\d)/gi
  )) {
    const [start, end] = [from, to].map((time) => ({ dateTime: `${date}T${time}:00`, timeZone }))
    await tenant.arrange('POST', `/users/${address}/events`, {
      subject: "Let's go for lunch",
      showAs: /busy|tentative|oof|free|workingElsewhere/i.exec(words)?.[0] ?? 'busy',
      sensitivity: /\b(private|confidential|personal)\b/i.exec(words)?.[0] ?? 'normal',
      start,
      end,
      location: { displayName: "Harry's Bar" }
    })
  }
  if (/visible/i.test(list))
    await setOrganization(tenant, owner, /only as free/i.test(list) ? 'freeBusyRead' : 'limitedRead')
}

const headerOf = ({ responseHeaders = {} }: GraphCase, name: string) =>
  Object.entries(responseHeaders).find(([header]) => header.toLowerCase() === name)?.[1]

async function rehearse(control: Tenant['control'], one: GraphCase, retryAfter?: string) {
  await control('POST', '/_sandbox/trouble', {
    cloud: 'graph',
    kind: 'status',
    times: 1,
    status: accepted(one)[0],
    ...(retryAfter ? { retryAfter } : {})
  })
}
