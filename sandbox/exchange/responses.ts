// accept, tentativelyAccept, decline: an attendee answers an invitation in his own mailbox, or somebody for him.
import { type Answer, type Call, parameter } from './call.ts'
import { readWallTimeOrRefuse } from './event-reading.ts'
import { type ItemView, itemToChange } from './item-view.ts'
import type { Address, Attendee, Item, Mailbox } from './mailbox.ts'
import { senderOf, touch } from './meeting-copies.ts'
import { recordMessage } from './messages.ts'
import { invalidRequest, refuse } from './refusal.ts'
import { isDelegate } from './rights.ts'
import { defaultFolder, type Store } from './store.ts'
import { printInstant } from './wall-time.ts'

type Response = { answer: string; showAs: string | undefined; prefix: string; messageType: string }

const responses: Record<string, Response> = {
  accept: { answer: 'accepted', showAs: 'busy', prefix: 'Accepted: ', messageType: 'meetingAccepted' },
  // The misspelling is Exchange's own.
  tentativelyaccept: {
    answer: 'tentativelyAccepted',
    showAs: 'tentative',
    prefix: 'Tentative: ',
    messageType: 'meetingTenativelyAccepted'
  },
  decline: { answer: 'declined', showAs: undefined, prefix: 'Declined: ', messageType: 'meetingDeclined' }
}

export type Action = 'accept' | 'tentativelyAccept' | 'decline'

export const respond =
  (action: Action) =>
  (call: Call): Answer => {
    const view = itemToChange(call)
    const { kept } = view
    const body = call.body()
    const sends = !/^false$/i.test(String(parameter(body, 'sendResponse') ?? true))
    const proposed = readProposal(parameter(body, 'proposedNewTime'))

    if (kept.isOrganizer)
      throw invalidRequest(
        "Your request can't be completed. You can't respond to this meeting because you're the meeting organizer."
      )
    if (kept.isCancelled) throw invalidRequest("Your request can't be completed. The meeting has been cancelled.")
    if (proposed && !sends)
      throw refuse(400, 'ErrorInvalidParameter', 'A proposed new time needs sendResponse to be true.')
    if (proposed && !kept.allowNewTimeProposals)
      throw invalidRequest('The meeting organizer did not allow new time proposals for this meeting.')

    const response = responses[action.toLowerCase()] as Response
    answerInOwnCopy(call, view, response)
    if (sends) tellOrganizer(call, view, response, proposed, String(parameter(body, 'comment') ?? ''))
    return { status: 202 }
  }

type Proposal = NonNullable<Attendee['proposedNewTime']>

function readProposal(given: unknown): Proposal | undefined {
  if (given === undefined || given === null) return undefined
  const { start, end } = given as { start?: unknown; end?: unknown }
  return { start: readWallTimeOrRefuse(start), end: readWallTimeOrRefuse(end) }
}

/** A declined meeting leaves the calendar. One occurrence of a series is answered for itself. */
function answerInOwnCopy({ store }: Call, { kept, occurrence }: ItemView, { answer, showAs }: Response) {
  if (!showAs && !occurrence) return store.removeItem(kept)
  const organizers = organizerItem(store, kept.uid, kept.organizer.address)
  const answered = {
    responseStatus: { response: answer, time: printInstant(store.ground.now()) },
    showAs: showAs === 'busy' ? (organizers?.showAs ?? 'busy') : (showAs ?? 'free')
  }
  if (!occurrence) Object.assign(kept, answered)
  else if (!showAs) kept.removed = [...(kept.removed ?? []), occurrence]
  else kept.exceptions = { ...kept.exceptions, [occurrence]: { ...kept.exceptions?.[occurrence], ...answered } }
  touch(store, kept)
  store.saveItem(kept)
}

function organizerItem(store: Call['store'], uid: string, address: string) {
  const mailbox = store.mailboxAt(address)
  return mailbox && store.copyOf(uid, mailbox.oid)
}

function tellOrganizer(
  call: Call,
  { kept, owner, occurrence }: ItemView,
  { answer, prefix, messageType }: Response,
  proposed: Proposal | undefined,
  comment: string
) {
  const { store } = call
  const item = organizerItem(store, kept.uid, kept.organizer.address)
  // An answer to one occurrence says nothing about the series.
  if (item && !occurrence) noteAnswer(store, item, owner.owner.address, answer, proposed)
  const message = {
    kind: 'response',
    meetingMessageType: messageType,
    from: owner.owner,
    sender: senderOf(call, owner),
    subject: prefix + kept.subject,
    body: { contentType: 'text', content: comment },
    uid: kept.uid
  } as const
  recordMessage(store, { ...message, mailbox: owner.oid, box: 'sent', to: [kept.organizer] })
  const organizer = store.mailboxAt(kept.organizer.address)
  for (const mailbox of organizer ? whoReceives(store, organizer) : []) {
    recordMessage(store, { ...message, mailbox: mailbox.oid, box: 'inbox', to: [mailbox.owner] })
  }
}

/** Outlook writes the answers of others into the organizer's item. */
function noteAnswer(store: Store, item: Item, address: string, answer: string, proposed: Proposal | undefined) {
  const attendee = item.attendees.find(
    ({ emailAddress }) => emailAddress.address.toLowerCase() === address.toLowerCase()
  )
  if (!attendee) return
  attendee.status = { response: answer, time: printInstant(store.ground.now()) }
  if (proposed) attendee.proposedNewTime = proposed
  else delete attendee.proposedNewTime
  touch(store, item)
  store.saveItem(item)
}

/** An invitee outside answers with a message; it arrives where those of colleagues arrive. */
export function answerFromOutside(
  store: Store,
  item: Item,
  from: Address,
  action: Action,
  body: Record<string, unknown>
): Answer {
  const { answer, prefix, messageType } = responses[action.toLowerCase()] as Response
  noteAnswer(store, item, from.address, answer, readProposal(body.proposedNewTime))
  const organizer = store.mailboxAt(item.organizer.address)
  for (const mailbox of organizer ? whoReceives(store, organizer) : []) {
    recordMessage(store, {
      kind: 'response',
      meetingMessageType: messageType,
      from,
      sender: from,
      subject: prefix + item.subject,
      body: { contentType: 'text', content: String(body.comment ?? '') },
      uid: item.uid,
      mailbox: mailbox.oid,
      box: 'inbox',
      to: [mailbox.owner]
    })
  }
  return { status: 202 }
}

/** Meeting messages go to the delegates, to the owner, or to both: an option of the whole mailbox. */
function whoReceives(store: Store, organizer: Mailbox): Mailbox[] {
  const entries = defaultFolder(organizer).permissions.filter(({ role }) => isDelegate(role))
  const delegates = entries.flatMap(({ person }) => store.mailbox(person ?? '') ?? [])
  if (delegates.length === 0) return [organizer]
  return organizer.settings.delegateMeetingMessageDeliveryOptions === 'sendToDelegateOnly'
    ? delegates
    : [...delegates, organizer]
}
