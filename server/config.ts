import { createPrivateKey } from 'node:crypto'
import { isIP } from 'node:net'
import type { CancelledActivity, UnknownInvitee } from '../src/activities/activity-settings.ts'
import type { SavingCategory } from '../src/activities/category.ts'
import { SECOND } from '../src/time/instant.ts'
import { CannotStart } from './cannot-start.ts'

/** What the installation was told, checked. Read once at start; nothing else looks at the environment. */
export type Config = Readonly<{
  port: number
  host: string
  /** scheme://host[:port] that people use; links are made from it, never from a request. */
  publicOrigin: string
  dataFolder: string
  /** undefined: the embedded store in the data folder. */
  databaseUrl: string | undefined
  /** The role that the app connects as, where another one owns the tables: npm run migrate gives it its rights. */
  databaseAppRole: string | undefined
  /** undefined: made at first start and kept in the data folder. */
  secret: string | undefined
  organization: string
  organizers: readonly EnrolledByConfig[]
  /** Salesforce usernames of delegates: who has one may change Events with her own rights. */
  salesforceUsers: readonly EnrolledByConfig[]
  /** Entra object ids or addresses of those who look after the installation. */
  administrators: readonly string[]
  /** Whose mailbox writes to delegates; undefined: nobody is written to. */
  noticesFrom: string | undefined
  /** Under which Exchange reaches us; undefined: it cannot, and calendars are asked again and again. */
  notificationsOrigin: string | undefined
  trustedProxies: readonly string[]
  logLevel: LogLevel
  /** How many bookings one network may make within an hour; 0: any number. */
  bookingsPerHour: number
  /** How many calendar holds may stand on one day of an organizer's. */
  holdsPerDay: number
  /** How long a calendar may show nothing of a meeting that it has got; milliseconds. */
  meetingSettles: number
  /** Does this process run the worker, too? */
  worker: boolean
  /** The imitated clouds to start beside us; undefined when real ones (or a running sandbox) are configured. */
  sandbox: { port: number; world: 'acme' | 'contoso' } | undefined
  /** undefined only while the sandbox that will tell them has not been started. */
  entra: EntraSettings | undefined
  graphOrigin: string
  /** The Exchange admin API; undefined: it is not asked. */
  exchangeAdminOrigin: string | undefined
  /** undefined: nothing is written to Salesforce. */
  salesforce: SalesforceSettings | undefined
}>

/** `salesforceUsername` undefined: the setting does not say it. */
export type EnrolledByConfig = { address: string; salesforceUsername: string | undefined }
export type EntraSettings = { tenantId: string; clientId: string; clientSecret: string; authority: string }
export type SalesforceSettings = {
  loginUrl: string
  /** Whom assertions are for, where that does not follow from the address. */
  audience: string | undefined
  clientId: string
  clientSecret: string
  /** PEM. */
  privateKey: string
  keyField: string
  /** What becomes of an invitee whom Salesforce does not know. */
  unknownInvitee: UnknownInvitee
  /** What becomes of the Event when the meeting is cancelled. */
  cancelled: CancelledActivity
  /** By which people in Outlook save a meeting; undefined: by none. */
  category: SavingCategory | undefined
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const
type LogLevel = (typeof logLevels)[number]

export class ConfigProblem extends CannotStart {
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(`The settings cannot be used:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`)
    this.problems = problems
  }
}

const entraKeys = ['ENTRA_TENANT_ID', 'ENTRA_CLIENT_ID', 'ENTRA_CLIENT_SECRET'] as const
const salesforceKeys = ['SALESFORCE_CLIENT_ID', 'SALESFORCE_CLIENT_SECRET', 'SALESFORCE_PRIVATE_KEY'] as const

/** The keys of .env.example; a test holds the two together. */
export const knownKeys = [
  'PORT',
  'HOST',
  'PUBLIC_ORIGIN',
  'DATA_DIR',
  'DATABASE_URL',
  'DATABASE_APP_ROLE',
  'APP_SECRET',
  'ORGANIZATION_NAME',
  'ORGANIZERS',
  'ADMINISTRATORS',
  'NOTICES_FROM',
  'NOTIFICATIONS_ORIGIN',
  'TRUSTED_PROXIES',
  'LOG_LEVEL',
  'BOOKINGS_PER_HOUR',
  'HOLDS_PER_DAY',
  'MEETING_SETTLES_SECONDS',
  'WORKER',
  'SANDBOX_PORT',
  'SANDBOX_WORLD',
  ...entraKeys,
  'ENTRA_AUTHORITY',
  'GRAPH_ORIGIN',
  'EXCHANGE_ADMIN_ORIGIN',
  ...salesforceKeys,
  'SALESFORCE_LOGIN_URL',
  'SALESFORCE_AUDIENCE',
  'SALESFORCE_KEY_FIELD',
  'SALESFORCE_USERS',
  'SALESFORCE_UNKNOWN_INVITEES',
  'SALESFORCE_CANCELLED_MEETINGS',
  'SALESFORCE_CATEGORY',
  'SALESFORCE_CATEGORY_TAKEN'
] as const

type Key = (typeof knownKeys)[number]

/** Throws one ConfigProblem with all mistakes at once. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const problems: string[] = []
  const text = (key: Key) => environment[key]?.trim() || undefined

  function number(key: Key, fallback: number): number {
    const value = text(key)
    if (value === undefined) return fallback
    const port = /^\d{1,5}$/.test(value) ? Number(value) : -1
    if (port >= 0 && port <= 65_535) return port
    problems.push(`${key} must be a port from 0 to 65535, not "${value}"`)
    return fallback
  }

  function count(key: Key, fallback: number, atMost: number): number {
    const value = text(key)
    if (value === undefined) return fallback
    const number = /^\d{1,4}$/.test(value) ? Number(value) : -1
    if (number >= 0 && number <= atMost) return number
    problems.push(`${key} must be a whole number from 0 to ${atMost}, not "${value}"`)
    return fallback
  }

  function oneOf<T extends string>(key: Key, allowed: readonly T[], fallback: T): T {
    const value = text(key) ?? fallback
    if (!allowed.includes(value as T)) problems.push(`${key} must be one of ${allowed.join(', ')}, not "${value}"`)
    return value as T
  }

  function origin(key: Key, fallback: string): string {
    const value = text(key) ?? fallback
    if (!isOrigin(value)) problems.push(`${key} must be like https://meet.example.com, without a path, not "${value}"`)
    return value.replace(/\/$/, '')
  }

  /** All of them, or none. */
  function together<K extends Key>(keys: readonly K[], purpose: string): Record<K, string> | undefined {
    const given = keys.filter((key) => text(key))
    if (given.length === 0) return undefined
    for (const key of keys) if (!text(key)) problems.push(`${key} is missing: ${purpose} needs ${keys.join(', ')}`)
    return Object.fromEntries(keys.map((key) => [key, text(key) ?? ''])) as Record<K, string>
  }

  const port = number('PORT', 3000)
  const host = text('HOST') ?? 'localhost'
  const publicOrigin = origin('PUBLIC_ORIGIN', `http://localhost:${port}`)
  const databaseUrl = text('DATABASE_URL')
  if (databaseUrl && !/^postgres(ql)?:\/\//.test(databaseUrl)) {
    problems.push('DATABASE_URL must begin with postgres://; leave it out for the embedded store')
  }

  const databaseAppRole = text('DATABASE_APP_ROLE')
  if (databaseAppRole && !/^[A-Za-z_][\w$-]{0,62}$/.test(databaseAppRole)) {
    problems.push(`DATABASE_APP_ROLE must be the name of a role, not "${databaseAppRole}"`)
  }
  if (databaseAppRole && !databaseUrl) problems.push('DATABASE_APP_ROLE needs DATABASE_URL: a file has no roles')

  const entra = together(entraKeys, 'sign-in with Microsoft')
  const salesforce = together(salesforceKeys, 'writing to Salesforce')
  const authority = origin('ENTRA_AUTHORITY', 'https://login.microsoftonline.com')
  const graphOrigin = origin('GRAPH_ORIGIN', 'https://graph.microsoft.com')
  const exchangeAdminOrigin = text('EXCHANGE_ADMIN_ORIGIN') && origin('EXCHANGE_ADMIN_ORIGIN', '')
  const loginUrl = origin('SALESFORCE_LOGIN_URL', 'https://login.salesforce.com')
  const audience = text('SALESFORCE_AUDIENCE') && origin('SALESFORCE_AUDIENCE', '')
  const sandbox = !entra && !salesforce
  if (salesforce && !entra)
    problems.push(`Salesforce is set, but sign-in with Microsoft is not: set ${entraKeys.join(', ')}`)

  const keyField = text('SALESFORCE_KEY_FIELD') ?? 'Booking_Key__c'
  if (!/^[A-Za-z]\w*__c$/.test(keyField))
    problems.push('SALESFORCE_KEY_FIELD must be the API name of a custom field (…__c)')

  const unknownInvitee = oneOf('SALESFORCE_UNKNOWN_INVITEES', ['leave', 'contact', 'lead'], 'leave')
  const cancelled = oneOf('SALESFORCE_CANCELLED_MEETINGS', ['remove', 'mark'], 'remove')
  const categoryName = text('SALESFORCE_CATEGORY') ?? 'Salesforce'
  if (/[,;]/.test(categoryName) || categoryName.length > 255)
    problems.push('SALESFORCE_CATEGORY must be one name without commas, or none')
  const removed = { keep: 'kept', remove: 'removed' } as const
  const taken = oneOf('SALESFORCE_CATEGORY_TAKEN', ['keep', 'remove'], 'keep')
  const privateKey = salesforce?.SALESFORCE_PRIVATE_KEY.replaceAll('\\n', '\n') ?? ''
  if (privateKey && !isPrivateKey(privateKey))
    problems.push('SALESFORCE_PRIVATE_KEY must be the PEM text of a private RSA key')

  const secret = text('APP_SECRET')
  if (secret && secret.length < 32)
    problems.push('APP_SECRET must have at least 32 characters (openssl rand -base64 32)')
  if (!secret && databaseUrl && entra && isReal(authority)) {
    problems.push('APP_SECRET is missing: several instances on one database must share it (openssl rand -base64 32)')
  }
  if (entra && isReal(authority) && !text('ORGANIZATION_NAME')) {
    problems.push('ORGANIZATION_NAME is missing: invitees are told who asks')
  }

  const noticesFrom = text('NOTICES_FROM')
  if (noticesFrom && !isAddress(noticesFrom))
    problems.push(`NOTICES_FROM has "${noticesFrom}", which is not an address`)

  const config: Config = {
    port,
    host,
    publicOrigin,
    dataFolder: text('DATA_DIR') ?? './data',
    databaseUrl,
    databaseAppRole,
    secret,
    organization: text('ORGANIZATION_NAME') ?? 'Acme Ltd',
    organizers: enrolled('ORGANIZERS', text('ORGANIZERS'), problems),
    salesforceUsers: enrolled('SALESFORCE_USERS', text('SALESFORCE_USERS'), problems),
    administrators: administrators(text('ADMINISTRATORS'), problems),
    noticesFrom,
    notificationsOrigin: notificationsOrigin(text('NOTIFICATIONS_ORIGIN'), { publicOrigin, graphOrigin }, problems),
    trustedProxies: proxies(text('TRUSTED_PROXIES'), problems),
    logLevel: oneOf('LOG_LEVEL', logLevels, sandbox ? 'warn' : 'info'),
    bookingsPerHour: count('BOOKINGS_PER_HOUR', isReal(authority) && entra ? 60 : 0, 9_999),
    holdsPerDay: count('HOLDS_PER_DAY', 8, 100),
    meetingSettles: count('MEETING_SETTLES_SECONDS', 90, 600) * SECOND,
    worker: oneOf('WORKER', ['yes', 'no'], 'yes') === 'yes',
    sandbox: sandbox
      ? {
          port: number('SANDBOX_PORT', port === 0 ? 0 : port + 1),
          world: oneOf('SANDBOX_WORLD', ['acme', 'contoso'], 'acme')
        }
      : undefined,
    entra: entra && {
      tenantId: entra.ENTRA_TENANT_ID.toLowerCase(),
      clientId: entra.ENTRA_CLIENT_ID,
      clientSecret: entra.ENTRA_CLIENT_SECRET,
      authority
    },
    graphOrigin,
    exchangeAdminOrigin,
    salesforce: salesforce && {
      loginUrl,
      audience,
      clientId: salesforce.SALESFORCE_CLIENT_ID,
      clientSecret: salesforce.SALESFORCE_CLIENT_SECRET,
      privateKey,
      keyField,
      unknownInvitee,
      cancelled,
      category: categoryName === 'none' ? undefined : { name: categoryName, removed: removed[taken] }
    }
  }
  if (problems.length > 0) throw new ConfigProblem(problems)
  return Object.freeze(config)
}

/** "olga@acme.example, piet@acme.example=piet@acme.sf": address, and the Salesforce username where the setting says it. */
function enrolled(key: Key, text: string | undefined, problems: string[]): EnrolledByConfig[] {
  return list(text).map((entry) => {
    const [address = '', salesforceUsername] = entry.split('=').map((part) => part.trim())
    if (!isAddress(address)) problems.push(`${key} has "${entry}", which is not an address`)
    return { address, salesforceUsername }
  })
}

/** Exchange calls https addresses only; a sandbox on this machine takes http. */
function notificationsOrigin(
  said: string | undefined,
  { publicOrigin, graphOrigin }: { publicOrigin: string; graphOrigin: string },
  problems: string[]
): string | undefined {
  if (said === 'none') return undefined
  const isReachable = (origin: string) => origin.startsWith('https://') || !isReal(graphOrigin)
  if (said === undefined) return isReachable(publicOrigin) ? publicOrigin : undefined
  if (isOrigin(said) && isReachable(said)) return said.replace(/\/$/, '')
  problems.push(
    `NOTIFICATIONS_ORIGIN must be an https origin like https://meet.example.com that Microsoft can reach, or "none", not "${said}"`
  )
  return undefined
}

function administrators(text: string | undefined, problems: string[]): string[] {
  const named = list(text)
  for (const each of named) {
    if (!isAddress(each) && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(each))
      problems.push(`ADMINISTRATORS has "${each}", which is neither an address nor an Entra object id`)
  }
  return named
}

/** Addresses or ranges. One that takes in everybody would let everybody claim to be somebody else. */
function proxies(value: string | undefined, problems: string[]): string[] {
  return list(value).filter((entry) => {
    const [address = '', bits, ...more] = entry.split('/')
    const size = isIP(address) === 4 ? 32 : 128
    const isRange = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= size)
    if (isIP(address) && isRange && more.length === 0) return true
    problems.push(`TRUSTED_PROXIES has "${entry}", which is neither an address nor a range like 10.0.0.0/8`)
    return false
  })
}

const isAddress = (text: string) => /^[^@\s]+@[^@\s]+$/.test(text)

const list = (text: string | undefined) =>
  (text ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean)

function isPrivateKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'rsa'
  } catch {
    return false
  }
}

/** A sandbox speaks http on this machine; Microsoft's own clouds never do. */
const isReal = (authority: string) => authority.startsWith('https://')

function isOrigin(value: string): boolean {
  const url = URL.parse(value)
  return url !== null && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.username
}
