// Trouble that comes by the clock: plugs that are pulled, machines that sleep, clocks that jump, organizers who make entries
// of their own, administrators who take a right away.
import { spanOf } from './asking.ts'
import { actInOutlook, actInSalesforce } from './by-hand.ts'
import type { Clouds } from './clouds.ts'
import { attend, type Delegate, type DeskNeeds, revoke as takeBack } from './delegates.ts'
import type { History } from './history.ts'
import type { Instance } from './instances.ts'
import { COLLEAGUE } from './links.ts'
import type { Lots } from './lots.ts'
import type { Timeline } from './timeline.ts'
import type { Trace } from './trace.ts'
import { MINUTE, SECOND, type Weather } from './weather.ts'

type Needs = {
  timeline: Timeline
  trace: Trace
  lots: Lots
  weather: Weather
  instances: readonly Instance[]
  clouds: Clouds
  history: History
  begin: number
  count(what: string): void
  stranded: string[]
  delegates: readonly Delegate[]
  desk: DeskNeeds
  /** Bookings whose Event we have written, as the store knows. */
  written(): string[]
  /** Organizers who will want the very time that somebody has on her screen. */
  rivals: ((slot: OnScreen) => void)[]
}

export type OnScreen = { organizer: string; slot: string }

/** Around that moment nobody comes for a while: whoever is the first to come then finds a right that nobody has asked about since. */
export const RIGHT_GOES = 2 * MINUTE
export const NOBODY_COMES_FROM = RIGHT_GOES - 75 * SECOND
export const NOBODY_COMES_UNTIL = RIGHT_GOES + 95 * SECOND

/** What is counted when Exchange makes a meeting twice. */
export const TWIN = 'Exchange makes the next meeting twice'

/** Longer than any lease. */
const FROZEN_FOR = 90 * SECOND

const OLGA = 'a0c3e000-0000-4000-8000-000000000001'
const DANA = 'a0c3e000-0000-4000-8000-000000000002'
const EVE = 'a0c3e000-0000-4000-8000-000000000008'
export const PRIYA = 'a0c3e000-0000-4000-8000-000000000011'

export function rehearse(needs: Needs) {
  const { timeline, trace, weather, instances, begin, count } = needs
  const lots = needs.lots.stream('nemesis')
  const sometime = (before = 0) => begin + lots.between(10 * SECOND, weather.lasts - before)
  const happen = (at: number, what: string, act: () => void) =>
    timeline.at(at, () => {
      count(what)
      trace.note(what)
      act()
    })

  for (let each = 0; each < weather.deaths; each++) {
    const victim = lots.pick(instances)
    happen(sometime(30 * SECOND), `kill -9 ${victim.name}`, () => victim.die())
  }
  for (let each = 0; each < weather.freezes; each++) {
    const victim = lots.pick(instances)
    happen(sometime(FROZEN_FOR + SECOND), `${victim.name} freezes`, () => {
      if (victim.process) victim.process.frozenUntil = timeline.now() + FROZEN_FOR
    })
  }
  for (let each = 0; each < weather.jumps; each++) {
    const victim = lots.pick(instances)
    const skew = lots.pick([-120, -10, 10, 120]) * SECOND
    happen(sometime(), `the clock of ${victim.name} is off by ${skew} ms`, () => {
      if (victim.process) victim.process.skew = skew
    })
  }
  for (let each = 0; each < weather.entries; each++) {
    const byChance = each % 2 === 0
    if (byChance) happen(sometime(), 'an entry by hand', () => note(needs, lots))
    else
      needs.rivals.push((slot) =>
        happen(timeline.now() + 2 * SECOND, 'an entry by hand', () => note(needs, lots, slot))
      )
  }
  for (let each = 0; each < weather.twins; each++)
    happen(sometime(), TWIN, () => needs.clouds.world.faces.graph.treatRepeats({ twins: 1 }))
  if (weather.revocation) revoke(needs, happen)
  if (weather.disabled) disable(needs, happen)

  const own = { ...needs, lots: needs.lots.stream('by hand') }
  for (let each = 0; each < weather.outlookActs; each++)
    happen(sometime(10 * SECOND), 'somebody works in Outlook', () => actInOutlook(own))
  for (let each = 0; each < weather.salesforceActs; each++)
    happen(sometime(10 * SECOND), 'somebody works in Salesforce', () => actInSalesforce(own))

  const { delegates, desk, stranded } = needs
  const working = (work: Promise<void>) =>
    void work.catch((cause) => stranded.push(`a delegate: ${cause instanceof Error ? cause.stack : cause}`))
  for (let each = 0; each < weather.deskWork; each++) {
    const delegate = lots.pick(delegates)
    happen(sometime(20 * SECOND), `${delegate.name} is at her desk`, () => working(attend(delegate, desk)))
  }
  for (let each = 0; each < weather.linksRevoked; each++) {
    const delegate = lots.pick(delegates)
    const link = lots.pick(delegate.links)
    happen(sometime(20 * SECOND), `${delegate.name} revokes a link`, () => working(takeBack(delegate, link, desk)))
  }
}

const peopleInOutlook = [
  [OLGA, 'olga.okafor@acme.example'],
  [PRIYA, 'priya.raman@acme.example'],
  ['a colleague', COLLEAGUE]
] as const

/** Half an hour somewhere in the next days, where invitees look for times, too; or the very one that somebody looks at now. */
function note({ timeline, clouds, history, stranded }: Needs, lots: Lots, looked?: OnScreen) {
  const hers = peopleInOutlook.find(([id]) => looked?.organizer.endsWith(id))
  const [organizer, address] = (lots.chance(0.9) && hers) || lots.pick(peopleInOutlook)
  const day = 24 * 60 * MINUTE
  const start = looked
    ? spanOf(looked.slot).start
    : Math.floor(timeline.now() / day) * day + lots.between(0, 4) * day + lots.between(8, 30) * 30 * MINUTE
  const span = { start, end: start + 30 * MINUTE }
  const edge = (at: number) => ({ dateTime: new Date(at).toISOString().slice(0, 19), timeZone: 'UTC' })
  const event = {
    subject: 'Kept for myself',
    start: edge(span.start),
    end: edge(span.end),
    showAs: lots.pick(['busy', 'busy', 'tentative', 'oof'])
  }
  clouds.hands.ask(address, 'POST', '/v1.0/me/events', event).then(
    ({ status, body }) => {
      if (status !== 201) return stranded.push(`an entry by hand was answered with ${status}`)
      const { id } = body as { id: string }
      return history.acts.push({ at: timeline.now(), did: 'made an entry', organizer, span, id })
    },
    (cause) => stranded.push(`an entry by hand: ${cause}`)
  )
}

/** Dana is no delegate of Olga's for two minutes. */
function revoke(
  { timeline, clouds, history, begin }: Needs,
  happen: (at: number, what: string, act: () => void) => void
) {
  const permit = (role: string, did: 'took the right' | 'gave the right back') => {
    clouds.hands.permit(OLGA, DANA, role)
    history.acts.push({ at: timeline.now(), did, organizer: OLGA, delegate: DANA })
  }
  happen(begin + RIGHT_GOES, 'Dana loses her right', () => permit('none', 'took the right'))
  happen(begin + 4.5 * MINUTE, 'Dana is a delegate again', () =>
    permit('delegateWithPrivateEventAccess', 'gave the right back')
  )
}

/** Eve's account is disabled for two minutes and a half: who is disabled offers nobody's time. */
function disable(
  { timeline, clouds, history, begin }: Needs,
  happen: (at: number, what: string, act: () => void) => void
) {
  const enable = (enabled: boolean, did: 'took the right' | 'gave the right back') => {
    clouds.hands.enable('eve.tanaka@acme.example', enabled)
    history.acts.push({ at: timeline.now(), did, organizer: PRIYA, delegate: EVE })
  }
  happen(begin + 1.5 * MINUTE, 'the account of Eve is disabled', () => enable(false, 'took the right'))
  happen(begin + 4 * MINUTE, 'the account of Eve is back', () => enable(true, 'gave the right back'))
}
