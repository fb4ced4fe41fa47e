// Every SQL statement of a simulated process passes here, so that it can fail before or after its effect, or be the last
// thing that the process did. Node's own module is wrapped; the app's storage is what it is.
import { createRequire, syncBuiltinESMExports } from 'node:module'
import { Died, kill, running, type SimulatedProcess } from './processes.ts'

const require = createRequire(import.meta.url)
const sqlite = require('node:sqlite') as { DatabaseSync: typeof import('node:sqlite').DatabaseSync }
const RealDatabase = sqlite.DatabaseSync

/** What becomes of one statement. */
export type StatementFate = 'fine' | 'fails before' | 'fails after' | 'dies before' | 'dies after'

export type StatementWatch = (process: SimulatedProcess, text: string) => StatementFate

/** `answer`: rows, or what SQLite says of a write. Nothing when the statement failed. */
export type AnswerWatch = (process: SimulatedProcess, text: string, answer: unknown) => void

let watch: StatementWatch = () => 'fine'
let hear: AnswerWatch = () => {}

export function watchStatements(next: StatementWatch, answers: AnswerWatch = () => {}) {
  watch = next
  hear = answers
}

let storeClock = () => Date.now()

export function setStoreClock(now: () => number) {
  storeClock = now
}

/** What SQLite says when the disk fails it (SQLITE_IOERR). */
const diskError = () =>
  Object.assign(new Error('disk I/O error'), { code: 'ERR_SQLITE_ERROR', errcode: 10, errstr: 'disk I/O error' })

function meet<Result>(owner: SimulatedProcess | undefined, text: string, work: () => Result): Result {
  if (!owner) return work()
  if (owner.dead) throw new Died(`${owner.name} is dead`)
  const fate = watch(owner, text)
  if (fate === 'fails before') throw diskError()
  if (fate === 'dies before') {
    kill(owner)
    throw new Died(`${owner.name} died before: ${text}`)
  }
  const result = work()
  hear(owner, text, result)
  if (fate === 'fails after') throw diskError()
  if (fate === 'dies after') {
    kill(owner)
    throw new Died(`${owner.name} died after: ${text}`)
  }
  return result
}

/** Called once, before the storage is loaded. */
export function wrapSqlite() {
  class WatchedDatabase extends RealDatabase {
    readonly #owner = running()

    constructor(path: string, options: import('node:sqlite').DatabaseSyncOptions = {}) {
      super(path, options)
      // The operating system closes the files of the dead, and SQLite takes back what they had not committed.
      this.#owner?.onDeath.add(() => this.isOpen && super.close())
      // The store's own clock is the true time: it does not jump with the clocks of those who ask it.
      if (this.#owner) this.function('unixepoch', { varargs: true }, () => storeClock() / 1000)
    }

    override close() {
      if (this.isOpen) super.close()
    }

    override exec(text: string) {
      return meet(this.#owner, text, () => super.exec(text))
    }

    override prepare(text: string) {
      const owner = this.#owner
      if (owner?.dead) throw new Died(`${owner.name} is dead`)
      const statement = super.prepare(text)
      if (!owner || /^\s*pragma\b/i.test(text)) return statement
      return new Proxy(statement, {
        get(target, name) {
          const value = Reflect.get(target, name, target)
          if (typeof value !== 'function') return value
          if (name !== 'all' && name !== 'run' && name !== 'get') return value.bind(target)
          return (...given: unknown[]) => meet(owner, text, () => value.apply(target, given))
        }
      })
    }
  }
  Object.assign(sqlite, { DatabaseSync: WatchedDatabase })
  syncBuiltinESMExports()
}

/** The database as it is for whoever only looks. */
export { RealDatabase }
