// What every chaos run begins with: a store in which Olga is enrolled and Dana has made a link, and the settings of the programs over it.
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { keysFrom } from '../../server/secrets.ts'
import type { AvailabilityLink } from '../../src/links/link.ts'
import { tokensFrom } from '../../src/links/token.ts'
import { openStorage } from '../../src/storage/database.ts'
import { dana, olga } from '../contracts/acme.ts'
import { onServer } from '../contracts/postgres.ts'
import { halfHours } from '../world/cast.ts'
import type { Sql } from './auditor.ts'
import type { CloudsProcess, Settings } from './processes.ts'

const APP_SECRET = 'a secret of the chaos run, long enough'

/** Open day and night, so that a run does not come to the end of the year. */
const link: AvailabilityLink = {
  ...halfHours,
  organizer: { id: olga.id, name: olga.name, address: olga.address },
  initiator: dana,
  madeBy: dana,
  createdAt: 0,
  zone: 'UTC',
  place: { kind: 'phone', text: '+49 30 1234' },
  hours: Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((day) => [day, [{ from: 0, to: 1440 }]]))
}

type Where = {
  folder: string
  url: string | undefined
  origin: string
  clouds: CloudsProcess
  /** Monday to Friday, nine to five, as most links are. */
  officeHours?: boolean | undefined
  /** Of another version, which makes the schema as it knows it. */
  openStorage?: typeof openStorage
}

export async function withLink({
  folder,
  url,
  origin,
  clouds,
  officeHours,
  openStorage: open = openStorage
}: Where): Promise<{ address: string; settings: Settings }> {
  const tokens = tokensFrom(keysFrom(APP_SECRET, folder).tokens)
  const storage = await open({ url, folder, keyHashOf: () => '' })
  await storage.organizers.enrol({ ...olga, salesforceUsername: olga.address })
  await storage.links.add(officeHours ? { ...link, hours: halfHours.hours } : link, tokens.hash(tokens.ofLink(link.id)))
  await storage.close()
  return {
    address: `${origin}/book/${tokens.ofLink(link.id)}`,
    settings: {
      ...clouds.settings,
      HOST: '127.0.0.1',
      PUBLIC_ORIGIN: origin,
      APP_SECRET,
      // the imitated Exchange has seen a request as soon as it was sent
      MEETING_SETTLES_SECONDS: '1',
      DATA_DIR: folder,
      ORGANIZATION_NAME: 'Acme Ltd',
      ORGANIZERS: olga.address
    }
  }
}

export const overServer =
  (url: string): Sql =>
  (statement) =>
    onServer(url, async (client) => (await client.query(statement)).rows)

export const overFile =
  (file: string): Sql =>
  async (statement) => {
    const database = new DatabaseSync(file, { timeout: 10_000 })
    try {
      return database.prepare(statement).all()
    } finally {
      database.close()
    }
  }

export const fileIn = (folder: string) => join(folder, 'onbehalf.db')

/** Seconds until nothing is undelivered any more; what is still there after ten minutes is a finding. */
export async function quiet(sql: Sql): Promise<number> {
  const began = performance.now()
  const seconds = () => Math.round((performance.now() - began) / 1000)
  for (;;) {
    const [left] = await sql(
      `select (select count(*) from outbox where done_at is null and parked_at is null) +
              (select count(*) from bookings where state = 'held') +
              (select count(*) from activities where state = 'waiting') as count`
    )
    if (Number(left?.count) === 0 || seconds() > 600) return seconds()
    await sleep(500)
  }
}
