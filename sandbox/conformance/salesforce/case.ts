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
