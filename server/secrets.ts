import { hkdfSync, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** One key per purpose, all from the installation's one secret: a key that leaks opens one door. */
export type Keys = { tokens: Buffer; forms: Buffer; cookies: Buffer; sealing: Buffer; revocations: Buffer }

/**
 * From APP_SECRET, or from a secret made at first start and kept in the data folder, readable by its owner only. Throws
 * when the folder cannot be written.
 */
export function keysFrom(secret: string | undefined, dataFolder: string): Keys {
  const root = secret ?? keptSecret(dataFolder)
  const key = (purpose: string) => Buffer.from(hkdfSync('sha256', root, 'onbehalf', purpose, 32))
  return {
    tokens: key('tokens'),
    forms: key('forms'),
    cookies: key('cookies'),
    sealing: key('sealing'),
    revocations: key('revocations')
  }
}

function keptSecret(dataFolder: string): string {
  const file = join(dataFolder, 'secret')
  mkdirSync(dataFolder, { recursive: true })
  try {
    // 'wx' fails when the file is there: of two processes that start at once, one makes the secret and both use it
    writeFileSync(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 })
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause
  }
  const secret = readFileSync(file, 'utf8').trim()
  if (secret.length < 32)
    throw new Error(`${file} is damaged: restore it, or remove it (every link made so far then stops)`)
  return secret
}
