// Every mailbox's calendar as a table, so that a person sees what a booking did.
import type { DirectoryUser } from '../directory.ts'
import type { MailboxState } from '../faces.ts'
import { type Html, html } from '../html.ts'
import { initiatorLine } from './initiator.ts'
import { type Cell, table } from './table.ts'
import { type GraphTime, instantOf, span } from './times.ts'

// What the page shows of a Graph event.
type Entry = {
  id?: string
  isOrganizer?: boolean
  subject?: string | null
  start: GraphTime
  end: GraphTime
  isAllDay?: boolean
  isCancelled?: boolean
  showAs?: string
  sensitivity?: string
  type?: string
  categories?: string[]
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

function calendar(
  { displayName, userPrincipalName: address, zone = 'UTC' }: DirectoryUser,
  { events, sent }: MailboxState,
  open: boolean
): Html {
  const entries = (events as unknown as Entry[]).toSorted((one, other) => instantOf(one.start) - instantOf(other.start))
  return html`<details${open && html` open`}>
<summary><strong>${displayName}</strong> <small>${entries.length} entries, ${sent.length} messages sent, times of ${zone}</small></summary>
${table(
  ['When', 'Subject', 'Attendees', 'Shown as', 'Offered', 'By hand'],
  entries.map((entry) => [...row(entry, zone), byHand(address, entry)]),
  'Nothing in this calendar.'
)}
</details>`
}

function row(entry: Entry, zone: string): Cell[] {
  const marks = [
    entry.sensitivity === 'private' && 'private',
    entry.type === 'seriesMaster' && 'repeats',
    entry.isCancelled && 'cancelled',
    ...(entry.categories ?? [])
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

/** What somebody could do to this entry in Outlook. */
function byHand(mailbox: string, entry: Entry): Cell {
  if (!entry.id) return ''
  const possible = entry.isOrganizer === false ? answers : [...own, ...(entry.attendees ?? []).flatMap(answersOf)]
  const choices = [...possible, categorised(entry)]
  const subject = entry.subject || 'this entry'
  return html`<form class="row" method="post" action="/_sandbox/meeting">
<input type="hidden" name="mailbox" value="${mailbox}"><input type="hidden" name="meeting" value="${entry.id}">
<select name="act" aria-label="What happens to ${subject}">${choices.map(
    (choice) => html`<option value="${choice}">${choice}</option>`
  )}</select>
<input name="minutes" value="60" size="4" inputmode="numeric" aria-label="By how many minutes ${subject} is moved, lengthened or proposed">
<button>Do it</button>
</form>`
}

const own = ['move', 'lengthen', 'make private', 'cancel', 'delete']
const answers = ['accept', 'tentative', 'decline', 'propose', 'move', 'delete']

/** The name that an app is usually told to look for; it may be another one (act and category as fields). */
const categorised = ({ categories = [] }: Entry) =>
  `${categories.includes('Salesforce') ? 'take' : 'give'} category Salesforce`

const answersOf = ({ emailAddress }: NonNullable<Entry['attendees']>[number]) =>
  ['accept', 'tentative', 'decline', 'propose'].map((act) => `${act} as ${emailAddress?.address ?? ''}`)
