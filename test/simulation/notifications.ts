// The way back: what Exchange tells the app of changes in a calendar. A notification may be lost, come twice, or find nobody.
import type { Outside, Reply } from '../../sandbox/faces.ts'
import { type AskingNeeds, ask, nothing } from './asking.ts'

/** Nobody is told of anything. */
export const nowhere: Outside = { post: async () => undefined, reroute() {}, close() {} }

export function wayBack(needs: AskingNeeds): Outside {
  async function bring(address: string, body: string, type: string, milliseconds: number): Promise<Reply | undefined> {
    const { pathname, search } = new URL(address)
    const asking = { method: 'POST' as const, path: pathname + search, body, type }
    if (needs.lots.chance(needs.lost() / 100)) void ask(asking, needs, nothing, milliseconds)
    const answer = await ask(asking, needs, nothing, milliseconds)
    return answer && { status: answer.status, contentType: answer.type, text: answer.body }
  }
  return { post: bring, reroute() {}, close() {} }
}
