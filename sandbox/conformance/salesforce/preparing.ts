// What cases assume without saying so.
import type { Case, World } from './case.ts'
import { idsIn } from './details.ts'
import type { Knob } from './given.ts'

/** In searches some records have another address than in the rest of the world. */
export async function prepareSearch(one: Case, world: World, turn: (knob: Knob) => Promise<void>) {
  if (!/\/(parameterizedS|s)earch\b/.test(one.path)) return
  for (const { id, alsoFoundBy } of Object.values(world.records)) {
    const email = alsoFoundBy?.split(' ')[0]
    if (email)
      await turn({ knob: 'put', object: id.startsWith('00Q') ? 'Lead' : 'Contact', row: { Id: id, Email: email } })
  }
}

/** What getUpdated and getDeleted shall list has to have changed in the span, and the span must not lie too far back. */
export async function prepareSpan(
  one: Case,
  turn: (knob: Knob) => Promise<void>,
  setClock: (now: string) => Promise<void>
) {
  const object = /\/sobjects\/(\w+)\/(?:updated|deleted)/.exec(one.path)?.[1]
  if (!object) return
  const query = new URL(one.path, 'http://any').searchParams
  const [start = Number.NaN, end = Number.NaN] = ['start', 'end'].map((name) =>
    Date.parse(query.get(name)?.replace(' ', '+') ?? '')
  )
  if (!(end > start)) return
  if (Math.abs(end - Date.now()) > 10 * 86_400_000) await setClock(new Date(end + 60_000).toISOString())
  const at = new Date((start + end) / 2).toISOString().replace('Z', '+0000')
  for (const id of idsIn(one.responseBody)) await turn({ knob: 'put', object, row: { Id: id, SystemModstamp: at } })
}
