// Which permission of the token opens what. `own`: a person in her own mailbox, `other`: a person in somebody else's,
// `app`: the application itself. Names are matched without case.
import type { Caller } from './caller.ts'
import { accessDenied, refuse } from './refusal.ts'

export type Need =
  | 'see calendars'
  | 'change calendars'
  | 'ask free/busy'
  | 'see settings'
  | 'change settings'
  | 'see messages'
  | 'send mail'
  | 'find times'
  | 'watch calendars'
  | 'watch messages'

type Doors = { own: string[]; other: string[]; app: string[] }

const readCalendars = ['Calendars.Read', 'Calendars.ReadWrite', 'Calendars.Read.Shared', 'Calendars.ReadWrite.Shared']
const readMail = ['Mail.ReadBasic', 'Mail.Read', 'Mail.ReadWrite', 'Mail.Read.Shared', 'Mail.ReadWrite.Shared']

const doors: Record<Need, Doors> = {
  'see calendars': {
    own: ['Calendars.ReadBasic', ...readCalendars],
    other: ['Calendars.Read.Shared', 'Calendars.ReadWrite.Shared'],
    app: ['Calendars.ReadBasic.All', 'Calendars.ReadBasic', 'Calendars.Read', 'Calendars.ReadWrite']
  },
  'change calendars': {
    own: ['Calendars.ReadWrite', 'Calendars.ReadWrite.Shared'],
    other: ['Calendars.ReadWrite.Shared'],
    app: ['Calendars.ReadWrite']
  },
  // A free/busy query is asked as the signed-in person, so nobody needs a .Shared scope for it.
  'ask free/busy': {
    own: ['Calendars.ReadBasic', ...readCalendars],
    other: ['Calendars.ReadBasic', ...readCalendars],
    app: ['Calendars.ReadBasic.All', 'Calendars.ReadBasic', 'Calendars.Read', 'Calendars.ReadWrite']
  },
  // There is no .Shared variant: nobody reads another person's settings with a delegated token.
  'see settings': {
    own: ['MailboxSettings.Read', 'MailboxSettings.ReadWrite'],
    other: [],
    app: ['MailboxSettings.Read', 'MailboxSettings.ReadWrite']
  },
  'change settings': { own: ['MailboxSettings.ReadWrite'], other: [], app: ['MailboxSettings.ReadWrite'] },
  'see messages': {
    own: readMail,
    other: ['Mail.Read.Shared', 'Mail.ReadWrite.Shared'],
    app: ['Mail.ReadBasic.All', 'Mail.Read', 'Mail.ReadWrite']
  },
  'send mail': { own: ['Mail.Send', 'Mail.Send.Shared'], other: ['Mail.Send.Shared'], app: ['Mail.Send'] },
  // Somebody else's mailbox is watched by an application only: delegated rights, .Shared or not, are refused.
  'watch calendars': {
    own: ['Calendars.Read', 'Calendars.ReadWrite'],
    other: [],
    app: ['Calendars.Read', 'Calendars.ReadWrite']
  },
  'watch messages': { own: readMail, other: [], app: ['Mail.ReadBasic.All', 'Mail.Read', 'Mail.ReadWrite'] },
  'find times': { own: ['Calendars.Read.Shared', 'Calendars.ReadWrite.Shared'], other: [], app: [] }
}

export function insistOnScope(caller: Caller, need: Need, mailboxOid: string) {
  const { own, other, app } = doors[need]
  const list = caller.kind === 'app' ? app : caller.user.id === mailboxOid ? own : other
  if (!hasAny(caller, list)) throw accessDenied()
}

/** ReadBasic shows an event without its body. */
export const seesBodies = (caller: Caller) => hasAny(caller, readCalendars)

export const hasAny = (caller: Caller, permissions: string[]) => permissions.some((name) => caller.has(name))

/** The directory words its refusal differently from Exchange. */
export function insistOnDirectoryScope(caller: Caller, permissions: string[]) {
  if (hasAny(caller, permissions)) return
  throw refuse(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.')
}
