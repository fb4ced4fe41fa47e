// npm run migrate: brings the store's schema up to date. Every start does the same by itself; this is for operators who
// want to see it done before they roll out.
import { openStorage } from '../src/storage/database.ts'
import { allowRole } from '../src/storage/postgres.ts'
import { StorageProblem } from '../src/storage/storage-problem.ts'
import { CannotStart, giveUp } from './cannot-start.ts'
import { readConfig } from './config.ts'

await migrate().catch(giveUp)

async function migrate() {
  const { databaseUrl, databaseAppRole, dataFolder } = readConfig(process.env)
  try {
    const storage = await openStorage({ url: databaseUrl, folder: dataFolder, keyHashOf: () => '' })
    await storage.close()
    if (databaseUrl && databaseAppRole) await allowRole(databaseUrl, databaseAppRole)
  } catch (cause) {
    throw cause instanceof StorageProblem ? new CannotStart(cause.message) : cause
  }
  process.stdout.write('The store is up to date.\n')
}
