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
  page?: { iso: string; inExchange: number[] }
}

export type Change = {
  at: number
  heardAt: number | null
  who: string
  by: string
  did: string
  booking: string
  link: string
  to?: { start: number; end: number }
  heard: string
}

export type Act = { at: number } & (
  | { did: 'made an entry'; organizer: string; span: { start: number; end: number }; id: string }
  | { did: 'took the right' | 'gave the right back'; organizer: string; delegate: string }
  | { did: 'revoked a link'; link: string }
  | { did: 'declined as an attendee'; booking: string; address: string }
  | { did: 'deleted an Event' | 'moved an Event'; booking: string }
)

export type Arrived = { at: number; cloud: string; method: string; path: string; body: string; status: number }

export type Row = Record<string, unknown>

export type Evidence = {
  history: {
    heard: Heard[]
    changes: Change[]
    acts: Act[]
    offered: { at: number; link: string }[]
    /** What pages of links said, and when forms were first sent. */
    pages: { link: string; text: string }[]
    sent: { at: number; form: string }[]
    /** Guessed addresses, and answers that are a fault of the app's own. */
    odd: { at: number; what: string; path: string; status: number }[]
  }
  /** What was asked of the clouds, and what reached them; in order. */
  asked: Omit<Arrived, 'status'>[]
  arrived: Arrived[]
  /** The SQLite file, closed by everybody. */
  store: string
  /** By address of the mailbox. */
  exchange: Record<string, { events: Row[]; sent: Row[] }>
  /** By name of the object. */
  salesforce: Record<string, Row[]>
  /** What somebody saw in Exchange meanwhile: meetings of two bookings on top of each other, and bookings with more than one. */
  seen: {
    overlaps: { at: number; until: number; mailbox: string; one: string; other: string }[]
    doubled: string[]
    /** Whose meeting was ever whose, and when it was last seen to stand. */
    meetings: { uid: string; booking: string; until: number }[]
    /** Of the store: a booking that did not claim its own time, or one that another claimed, too. */
    claims: { at: number; booking: string; other: string | null }[]
  }
  /** When people began to come, when the last trouble ended, and when somebody last looked. */
  beganAt: number
  healedAt: number
  /** Nothing was left to be done, or nobody waited for it any longer. */
  restedAt: number
  endedAt: number
  /** Bookings whose creation the network brought twice or late, and how many other changes: nobody can keep those from being told. */
  createdTwice: string[]
  changedTwice: number
  /** How often Exchange has made a meeting twice by itself, in one moment. */
  twins: number
  /** Did statements fail for no reason that the app could know? */
  storeFails: boolean
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
