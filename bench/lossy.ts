// npm run follow:lossy: people move, lengthen, answer, cancel and delete meetings in Outlook while 30 of 100 notifications are
// lost, 30 come twice, and all come late and in another order. Then the store, the calendar and Salesforce are held against
// each other until they say the same. It takes some ten minutes: the second net is cast every five.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort, startApp } from './app.ts'
import { control, takeTimes, until } from './outside.ts'

const BOOKINGS = 40
const ACTS = 160
const WHO = 'olga.okafor@acme.example'
const TROUBLE = { lose: 0.3, duplicate: 0.3, delay: 300, reorder: 500 }
/** Fifteen minutes are promised when everything is lost. */
const CONVERGED_WITHIN = 15 * 60_000
const KEY = 'Booking_Key__c'

type Row = {
  id: string
  state: string
  start_at: number
  end_at: number
  /** What everybody's calendar calls the meeting. */
  uid: string
  replies: Record<string, string>
}
type GraphTime = { dateTime: string }
type Entry = {
  iCalUId: string
  isCancelled?: boolean
  start: GraphTime
  end: GraphTime
  attendees: { emailAddress: { address: string }; status: { response: string } }[]
}
type Clouds = {
  mailboxes: Record<string, { events: Entry[]; sent: { meetingMessageType?: string; iCalUId?: string }[] }>
  salesforce: { Event: Record<string, string>[] }
}

const folder = mkdtempSync(join(tmpdir(), 'onbehalf-lossy-'))
const app = await startApp({ folder, port: await freePort(), sandboxPort: await freePort() })
const store = new DatabaseSync(join(folder, 'onbehalf.db'), { readOnly: true, timeout: 5_000 })
try {
  const seed = Number(process.argv[2] ?? 1)
  await until(() => count('select count(*) from subscriptions where subscription_id is not null') >= 1)
  await takeTimes(app.demo, BOOKINGS)
  await until(async () => (await differences()).length === 0)
  const invited = invitations(await clouds())

  await control(app.sandbox, 'POST', '/_sandbox/notifications', TROUBLE)
  const done = await peopleDoThings(drawing(seed))
  await wait(TROUBLE.delay + TROUBLE.reorder)
  const { lost, all } = await losses()
  say(`${ACTS} acts by hand (${told(done)}), ${lost} of ${all} notifications lost; seed ${seed}`)

  const began = performance.now()
  let left = await differences()
  say(`right after the last one: ${left.length} differences`)
  for (let looks = 1; left.length > 0 && performance.now() - began < CONVERGED_WITHIN; looks++) {
    await wait(2_000)
    left = await differences()
    if (looks % 30 === 0) say(`after ${looks / 30} min: ${left.length} differences`)
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(0)
  for (const difference of left.slice(0, 20)) say(difference)
  const more = invitations(await clouds()) - invited
  say(left.length === 0 ? `store, calendar and Salesforce agree after ${seconds} s` : `they differ after ${seconds} s`)
  say(`new meetings made by following: ${more}`)
  if (left.length > 0 || more !== 0) process.exitCode = 1
} finally {
  store.close()
  await app.stop()
  rmSync(folder, { recursive: true, force: true })
}

/** The same for the same seed: a linear congruential generator (Numerical Recipes). */
function drawing(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/** More moves and answers than ends, so that there is something left to be compared. */
async function peopleDoThings(draw: (below: number) => number): Promise<Map<string, number>> {
  const acts = [
    ...['move', 'move', 'move', 'lengthen', 'accept', 'decline', 'tentative', 'propose', 'make private', 'rename'],
    ...['invite', 'cancel', 'delete']
  ]
  const ours = bookings()
  const over = new Set<string>()
  const done = new Map<string, number>()
  for (let each = 0; each < ACTS; each++) {
    const { uid } = ours[draw(ours.length)] ?? { uid: '' }
    const act = acts[draw(acts.length)] ?? 'move'
    if (over.has(uid)) continue
    const more = { minutes: 5 * (1 + draw(12)), address: 'piet.jansen@acme.example', subject: `Renamed ${each}` }
    await control(app.sandbox, 'POST', '/_sandbox/meeting', { mailbox: WHO, meeting: uid, act, ...more })
    if (act === 'cancel' || act === 'delete') over.add(uid)
    done.set(act, (done.get(act) ?? 0) + 1)
    await wait(draw(200))
  }
  return done
}

function bookings(): Row[] {
  const facts = store.prepare('select type, body from booking_facts where booking_id = ? order by version')
  return (store.prepare('select id, state, start_at, end_at from bookings order by id').all() as unknown as Row[]).map(
    (row) => {
      const bodies = (facts.all(row.id) as { type: string; body: string }[]).map(({ body }) => JSON.parse(body))
      const uid = bodies.flatMap(({ meeting }) => (meeting ? [meeting.iCalUId] : [])).at(-1) ?? ''
      const seen: { address: string; response: string }[] =
        bodies.findLast(({ attendees }) => attendees)?.attendees ?? []
      return {
        ...row,
        uid,
        replies: Object.fromEntries(seen.map(({ address, response }) => [address.toLowerCase(), response]))
      }
    }
  )
}

/** What one system says and another does not, a line each. */
async function differences(): Promise<string[]> {
  const { mailboxes, salesforce } = await clouds()
  const calendar = (mailboxes[WHO]?.events ?? []).filter(({ isCancelled }) => !isCancelled)
  const rows = bookings()
  const lines = rows.flatMap((row): string[] => {
    const meetings = calendar.filter(({ iCalUId }) => iCalUId === row.uid)
    const activities = salesforce.Event.filter((event) => String(event[KEY] ?? '').includes(row.id))
    const wanted = row.state === 'confirmed' ? 1 : 0
    const [meeting, activity] = [meetings[0], activities[0]]
    return [
      ...(['confirmed', 'cancelled'].includes(row.state) ? [] : [`is ${row.state}`]),
      ...(meetings.length === wanted ? [] : [`is ${row.state}, and ${meetings.length} meetings stand`]),
      ...(activities.length === wanted ? [] : [`is ${row.state}, and Salesforce has ${activities.length} Events`]),
      ...(meeting && wanted
        ? different('the calendar', row, at(meeting.start.dateTime), at(meeting.end.dateTime))
        : []),
      ...(activity && wanted
        ? different('Salesforce', row, at(activity.StartDateTime ?? ''), at(activity.EndDateTime ?? ''))
        : []),
      ...(meeting && wanted ? strangeReplies(row, meeting) : [])
    ].map((what) => `booking ${row.id} ${what}`)
  })
  return rows.length < BOOKINGS ? [...lines, `only ${rows.length} bookings`] : lines
}

function different(whose: string, row: Row, start: number, end: number): string[] {
  return start === row.start_at && end === row.end_at
    ? []
    : [`is at ${time(row.start_at)} to ${time(row.end_at)}, and in ${whose} at ${time(start)} to ${time(end)}`]
}

/** Whom nobody has answered for yet need not have been read. */
function strangeReplies({ replies }: Row, { attendees }: Entry): string[] {
  return attendees.flatMap(({ emailAddress, status }) => {
    const known = replies[emailAddress.address.toLowerCase()] ?? 'none'
    const told = { tentativelyAccepted: 'tentative', notResponded: 'none' }[status.response] ?? status.response
    return known === told ? [] : [`knows ${emailAddress.address} as ${known}, and the calendar as ${told}`]
  })
}

function at(text: string): number {
  return Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text.slice(0, 19)}Z`)
}

function time(instant: number): string {
  return Number.isNaN(instant) ? 'no time' : new Date(instant).toISOString().slice(0, 16)
}

async function clouds(): Promise<Clouds> {
  return (await control(app.sandbox, 'GET', '/_sandbox/state')) as Clouds
}

/** Meetings that Exchange has invited to, each once: a second one of a booking would be a second invitation. */
function invitations({ mailboxes }: Clouds): number {
  return new Set(
    (mailboxes[WHO]?.sent ?? []).flatMap(({ meetingMessageType, iCalUId }) =>
      meetingMessageType === 'meetingRequest' && iCalUId ? [iCalUId] : []
    )
  ).size
}

async function losses(): Promise<{ lost: number; all: number }> {
  const { deliveries } = (await control(app.sandbox, 'GET', '/_sandbox/notifications')) as {
    deliveries: { outcome: string }[]
  }
  return { lost: deliveries.filter(({ outcome }) => outcome === 'lost').length, all: deliveries.length }
}

function count(sql: string): number {
  return Number(Object.values(store.prepare(sql).get() ?? {})[0] ?? 0)
}

function told(done: ReadonlyMap<string, number>): string {
  return [...done].map(([act, times]) => `${times} ${act}`).join(', ')
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
