// Before a time is given away its calendar is looked at, and before a meeting is made the right to make it: not what somebody
// remembers of either. Clouds know when they were asked.
import type { Arrived } from './evidence.ts'
import type { Known } from './known.ts'
import type { StoredBooking, StoredFact } from './store.ts'

/** Instances go by the store's clock, and may be so much wrong about it. */
const CLOCKS_DIFFER = 1_500

export function lookChecks(known: Known) {
  const { evidence, store } = known
  const ofGraph = evidence.arrived.filter(({ cloud, status }) => cloud === 'graph' && status === 200)
  const schedules = ofGraph.filter(({ path }) => path.endsWith('/calendar/getSchedule'))
  for (const booking of store.bookings) {
    for (const fact of booking.facts) checkCalendar(booking, fact, schedules, known)
    checkRight(booking, ofGraph, known)
  }
  checkRepeats(known)
}

/** Every attempt at one meeting says that it is the same: only then Exchange can know a repeat. */
function checkRepeats({ evidence, say }: Known) {
  const names = new Map<string, string>()
  for (const { cloud, method, path, body } of evidence.asked) {
    if (cloud !== 'graph' || method !== 'POST' || !path.endsWith('/calendar/events')) continue
    const { transactionId = '', singleValueExtendedProperties = [] } = JSON.parse(body) as {
      transactionId?: string
      singleValueExtendedProperties?: { id: string; value: string }[]
    }
    const key = singleValueExtendedProperties.find(({ id }) => id.endsWith('Name OnBehalfKey'))?.value ?? ''
    const before = names.get(key)
    if (before !== undefined && before !== transactionId)
      say('INV-02', `the meeting ${key} was asked for again as if it were another`)
    names.set(key, transactionId)
  }
}

const TAKES = ['held', 'requested', 'move asked', 'approved']

function checkCalendar(booking: StoredBooking, fact: StoredFact, schedules: readonly Arrived[], known: Known) {
  const { id, organizer, link } = booking
  const { type, at } = fact
  const wishedAt = TAKES.includes(type) ? wishOf(booking, fact, known) : undefined
  if (wishedAt === undefined) return
  const since = schedules.filter((look) => look.at >= wishedAt && look.at <= at + CLOCKS_DIFFER)
  const required = known.store.links.get(link)?.rules.required ?? []
  const own = known.store.organizers.get(organizer)?.address ?? ''
  for (const address of [own, ...required.map(({ address }) => address)])
    if (!since.some(({ body }) => body.toLowerCase().includes(address.toLowerCase())))
      known.say(
        'INV-05',
        `${id} was ${type}, and nobody had looked into the calendar of ${address} since that was wanted`
      )
}

/** When somebody first wanted what this fact gives her; undefined: nobody has told. */
function wishOf({ id }: StoredBooking, { type, body }: StoredFact, { evidence, changesOf }: Known): number | undefined {
  const { sent } = evidence.history
  if (type === 'held' || type === 'requested') return sent.find(({ form }) => form === id)?.at
  const start = (body.slot as { start: number } | undefined)?.start
  const wishes = changesOf(id).filter(({ did, to }) =>
    type === 'approved' ? did === 'approve' : did === 'move' && to?.start === start
  )
  return wishes[0]?.at
}

/** So long it may take from the answer that the right is there to the meeting. */
const CALLS = 15_000

/** Whether whoever keeps the link may still give this time away is asked between taking it and making the meeting. */
function checkRight({ id, facts, link, organizer }: StoredBooking, ofGraph: readonly Arrived[], known: Known) {
  const given = facts.find(({ type }) => type === 'held' || type === 'approved')
  const { asked: questions, history } = known.evidence
  const makings = questions.filter(
    ({ method, path, body, cloud }) =>
      cloud === 'graph' && method === 'POST' && path.endsWith('/calendar/events') && body.includes(`${id}:`)
  )
  const [made] = makings
  const keeper = known.store.links.get(link)?.madeBy
  if (!given || !made || keeper === organizer) return
  const mailbox = organizer.split('/').at(-1)
  const asked = ofGraph.some(
    ({ at, path }) =>
      at >= given.at - CLOCKS_DIFFER &&
      at <= made.at &&
      path.startsWith(`/v1.0/users/${mailbox}/calendar/calendarPermissions`)
  )
  for (const act of history.acts) {
    if (act.did !== 'took the right' || !keeper?.endsWith(act.delegate) || !organizer.endsWith(act.organizer)) continue
    const back = history.acts.find(({ at, did }) => did === 'gave the right back' && at > act.at)
    const late = makings.find(({ at }) => at > act.at + CALLS && at < (back?.at ?? Number.POSITIVE_INFINITY))
    if (late) known.say('INV-20', `a meeting was made for ${id} ${late.at - act.at} ms after the right to it was gone`)
  }
  if (!asked)
    known.say('INV-20', `a meeting was made for ${id}, and nobody had asked for the right to it since it was taken`)
}
