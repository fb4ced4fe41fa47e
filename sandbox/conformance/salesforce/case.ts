// A recorded exchange with Salesforce, and the world that all of them assume.

export type Exchange = {
  method: string
  path: string
  requestHeaders?: Record<string, string> | null
  requestBody?: unknown
  status: number
  responseHeaders?: Record<string, string> | null
  responseBody?: unknown
}

export type Case = Exchange & {
  id: string
  confidence: string
  /** A user of the world; the exchange carries her token. */
  actor: string | null
  /** What has to be so beforehand, in words. */
  given: string | null
  /** What is asked afterwards, by the same actor. */
  then?: Exchange | Exchange[]
}

export type WorldUser = { id?: string; username: string }

export type World = {
  users: Record<string, WorldUser>
  records: Record<string, { id: string; alsoFoundBy?: string }>
  customFields?: Record<string, Record<string, unknown>>
}

/** Only these may fail a sandbox; the others are a contract that somebody chose. */
export const isBinding = ({ confidence }: Case) => ['captured', 'documented', 'probe'].includes(confidence)

const user = (id: string, name: string): WorldUser => ({ id: `0058X000000${id}`, username: `${name}@acme.example` })

/** For a folder that holds cases and leaves out the world that they assume. */
export const usualWorld: World = {
  users: {
    organizer: user('OrgAQAS', 'organizer'),
    delEditor: user('DelEQAS', 'editor'),
    delReadOnly: user('DelRQAS', 'reader'),
    delNone: user('DelNQAS', 'stranger'),
    inactive: user('InacQAC', 'inactive'),
    notapproved: user('NotAQAS', 'notapproved'),
    integration: user('IntUQAS', 'integration')
  },
  records: {
    evOwned: { id: '00U8X000000Ev01UAC' },
    evDeleted: { id: '00U8X000000EvDlUAK' },
    contact: { id: '0038X000000Ct01QAC', alsoFoundBy: 'jane@acme-corp.example' }
  }
}
