// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of source text
// Bugs that are planted on purpose, to see whether the auditor finds them: each is one change of one source file, made while
// the file is loaded and nowhere else. One that does not fit the source any more stops the run.
import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Weather } from './weather.ts'

export type Planted = {
  file: string
  find: string | RegExp
  replace: string
  /** What must go wrong for the bug to show; the rest is drawn. */
  weather?: Partial<Weather>
  /** The invariant that must be named, at least. */
  caughtBy: string
  /** How many people come to each world, where PEOPLE_SUFFICE do not. */
  people?: number
}

/** Most bugs show in nearly any world with so many people. */
export const PEOPLE_SUFFICE = 25

const calm: Partial<Weather> = {
  graph: 0,
  salesforce: 0,
  entra: 0,
  invitees: 0,
  statements: 0,
  deadlyStatements: 0,
  deadlyRequests: 0,
  freezingRequests: 0,
  deaths: 0,
  freezes: 0,
  twins: 0,
  secondThoughts: 0,
  deskWork: 0,
  linksRevoked: 0,
  revocation: false,
  disabled: false,
  exchangeOnlyReads: 0,
  outlookActs: 0
}

export const planted: Record<string, Planted> = {
  'a repeat does not look first': {
    file: 'src/bookings/create-meeting.ts',
    find: 'if (taken.attempt > 1) {',
    replace: 'if (taken.attempt > 1_000_000) {',
    weather: { graph: 30, transactionIds: 'forgotten' },
    caughtBy: 'MAIL'
  },
  'the message is left out of the booking’s transaction': {
    file: 'src/storage/booking-store.ts',
    find: 'if (messages.length > 0) await writeMessages(tx, messageRows(messages, booking.version, now, dueAt, lease))',
    replace: '',
    caughtBy: 'INV-15',
    people: 12
  },
  'the invitee is answered before the booking is committed': {
    file: 'src/bookings/book.ts',
    find: 'const refused = await take(asking, earlier, lease, needs)',
    replace:
      "void take(asking, earlier, lease, needs).catch(() => undefined)\n  if (asking.id) return { booked: asking.id, as: 'being confirmed' }\n  const refused = undefined as Refusal | undefined",
    caughtBy: 'INV-01',
    people: 50
  },
  'a claim is not given back': {
    file: 'src/storage/booking-store.ts',
    find: '    state,\n    start_at: slot.start,',
    replace: "    state: state === 'released' ? ('held' as const) : state,\n    start_at: slot.start,",
    weather: { graph: 25 },
    caughtBy: 'INV-15',
    people: 50
  },
  'times go to Exchange by the clock on the wall': {
    file: 'src/exchange/meeting-event.ts',
    find: 'start: utcTime(slot.start),\n    end: utcTime(slot.end)',
    replace: 'start: utcTime(slot.start + 3_600_000),\n    end: utcTime(slot.end + 3_600_000)',
    caughtBy: 'INV-09',
    people: 12
  },
  'no calendar can be read': {
    file: 'src/exchange/busy-time.ts',
    find: 'return parts.length > 0 ? { items, readAt }',
    replace: 'return parts.length > 99 ? { items, readAt }',
    caughtBy: 'INV-42',
    people: 12
  },
  'a write whose connection broke is sent again at once': {
    file: 'src/exchange/graph-sender.ts',
    find: 'const response = await fetch(origin + url.slice(GRAPH.length), init)',
    replace:
      'const send = () => fetch(origin + url.slice(GRAPH.length), init)\n        const response = await send().catch(() => send())',
    weather: { graph: 35, deaths: 0, deadlyRequests: 0, statements: 0, transactionIds: 'forgotten' },
    caughtBy: 'MAIL',
    people: 100
  },
  'overlapping claims are let in': {
    file: 'src/storage/sqlite.ts',
    find: 'await migrate(migratingSqlite(database))',
    replace:
      "await migrate(migratingSqlite(database))\n    for (const { name } of database.prepare(\"select name from sqlite_schema where type = 'trigger' and tbl_name = 'bookings'\").all()) database.exec(`drop trigger ${name}`)",
    weather: { ...calm, instances: 2, atOnce: 100 },
    caughtBy: 'INV-04',
    people: 50
  },
  'the page says "confirmed" before Exchange has the meeting': {
    file: 'server/routes/book/booking.view.ts',
    find: "held: 'Being confirmed:",
    replace: "held: 'Confirmed:",
    weather: { graph: 30 },
    caughtBy: 'INV-06',
    people: 12
  },
  'twins are left in the calendar': {
    file: 'src/bookings/remove-twins.ts',
    find: 'if (meeting === stays) continue',
    replace: 'continue',
    weather: { twins: 6 },
    caughtBy: 'INV-02'
  },
  'a calendar that is down gives the time back of somebody who was told to wait': {
    file: 'src/bookings/create-meeting.ts',
    find: 'taken.attempt === 1 && !isCountedOn',
    replace: 'true',
    weather: { exchangeOnlyReads: 200_000, graph: 0, deskWork: 30, deaths: 0 },
    caughtBy: 'INV-01'
  },
  'the invitee’s key is kept as it is': {
    file: 'server/compose.ts',
    find: '(booking) => tokens.hash(tokens.ofBooking(booking))',
    replace: '(booking) => tokens.ofBooking(booking)',
    caughtBy: 'INV-27',
    people: 12
  },
  'a dead worker keeps its messages': {
    file: 'src/storage/outbox-store.ts',
    find: "message.or([message('leased_until', 'is', null), message('leased_until', '<=', now)])\n  ])",
    replace: "message('leased_until', 'is', null)\n  ])",
    weather: { deaths: 3, deadlyRequests: 30 },
    caughtBy: 'INV-42',
    people: 50
  },
  'facts are appended to whatever the booking has become': {
    file: 'src/storage/booking-store.ts',
    find: /\{ id, version, facts, messages, now, dueAt = now \}: (Omit<Changing, 'caps'>)\n\): Promise<boolean> \{\n {2}const earlier = tell\(id, await factsOf\(tx, id\)\)\n {2}if \(earlier.version !== version\) return false/,
    replace:
      "{ id, facts, messages, now, dueAt = now }: Omit<Changing, 'caps'>\n): Promise<boolean> {\n  const earlier = tell(id, await factsOf(tx, id))\n  const { version } = earlier",
    weather: { graph: 30, secondThoughts: 90 },
    caughtBy: 'INV-1',
    people: 50
  },
  'a right is believed for an hour': {
    file: 'src/delegates/recent-standings.ts',
    find: 'BELIEVED_FOR = 59 * SECOND',
    replace: 'BELIEVED_FOR = 3600 * SECOND',
    weather: { ...calm, instances: 1, revocation: true },
    caughtBy: 'INV-20',
    people: 50
  },
  'the calendar is not asked afresh before a time is taken': {
    file: 'src/availability/offer.ts',
    find: "const answer = await offer(rules, range, 'fresh', needs, length)",
    replace: "const answer = await offer(rules, range, 'recent', needs, length)",
    caughtBy: 'INV-05',
    people: 12
  },
  'each sending of a form is a booking of its own': {
    file: 'server/routes/book/bookings.ts',
    find: 'const id = services.formIds.read(typed.id, token, services.clock())',
    replace: 'const id = services.formIds.read(typed.id, token, services.clock()) && services.newId()',
    weather: { invitees: 15 },
    caughtBy: 'INV-06',
    people: 12
  },
  'whoever has lost the lease goes on': {
    file: 'src/storage/outbox-store.ts',
    find: ".where('lease', '=', taken.lease)\n        .executeTakeFirst()\n      return numUpdatedRows === 1n\n    },\n\n    park",
    replace: '.executeTakeFirst()\n      return numUpdatedRows === 1n\n    },\n\n    park',
    weather: {
      ...calm,
      instances: 2,
      freezingRequests: 80,
      graph: 60,
      transactionIds: 'forgotten',
      foundAfter: 60_000
    },
    caughtBy: 'MAIL',
    people: 50
  },
  'messages of one booking overtake each other': {
    file: 'src/storage/outbox-store.ts',
    find: "message.and([message('due_at', '<=', now), untaken(message, now), isNext(message)])",
    replace: "message.and([message('due_at', '<=', now), untaken(message, now)])",
    weather: { graph: 30, secondThoughts: 90 },
    caughtBy: 'INV-15',
    people: 50
  },
  'what was not found at once is made again': {
    file: 'src/bookings/create-meeting.ts',
    find: 'if (taken.sentAt !== null && askedAt <',
    replace: 'if (taken.sentAt === 0 && askedAt <',
    weather: { graph: 30, transactionIds: 'forgotten', foundAfter: 60_000 },
    caughtBy: 'MAIL'
  },
  'another time is a second meeting': {
    file: 'src/bookings/move-meeting.ts',
    find: 'const answer = await needs.meetings.move(organizer, seen, move.slot)',
    replace:
      "const { link } = (await needs.links.find(booking.link)) as { link: Link }\n  const again = { key: meetingKey(booking), slot: move.slot, subject: link.subject, invitee: booking.invitee, colleagues: { required: [], optional: [] }, place: link.place, initiatorLine: '', initiator: link.initiator }\n  const answer: Awaited<ReturnType<typeof needs.meetings.move>> = await needs.meetings.create(organizer, again)",
    weather: { transactionIds: 'forgotten', secondThoughts: 90 },
    caughtBy: 'MAIL'
  },
  'a move is told twice': {
    file: 'src/exchange/meetings.ts',
    find: 'body: { start: utcTime(slot.start), end: utcTime(slot.end) }\n    })',
    replace:
      "body: { start: utcTime(slot.start), end: utcTime(slot.end) }\n    })\n    await graph.ask({ method: 'PATCH', path: path`/users/${mailbox}/events/${id}`, mailbox, body: { start: utcTime(slot.start), end: utcTime(slot.end) } })",
    weather: { secondThoughts: 90 },
    caughtBy: 'MAIL'
  },
  'another time is written down, and Exchange is not asked': {
    file: 'src/bookings/booking.ts',
    find: 'move: { change, by, slot, claim, until, seen },',
    replace: 'slot,\n        claim,\n        seen,\n        move: null,',
    weather: { secondThoughts: 90 },
    caughtBy: 'INV-'
  },
  'a meeting is made in the calendar of whoever offered the time': {
    file: 'src/exchange/meetings.ts',
    find: /(async function create\([^{]*\{ meeting: Meeting \} \| Failure> \{\n {4}const mailbox = mailboxOf\()organizer\)/,
    replace:
      'async function create(organizer: Person, wanted: Wanted): Promise<{ meeting: Meeting } | Failure> {\n    const mailbox = mailboxOf(wanted.initiator)',
    caughtBy: 'INV-0',
    people: 12
  },
  'times in Salesforce are by another clock': {
    file: 'src/salesforce/events.ts',
    find: 'StartDateTime: new Date(start).toISOString()',
    replace: 'StartDateTime: new Date(start - 3_600_000).toISOString()',
    caughtBy: 'INV-08',
    people: 12
  },
  'a meeting that was deleted in Outlook is still booked': {
    file: 'src/following/decisions.ts',
    find: "holds: ({ seen }) => seen === 'gone',",
    replace: 'holds: () => false,',
    weather: { outlookActs: 12 },
    caughtBy: 'INV-12',
    people: 50
  },
  'what was moved in Outlook is not followed': {
    file: 'src/following/decisions.ts',
    find: 'return slot.start !== booking.slot.start',
    replace: 'return slot.start === 0',
    weather: { outlookActs: 12 },
    caughtBy: 'INV-08',
    people: 50
  },
  'what was told while nobody listened is never asked for': {
    file: 'src/following/sweep.ts',
    find: 'const due = await needs.sweepStore.take(limit, SWEEP_LEASE, now)',
    replace: 'const due = (await needs.sweepStore.take(limit, SWEEP_LEASE, now)).slice(1_000)',
    weather: { outlookActs: 12, notifications: 50 },
    caughtBy: 'INV-'
  },
  'a link that was taken back goes on offering': {
    file: 'src/links/link.ts',
    find: "if (link.revokedAt !== null) return 'revoked'",
    replace: '',
    weather: { linksRevoked: 8, revocation: false, invitees: 0 },
    caughtBy: 'INV-13',
    people: 50
  },
  'a request is made a meeting before anybody has said yes': {
    file: 'src/bookings/book.ts',
    find: 'const { approvalWithin } = link',
    replace: 'const approvalWithin = undefined as number | undefined',
    caughtBy: 'INV-'
  },
  'what a link keeps free around a meeting is not claimed': {
    file: 'src/availability/offer.ts',
    find: 'widen(slot, rules.bufferBefore * MINUTE, rules.bufferAfter * MINUTE)',
    replace: 'widen(slot, 0, 0)',
    caughtBy: 'INV-16',
    people: 12
  },
  'what a link allows for a day is looked at, and not counted when a time is taken': {
    file: 'src/storage/booking-store.ts',
    find: /cap\.atMost\) return 'day is full'\n\n/,
    replace: "cap.atMost + 1_000) return 'day is full'\n\n",
    weather: { ...calm, instances: 2, atOnce: 100 },
    caughtBy: 'INV-16',
    people: 50
  },
  'a request that nobody answers waits for ever': {
    file: 'src/bookings/approve.ts',
    find: "const declined = await decline(bookingId, { as: 'clock' }, '', needs)",
    replace:
      "const declined = bookingId ? ('declined' as const) : await decline(bookingId, { as: 'clock' }, '', needs)",
    weather: { deskWork: 0 },
    caughtBy: 'INV-14'
  },
  'a colleague’s calendar is not asked': {
    file: 'src/availability/offer.ts',
    find: 'const people = [organizer, ...required]',
    replace: 'const people = [organizer]',
    caughtBy: 'INV-05'
  },
  'the delegate is not named': {
    file: 'src/bookings/create-meeting.ts',
    find: 'initiatorLine: initiatorLine(link),',
    replace: 'initiatorLine: `Offered by ${link.organizer.name}`,',
    caughtBy: 'INV-25',
    people: 12
  },
  'the page of a gateway is taken for a no of Exchange': {
    file: 'src/exchange/graph-errors.ts',
    find: "answer.code === '' && answer.status !== 429 ? 'unclear'",
    replace: "answer.code === '' && answer.status !== 429 ? 'refused'",
    weather: { graph: 30 },
    caughtBy: 'INV-|MAIL'
  },
  'a meeting is left where it is until somebody looks for twins': {
    file: 'src/bookings/cancel-meeting.ts',
    find: "if (booking.state !== 'cancelled') return 'done'",
    replace: "return 'done'",
    weather: { secondThoughts: 90 },
    caughtBy: 'INV-12'
  },
  'a meeting is made on a right that was asked for with the page': {
    file: 'src/bookings/create-meeting.ts',
    find: "await offeringOf(link, organizer, needs, 'fresh')",
    replace: "await offeringOf(link, organizer, needs, 'recent')",
    caughtBy: 'INV-20'
  },
  'what a stranger tells of a calendar is believed': {
    file: 'src/following/receive.ts',
    find: '!subscription || !isSecret(notification.secret, subscription.secretHash)',
    replace: '!subscription || !isSecret',
    weather: { outlookActs: 12 },
    caughtBy: 'INV-31'
  },
  'every time is said to be taken': {
    file: 'src/bookings/book.ts',
    find: "if (await isClaimed()) return 'slot taken'",
    replace: "if (link) return 'slot taken'",
    caughtBy: 'INV-43',
    people: 12
  },
  'whoever has the address of a booking may cancel it': {
    file: 'server/routes/book/cancellation.ts',
    find: "if (proof !== 'proven') problems.push",
    replace: 'if (!id) problems.push',
    weather: { secondThoughts: 90 },
    caughtBy: 'INV-12'
  },
  'what fails three times is given up': {
    file: 'src/outbox/backoff.ts',
    find: 'ATTEMPTS_AT_MOST = 1_000',
    replace: 'ATTEMPTS_AT_MOST = 3',
    weather: { graph: 30, salesforce: 30 },
    caughtBy: 'INV-42'
  }
}

/** Called before anything of the app is loaded. */
export function plant(name: string): Planted {
  const bug = planted[name]
  if (!bug) throw new Error(`there is no planted bug "${name}"; there are:\n${Object.keys(planted).join('\n')}`)
  const target = pathToFileURL(join(import.meta.dirname, '../..', bug.file)).href
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context)
      if (url !== target) return loaded
      const source = String(loaded.source)
      const changed = source.replace(bug.find, () => bug.replace)
      if (changed === source) throw new Error(`"${name}" does not fit ${bug.file} any more`)
      return { ...loaded, source: changed }
    }
  })
  return bug
}
