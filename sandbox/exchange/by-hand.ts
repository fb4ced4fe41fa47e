// What a person does to a meeting in Outlook: moves, lengthens, cancels, deletes, answers it. It goes through the same
// handlers as a request, so that copies, messages and notifications follow by themselves. An invitee outside has no
// mailbox here; her answer arrives as it does by mail.
import type { DirectoryUser } from '../directory.ts'
import type { Answer, Call } from './call.ts'
import { updateEvent } from './event-change.ts'
import { cancelEvent, deleteEvent } from './event-removal.ts'
import { idSpace, writeId } from './ids.ts'
import type { Item, Mailbox } from './mailbox.ts'
import type { Outside } from './outside.ts'
import { readPrefer } from './prefer.ts'
import { spanOf } from './recurrence.ts'
import { Refusal } from './refusal.ts'
import { type Action, answerFromOutside, respond } from './responses.ts'
import type { Store } from './store.ts'
import { minute, printWall } from './wall-time.ts'

/** Everything as text, as a form sends it. `as`: the address of the attendee who answers. */
export type Act = {
  mailbox: string
  /** An id of the mailbox in either form, the iCalUId, or the subject. */
  meeting: string
  act: string
  as?: string
  minutes?: number
  start?: string
  end?: string
  comment?: string
  subject?: string
  address?: string
  category?: string
}

type Doing = { store: Store; outside: Outside; mailbox: Mailbox; item: Item; wish: Act }

const utc = (instant: number) => ({ dateTime: printWall(instant), timeZone: 'UTC' })

function shifted({ item, wish }: Doing, ends: ('start' | 'end')[]) {
  const span = spanOf(item)
  const by = (wish.minutes ?? 60) * minute
  return Object.fromEntries(ends.map((end) => [end, utc(span[end] + by)]))
}

function movedTo(doing: Doing) {
  const { start, end } = doing.wish
  if (!start) return shifted(doing, ['start', 'end'])
  const from = Date.parse(start)
  const span = spanOf(doing.item)
  const until = end ? Date.parse(end) : from + span.end - span.start
  if (Number.isNaN(from) || Number.isNaN(until)) throw new Refusal(400, 'BadRequest', 'start and end are ISO instants.')
  return { start: utc(from), end: utc(until) }
}

const invited = ({ item }: Doing) => item.attendees.map(({ type, emailAddress }) => ({ type, emailAddress }))

const changes: Record<string, (doing: Doing) => Record<string, unknown>> = {
  move: movedTo,
  lengthen: (doing) => shifted(doing, ['end']),
  'make private': () => ({ sensitivity: 'private' }),
  rename: ({ wish }) => ({ subject: wish.subject ?? '' }),
  invite: (doing) => ({
    attendees: [
      ...invited(doing),
      { type: 'required', emailAddress: { address: doing.wish.address, name: doing.wish.address } }
    ]
  }),
  uninvite: (doing) => ({
    attendees: invited(doing).filter(({ emailAddress }) => emailAddress.address !== doing.wish.address)
  }),
  categorise: ({ wish }) => ({ categories: wish.category ? [wish.category] : [] }),
  'give category': ({ item, wish }) => ({ categories: [...new Set([...item.categories, wish.category ?? ''])] }),
  'take category': ({ item, wish }) => ({ categories: item.categories.filter((one) => one !== wish.category) })
}

const answers: Record<string, Action> = {
  accept: 'accept',
  tentative: 'tentativelyAccept',
  decline: 'decline',
  propose: 'tentativelyAccept'
}

export const acts = [...Object.keys(changes), 'cancel', 'delete', ...Object.keys(answers)]

/** undefined: done. Otherwise a sentence for whoever asked. */
export function actByHand(store: Store, outside: Outside, wish: Act): string | undefined {
  const mailbox = store.mailbox(wish.mailbox)
  if (!mailbox) return 'Nobody there has a mailbox.'
  const item = itemNamed(store, mailbox, wish.meeting)
  if (!item) return `There is no meeting "${wish.meeting}" in this calendar.`
  try {
    perform({ store, outside, mailbox, item, wish })
    return undefined
  } catch (fault) {
    if (fault instanceof Refusal) return fault.message
    throw fault
  }
}

function perform(doing: Doing): Answer {
  const { act } = doing.wish
  const change = Object.hasOwn(changes, act) ? changes[act] : undefined
  if (change) return updateEvent(asOwner(doing, change(doing)))
  if (act === 'cancel') return cancelEvent(asOwner(doing, { comment: doing.wish.comment ?? '' }))
  if (act === 'delete') return deleteEvent(asOwner(doing, {}))
  const answer = Object.hasOwn(answers, act) ? answers[act] : undefined
  if (!answer) throw new Refusal(400, 'BadRequest', `Nobody can "${act}" here. There are ${acts.join(', ')}.`)
  const proposed = act === 'propose' ? shifted(doing, ['start', 'end']) : undefined
  const body = { comment: doing.wish.comment ?? '', ...(proposed ? { proposedNewTime: proposed } : {}) }
  return doing.item.isOrganizer ? answerAs(doing, answer, body) : respond(answer)(asOwner(doing, body))
}

/** On the organizer's own item somebody else answers: the attendee who is named, or the first one from outside. */
function answerAs(doing: Doing, answer: Action, body: Record<string, unknown>) {
  const { store, outside, item, wish } = doing
  const address =
    wish.as ?? item.attendees.map(({ emailAddress }) => emailAddress.address).find((one) => !store.mailboxAt(one))
  const attendee = item.attendees.find(
    ({ emailAddress }) => emailAddress.address.toLowerCase() === address?.toLowerCase()
  )
  if (!attendee) throw new Refusal(400, 'BadRequest', 'Say as whom (as): the address of an attendee.')
  const inside = store.mailboxAt(attendee.emailAddress.address)
  const copy = inside && store.copyOf(item.uid, inside.oid)
  if (inside && !copy) throw new Refusal(400, 'BadRequest', 'This attendee has no copy of the meeting any more.')
  if (inside && copy) return respond(answer)(asOwner({ store, outside, mailbox: inside, item: copy, wish }, body))
  return answerFromOutside(store, item, attendee.emailAddress, answer, body)
}

function asOwner({ store, outside, mailbox, item }: Doing, body: Record<string, unknown>): Call {
  const user = { id: mailbox.oid, displayName: mailbox.owner.name, mail: mailbox.owner.address } as DirectoryUser
  return {
    store,
    outside,
    caller: { kind: 'user', user, has: () => true },
    method: 'POST',
    path: '/by-hand',
    query: { get: () => undefined, entries: () => [] },
    headers: {},
    prefer: readPrefer(undefined),
    params: { user: mailbox.oid, event: writeId({ kind: 'item', mailbox: idSpace(mailbox), serial: item.serial }) },
    body: () => body,
    raw: () => JSON.stringify(body)
  }
}

function itemNamed(store: Store, mailbox: Mailbox, said: string): Item | undefined {
  const own = [...store.items(mailbox.oid)]
  const ids = (item: Item) =>
    (['rest', 'immutable'] as const).map((form) =>
      writeId({ kind: 'item', mailbox: idSpace(mailbox, form), serial: item.serial }, form)
    )
  return (
    own.find((item) => item.uid === said || ids(item).includes(said)) ?? own.findLast(({ subject }) => subject === said)
  )
}
