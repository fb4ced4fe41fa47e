// What an auditor is given: what people heard, the store's file, and what stands in the clouds. Plain data, of nobody's code.

export type Heard = {
  at: number
  who: string
  heard: string
  form: string
  slot: { start: number; end: number }
  link: string
  organizer: string
  invitee: { name: string; address: string }
  key?: string
  page?: { iso: string; inExchange: number }
}

export type Act = { at: number } & (
  | { did: 'made an entry'; organizer: string; span: { start: number; end: number }; id: string }
  | { did: 'took the right' | 'gave the right back'; organizer: string; delegate: string }
)

export type Row = Record<string, unknown>

export type Evidence = {
  history: { heard: Heard[]; acts: Act[]; pages: string[] }
  /** The SQLite file, closed by everybody. */
  store: string
  /** By address of the mailbox. */
  exchange: Record<string, { events: Row[]; sent: Row[] }>
  /** By name of the object. */
  salesforce: Record<string, Row[]>
  /** When the last trouble ended, and when somebody last looked. */
  healedAt: number
  endedAt: number
  /** How many meetings Exchange or the way to it have made twice by themselves: nobody can keep those from being announced. */
  madeTwice: number
  /** Promises that nobody waited for, and that failed. */
  stranded: string[]
}

/** `invariant` is a number of the list in docs/simulation.md. */
export type Finding = { invariant: string; what: string }

export type Audited = {
  findings: Finding[]
  placed: number
  /** One number for each booking: how long after the end of all trouble anything about it changed last. */
  convergence: number[]
}
