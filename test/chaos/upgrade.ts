// An installation is upgraded while people use it: instances of an older program and of this one work on one store, whose schema the first
// new one has changed; whatever one of them began, the other goes on with. Then the older ones are stopped in order, one after another.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { olga } from '../contracts/acme.ts'
import { freePort } from '../contracts/postgres.ts'
import { soon } from '../journeys/soon.ts'
import { audit, type Findings, halfTransactions, readLedgers } from './auditor.ts'
import { ask, book, change, type History, open, readKey } from './invitees.ts'
import { type OlderProgram, olderProgram } from './older-program.ts'
import { startPostgres } from './postgres-server.ts'
import { type Program, program, startClouds } from './processes.ts'
import { fileIn, overFile, overServer, quiet, withLink } from './stage.ts'
import { balancerTo } from './wires.ts'

export type Options = {
  engine: 'postgres' | 'sqlite'
  /** A commit; absent: the one before the last change of the schema. */
  from?: string
  /** Of each version. */
  instances: number
  say(line: string): void
}

export type Upgrade = {
  engine: Options['engine']
  from: string
  /** Steps of the schema that the older program does not know. */
  unknown: string[]
  lives: number
  /** While instances were stopped and started. */
  people: number
  /** Of all their tries; 0: no answer came. */
  statuses: Record<string, number>
  findings: Findings & { lives: string[]; 'rolling restart': string[] }
  violations: number
}

type Version = 'old' | 'new'

/** Who is asked to book, to move and to cancel; undefined: not cancelled. */
type Life = {
  email: string
  booked: Version
  moved: Version
  cancelled: Version | undefined
  history?: History
  /** Where it stands, and where it is moved to. */
  slot: string
  later: string
}

const DAY = 86_400_000

/** How many send a form while an instance is stopped, and how soon after the first of them that is. */
const PEOPLE = 8
const AMID = 40

export async function upgrade(options: Options): Promise<Upgrade | { missing: string }> {
  const older = olderProgram(options.from)
  if ('missing' in older) return older
  try {
    return await upgradeFrom(older, options)
  } finally {
    older.remove()
  }
}

async function upgradeFrom(older: OlderProgram, { engine, instances, say }: Options) {
  const folder = mkdtempSync(join(tmpdir(), 'onbehalf-upgrade-'))
  const postgres = engine === 'postgres' ? await startPostgres() : undefined
  if (postgres && 'missing' in postgres) return postgres
  const clouds = await startClouds()
  const ports = await Promise.all(Array.from({ length: 2 * instances }, () => freePort()))
  const balancer = await balancerTo(ports)
  const origin = `http://127.0.0.1:${balancer.port}`
  const sql = postgres ? overServer(postgres.url) : overFile(fileIn(folder))
  const running: Program[] = []
  let together = false
  try {
    say(`from ${older.commit.slice(0, 10)}, which does not know ${older.unknown.join(', ')}`)
    // in its own words: the schema is the older one's
    const { openStorage } = (await import(
      join(older.tree, 'src/storage/database.ts')
    )) as typeof import('../../src/storage/database.ts')
    const { address, settings } = await withLink({ folder, url: postgres?.url, origin, clouds, openStorage })
    const token = address.slice(address.lastIndexOf('/') + 1)
    const all = ports.map((port, nth) => {
      const isOld = nth < instances
      const own = { ...settings, ...(postgres ? { DATABASE_URL: postgres.url } : {}) }
      const name = `${isOld ? 'old' : 'new'} ${(nth % instances) + 1}`
      return program({ name, script: 'start', port, settings: own, ...(isOld ? { tree: older.tree } : {}) })
    })
    running.push(...all)
    const [olds, news] = [all.slice(0, instances), all.slice(instances)]
    const at: Record<Version, string> = {
      old: `http://127.0.0.1:${ports[0]}`,
      new: `http://127.0.0.1:${ports[instances]}`
    }

    await Promise.all(olds.map((each) => each.start()))
    const lives = allLives()
    await Promise.all(lives.map((life, nth) => nth % 2 === 0 && life.booked === 'old' && begin(life, nth)))
    say('booked by the older program alone')
    await Promise.all(news.map((each) => each.start()))
    together = true
    say('both work on the new schema')
    await Promise.all(lives.map((life, nth) => !life.history && begin(life, nth)))
    await Promise.all(lives.map(move))
    await Promise.all(lives.map((life) => life.cancelled && cancel(life, life.cancelled)))
    say(`${lives.length} lives, each step by either of them`)

    const histories: History[] = []
    // one that is alone is not stopped: then nobody would be there
    for (const [nth, each] of (instances > 1 ? all : olds).entries()) {
      const forms = await opened(nth)
      const people = sendAll(forms, nth)
      await sleep(AMID)
      await each.stop()
      if (nth >= instances) await each.start()
      histories.push(...(await people))
      say(`${each.name} stopped in order${nth >= instances ? ' and started anew' : ''}`)
    }

    await quiet(sql)
    const read: History[] = []
    for (const history of histories) read.push(await readKey(origin, history))
    const ledgers = await readLedgers(sql, clouds.origin, olga.address)
    const findings = {
      ...audit(read, ledgers, await halfTransactions(sql)),
      'ended by itself': all.flatMap(({ endedByItself }) => endedByItself),
      lives: lives.flatMap((life) => wrongWith(life, ledgers)),
      'rolling restart': histories.flatMap(({ email, told, statuses }) =>
        told === 'booked' && statuses.every((status) => status === 303 || status === 0)
          ? []
          : [`${email}: ${told}, ${statuses.join()}`]
      )
    }
    const statuses: Record<string, number> = {}
    for (const status of histories.flatMap((history) => history.statuses))
      statuses[status] = (statuses[status] ?? 0) + 1
    return {
      engine,
      from: older.commit,
      unknown: older.unknown,
      lives: lives.length,
      people: histories.length,
      statuses,
      findings,
      violations: Object.values(findings).flat().length
    }

    async function begin(life: Life, nth: number) {
      const link = `${at[life.booked]}/book/${token}`
      const { id, zone, slots } = await open(link, dayIn(3 + nth))
      const [slot = '', later = ''] = [slots[6], slots[10]]
      const history = await book(link, { id, zone }, { email: life.email, slot }, 5)
      if (!history.key) throw new Error(`${life.email} could not book: ${history.statuses.join()}`)
      Object.assign(life, { history, slot, later })
      await stands(life, /state-good/, slot)
    }

    async function move(life: Life) {
      await changeIt(life, { what: 'move', to: life.later }, life.moved)
      life.slot = life.later
      await stands(life, /state-good/, life.slot)
    }

    async function cancel(life: Life, by: Version) {
      if (life.history) delete life.history.change
      await changeIt(life, { what: 'cancel' }, by)
      await stands(life, /<title>Cancelled/)
    }

    async function changeIt(life: Life, wish: Parameters<typeof change>[2], by: Version) {
      if (!life.history) throw new Error(`${life.email} has nothing to change`)
      // A fact of another kind may come in between (her Event stands now), and a move is asked to be sent again. What became of it the pages say.
      for (let attempt = 1; attempt <= 3 && life.history.change?.told !== 'changed'; attempt++)
        life.history = await change(at[by], life.history, wish, 3)
    }

    /** On the pages of both versions. */
    async function stands(life: Life, state: RegExp, slot?: string) {
      for (const version of together ? (['old', 'new'] as const) : (['old'] as const))
        await soon(
          async () => {
            const page = await ask(`${at[version]}/booked/${life.history?.key}`).catch(() => undefined)
            const { body = '' } = page ?? {}
            const iso = /<time[^>]* datetime="([^"]+)"/.exec(body)?.[1] ?? ''
            return state.test(body) && (!slot || Date.parse(iso) === Date.parse(slot.split('/')[0] ?? ''))
          },
          `${life.email} reads on the ${version} program's page what has become of her meeting`,
          120_000
        )
    }

    function opened(round: number) {
      return Promise.all(Array.from({ length: PEOPLE }, (_, nth) => open(address, dayIn(100 + round * PEOPLE + nth))))
    }

    /**
     * Through the balancer, half of them at once and half a moment later. A connection that an instance had not taken yet when it stopped
     * listening is cut: then she sends the same form again. */
    function sendAll(forms: Awaited<ReturnType<typeof opened>>, round: number): Promise<History[]> {
      return Promise.all(
        forms.map(async ({ id, zone, slots }, nth) => {
          if (nth % 2 === 1) await sleep(3 * AMID)
          const wish = { email: `restart.${round}.${nth}@chaos.example`, slot: slots[nth] ?? '' }
          return book(address, { id, zone }, wish, 8)
        })
      )
    }
  } finally {
    await Promise.all(running.map((each) => each.stop().catch(() => {})))
    balancer.close()
    await clouds.stop()
    await postgres?.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

const dayIn = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10)

/** Every step by either version, with and without a cancellation. */
function allLives(): Life[] {
  const versions = ['old', 'new'] as const
  return versions.flatMap((booked) =>
    versions.flatMap((moved) =>
      [undefined, ...versions].map((cancelled) => ({
        email: `life.${booked}.${moved}.${cancelled ?? 'kept'}@chaos.example`,
        booked,
        moved,
        cancelled,
        ...{ slot: '', later: '' }
      }))
    )
  )
}

function wrongWith(
  { email, slot, cancelled }: Life,
  { store, meetings, events }: Awaited<ReturnType<typeof readLedgers>>
) {
  const [row] = store.filter((each) => each.email === email)
  const start = Date.parse(slot.split('/')[0] ?? '')
  const inCalendar = meetings.filter(({ attendees }) => attendees[0]?.emailAddress.address === email)
  const inSalesforce = events.filter(({ Booking_Key__c }) => Booking_Key__c === `bk-${row?.id}`)
  const wrong: string[] = []
  if (row?.state !== (cancelled ? 'cancelled' : 'confirmed') || row.start !== start)
    wrong.push(`${email} is ${row?.state} at ${row?.start}, not ${start}`)
  if (inCalendar.length !== (cancelled ? 0 : 1)) wrong.push(`${email} has ${inCalendar.length} meetings`)
  if (inSalesforce.length !== (cancelled ? 0 : 1)) wrong.push(`${email} has ${inSalesforce.length} Events`)
  return wrong
}
