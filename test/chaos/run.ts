// One chaos run: two app instances and two workers on one store, people who book, and something that goes wrong in every round.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { olga } from '../contracts/acme.ts'
import { freePort } from '../contracts/postgres.ts'
import { audit, type Findings, halfTransactions, readLedgers, type Sql } from './auditor.ts'
import { book, change, type History, open, readKey } from './invitees.ts'
import { type PostgresServer, startPostgres } from './postgres-server.ts'
import { type CloudsProcess, type Program, program, startClouds } from './processes.ts'
import { type Random, randomFrom } from './random.ts'
import { fileIn, overFile, overServer, quiet, withLink } from './stage.ts'
import { balancerTo, type Cutter, cutterTo } from './wires.ts'

export type Options = {
  engine: 'postgres' | 'sqlite'
  rounds: number
  seed: number
  /** Freezes longer than a lease take up to a minute each; how many rounds lie between two of them. 0: none. */
  freezeEvery: number
  /** No further round begins after so many minutes; what was done until then is brought to rest and audited. */
  minutes?: number | undefined
  /** The link opens as most do, and not day and night. */
  officeHours?: boolean
  /** At the end every program is stopped in order and started anew, one after the other. Absent: yes. */
  rolling?: boolean
  say(line: string): void
}

export type Summary = {
  engine: Options['engine']
  seed: number
  rounds: number
  kills: number
  faults: Record<string, number>
  attempts: Record<History['told'], number>
  /** What people wanted who had booked: "move: changed" and so on. */
  changes: Record<string, number>
  statuses: Record<string, number>
  quietAfterSeconds: number
  findings: Findings
  violations: number
}

export type Stage = {
  options: Options
  random: Random
  clouds: CloudsProcess
  postgres: PostgresServer | undefined
  cutter: Cutter | undefined
  /** Of the apps. */
  ports: number[]
  apps: Program[]
  workers: Program[]
  origin: string
  address: string
  sql: Sql
  down(): Promise<void>
}

/** Answers why it cannot run, or what came of it. */
export async function chaos(options: Options): Promise<Summary | { missing: string }> {
  const stage = await setUp(options)
  if ('missing' in stage) return stage
  try {
    return await run(stage)
  } finally {
    await stage.down()
  }
}

export async function setUp(options: Options): Promise<Stage | { missing: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'onbehalf-chaos-data-'))
  const postgres = options.engine === 'postgres' ? await startPostgres() : undefined
  if (postgres && 'missing' in postgres) return postgres
  const clouds = await startClouds()
  const cutter = postgres && (await cutterTo(postgres.port))
  const ports = [await freePort(), await freePort()]
  const balancer = await balancerTo(ports)
  const origin = `http://127.0.0.1:${balancer.port}`

  const { address, settings: common } = await withLink({
    folder,
    url: postgres?.url,
    origin,
    clouds,
    officeHours: options.officeHours
  })
  const settings = {
    ...common,
    ...(cutter ? { DATABASE_URL: `postgres://onbehalf@127.0.0.1:${cutter.port}/postgres` } : {})
  }
  const apps = ports.map((port, nth) =>
    program({ name: `app ${nth + 1}`, script: 'start', port, settings: { ...settings, WORKER: 'no' } })
  )
  const workers = [1, 2].map((nth) => program({ name: `worker ${nth}`, script: 'worker', settings }))

  const stage: Stage = {
    options,
    random: randomFrom(options.seed),
    clouds,
    postgres,
    cutter,
    ports,
    apps,
    workers,
    origin,
    address,
    sql: postgres ? overServer(postgres.url) : overFile(fileIn(folder)),
    async down() {
      await Promise.all([...apps, ...workers].map((each) => each.stop().catch(() => {})))
      balancer.close()
      cutter?.close()
      await clouds.stop()
      await postgres?.stop()
      rmSync(folder, { recursive: true, force: true })
    }
  }
  // whatever has been started by then is taken down, also when something does not start
  await Promise.all([...apps, ...workers].map((each) => each.start())).catch(async (cause) => {
    await stage.down()
    throw cause
  })
  return stage
}

async function run(stage: Stage): Promise<Summary> {
  const { options, random, apps, workers } = stage
  const histories: History[] = []
  const faults: Record<string, number> = {}
  let kills = 0
  const count = (what: string) => {
    faults[what] = (faults[what] ?? 0) + 1
  }

  const began = performance.now()
  const isTime = () => options.minutes === undefined || performance.now() - began < options.minutes * 60_000
  let rounds = 0
  for (let round = 1; round <= options.rounds && isTime(); round++) {
    rounds = round
    const people = invite(stage, round)
    const minds = changeMinds(stage, histories)
    const extra = extraFault(stage, round)
    await sleep(random.below(700))
    const victims =
      random.next() < 0.15 ? [random.pick(apps), random.pick(workers)] : [random.pick([...apps, ...workers])]
    if (random.next() < 0.1) victims.push(...apps.filter((app) => !victims.includes(app)))
    count(
      `kill -9 of ${victims
        .map(({ name }) => name.split(' ')[0])
        .sort()
        .join(' and ')}`
    )
    if (extra) count(extra.what)
    await Promise.all([...victims.map((victim) => victim.kill()), extra?.act()])
    kills += victims.length
    const skew = random.next() < 0.2 ? random.pick([-120_000, 120_000]) : 0
    if (skew) count('a clock that is two minutes wrong')
    await Promise.all(victims.map((victim) => victim.start(skew)))
    const [told, changed] = await Promise.all([people, minds])
    histories.push(...told)
    options.say(
      `round ${round}/${options.rounds}: killed ${victims.map(({ name }) => name).join(', ')}${extra ? `; ${extra.what}` : ''}${skew ? `; clock ${skew / 1000} s` : ''}: ${[...told.map(({ told: each }) => each), ...changed].join(', ')}`
    )
  }
  if (options.rolling !== false) await rollingRestart(stage, histories, count)

  const quietAfterSeconds = await quiet(stage.sql)
  const read: History[] = []
  for (const history of histories) read.push(await readKey(stage.origin, history))
  const ledgers = await readLedgers(stage.sql, stage.clouds.origin, olga.address)
  const findings = audit(read, ledgers, await halfTransactions(stage.sql))
  findings['ended by itself'] = [...apps, ...workers].flatMap(({ endedByItself }) => endedByItself)
  const told = (what: History['told']) => histories.filter((history) => history.told === what).length
  const statuses: Record<string, number> = {}
  const changes: Record<string, number> = {}
  for (const { change: each } of histories)
    if (each) changes[`${each.what}: ${each.told}`] = (changes[`${each.what}: ${each.told}`] ?? 0) + 1
  for (const status of histories.flatMap((history) => history.statuses)) statuses[status] = (statuses[status] ?? 0) + 1
  return {
    engine: options.engine,
    seed: options.seed,
    rounds,
    kills,
    faults,
    attempts: { booked: told('booked'), refused: told('refused'), 'no answer': told('no answer') },
    changes,
    statuses,
    quietAfterSeconds,
    findings,
    violations: Object.values(findings).flat().length
  }
}

const DAY = 86_400_000
const HOUR = 3_600_000

/** Six people, two of whom want the same slot. Half of them send the form again when nothing comes back. */
async function invite({ options, random, address }: Stage, round: number): Promise<History[]> {
  // Each round books in a part of the calendar of its own.
  const from = new Date(Date.now() + (3 + ((round * 1.7) % 350)) * DAY).toISOString().slice(0, 10)
  const patience = Array.from({ length: 6 }, () => (random.next() < 0.7 ? 8 : 0))
  const offset = random.below(20)
  const forms = await Promise.all(patience.map(() => open(address, from)))
  return Promise.all(
    forms.map((form, nth) => {
      const slots = form.slots.slice(offset)
      const slot = slots[(nth === 5 ? 4 : nth) * 2] ?? form.slots[nth === 5 ? 4 : nth] ?? ''
      const email = `s${options.seed}.r${round}.p${nth}@chaos.example`
      return book(address, { id: form.id, zone: form.zone }, { email, slot }, patience[nth] ?? 0)
    })
  )
}

/**
 * Of those who booked in the round before, two want another time, often the same, and one cancels. Their histories are brought up
 * to date; answers what came of it.
 */
async function changeMinds({ random, origin }: Stage, histories: History[]): Promise<string[]> {
  const last = histories.slice(-6).filter(({ told, key, change }) => told === 'booked' && key && !change)
  const wishes = last.slice(0, 3).map((history, nth) => {
    if (nth === 2) return { history, wish: { what: 'cancel' as const }, patience: 8 }
    const start = Date.parse(history.slot.split('/')[0] ?? '')
    const at = start - (start % DAY) + (15 + random.below(2)) * HOUR
    const iso = (instant: number) => new Date(instant).toISOString().replace('.000', '')
    return {
      history,
      wish: { what: 'move' as const, to: `${iso(at)}/${iso(at + HOUR / 2)}` },
      patience: random.next() < 0.7 ? 8 : 0
    }
  })
  return Promise.all(
    wishes.map(async ({ history, wish, patience }) => {
      const later = await change(origin, history, wish, patience)
      histories[histories.indexOf(history)] = later
      return later.change ? `${wish.what} ${later.change.told}` : `${wish.what} not sent`
    })
  )
}

type Extra = { what: string; act(): Promise<void> }

/** Besides the kill, in half of the rounds. */
function extraFault({ options, random, postgres, cutter, apps, workers }: Stage, round: number): Extra | undefined {
  const long = options.freezeEvery > 0 && round % options.freezeEvery === 0
  if (long) {
    // 15 s is the lease of a request's own message, 40 s that of a worker's.
    return round % (2 * options.freezeEvery) === 0
      ? { what: 'a worker frozen for 45 s', act: () => frozen(random.pick(workers), 45_000) }
      : { what: 'an app frozen for 20 s', act: () => frozen(random.pick(apps), 20_000) }
  }
  if (random.next() < 0.5) return undefined
  const always: Extra[] = [{ what: 'an app frozen for 2 s', act: () => frozen(random.pick(apps), 2_000) }]
  if (!postgres || !cutter) return random.pick(always)
  return random.pick<Extra>([
    ...always,
    { what: 'connections cut after COMMIT', act: async () => cutter.cutAfterCommit(1 + random.below(3)) },
    { what: 'connections cut after COMMIT', act: async () => cutter.cutAfterCommit(1 + random.below(3)) },
    { what: 'answers of the server lost', act: async () => cutter.cutAnswers(1 + random.below(4)) },
    { what: 'PostgreSQL restarted', act: () => postgres.restart() },
    { what: 'PostgreSQL killed', act: () => postgres.crash() },
    { what: 'PostgreSQL frozen for 3 s', act: () => postgres.freeze(3_000) }
  ])
}

/** It may be the one that is being killed at this moment. */
const frozen = (victim: Program, ms: number) => victim.freeze(ms).catch(() => {})

/** One instance after the other is stopped in order and started anew, while people go on booking. */
async function rollingRestart(stage: Stage, histories: History[], count: (what: string) => void) {
  const { options, apps, workers } = stage
  for (const [nth, each] of [...apps, ...workers].entries()) {
    const people = invite(stage, options.rounds + 1 + nth)
    await sleep(stage.random.below(300))
    await each.stop()
    await each.start()
    count('stopped in order and started anew')
    histories.push(...(await people))
  }
}
