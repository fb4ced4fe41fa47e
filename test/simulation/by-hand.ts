// What people do in Outlook and in Salesforce while all this goes on.
import type { Clouds } from './clouds.ts'
import type { History } from './history.ts'
import type { Lots } from './lots.ts'
import type { Timeline } from './timeline.ts'
import type { Trace } from './trace.ts'
import { MINUTE } from './weather.ts'

type Needs = {
  timeline: Timeline
  trace: Trace
  clouds: Clouds
  history: History
  lots: Lots
  stranded: string[]
  /** Bookings whose Event we have written, as the store knows. */
  written(): string[]
}

/** Somebody moves, cancels, deletes or answers a meeting in her calendar. */
export function actInOutlook(needs: Needs) {
  const { timeline, trace, clouds, history, lots, stranded } = needs
  // of those that somebody has read to be confirmed: what stands in the calendar before is nobody's yet
  const confirmed = new Map(history.heard.filter(({ heard }) => heard === 'confirmed').map((each) => [each.form, each]))
  const known = clouds.hands.meetings().filter(({ booking }) => confirmed.has(booking))
  const alone = known.filter(({ booking }) => known.filter((other) => other.booking === booking).length === 1)
  if (alone.length === 0) return
  const meeting = lots.pick(alone)
  const { booking, mailbox, uid, start, end } = meeting
  const heard = confirmed.get(booking)
  if (!heard) return
  const act = lots.weighted({ move: 5, cancel: 2, delete: 2, decline: 3 })
  const later = lots.between(-6, 12) * 30 * MINUTE || 60 * MINUTE
  const to = { start: start + later, end: end + later }
  const problem = clouds.hands.act({
    mailbox,
    meeting: uid,
    act,
    ...(act === 'move' ? { start: new Date(to.start).toISOString() } : {}),
    ...(act === 'decline' ? { as: heard.invitee.address } : {})
  })
  trace.note(`by hand: ${act} ${booking} ${problem ?? ''}`)
  if (problem !== undefined) return stranded.push(`by hand: ${problem}`)
  const at = timeline.now()
  if (act === 'decline') {
    history.acts.push({ at, did: 'declined as an attendee', booking, address: heard.invitee.address })
    return
  }
  history.changes.push({
    at,
    heardAt: at,
    who: 'somebody in Outlook',
    by: 'hand',
    did: act === 'move' ? 'move' : 'cancel',
    booking,
    link: heard.link,
    heard: 'done',
    ...(act === 'move' ? { to } : {})
  })
}

/** Somebody deletes an Event, or drags it to another time. */
export function actInSalesforce({ timeline, trace, clouds, history, lots, written }: Needs) {
  const known = written()
  if (known.length === 0) return
  const booking = lots.pick(known)
  const did = lots.chance(0.5) ? ('deleted an Event' as const) : ('moved an Event' as const)
  if (!clouds.hands.changeEvent(`bk-${booking}`, did === 'deleted an Event')) return
  trace.note(`in Salesforce somebody has ${did} of ${booking}`)
  history.acts.push({ at: timeline.now(), did, booking })
}
