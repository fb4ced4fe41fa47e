import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** Texts that only this installation can read, and that nobody can change unseen. AES-256-GCM, 96-bit random nonce. */
export type Sealing = {
  seal(text: string): string
  /** Undefined for anything that this installation did not seal for this purpose. */
  open(sealed: string): string | undefined
}

const NONCE = 12
const TAG = 16

/** `purpose`: each has a key of its own, so that what was sealed for one cannot be shown for another. */
export function sealing(secret: Buffer, purpose: string): Sealing {
  const key = Buffer.from(hkdfSync('sha256', secret, '', `onbehalf ${purpose}`, 32))
  return {
    seal(text) {
      const nonce = randomBytes(NONCE)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64url')
      if (bytes.length < NONCE + TAG) return undefined
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE), { authTagLength: TAG })
        decipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG))
        return Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]).toString('utf8')
      } catch {
        return undefined
      }
    }
  }
}
