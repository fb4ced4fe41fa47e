// GET /_sandbox/state: what the two clouds hold, for a test to look at the result.
import type { World } from '../world.ts'

type Rows = Record<string, unknown>[]

export function stateOf({ ground, faces }: World) {
  return { world: ground.world, mailboxes: faces.graph.state(), salesforce: withoutBin(faces.salesforce.state()) }
}

// Deleted rows lie in Salesforce's recycle bin for days; whoever looks here asks what is there.
function withoutBin(objects: Record<string, Rows>): Record<string, Rows> {
  return Object.fromEntries(
    Object.entries(objects).map(([object, rows]) => [object, rows.filter((row) => row.IsDeleted !== true)])
  )
}
