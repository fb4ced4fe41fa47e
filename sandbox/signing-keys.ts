// The sandbox's own keys. They outlive a reset: an app that is running goes on with the settings it was started with.
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import type { Ground } from './face.ts'

export type KeyPair = { publicKey: string; privateKey: string }

/** Documents that a reset and a change of world leave alone. */
export const lasting = { entra: ['signing key', 'token secret'], salesforce: ['signing key'], graph: [] } as const

/** Entra signs id tokens with its pair; an app signs its Salesforce assertions with the other, and Salesforce verifies. */
export function provideKeys({ documents, changed }: Ground) {
  for (const cloud of ['entra', 'salesforce'] as const) {
    if (documents[cloud]['signing key']) continue
    documents[cloud]['signing key'] = newPair()
    changed(cloud, 'signing key')
  }
  if (!documents.entra['token secret']) {
    documents.entra['token secret'] = randomBytes(32).toString('base64url')
    changed('entra', 'token secret')
  }
}

function newPair(): KeyPair {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' }
  })
  return { publicKey, privateKey }
}
