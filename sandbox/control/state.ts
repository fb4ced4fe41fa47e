// GET /_sandbox/state: what the two clouds hold, for a test to look at the result.
import type { World } from '../world.ts'

export function stateOf({ ground, faces }: World) {
  return { world: ground.world, mailboxes: faces.graph.state(), salesforce: faces.salesforce.state() }
}
