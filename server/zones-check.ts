// npm run zones:check: after the pinned zone rules were raised, lists the bookings whose people read another time than the
// one they agreed on. The instants stay as they are; a person decides. Exit code 1 when there are any.
import type { Booking } from '../src/bookings/booking.ts'
import { type Moved, movedSince } from '../src/bookings/seen.ts'
import { openStorage, type Storage } from '../src/storage/database.ts'
import { StorageProblem } from '../src/storage/storage-problem.ts'
import { zoneDataVersion } from '../src/time/zone-data.ts'
import { CannotStart, giveUp } from './cannot-start.ts'
import { readConfig } from './config.ts'

await check().catch(giveUp)

async function check() {
  const { databaseUrl, dataFolder } = readConfig(process.env)
  const storage = await openStorage({ url: databaseUrl, folder: dataFolder, keyHashOf: () => '' }).catch((cause) => {
    throw cause instanceof StorageProblem ? new CannotStart(cause.message) : cause
  })
  try {
    const bookings = await storage.bookings.upcoming(Date.now())
    const moved = bookings.flatMap((booking) => {
      const clocks = booking.state !== 'new' && booking.seen ? movedSince(booking.slot, booking.seen) : []
      return clocks.length > 0 ? [{ booking, clocks }] : []
    })
    say(`Zone rules: tzdata ${zoneDataVersion} here, ${process.versions.tz} in this Node.`)
    const without = bookings.filter((booking) => booking.state !== 'new' && !booking.seen).length
    if (without > 0) say(`${without} of the bookings were made before the agreed time was kept, and cannot be checked.`)
    if (moved.length === 0) return say(`All ${bookings.length} coming bookings are at the times that people agreed on.`)

    say(`${moved.length} of ${bookings.length} coming bookings are at another time by the clock than people agreed on:`)
    for (const { booking, clocks } of moved) await tell(booking, clocks, storage)
    say('Nothing was changed. Ask these people which time they mean; to change it, move the meeting in Outlook.')
    process.exitCode = 1
  } finally {
    await storage.close()
  }
}

async function tell(booking: Booking, clocks: Moved[], { organizers }: Storage) {
  if (booking.state === 'new') return
  const organizer = await organizers.find(booking.organizer)
  say(`\n  ${organizer?.name ?? booking.organizer} and ${booking.invitee.name}, booking ${booking.id}`)
  say(`    ${new Date(booking.slot.start).toISOString()}, booked by tzdata ${booking.seen?.tzdata}`)
  for (const { who, agreed, shows } of clocks) {
    say(`    ${who}: agreed ${agreed.start} ${agreed.zone}, now ${shows ? shows.start : 'a zone that is gone'}`)
  }
}

function say(line: string) {
  process.stdout.write(`${line}\n`)
}
