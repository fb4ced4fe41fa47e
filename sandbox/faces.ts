// The three faces together, with what the control pages ask of them besides answering requests.
import { createEntraFace } from './entra/face.ts'
import { createGraphFace, type GraphFace } from './exchange/face.ts'
import type { Outside } from './exchange/outside.ts'
import type { Face, Ground } from './face.ts'
import { createSalesforceFace } from './salesforce/face.ts'

export type { Outside, Reply } from './exchange/outside.ts'
export type { MailboxState } from './exchange/state.ts'

export type SalesforceFace = Face & {
  /** Every object by its name, with all its rows. */
  state(): Record<string, Record<string, unknown>[]>
  /** Brings the org into a state that no caller could bring about; `problem` is a sentence for whoever asked. */
  turn(knob: Record<string, unknown>): { done: unknown } | { problem: string }
}

export type Faces = { entra: Face; graph: GraphFace; salesforce: SalesforceFace }

export function createFaces(ground: Ground, outside?: Outside): Faces {
  return {
    entra: createEntraFace(ground),
    graph: createGraphFace(ground, outside),
    salesforce: createSalesforceFace(ground)
  }
}
