import { objectIdOf, type Person } from '../people/person.ts'

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * The directory object id by which a mailbox is addressed: never an address, which may be renamed, reused, or hold
 * characters that turn a path into another one. Throws for anything but a GUID; that is a fault of ours.
 */
export function mailboxOf(person: Pick<Person, 'id'>): string {
  const id = objectIdOf(person.id).toLowerCase()
  if (!GUID.test(id)) throw new Error(`not a directory object id: ${JSON.stringify(id)}`)
  return id
}

/**
 * A path whose values are encoded: path`/users/${id}/events/${event}`. The Graph library encodes nothing by itself
 * (3.0.7: "#" cuts the path, "/../" climbs out of it). Values of dots alone are climbing, too, and throw.
 */
export function path(texts: TemplateStringsArray, ...values: string[]): string {
  for (const value of values) if (/^\.{0,2}$/.test(value)) throw new Error(`not a path part: ${JSON.stringify(value)}`)
  return String.raw({ raw: texts }, ...values.map(encodeURIComponent))
}

/** A literal in a $filter; OData doubles the quote. */
export const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`
