// Trouble that comes by the clock: plugs that are pulled, machines that sleep, clocks that jump, organizers who make entries
// of their own, administrators who take a right away.
import type { Clouds } from './clouds.ts'
import type { History } from './history.ts'
import type { Instance } from './instances.ts'
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
}

/** What is counted when Exchange makes a meeting twice. */
export const TWIN = 'Exchange makes the next meeting twice'

/** Longer than any lease. */
const FROZEN_FOR = 90 * SECOND

const OLGA = 'a0c3e000-0000-4000-8000-000000000001'
const DANA = 'a0c3e000-0000-4000-8000-000000000002'

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
  for (let each = 0; each < weather.entries; each++) happen(sometime(), 'an entry by hand', () => note(needs, lots))
  for (let each = 0; each < weather.twins; each++)
    happen(sometime(), TWIN, () => needs.clouds.world.faces.graph.treatRepeats({ twins: 1 }))
  if (weather.revocation) revoke(needs, happen)
}

/** Half an hour somewhere in the next days, where invitees look for times, too. */
function note({ timeline, clouds, history, stranded }: Needs, lots: Lots) {
  const [organizer, address] = lots.pick([
    [OLGA, 'olga.okafor@acme.example'],
    ['a0c3e000-0000-4000-8000-000000000011', 'priya.raman@acme.example']
  ] as const)
  const day = 24 * 60 * MINUTE
  const start = Math.floor(timeline.now() / day) * day + lots.between(0, 4) * day + lots.between(8, 30) * 30 * MINUTE
  const span = { start, end: start + 30 * MINUTE }
  const edge = (at: number) => ({ dateTime: new Date(at).toISOString().slice(0, 19), timeZone: 'UTC' })
  const event = { subject: 'Kept for myself', start: edge(span.start), end: edge(span.end), showAs: 'busy' }
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
  happen(begin + 2 * MINUTE, 'Dana loses her right', () => permit('none', 'took the right'))
  happen(begin + 4.5 * MINUTE, 'Dana is a delegate again', () =>
    permit('delegateWithPrivateEventAccess', 'gave the right back')
  )
}
