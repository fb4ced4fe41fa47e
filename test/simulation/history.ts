// What happened to the people outside, as each of them could tell it. Plain data: the auditor reads it and shares no code.

/** What a page says about a booking, from its title. */
export type Told = 'confirmed' | 'being confirmed' | 'being moved' | 'waiting' | 'not booked' | 'cancelled'

export type Span = { start: number; end: number }

export type Heard = {
  at: number
  who: string
  /** `received`: the form was answered with the address of a booking. `refused`: a page that says why not. */
  heard: Told | 'received' | 'refused' | 'no answer' | 'server error' | 'gone'
  /** The submission, as the form's hidden id names it; it is the booking's id. */
  form: string
  /** What was asked for; epoch milliseconds. */
  slot: Span
  link: string
  organizer: string
  invitee: { name: string; address: string }
  /** The key of the booking's page, once it is known. */
  key?: string
  /** Of the page that said so: its words for day and time, and when its meetings in Exchange began at that moment. */
  page?: { iso: string; inExchange: number[] }
}

/** Somebody wanted a booking to be different. */
export type Change = {
  at: number
  /** When the answer was heard; null: none ever was. */
  heardAt: number | null
  who: string
  /** `hand`: in Outlook. */
  by: 'invitee' | 'delegate' | 'hand'
  did: 'move' | 'cancel' | 'approve' | 'decline'
  booking: string
  link: string
  to?: Span
  /** `accepted`: it is on its way, and a page tells what becomes of it. */
  heard: 'done' | 'accepted' | 'refused' | 'nothing'
}

/** What somebody did in Outlook or Salesforce, or an administrator in Exchange. */
export type Act = { at: number } & (
  | { did: 'made an entry'; organizer: string; span: Span; id: string }
  | { did: 'took the right' | 'gave the right back'; organizer: string; delegate: string }
  | { did: 'revoked a link'; link: string }
  | { did: 'declined as an attendee'; booking: string; address: string }
  | { did: 'deleted an Event' | 'moved an Event'; booking: string }
)

/** Somebody opened a link and was shown times. */
export type Offered = { at: number; link: string }

/** What a public page said. */
export type Read = { link: string; text: string }

/** A form left somebody's hands for the first time. */
export type Sent = { at: number; form: string }

/** Somebody guessed an address, was answered with a fault of the app, or was sent away when all was well. */
export type Odd = { at: number; what: 'guess' | 'fault' | 'sent away'; path: string; status: number }

export type History = {
  odd: Odd[]
  heard: Heard[]
  changes: Change[]
  acts: Act[]
  offered: Offered[]
  pages: Read[]
  sent: Sent[]
}

export const newHistory = (): History => ({
  heard: [],
  changes: [],
  acts: [],
  offered: [],
  pages: [],
  sent: [],
  odd: []
})
