import type { Person } from './person.ts'

/** How a person's account stands in the directory. `disabled`: an administrator has switched it off, or it is gone. */
export type Account = 'active' | 'disabled' | { unknown: string }

/** PORT. Never throws for an outside failure. */
export type Accounts = {
  /** `fresh`: asked after the question was put; else a minute old at most, or a few where the directory does not answer. */
  of(person: Person, freshness?: 'fresh' | 'recent'): Promise<Account>
}
