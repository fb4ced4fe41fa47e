// npm run migrate: brings the store's schema up to date. Every start does the same by itself; this is for operators who
// want to see it done before they roll out.
import { openStorage } from '../src/storage/database.ts'
import { StorageProblem } from '../src/storage/storage-problem.ts'
import { CannotStart, giveUp } from './cannot-start.ts'
import { readConfig } from './config.ts'

await migrate().catch(giveUp)

async function migrate() {
  const { databaseUrl, dataFolder } = readConfig(process.env)
  const storage = await openStorage({ url: databaseUrl, folder: dataFolder, keyHashOf: () => '' }).catch((cause) => {
    throw cause instanceof StorageProblem ? new CannotStart(cause.message) : cause
  })
  await storage.close()
  process.stdout.write('The store is up to date.\n')
}
