// By whose hand a booking changed: the facts name her, the history has a line for each of them, and somebody was there who did it.
import type { Change } from './evidence.ts'
import type { Known } from './known.ts'
import type { StoredBooking, StoredFact } from './store.ts'

export function handChecks({ store, changesOf, say }: Known) {
  for (const booking of store.bookings) {
    const { id, facts } = booking
    const lines = store.history.get(`booking ${id}`) ?? []
    if (lines.length < facts.length)
      say('INV-30', `${id} has ${facts.length} facts, and the history ${lines.length} lines`)
    for (const fact of facts) {
      const by = fact.body.by as By | undefined
      if (!by) continue
      const { id: actor } = by
      if (actor && !lines.some((line) => line.at === fact.at && line.actor === actor))
        say('INV-30', `${id} was ${fact.type} by ${by.name}, and the history does not say so`)
      if (!isWished(fact, by, changesOf(id)))
        say('INV-30', `${id} was ${fact.type} by "${by.name ?? by.as}", who did not want that`)
    }
    checkLapse(booking, say)
  }
}

type By = { as: string; id?: string; name?: string }

const wishBehind: Record<string, Change['did']> = {
  'move asked': 'move',
  moved: 'move',
  cancelled: 'cancel',
  approved: 'approve',
  declined: 'decline'
}

function isWished({ type, body }: StoredFact, by: By, changes: readonly Change[]): boolean {
  const did = wishBehind[type]
  if (did === undefined || by.as === 'clock') return true
  const { start } = (body.slot ?? {}) as { start?: number }
  return changes.some(
    (change) =>
      change.did === did &&
      (did !== 'move' || by.as === 'calendar' || change.to?.start === start) &&
      (by.as === 'calendar'
        ? change.by === 'hand'
        : by.as === 'invitee'
          ? change.by === 'invitee'
          : change.who === byName(by))
  )
}

/** Delegates are called by their first names here. */
const byName = ({ name = '' }: By) => name.split(' ')[0]

/** A request that nobody answers in time is over then, and not before; and nobody says yes to it any more. */
function checkLapse({ id, facts }: StoredBooking, say: Known['say']) {
  const until = facts.find(({ type }) => type === 'requested')?.body.until as number | undefined
  if (until === undefined) return
  for (const { type, at, body } of facts) {
    if (type === 'approved' && at >= until)
      say('INV-13', `${id} was approved ${at - until} ms after its request had lapsed`)
    if (type === 'declined' && (body.by as By).as === 'clock' && at < until - 1_500)
      say('INV-13', `the request ${id} lapsed ${until - at} ms too early`)
  }
}
