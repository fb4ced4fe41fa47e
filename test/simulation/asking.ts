// One request of somebody outside, through the balancer: it may be lost on the way there or back, and whoever asked gives up.
import type { Asking, Instance, Page } from './instances.ts'
import type { Lots } from './lots.ts'
import type { Timeline } from './timeline.ts'
import { SECOND } from './weather.ts'

/** A browser gives up after so long. */
const PATIENCE = 40 * SECOND

export type AskingNeeds = {
  timeline: Timeline
  lots: Lots
  instances: readonly Instance[]
  /** Somebody was answered with a fault of the app. */
  faulty?(path: string): void
  /** Of a hundred requests, how many are lost on the way, there or back. */
  lost(): number
}

/** Undefined: no answer came. `look`: what else is seen in the very moment in which the page is made. */
export async function ask<Seen>(
  asking: Asking,
  needs: AskingNeeds,
  look: () => Seen,
  patience = PATIENCE
): Promise<(Page & { seen: Seen }) | undefined> {
  const { timeline, lots, instances } = needs
  const loss = lots.chance(needs.lost() / 100) ? lots.pick(['there', 'back'] as const) : undefined
  await wait(timeline, lots.between(5, 150))
  // the balancer knows who is up
  const up = instances.map((each) => each.up).filter((each) => each !== undefined)
  if (up.length === 0 || loss === 'there') {
    await wait(timeline, loss ? patience : 50)
    return undefined
  }
  const { process, ask } = lots.pick(up)

  const answered = Promise.withResolvers<(Page & { seen: Seen }) | undefined>()
  const hangUp = () => answered.resolve(undefined)
  timeline.at(
    timeline.now(),
    () => {
      ask(asking).then((page) => answered.resolve({ ...page, seen: look() }), hangUp)
    },
    process
  )
  process.onDeath.add(hangUp)
  const giveUp = timeline.at(timeline.now() + patience, hangUp)
  const page = await answered.promise
  giveUp.cancel()
  process.onDeath.delete(hangUp)
  await wait(timeline, lots.between(5, 150))
  if (page?.status === 500) needs.faulty?.(asking.path)
  return loss ? undefined : page
}

export const wait = (timeline: Timeline, milliseconds: number): Promise<void> =>
  new Promise((resolve) => timeline.at(timeline.now() + milliseconds, resolve))

/** The form of a page: its hidden id, what protects it, and the times that can be chosen. */
export function formIn(html: string): { id: string; csrf: string; slots: string[] } | undefined {
  const [, id = ''] = /name="id" value="([^"]+)"/.exec(html) ?? []
  const [, csrf = ''] = /name="_csrf" value="([^"]*)"/.exec(html) ?? []
  const slots = [...html.matchAll(/name="slot"[^>]* value="([^"]+)"/g)]
    .map(([, value = '']) => value)
    .filter((value) => value.includes('/'))
  return id || csrf ? { id, csrf, slots } : undefined
}

export const nothing = () => undefined

export const spanOf = (slot: string) => {
  const [start = 0, end = 0] = slot.split('/').map((edge) => Date.parse(edge))
  return { start, end }
}
