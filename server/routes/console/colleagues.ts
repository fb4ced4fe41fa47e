// Colleagues of a link: typed as addresses, looked up in the directory, and only then people.
import type { Directory } from '../../../src/people/directory.ts'
import type { Person } from '../../../src/people/person.ts'
import type { Problems } from './form.ts'
import { inParallel } from './in-parallel.ts'

export const COLLEAGUES_AT_MOST = 10

export type ColleaguesTyped = { required: string; optional: string }

/** What the directory says about an address; `not now`: it could not be asked. */
export type LookedUp = (address: string) => Person | 'nobody' | 'not now'

type Desk = { organizer: Person }

/** Asks for each address once. Lists that are too long are not looked up at all: they come back first. */
export async function lookUp(typed: ColleaguesTyped, directory: Directory): Promise<LookedUp> {
  const lists = [addressesIn(typed.required), addressesIn(typed.optional)]
  const addresses = [...new Set(lists.filter(({ length }) => length <= COLLEAGUES_AT_MOST).flat())]
  const answers = await inParallel(addresses, 4, async (address): Promise<ReturnType<LookedUp>> => {
    try {
      return (await directory.byAddress(address)) ?? 'nobody'
    } catch {
      return 'not now'
    }
  })
  const found = new Map(addresses.map((address, index) => [address, answers[index] ?? 'nobody']))
  return (address) => found.get(address) ?? 'nobody'
}

export function parseColleagues(
  typed: ColleaguesTyped,
  { organizer }: Desk,
  lookedUp: LookedUp
): { required: Person[]; optional: Person[]; problems: Problems<'required' | 'optional'> } {
  const problems: Problems<'required' | 'optional'> = {}
  const peopleOf = (list: 'required' | 'optional', others: readonly Person[]): Person[] => {
    const addresses = addressesIn(typed[list])
    if (addresses.length > COLLEAGUES_AT_MOST) {
      problems[list] = `Name at most ${COLLEAGUES_AT_MOST} colleagues.`
      return []
    }
    const people = new Map<string, Person>()
    for (const address of addresses) {
      const person = lookedUp(address)
      if (person === 'not now') {
        problems[list] = 'The directory does not answer right now. Try again in a minute, or leave colleagues out.'
      } else if (person === 'nobody') {
        problems[list] ??= `Nobody in the directory has the address ${address}.`
      } else if (person.id === organizer.id) {
        problems[list] ??= `Take ${organizer.name} out: it is her or his own calendar, and counts in any case.`
      } else if (others.some(({ id }) => id === person.id)) {
        problems[list] ??= `${person.name} must be free already. Name each colleague in one list only.`
      } else people.set(person.id, { id: person.id, name: person.name, address: person.address })
    }
    return [...people.values()]
  }
  const required = peopleOf('required', [])
  return { required, optional: peopleOf('optional', required), problems }
}

/** One a line, or divided by commas; "Ari Weiss <ari.weiss@acme.example>", as Outlook copies it, counts as the address. */
export const addressesIn = (typed: string): string[] => [
  ...new Set(
    typed
      .split(/[,;\n]+/)
      .map((part) => (/<([^<>]*)>\s*$/.exec(part)?.[1] ?? part).trim().toLowerCase())
      .filter(Boolean)
  )
]
