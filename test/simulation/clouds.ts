// The three clouds of one episode, and what people do in them by hand.
import { createClock } from '../../sandbox/clock.ts'
import { setPermission } from '../../sandbox/control/permission.ts'
import { changePerson } from '../../sandbox/control/person.ts'
import { handOutToken } from '../../sandbox/control/token-control.ts'
import type { Act } from '../../sandbox/exchange/by-hand.ts'
import type { Item } from '../../sandbox/exchange/mailbox.ts'
import { spanOf } from '../../sandbox/exchange/recurrence.ts'
import type { Outside } from '../../sandbox/faces.ts'
import { keepNothing } from '../../sandbox/keep.ts'
import { printed } from '../../sandbox/salesforce/times.ts'
import { settingsFor } from '../../sandbox/settings.ts'
import { openWorld, type World } from '../../sandbox/world.ts'
import { CLOUDS } from './network.ts'

export type Clouds = { world: World; settings: Record<string, string>; hands: Hands }

/** Keys are made once for all episodes: making them takes longer than an episode's bookings. */
let keys: { entra: Record<string, unknown>; salesforce: Record<string, unknown> } | undefined

/** `outside`: the way from Exchange back to the app. */
export function openClouds(outside: Outside): Clouds {
  const kept = keys && { world: 'acme' as const, counter: 1000, documents: { ...structuredClone(keys), graph: {} } }
  const world = openWorld('acme', {
    keep: { ...keepNothing(), read: () => kept },
    clock: createClock(),
    seed: 1000,
    outside
  })
  const { entra, salesforce } = world.ground.documents
  keys ??= {
    entra: { 'signing key': entra['signing key'], 'token secret': entra['token secret'] },
    salesforce: { 'signing key': salesforce['signing key'] }
  }
  return { world, settings: settingsFor(world.ground, CLOUDS), hands: handsIn(world) }
}

/** What people do in Outlook by hand, and what somebody sees who looks into Exchange at this moment. */
export type Hands = {
  /** As this person, with a token of her own. */
  ask(person: string, method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>
  permit(organizer: string, person: string, role: string): void
  /** An administrator disables somebody's account, or enables it again. */
  enable(person: string, enabled: boolean): void
  /** What somebody does to a meeting in Outlook; undefined when it was done. */
  act(act: Act): string | undefined
  /** Somebody deletes an Event in Salesforce, or moves it by an hour; false: it is not there. */
  changeEvent(key: string, deletes: boolean): boolean
  /** Our meetings that stand in their organizers' calendars at this moment. */
  meetings(): StandingMeeting[]
}

export type StandingMeeting = { booking: string; mailbox: string; uid: string; start: number; end: number }

function handsIn(world: World): Hands {
  const { faces, ground } = world
  return {
    async ask(person, method, path, body) {
      const outcome = handOutToken({ as: person }, world)
      if ('problem' in outcome) throw new Error(outcome.problem)
      const { access_token } = outcome.done as { access_token: string }
      const [pathname = '', search = ''] = path.split('?')
      const { status, body: said } = await faces.graph.answer({
        method,
        path: pathname,
        query: new URLSearchParams(search),
        headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
        body: body === undefined ? '' : JSON.stringify(body),
        origin: CLOUDS
      })
      return { status, body: said }
    },
    permit(organizer, person, role) {
      const outcome = setPermission({ organizer, person, role }, world)
      if ('problem' in outcome) throw new Error(outcome.problem)
    },
    enable(person, enabled) {
      const outcome = changePerson({ person, accountEnabled: String(enabled) }, world)
      if ('problem' in outcome) throw new Error(outcome.problem)
    },
    act(act) {
      const problem = faces.graph.act(act)
      world.save()
      return problem
    },
    changeEvent(key, deletes) {
      const row = faces.salesforce.state().Event?.find((each) => each.Booking_Key__c === key && each.IsDeleted !== true)
      if (!row) return false
      const stamp = printed(ground.now())
      const later = (edge: unknown) => printed(Date.parse(String(edge)) + 60 * 60_000)
      const moved = { StartDateTime: later(row.StartDateTime), EndDateTime: later(row.EndDateTime) }
      const changed = {
        ...row,
        ...(deletes ? { IsDeleted: true } : moved),
        SystemModstamp: stamp,
        LastModifiedDate: stamp
      }
      const turned = faces.salesforce.turn({ knob: 'put', object: 'Event', row: changed })
      if ('problem' in turned) throw new Error(turned.problem)
      world.save()
      return true
    },
    meetings: () =>
      Object.entries(ground.documents.graph).flatMap(([name, document]) => {
        if (!name.startsWith('item:')) return []
        const item = document as Item
        const key = item.extendedProperties?.find(({ id }) => id.endsWith('OnBehalfKey'))?.value
        if (key === undefined || item.isCancelled || !item.isOrganizer) return []
        return [{ booking: key.split(':')[0] ?? '', mailbox: item.mailbox, uid: item.uid, ...spanOf(item) }]
      })
  }
}
