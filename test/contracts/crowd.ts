// A process of its own that books slot after slot, and says what came of each when the store has answered:
// node test/contracts/crowd.ts NAME FIRST LAST URL|'' FOLDER. It begins when something arrives on its input.
import { once } from 'node:events'
import { openStorage } from '../../src/storage/database.ts'
import { keyHashOf } from './keys.ts'
import { halfHour, wish } from './story.ts'

const [name = '', first, last, url, folder = ''] = process.argv.slice(2)
const say = (line: string) => process.stdout.write(`${line}\n`)

const storage = await openStorage({ url, folder, keyHashOf })
say('open')
await once(process.stdin, 'data')
for (let number = Number(first); number <= Number(last); number++) {
  say(`${await storage.bookings.place(wish({ id: `${name}-${number}`, slot: halfHour(number) }))} ${number}`)
}
await storage.close()
process.exit()
