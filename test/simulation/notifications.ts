// The way back: what Exchange tells the app of changes in a calendar. A notification may be lost, come twice, or find nobody.
import type { Outside, Reply } from '../../sandbox/faces.ts'
import { type AskingNeeds, ask, nothing } from './asking.ts'

/** Of all notifications, how many somebody copies and sends with items of her own, without knowing the secret. */
const LIES = 0.05

/** How many say of an item that it is gone, and it has only changed. */
const WRONG = 0.1

/** In no mailbox: whoever asks for it has believed a stranger. */
const forged = (body: string) =>
  body
    .replaceAll(/\/Events\/[^"]+/g, `/Events/${FORGED}`)
    .replaceAll(/"clientState":"[^"]*"/g, '"clientState":"a guess"')

export const FORGED = 'AAkAforged'

/** Nobody is told of anything. */
export const nowhere: Outside = { post: async () => undefined, reroute() {}, close() {} }

export function wayBack(needs: AskingNeeds): Outside {
  async function bring(address: string, body: string, type: string, milliseconds: number): Promise<Reply | undefined> {
    const { pathname, search } = new URL(address)
    const path = pathname + search
    if (needs.lots.chance(LIES))
      void ask({ method: 'POST', path, body: forged(body), type }, needs, nothing, milliseconds)
    const told = needs.lots.chance(WRONG) ? body.replaceAll('"changeType":"updated"', '"changeType":"deleted"') : body
    const asking = { method: 'POST' as const, path, body: told, type }
    if (needs.lots.chance(needs.lost() / 100)) void ask(asking, needs, nothing, milliseconds)
    const answer = await ask(asking, needs, nothing, milliseconds)
    return answer && { status: answer.status, contentType: answer.type, text: answer.body }
  }
  return { post: bring, reroute() {}, close() {} }
}
