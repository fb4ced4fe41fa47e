// What an exchange itself tells about its set-up: which records, which key, whose calendar, which error.
import type { Case, World } from './case.ts'
import { concrete } from './matching.ts'

export const prefixes: Record<string, string> = {
  '001': 'Account',
  '003': 'Contact',
  '005': 'User',
  '006': 'Opportunity',
  '00Q': 'Lead',
  '00U': 'Event',
  '0RE': 'EventRelation'
}

const levels = [
  'Hide Details and Add Events',
  'Show Details and Add Events',
  'Full Access',
  'Hide Details',
  'Show Details'
]

export const levelIn = (words: string) => levels.find((level) => words.toLowerCase().includes(level.toLowerCase()))

/** In a path a quote is %27, which would hide where an id begins. */
const readable = (value: unknown) => (JSON.stringify(value) ?? '').replace(/%[0-9a-f]{2}/gi, ' ')

/** Ids of either length anywhere in a value. */
export const idsIn = (value: unknown): string[] => [
  ...new Set(readable(value).match(/\b(?:001|003|005|006|00Q|00U|0RE)8X0000[0-9A-Za-z]{6}(?:[0-9A-Za-z]{3})?\b/g) ?? [])
]

export const objectIn = ({ path }: Case) => /\/sobjects\/(\w+)/.exec(path)?.[1] ?? 'Event'

/** The external id of an upsert, or the key in the body of a create. */
export function keyIn({ path, requestBody }: Case): { object: string; field: string; value: string } | undefined {
  const [, object = '', field = '', value] = /\/sobjects\/(\w+)\/(\w+__c)\/([^?]+)/.exec(path) ?? []
  if (value) return { object, field, value: decodeURIComponent(value).replace(/\/$/, '') }
  const inBody = Object.entries((requestBody ?? {}) as object).find(([name]) => name.endsWith('__c'))
  return inBody && { object: objectIn({ path } as Case), field: inBody[0], value: String(inBody[1]) }
}

/** The administrator's own words can only come from the case. */
export function expectedError({ responseBody, status }: Case): {
  status: number
  errorCode?: unknown
  message?: unknown
  fields?: unknown
  errors?: unknown[]
} {
  const errors = (Array.isArray(responseBody) ? responseBody.map(concrete) : []) as Record<string, unknown>[]
  const { errorCode, message, fields } = errors[0] ?? {}
  return {
    status,
    errorCode,
    message,
    ...(Array.isArray(fields) ? { fields } : {}),
    ...(errors.length > 1 ? { errors } : {})
  }
}

export const namedFields = (one: Case) =>
  (expectedError(one).fields as string[] | undefined) ?? Object.keys((one.requestBody ?? {}) as object)

export const actorId = (one: Case, world: World) => (one.actor ? world.users[one.actor]?.id : undefined)

export function ownerIn(one: Case, world: World) {
  const { OwnerId } = (one.requestBody ?? {}) as { OwnerId?: string }
  return OwnerId ?? world.users.organizer?.id
}

export const someEvent = () => ({
  Subject: 'Before',
  StartDateTime: '2026-12-04T10:00:00.000+0000',
  EndDateTime: '2026-12-04T10:30:00.000+0000',
  DurationInMinutes: 30
})
