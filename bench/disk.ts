// What the disk can promise: how often a second it says that something is written for good. Bookings are held against it, in the same run.
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { openStorage, type Storage } from '../src/storage/database.ts'
import { DAY, MINUTE } from '../src/time/instant.ts'
import type { Row } from './figures.ts'

const ROUNDS = 3
const ROUND = 700

/** In one round after the other, so that both see the same minutes of the machine. */
export async function measureDisk(folder: string): Promise<Row[]> {
  const place = mkdtempSync(join(folder, 'disk-'))
  const storage = await openStorage({ folder: place, keyHashOf: (id) => `hash of ${id}` })
  await withLink(storage)
  const syncs: number[] = []
  const bookings: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    syncs.push(syncRate(place))
    bookings.push(await bookingRate(storage, round))
  }
  await storage.close()
  rmSync(place, { recursive: true })
  const [sync = 0, booked = 0] = [middle(syncs), middle(bookings)]
  return [
    {
      what: 'writes for good (fdatasync), one after the other',
      figure: `${sync.toFixed(0)} a second`,
      limit: '',
      value: sync
    },
    {
      what: 'bookings kept in the store (claim, facts, message; confirmation; delivery), one after the other',
      figure: `${booked.toFixed(0)} a second, ${((100 * booked) / sync).toFixed(0)} % of the disk's writes`,
      limit: '≥ 10 %',
      value: booked / sync
    }
  ]
}

/** As the journal of a database does it: a page more, and the disk's word for it. */
function syncRate(folder: string): number {
  const path = join(folder, 'probe')
  const file = openSync(path, 'w')
  const page = Buffer.alloc(4096, 1)
  const began = performance.now()
  let count = 0
  while (performance.now() - began < ROUND) {
    writeSync(file, page)
    fdatasyncSync(file)
    count++
  }
  closeSync(file)
  rmSync(path)
  return count / ((performance.now() - began) / 1000)
}

const olga = { id: 'tenant/olga', name: 'Olga Okafor', address: 'olga@acme.example' }

async function withLink({ organizers, links }: Storage) {
  await organizers.enrol({ ...olga, enrolledAt: 0, salesforceUsername: null })
  const people = { organizer: olga, initiator: olga, madeBy: olga, required: [], optional: [] }
  const rules = { kind: 'time slots' as const, slots: [], zone: 'UTC', bufferBefore: 0, bufferAfter: 0, notice: 0 }
  const life = { createdAt: 0, revokedAt: null, expiresAt: null, uses: null, perDay: null, perWeek: null }
  const rest = { subject: 'Bench', note: '', place: { kind: 'phone' as const, text: '1' }, blocks: [] }
  await links.add({ id: 'link', ...people, ...rules, ...life, ...rest }, 'hash')
}

/** All that one booking writes until its meeting stands, as a request does it (src/bookings/book.ts): two transactions. */
async function bookingRate({ bookings, outbox }: Storage, round: number): Promise<number> {
  const began = performance.now()
  let count = 0
  while (performance.now() - began < ROUND) {
    const id = `b-${round}-${count}`
    const now = Date.now()
    const start = Math.floor(now / DAY) * DAY + (round * 100_000 + count) * 30 * MINUTE
    const slot = { start, end: start + 30 * MINUTE }
    const invitee = { name: 'Grace', address: `${id}@x.example`, note: '', zone: 'UTC' }
    const taking = { link: 'link', organizer: olga.id, slot, claim: slot, invitee }
    await bookings.place({
      id,
      facts: [{ type: 'held', at: now, until: now + DAY, ...taking }],
      messages: [{ kind: 'create meeting', bookingId: id }],
      uses: null,
      now,
      lease: { key: `lease of ${id}`, until: now + MINUTE }
    })
    const taken = await outbox.heldUnder(`lease of ${id}`, id, 'create meeting')
    const meeting = { id, iCalUId: id, joinUrl: null }
    const next = { kind: 'write activity' as const, bookingId: id }
    await bookings.append(id, 1, [{ type: 'confirmed', at: now, meeting }], [next], now, taken)
    count++
  }
  return count / ((performance.now() - began) / 1000)
}

const middle = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0
