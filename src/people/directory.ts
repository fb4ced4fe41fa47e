import type { Person } from './person.ts'

/** PORT: people of our own tenant. Throws when the directory cannot be asked. */
export type Directory = {
  /** By primary address or sign-in name; undefined when there is no such person. */
  byAddress(address: string): Promise<Person | undefined>
}
