// Somebody invites a person of this tenant, as it happens in Outlook. Whoever has a mailbox here sends the invitation from it;
// of a sender from elsewhere there is only what arrives: the item in the calendar and the message.
import { blank, never } from './blank-event.ts'
import type { Call } from './call.ts'
import { createEvent } from './event-creation.ts'
import { newUid } from './ids.ts'
import type { Address, Item, Mailbox } from './mailbox.ts'
import { recordMessage } from './messages.ts'
import { readPrefer } from './prefer.ts'
import { Refusal } from './refusal.ts'
import { defaultFolder, type Store } from './store.ts'
import { day, printDate, printWall } from './wall-time.ts'

export type Inviting = {
  /** Object id of whoever is invited. */
  to: string
  from: Address
  subject: string
  /** Epoch milliseconds. */
  start: number
  end: number
  place?: string
  private?: boolean
  /** So many weeks, on the same day. */
  weeks?: number
  /** False: the sender asks for no answer. */
  wantsAnswer?: boolean
}

/** undefined: done. Otherwise a sentence for whoever asked. */
export function inviteByHand(store: Store, outside: Call['outside'], wish: Inviting): string | undefined {
  const to = store.mailbox(wish.to)
  if (!to) return 'Nobody there has a mailbox.'
  const from = store.mailboxAt(wish.from.address)
  if (from?.oid === to.oid) return 'Nobody invites herself.'
  try {
    if (from) createEvent(callOf(store, outside, from, eventOf(wish, to)))
    else arrive(store, to, wish)
    return undefined
  } catch (fault) {
    if (fault instanceof Refusal) return fault.message
    throw fault
  }
}

const time = (instant: number) => ({ dateTime: printWall(instant), timeZone: 'UTC' })

function eventOf(wish: Inviting, { owner }: Mailbox) {
  return {
    subject: wish.subject,
    start: time(wish.start),
    end: time(wish.end),
    attendees: [{ type: 'required', emailAddress: owner }],
    sensitivity: wish.private ? 'private' : 'normal',
    responseRequested: wish.wantsAnswer ?? true,
    ...(wish.place ? { location: { displayName: wish.place } } : {}),
    ...(wish.weeks && wish.weeks > 1 ? { recurrence: weekly(wish) } : {})
  }
}

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']

const weekly = ({ start, weeks = 1 }: Inviting) => ({
  pattern: { type: 'weekly', interval: 1, daysOfWeek: [weekdays[new Date(start).getUTCDay()]] },
  range: { type: 'numbered', startDate: printDate(Math.floor(start / day) * day), numberOfOccurrences: weeks }
})

function callOf(store: Store, outside: Call['outside'], from: Mailbox, body: Record<string, unknown>): Call {
  const user = store.person(from.oid)
  if (!user) throw new Error(`a mailbox without its person: ${from.oid}`)
  return {
    store,
    outside,
    caller: { kind: 'user', user, has: () => true },
    method: 'POST',
    path: '/by-hand',
    query: { get: () => undefined, entries: () => [] },
    headers: {},
    prefer: readPrefer(undefined),
    params: { user: from.oid },
    body: () => body,
    raw: () => JSON.stringify(body)
  }
}

function arrive(store: Store, to: Mailbox, wish: Inviting) {
  const serial = store.ground.next()
  const now = store.ground.now()
  const place = wish.place ? { displayName: wish.place, locationType: 'default' } : undefined
  const item: Item = {
    ...blank(),
    ...{ serial, mailbox: to.oid, folder: defaultFolder(to).serial, uid: newUid(to.number, serial) },
    ...{ change: 1, created: now, modified: now },
    subject: wish.subject,
    start: { wall: wish.start, zone: 'UTC' },
    end: { wall: wish.end, zone: 'UTC' },
    showAs: 'tentative',
    sensitivity: wish.private ? 'private' : 'normal',
    responseRequested: wish.wantsAnswer ?? true,
    isOrganizer: false,
    organizer: wish.from,
    responseStatus: { response: 'none', time: never },
    attendees: [{ type: 'required', status: { response: 'none', time: never }, emailAddress: to.owner }],
    ...(place ? { location: place, locations: [place] } : {})
  }
  if (wish.weeks && wish.weeks > 1) {
    const { pattern, range } = weekly(wish)
    const rest = { month: 0, dayOfMonth: 0, firstDayOfWeek: 'sunday', index: 'first' }
    const daysOfWeek = pattern.daysOfWeek.map(String)
    item.recurrence = {
      pattern: { ...rest, ...pattern, daysOfWeek },
      range: { ...range, endDate: '0001-01-01', recurrenceTimeZone: 'UTC' }
    }
  }
  store.saveItem(item)
  recordMessage(store, {
    ...{ kind: 'invitation', meetingMessageType: 'meetingRequest', from: wish.from, sender: wish.from },
    ...{ mailbox: to.oid, box: 'inbox', to: [to.owner], subject: wish.subject, body: item.body, uid: item.uid }
  })
}
