// What the app has been granted by the administrator of this tenant.

/** Application permissions: what a client-credentials token may do. */
export const applicationRoles = [
  'Calendars.ReadWrite',
  'MailboxSettings.ReadWrite',
  'User.Read.All',
  'GroupMember.Read.All',
  'Mail.Send',
  'Place.Read.All'
]

/** The same for the Exchange admin API: a token is for one of the two. */
export const exchangeRoles = ['Exchange.ManageAsAppV2']

export const rolesFor = (scope: string) =>
  /^https:\/\/outlook\.office365\.com\//i.test(scope) ? exchangeRoles : applicationRoles

/** Delegated permissions behind /.default for a signed-in person. */
const consented = ['User.Read', 'Calendars.ReadWrite', 'Calendars.ReadWrite.Shared', 'MailboxSettings.Read']

const ofOpenId = ['openid', 'profile', 'email', 'offline_access']

// Delegated permissions of Graph that an app of this kind can ask for; any other name is most likely a slip.
const delegated = new Set(
  [
    ...ofOpenId,
    ...consented,
    'Calendars.Read',
    'Calendars.ReadBasic',
    'Calendars.Read.Shared',
    'Contacts.Read',
    'Directory.Read.All',
    'Group.Read.All',
    'GroupMember.Read.All',
    'Mail.Read',
    'Mail.ReadBasic',
    'Mail.ReadWrite',
    'Mail.Send',
    'Mail.Send.Shared',
    'MailboxSettings.ReadWrite',
    'OnlineMeetings.Read',
    'OnlineMeetings.ReadWrite',
    'People.Read',
    'Place.Read.All',
    'Presence.Read',
    'User.Read.All',
    'User.ReadBasic.All'
  ].map((name) => name.toLowerCase())
)

/** Without the resource in front: https://graph.microsoft.com/User.Read is User.Read. */
const short = (scope: string) => scope.replace(/^https?:\/\/[^/]+\//, '')

export const splitScopes = (scope: string) => scope.split(/\s+/).filter(Boolean)

export function unknownScope(scopes: string[]): string | undefined {
  return scopes.find((scope) => short(scope) !== '.default' && !delegated.has(short(scope).toLowerCase()))
}

/** What a token for these scopes may do in Graph. */
export function permissionsOf(scopes: string[]): string[] {
  return scopes.map(short).flatMap((name) => (name === '.default' ? consented : ofOpenId.includes(name) ? [] : [name]))
}

/** The scopes as a token answer reports them; offline_access shows itself by a refresh token only. */
export function reported(scopes: string[]): string {
  const names = scopes.flatMap((scope) => (short(scope) === '.default' ? [...consented, scope] : [scope]))
  return [...new Set(names)].filter((name) => name !== 'offline_access').join(' ')
}
