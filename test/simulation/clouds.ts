// The three clouds of one episode, and what people do in them by hand.
import { createClock } from '../../sandbox/clock.ts'
import { setPermission } from '../../sandbox/control/permission.ts'
import { handOutToken } from '../../sandbox/control/token-control.ts'
import { keepNothing } from '../../sandbox/keep.ts'
import { settingsFor } from '../../sandbox/settings.ts'
import { openWorld, type World } from '../../sandbox/world.ts'
import { CLOUDS } from './network.ts'

export type Clouds = { world: World; settings: Record<string, string>; hands: Hands }

/** Keys are made once for all episodes: making them takes longer than an episode's bookings. */
let keys: { entra: Record<string, unknown>; salesforce: Record<string, unknown> } | undefined

export function openClouds(): Clouds {
  const kept = keys && { world: 'acme' as const, counter: 1000, documents: { ...structuredClone(keys), graph: {} } }
  const world = openWorld('acme', { keep: { ...keepNothing(), read: () => kept }, clock: createClock(), seed: 1000 })
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
  /** Live meetings in Exchange whose key begins like this. */
  meetingsWith(key: string): number
}

type Item = { isCancelled: boolean; extendedProperties?: { id: string; value: string }[] }

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
    meetingsWith(key) {
      let count = 0
      for (const [name, document] of Object.entries(ground.documents.graph)) {
        if (!name.startsWith('item:')) continue
        const { isCancelled, extendedProperties = [] } = document as Item
        if (!isCancelled && extendedProperties.some(({ id, value }) => isKey(id) && value.startsWith(key))) count++
      }
      return count
    }
  }
}

const isKey = (property: string) => property.endsWith('OnBehalfKey')
