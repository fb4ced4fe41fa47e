import { randomUUID, timingSafeEqual } from 'node:crypto'
import { HOUR, type Instant } from '../src/time/instant.ts'
import { keyedHash } from './keyed-hash.ts'

/** A form may lie open for this long before it is sent. Later the page comes back, filled in, with a new id. */
export const FORM_LIVES = 4 * HOUR

/**
 * The server-made id of a booking form. It is bound to the link and signed, so that a form cannot be made elsewhere, and
 * it becomes the booking's id, so that every repeat of a submission is recognised.
 */
export type FormIds = {
  make(token: string, now: Instant): string
  /** The booking id; undefined for what we did not make, made for another link, or made too long ago. */
  read(value: string, token: string, now: Instant): string | undefined
}

export function formIdsFrom(secret: Buffer): FormIds {
  const signature = keyedHash(secret)
  const sign = (id: string, madeAt: string, token: string) => signature(`form:${id}:${madeAt}:${token}`).slice(0, 22)

  return {
    make(token, now) {
      const id = randomUUID()
      const madeAt = now.toString(36)
      return `${id}.${madeAt}.${sign(id, madeAt, token)}`
    },
    read(value, token, now) {
      const [, id = '', madeAt = '', signature = ''] =
        /^([0-9a-f-]{36})\.([0-9a-z]{1,12})\.([\w-]{22})$/.exec(value) ?? []
      if (!id || !timingSafeEqual(Buffer.from(signature), Buffer.from(sign(id, madeAt, token)))) return undefined
      // Not refused when it comes from the future: we have signed it, on an instance whose clock is a little ahead.
      return now - Number.parseInt(madeAt, 36) < FORM_LIVES ? id : undefined
    }
  }
}
