// Every mailbox's calendar as a table, so that a person sees what a booking did.
import type { DirectoryUser } from '../directory.ts'
import type { MailboxState } from '../faces.ts'
import { type Html, html } from '../html.ts'
import { initiatorLine } from './initiator.ts'
import { type Cell, table } from './table.ts'
import { type GraphTime, instantOf, span } from './times.ts'

// What the page shows of a Graph event.
type Entry = {
  subject?: string | null
  start: GraphTime
  end: GraphTime
  isAllDay?: boolean
  isCancelled?: boolean
  showAs?: string
  sensitivity?: string
  type?: string
  location?: { displayName?: string }
  attendees?: { emailAddress?: { name?: string; address?: string }; status?: { response?: string } }[]
  body?: { content?: string }
}

export function calendars(mailboxes: Record<string, MailboxState>, people: DirectoryUser[]): Html[] {
  return people.flatMap((person, position) => {
    const state = mailboxes[person.userPrincipalName] ?? mailboxes[person.mail ?? '']
    return state ? [calendar(person, state, position === 0)] : []
  })
}

function calendar({ displayName, zone = 'UTC' }: DirectoryUser, { events, sent }: MailboxState, open: boolean): Html {
  const entries = (events as unknown as Entry[]).toSorted((one, other) => instantOf(one.start) - instantOf(other.start))
  return html`<details${open && html` open`}>
<summary><strong>${displayName}</strong> <small>${entries.length} entries, ${sent.length} messages sent, times of ${zone}</small></summary>
${table(
  ['When', 'Subject', 'Attendees', 'Shown as', 'Offered'],
  entries.map((entry) => row(entry, zone)),
  'Nothing in this calendar.'
)}
</details>`
}

function row(entry: Entry, zone: string): Cell[] {
  const marks = [
    entry.sensitivity === 'private' && 'private',
    entry.type === 'seriesMaster' && 'repeats',
    entry.isCancelled && 'cancelled'
  ].filter(Boolean)
  return [
    span(entry.start, entry.end, entry.isAllDay === true, zone),
    html`${entry.subject ?? ''}${marks.length > 0 && html` <small>(${marks.join(', ')})</small>`}${
      entry.location?.displayName && html`<br><small>${entry.location.displayName}</small>`
    }`,
    (entry.attendees ?? []).map(attendee).join(', '),
    entry.showAs,
    initiatorLine(entry.body?.content)
  ]
}

function attendee({ emailAddress, status }: NonNullable<Entry['attendees']>[number]): string {
  const name = emailAddress?.name || emailAddress?.address || '?'
  const response = status?.response
  return response && response !== 'none' ? `${name} (${response})` : name
}
