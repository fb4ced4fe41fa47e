import { createHash } from 'node:crypto'

export const hash = (text: string) => createHash('sha256').update(text).digest('hex')

/** The invitee's key of a booking, as a test knows it. */
export const keyOf = (id: string) => `key-of-${id}`

export const keyHashOf = (id: string) => hash(keyOf(id))
