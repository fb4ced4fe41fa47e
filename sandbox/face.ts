// What the parts of the sandbox agree on. The server (server.ts) reads a request, finds the face that answers for its
// path, rehearses trouble, notes the journal, and keeps what a face has changed. A face knows one cloud and nothing of HTTP sockets.
import type { WorldName } from './directory.ts'

export type Cloud = 'entra' | 'graph' | 'salesforce'

/** A request as a face sees it. `path` is the raw pathname, still percent-encoded; `query` decodes on reading. */
export type Asked = {
  method: string
  path: string
  query: URLSearchParams
  /** Header names in lower case. */
  headers: Record<string, string>
  /** The raw body, '' when there is none. */
  body: string
  /** scheme://host:port under which the caller reached the sandbox, for links that must point back here. */
  origin: string
}

/** `body`: a string is sent as it is (set content-type yourself), anything else as JSON; undefined sends no body. */
export type Answered = {
  status: number
  headers?: Record<string, string>
  body?: unknown
  /** Who asked, for the journal: an address or username, "app" for an application token, undefined when nobody signed in. */
  actor?: string
}

export type Face = {
  cloud: Cloud
  /** Does this face answer for the path? */
  owns(path: string): boolean
  answer(asked: Asked): Answered | Promise<Answered>
}

/** What each face is given. State is plain JSON: one record of documents per face, so that it can be kept on disk. */
export type Ground = {
  world: WorldName
  /** Epoch milliseconds; tests may set the sandbox's clock. */
  now(): number
  /** A fresh number, unique in this sandbox and kept over restarts; ids are built from it so that a run can be repeated. */
  next(): number
  documents: Record<Cloud, Record<string, unknown>>
  /** This document was changed (or removed): write it to disk before the answer leaves. */
  changed(cloud: Cloud, document: string): void
}
