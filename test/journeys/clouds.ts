// What both clouds hold, and how a test makes them behave. Only what the sandbox offers to everybody under /_sandbox.

export type GraphEvent = {
  id: string
  subject: string
  body: { content: string }
  start: { dateTime: string; timeZone: string }
  end: { dateTime: string; timeZone: string }
  attendees: { emailAddress: { name: string; address: string } }[]
  isOnlineMeeting: boolean
  isOrganizer: boolean
  transactionId?: string
  showAs: string
  sensitivity: string
  singleValueExtendedProperties?: { id: string; value: string }[]
}

export type SalesforceEvent = {
  Id: string
  OwnerId: string
  WhoId: string | null
  Subject: string
  Description: string | null
  StartDateTime: string
  EndDateTime: string
  Booking_Key__c: string | null
}

export type Trouble = {
  cloud: 'entra' | 'graph' | 'salesforce'
  kind: 'status' | 'html' | 'delay' | 'drop-before' | 'drop-after'
  method?: string
  path?: string
  times?: number
  status?: number
  retryAfter?: number
  ms?: number
  after?: boolean
}

export type Asked = { cloud: string; method: string; path: string; query?: string; status: number }

type State = {
  mailboxes: Record<string, { events: GraphEvent[]; sent: { kind: string; to: string[] }[] }>
  salesforce: Record<string, Record<string, unknown>[]>
}

export type Clouds = ReturnType<typeof cloudsAt>

export const OLGA = 'olga.okafor@acme.example'

export function cloudsAt(origin: string) {
  const read = async (path: string): Promise<unknown> => (await fetch(`${origin}/_sandbox/${path}`)).json()
  const state = () => read('state') as Promise<State>
  const send = async (method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${origin}/_sandbox/${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
    })
    if (!answer.ok) throw new Error(`the sandbox refused ${method} ${path}: ${await answer.text()}`)
  }
  const rows = async (object: string) => (await state()).salesforce[object] ?? []

  return {
    origin,
    trouble: (rule: Trouble) => send('POST', 'trouble', rule),
    /** How many more requests the rehearsed trouble will meet. */
    async troubleLeft() {
      const rules = (await read('trouble')) as { times: number }[]
      return rules.reduce((sum, { times }) => sum + times, 0)
    },
    noTrouble: () => send('DELETE', 'trouble'),
    permission: (organizer: string, person: string, role: string) =>
      send('PUT', 'permission', { organizer, person, role }),
    /** Somebody invites Olga, in Outlook. */
    olgaIsInvited: (sender: string, subject: string, more: object = {}) =>
      send('POST', 'invitation', { to: OLGA, sender, subject, ...more }),
    /** What Olga does in Outlook herself: an entry in her calendar. */
    async olgaEnters(slot: { start: number; end: number }) {
      const { access_token } = (await (
        await fetch(`${origin}/_sandbox/token`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ as: OLGA, scopes: ['Calendars.ReadWrite'] })
        })
      ).json()) as { access_token: string }
      const at = (instant: number) => ({ dateTime: new Date(instant).toISOString().slice(0, 19), timeZone: 'UTC' })
      const answer = await fetch(`${origin}/v1.0/me/events`, {
        method: 'POST',
        headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ subject: 'Something came up', start: at(slot.start), end: at(slot.end) })
      })
      if (answer.status !== 201) throw new Error(`Olga could not enter it: ${await answer.text()}`)
    },
    journal: () => read('journal') as Promise<Asked[]>,

    /** Meetings in Olga's calendar that have this person as an attendee. */
    async meetingsWith(address: string): Promise<GraphEvent[]> {
      const { mailboxes } = await state()
      return (mailboxes[OLGA]?.events ?? []).filter((event) =>
        event.attendees.some(({ emailAddress }) => emailAddress.address === address)
      )
    },
    /** What Olga's calendar has sent to this person, in order. */
    async mailsTo(address: string): Promise<string[]> {
      const { mailboxes } = await state()
      const sent = mailboxes[OLGA]?.sent ?? []
      return sent.filter((mail) => JSON.stringify(mail).includes(address)).map(({ kind }) => kind)
    },
    /** Meetings in Olga's calendar that touch this time and have somebody else on them. */
    async meetingsAt(slot: { start: number; end: number }): Promise<GraphEvent[]> {
      const { mailboxes } = await state()
      return (mailboxes[OLGA]?.events ?? []).filter(
        (event) =>
          event.start.timeZone === 'UTC' &&
          event.transactionId &&
          instantOf(event.start) < slot.end &&
          slot.start < instantOf(event.end)
      )
    },
    /** Private, tentative items of nobody but Olga: calendar holds, in the order of their time. */
    async holds(): Promise<GraphEvent[]> {
      const { mailboxes } = await state()
      return (mailboxes[OLGA]?.events ?? [])
        .filter((event) => event.singleValueExtendedProperties?.some(({ id }) => id.endsWith('Name OnBehalfHold')))
        .sort((a, b) => instantOf(a.start) - instantOf(b.start))
    },
    /** Events in Salesforce that came from a booking of this person: her address stands in the text. */
    async activitiesWith(address: string): Promise<SalesforceEvent[]> {
      const events = (await rows('Event')) as unknown as SalesforceEvent[]
      return events.filter(({ Description }) => Description?.includes(`<${address}>`))
    },
    /** Events in Salesforce that touch this time and came from a booking. */
    async activitiesAt(slot: { start: number; end: number }): Promise<SalesforceEvent[]> {
      const events = (await rows('Event')) as unknown as SalesforceEvent[]
      return events.filter(
        ({ Booking_Key__c, StartDateTime, EndDateTime }) =>
          Booking_Key__c && Date.parse(StartDateTime) < slot.end && slot.start < Date.parse(EndDateTime)
      )
    },
    async userId(username: string): Promise<unknown> {
      return (await rows('User')).find(({ Username }) => Username === username)?.Id
    },
    async contactId(address: string): Promise<unknown> {
      return (await rows('Contact')).find(({ Email }) => Email === address)?.Id
    }
  }
}

/** The instant of a time as Graph writes it. */
export const instantOf = ({ dateTime, timeZone }: { dateTime: string; timeZone: string }): number => {
  if (timeZone !== 'UTC') throw new Error(`a meeting of ours in ${timeZone}`)
  return Date.parse(`${dateTime.slice(0, 19)}Z`)
}
