// A meeting lives once in every mailbox of the tenant that takes part: the organizer's item is the model, attendees have
// copies with ids and etags of their own and one iCalUId. People outside get only the message.
import { never } from './blank-event.ts'
import type { Call } from './call.ts'
import type { Address, Attendee, Item, Mailbox, MessageKind } from './mailbox.ts'
import { mayReceive, recordMessage } from './messages.ts'
import { spanOf } from './recurrence.ts'
import { defaultFolder, type Store } from './store.ts'

/** Who really sent it: the delegate behind a message that says it is from the organizer. */
export function senderOf({ caller }: Pick<Call, 'caller'>, owner: Mailbox): Address {
  if (caller.kind === 'app' || caller.user.id === owner.oid) return owner.owner
  return { name: caller.user.displayName, address: caller.user.mail ?? caller.user.userPrincipalName }
}

export type Sending = { store: Store; owner: Mailbox; sender: Address }

export const sendingFor = (call: Call, owner: Mailbox): Sending => ({
  store: call.store,
  owner,
  sender: senderOf(call, owner)
})

/** Copies without a message: for a world that begins in the middle of its life. */
export function copyToAttendees({ store, owner }: Sending, item: Item, to: Attendee[] = item.attendees) {
  for (const mailbox of insideMailboxes({ store, owner }, to)) {
    const known = store.copyOf(item.uid, mailbox.oid)
    if (known) bringUpToDate(store, known, item)
    else store.saveItem(newCopy(store, mailbox, item))
  }
}

export function invite(sending: Sending, item: Item, to: Attendee[] = item.attendees) {
  copyToAttendees(sending, item, to)
  tell(sending, item, to, 'invitation')
}

/** What changed for everybody: copies follow the organizer's item; another time asks everybody again. */
export function sendUpdate(sending: Sending, item: Item, to: Attendee[] = item.attendees) {
  copyToAttendees(sending, item, to)
  tell(sending, item, to, 'update')
}

/** Attendees keep a cancelled copy that blocks nothing. */
export function sendCancellation(sending: Sending, item: Item, to: Attendee[] = item.attendees, comment = '') {
  for (const mailbox of insideMailboxes(sending, to)) {
    const copy = sending.store.copyOf(item.uid, mailbox.oid)
    if (!copy) continue
    copy.isCancelled = true
    copy.showAs = 'free'
    copy.subject = `Canceled: ${item.subject}`
    touch(sending.store, copy)
    sending.store.saveItem(copy)
  }
  tell(sending, item, to, 'cancellation', comment)
}

function insideMailboxes({ store, owner }: Pick<Sending, 'store' | 'owner'>, to: Attendee[]): Mailbox[] {
  const found = to.map(({ emailAddress }) => store.mailboxAt(emailAddress.address))
  return [...new Set(found)].filter((mailbox): mailbox is Mailbox => mailbox !== undefined && mailbox.oid !== owner.oid)
}

function newCopy(store: Store, mailbox: Mailbox, item: Item): Item {
  const now = store.ground.now()
  return {
    serial: store.ground.next(),
    mailbox: mailbox.oid,
    folder: defaultFolder(mailbox).serial,
    uid: item.uid,
    change: 1,
    created: now,
    categories: [],
    isOrganizer: false,
    isReminderOn: item.isReminderOn,
    reminderMinutesBeforeStart: item.reminderMinutesBeforeStart,
    showAs: 'tentative',
    isCancelled: false,
    responseStatus: { response: 'none', time: never },
    ...whatAttendeesGet(item),
    modified: now
  }
}

function bringUpToDate(store: Store, copy: Item, item: Item) {
  const moved = !sameTime(copy, item)
  Object.assign(copy, whatAttendeesGet(item), { isCancelled: false })
  if (moved) Object.assign(copy, { showAs: 'tentative', responseStatus: { response: 'none', time: never } })
  if (!item.onlineMeeting) delete copy.onlineMeeting
  touch(store, copy)
  store.saveItem(copy)
}

export function sameTime(one: Item, other: Item): boolean {
  const [a, b] = [spanOf(one), spanOf(other)]
  return a.start === b.start && a.end === b.end && one.isAllDay === other.isAllDay
}

export function touch(store: Store, item: Item) {
  item.change++
  item.modified = store.ground.now()
}

function whatAttendeesGet(item: Item) {
  const { subject, body, start, end, isAllDay, location, locations, attendees, organizer, sensitivity, importance } =
    item
  const { provider, hideAttendees, allowNewTimeProposals, responseRequested } = item
  return structuredClone({
    subject,
    body,
    start,
    end,
    isAllDay,
    location,
    locations,
    // Statuses of the others belong to the organizer; a copy shows the list as it was invited.
    attendees: attendees.map(({ type, emailAddress }) => ({
      type,
      emailAddress,
      status: { response: 'none', time: never }
    })),
    organizer,
    sensitivity,
    importance,
    provider,
    hideAttendees,
    allowNewTimeProposals,
    responseRequested,
    ...(item.onlineMeeting ? { onlineMeeting: item.onlineMeeting } : {}),
    ...(item.recurrence ? { recurrence: item.recurrence } : {}),
    ...(item.exceptions ? { exceptions: item.exceptions } : {}),
    ...(item.removed ? { removed: item.removed } : {})
  })
}

const words: Record<'invitation' | 'update' | 'cancellation', { prefix: string; type: string }> = {
  invitation: { prefix: '', type: 'meetingRequest' },
  update: { prefix: '', type: 'meetingRequest' },
  cancellation: { prefix: 'Canceled: ', type: 'meetingCancelled' }
}

function tell(sending: Sending, item: Item, to: Attendee[], kind: MessageKind & keyof typeof words, comment?: string) {
  if (to.length === 0) return
  const { owner, sender, store } = sending
  const message = {
    kind,
    meetingMessageType: words[kind].type,
    from: owner.owner,
    sender,
    to: to.map(({ emailAddress }) => emailAddress),
    subject: words[kind].prefix + item.subject,
    body: comment ? ({ contentType: 'text', content: comment } as const) : item.body,
    uid: item.uid
  }
  recordMessage(store, { ...message, mailbox: owner.oid, box: 'sent' })
  for (const mailbox of insideMailboxes(sending, to)) {
    if (mayReceive(mailbox)) recordMessage(store, { ...message, mailbox: mailbox.oid, box: 'inbox' })
  }
}
