import { tenants } from '../directory.ts'
import type { Ground } from '../face.ts'

/** From this MSAL makes the id under which it remembers an account: uid.utid. */
export function clientInfo(person: string, { world }: Ground): string {
  return Buffer.from(JSON.stringify({ uid: person, utid: tenants[world].id })).toString('base64url')
}
