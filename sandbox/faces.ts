// The three faces together, with what the control pages ask of them besides answering requests.
import { createEntraFace } from './entra/face.ts'
import { createGraphFace } from './exchange/face.ts'
import type { Face, Ground } from './face.ts'
import { createSalesforceFace } from './salesforce/face.ts'

export type MailboxState = { events: Record<string, unknown>[]; sent: Record<string, unknown>[] }

export type GraphFace = Face & {
  /** Every mailbox by address, events in the form in which Graph shows them to the owner. */
  state(): Record<string, MailboxState>
  /** Both as object ids; `role` is one of the roles of a Graph calendarPermission, or none. */
  setPermission(organizerId: string, personId: string, role: string): void
}

export type SalesforceFace = Face & {
  /** Every object by its name, with all its rows. */
  state(): Record<string, Record<string, unknown>[]>
  /** Brings the org into a state that no caller could bring about; `problem` is a sentence for whoever asked. */
  turn(knob: Record<string, unknown>): { done: unknown } | { problem: string }
}

export type Faces = { entra: Face; graph: GraphFace; salesforce: SalesforceFace }

export function createFaces(ground: Ground): Faces {
  return {
    entra: createEntraFace(ground),
    graph: createGraphFace(ground),
    salesforce: createSalesforceFace(ground)
  }
}
