import { accessSync, constants, mkdirSync } from 'node:fs'
import { CannotStart } from './cannot-start.ts'

/** Before anything is started that will write there: one sentence instead of one from each part that fails on it. */
export function prepareDataFolder(folder: string) {
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
  } catch (cause) {
    throw cannotUse(folder, cause)
  }
}

export const cannotUse = (folder: string, cause: unknown) =>
  new CannotStart(
    `The data folder ${folder} cannot be used: ${(cause as Error).message}. Set DATA_DIR to a folder that this user may write.`
  )
