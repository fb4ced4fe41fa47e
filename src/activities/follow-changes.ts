import { type Clock, type Instant, MINUTE } from '../time/instant.ts'
import { same } from '../time/span.ts'
import type { ActivityLog, SeenRecord } from './activity-log.ts'
import type { ChangedThere, Leg } from './leg.ts'
import type { Duties, FollowedUntil, LegStore } from './leg-store.ts'
import type { Subjects } from './leg-subject.ts'
import { isTrouble, type Trouble } from './trouble.ts'

/** Salesforce writes its stamps before it commits: what was late is found by looking back so far. */
export const OVERLAP = 5 * MINUTE

const DUTY = 'follow Salesforce'

/** For so long one instance follows; if it dies, another goes on afterwards. */
const FOLLOWING_FOR = 2 * MINUTE

/** For so long after a write an earlier one may still arrive, by the clocks of two machines. */
const MAY_STILL_ARRIVE = 2 * MINUTE

/** Without a mark from before, the time that a new installation may have missed. */
const FIRST_LOOK = 60 * MINUTE

export type FollowNeeds = {
  legs: LegStore
  activities: Pick<ActivityLog, 'changedSince'>
  subjects: Pick<Subjects, 'earlier'>
  duties: Duties
  followedUntil: FollowedUntil
  clock: Clock
  newId(): string
}

/**
 * Reads what was changed in Salesforce since the last look, as the integration user, and notes it beside each leg. Nothing
 * here touches a meeting: an Event that was deleted or moved there is shown, and a person decides. Where nothing was ever written
 * Salesforce is not asked.
 */
export async function followChanges(
  needs: FollowNeeds
): Promise<'followed' | 'somebody else does' | 'nothing to follow' | Trouble> {
  if (!(await needs.legs.any())) return 'nothing to follow'
  const holder = needs.newId()
  const now = needs.clock()
  const isMine = () => needs.duties.take(DUTY, holder, needs.clock() + FOLLOWING_FOR, needs.clock())
  if (!(await isMine())) return 'somebody else does'
  let lost = false
  try {
    const before = await needs.followedUntil.get()
    let latest = before ?? 0
    const read = await needs.activities.changedSince((before ?? now - FIRST_LOOK) - OVERLAP, async (page) => {
      // a long reading keeps its duty; who stood still over a page may have lost it, and another has read what is newer
      lost ||= !(await isMine())
      if (lost) return
      await notePage(page, needs)
      for (const { stamp } of page) latest = Math.max(latest, stamp)
    })
    if (isTrouble(read)) return read // what was noted stays; the next look begins at the same mark
    if (lost) return 'somebody else does'
    if (latest > 0) await needs.followedUntil.set(latest)
    return 'followed'
  } finally {
    await needs.duties.giveBack(DUTY, holder)
  }
}

async function notePage(page: readonly SeenRecord[], needs: FollowNeeds): Promise<void> {
  const legs = new Map((await needs.legs.findAll(page.map(({ key }) => key))).map((leg) => [leg.key, leg]))
  for (const seen of page) {
    const leg = legs.get(seen.key)
    if (leg) await note(seen, leg, needs)
  }
}

async function note(seen: SeenRecord, leg: Leg, needs: FollowNeeds): Promise<void> {
  const { legs } = needs
  const now = needs.clock()
  const line = (result: string, said: string) => ({ at: now, actor: null, result, said })
  const isTheSame = leg.written?.recordId.slice(0, 15) === seen.recordId.slice(0, 15)

  if (leg.state === 'taken out' && !seen.deleted && !isTheSame) {
    // A creation arrived after the meeting was cancelled: its answer was lost, or a process had stood still before it asked.
    const written = leg.written ? { written: { ...leg.written, recordId: seen.recordId } } : {}
    await legs.change(
      leg.key,
      ['taken out'],
      { state: 'waiting', again: true, ...written },
      line('waiting', 'A late Event was found.')
    )
    return
  }
  if (!isTheSame || !leg.written) return
  if (leg.state === 'written' && seen.deleted) {
    const outcome = { code: 'sf_gone' as const, recordId: seen.recordId, said: 'It lies in Salesforce’s recycle bin.' }
    await legs.change(
      leg.key,
      ['written'],
      { state: 'removed there', outcome, changedThere: null },
      line('sf_gone', outcome.said)
    )
  } else if (leg.state === 'removed there' && !seen.deleted) {
    await legs.change(
      leg.key,
      ['removed there'],
      { state: 'written', outcome: null },
      line('written', 'It was restored in Salesforce.')
    )
  } else if (leg.state === 'written') {
    const changed = differenceOf(seen, leg, now)
    if (isAsNoted(changed, leg.changedThere)) return
    if (await isOursComeLate(seen, leg, needs)) {
      const said = 'What we had written before came once more, and late: it is written as it is now.'
      await legs.change(leg.key, ['written'], { state: 'waiting', again: true }, line('waiting', said))
      return
    }
    await legs.change(
      leg.key,
      ['written'],
      { changedThere: changed },
      line('changed there', changed ? describe(changed) : 'As written again.')
    )
  }
}

/**
 * Soon after our last write the Event stands where the meeting was before that: some gateway has brought an earlier request of ours
 * twice, or late. Salesforce takes no condition for Events, so that it cannot be kept from taking it.
 */
async function isOursComeLate(seen: SeenRecord, { written, source }: Leg, { subjects }: FollowNeeds): Promise<boolean> {
  if (!written || written.linked || seen.stamp - written.at > MAY_STILL_ARRIVE || same(seen, written)) return false
  return (await subjects.earlier(source)).some((earlier) => same(earlier, seen))
}

/** Pure. Null: it stands as we wrote it. */
export function differenceOf(seen: SeenRecord, { written }: Pick<Leg, 'written'>, now: Instant): ChangedThere | null {
  if (!written) return null
  const owner = written.ownerId !== '' && written.ownerId.slice(0, 15) !== seen.ownerId.slice(0, 15)
  // Another sync moves its own Events; the calendar is what counts there.
  const moved = !written.linked && (written.start !== seen.start || written.end !== seen.end)
  if (!owner && !moved) return null
  return {
    ...(owner ? { ownerId: seen.ownerId } : {}),
    ...(moved ? { start: seen.start, end: seen.end } : {}),
    seenAt: now
  }
}

const isAsNoted = (a: ChangedThere | null, b: ChangedThere | null) =>
  a?.ownerId === b?.ownerId && a?.start === b?.start && a?.end === b?.end

const describe = ({ ownerId, start }: ChangedThere) =>
  [ownerId ? 'Another owner.' : '', start === undefined ? '' : 'Another time.'].filter(Boolean).join(' ')
