// What happened to the people outside, as each of them could tell it. Plain data: the auditor reads it and shares no code.

/** What a page says about a booking, from its title. */
export type Told = 'confirmed' | 'being confirmed' | 'not booked' | 'cancelled'

export type Heard = {
  at: number
  who: string
  /** `received`: the form was answered with the address of a booking. `refused`: a page that says why not. */
  heard: Told | 'received' | 'refused' | 'no answer' | 'server error' | 'gone'
  /** The submission, as the form's hidden id names it. */
  form: string
  /** What was asked for; epoch milliseconds. */
  slot: { start: number; end: number }
  link: string
  organizer: string
  invitee: { name: string; address: string }
  /** The key of the booking's page, once it is known. */
  key?: string
  /** Of the page that said so: its words for day and time, and how many meetings stood in Exchange at that moment. */
  page?: { iso: string; inExchange: number }
}

/** What somebody did in Outlook, or an administrator in Exchange. */
export type Act = { at: number } & (
  | { did: 'made an entry'; organizer: string; span: { start: number; end: number }; id: string }
  | { did: 'took the right' | 'gave the right back'; organizer: string; delegate: string }
)

/** `pages`: what public pages said, as text. */
export type History = { heard: Heard[]; acts: Act[]; pages: string[] }
