import type { DirectoryUser } from '../directory.ts'
import { findPerson } from '../entra/people.ts'
import type { Ground } from '../face.ts'

/** The person whom somebody named in a field, or a sentence about why nobody was found. */
export function whom(ground: Ground, field: string, said: unknown): { found: DirectoryUser } | { problem: string } {
  if (typeof said !== 'string' || said.trim() === '') {
    return { problem: `Say who the ${field} is, by address, name or object id.` }
  }
  const found = findPerson(ground, said)
  return found ? { found } : { problem: `Nobody in this world is called "${said}".` }
}
