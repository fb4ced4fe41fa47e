// mailboxSettings: zone, working hours, automatic replies, and where meeting messages go when there are delegates.
import { type Answer, type Call, context } from './call.ts'
import { mailboxFor } from './folder-view.ts'
import type { Settings } from './mailbox.ts'
import { failedValidation, refuse, unreadableBody } from './refusal.ts'
import { parseWall, zoneOrRefuse } from './wall-time.ts'

const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
const enumerations: Record<string, string[]> = {
  delegateMeetingMessageDeliveryOptions: [
    'sendToDelegateAndInformationToPrincipal',
    'sendToDelegateAndPrincipal',
    'sendToDelegateOnly'
  ],
  status: ['disabled', 'alwaysEnabled', 'scheduled'],
  externalAudience: ['none', 'contactsOnly', 'all']
}
const changeable = [
  'automaticRepliesSetting',
  'timeZone',
  'language',
  'workingHours',
  'dateFormat',
  'timeFormat',
  'delegateMeetingMessageDeliveryOptions'
]

export function readSettings(call: Call): Answer {
  const { settings } = mailboxFor(call, 'see settings')
  return { status: 200, body: { '@odata.context': context(call, 'mailboxSettings'), ...settings } }
}

export function readSetting(call: Call): Answer {
  const { settings } = mailboxFor(call, 'see settings')
  const name = Object.keys(settings).find((one) => one.toLowerCase() === call.params.setting?.toLowerCase())
  if (!name) throw refuse(400, 'BadRequest', `Resource not found for the segment '${call.params.setting}'.`)
  const value = settings[name]
  const isPlain = typeof value !== 'object' || value === null
  return {
    status: 200,
    body: { '@odata.context': context(call, `mailboxSettings/${name}`), ...(isPlain ? { value } : (value as object)) }
  }
}

export function updateSettings(call: Call): Answer {
  const mailbox = mailboxFor(call, 'change settings')
  const changes: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(call.body())) {
    if (name.startsWith('@')) continue
    if (!changeable.includes(name))
      throw unreadableBody(
        `The property '${name}' does not exist or cannot be changed on type 'microsoft.graph.mailboxSettings'.`
      )
    changes[name] = readChange(name, value, mailbox.settings)
  }
  Object.assign(mailbox.settings, changes)
  call.store.saveMailbox(mailbox)
  // The answer holds what was changed and nothing else.
  return { status: 200, body: { '@odata.context': context(call, 'mailboxSettings'), ...changes } }
}

function readChange(name: string, value: unknown, settings: Settings): unknown {
  if (name === 'timeZone') zoneOrRefuse(value)
  if (name === 'workingHours') return readWorkingHours(value as Record<string, unknown>, settings)
  if (name === 'automaticRepliesSetting') return readReplies(value as Record<string, unknown>, settings)
  return name in enumerations ? oneOf(name, value) : value
}

function oneOf(name: string, value: unknown): string {
  const found = enumerations[name]?.find((one) => one.toLowerCase() === String(value).toLowerCase())
  if (!found) throw unreadableBody(`Requested value '${String(value)}' was not found for property '${name}'.`)
  return found
}

/** What is not sent stays as it was. */
function readWorkingHours(given: Record<string, unknown>, { workingHours }: Settings) {
  const changed = { ...workingHours, ...given }
  changed.daysOfWeek = changed.daysOfWeek.map((one) => one.toLowerCase())
  if (changed.daysOfWeek.some((one) => !days.includes(one)))
    throw unreadableBody("Requested value was not found for property 'daysOfWeek'.")
  for (const time of ['startTime', 'endTime'] as const) {
    const [, hour, rest] = /^(\d\d):(\d\d:\d\d)(?:\.\d{1,7})?$/.exec(changed[time]) ?? []
    if (!hour || Number(hour) > 23) throw failedValidation()
    changed[time] = `${hour}:${rest}.0000000`
  }
  changed.timeZone = readZone(changed.timeZone)
  return changed
}

function readZone(zone: Settings['workingHours']['timeZone']) {
  const isCustom = String(zone['@odata.type'] ?? '')
    .toLowerCase()
    .endsWith('customtimezone')
  if (!isCustom) {
    zoneOrRefuse(zone.name)
    return zone
  }
  const lowered = (offset: unknown) => {
    const { dayOfWeek, ...others } = (offset ?? {}) as Record<string, unknown>
    return { ...others, ...(dayOfWeek ? { dayOfWeek: String(dayOfWeek).toLowerCase() } : {}) }
  }
  return { ...zone, standardOffset: lowered(zone.standardOffset), daylightOffset: lowered(zone.daylightOffset) }
}

function readReplies(given: Record<string, unknown>, settings: Settings) {
  const changed: Record<string, unknown> = { ...(settings.automaticRepliesSetting as object), ...given }
  for (const name of ['status', 'externalAudience']) changed[name] = oneOf(name, changed[name])
  for (const name of ['scheduledStartDateTime', 'scheduledEndDateTime']) {
    const time = changed[name] as { dateTime?: string; timeZone?: string }
    zoneOrRefuse(time?.timeZone)
    if (!parseWall(time?.dateTime)) throw failedValidation()
  }
  return changed
}
