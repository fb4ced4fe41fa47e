// Who the people of the world acme are to each other when the world begins, in words for the pages.
import type { WorldName } from './directory.ts'

const cast: Partial<Record<WorldName, Record<string, string>>> = {
  acme: {
    'Olga Okafor': 'organizer',
    'Dana Whitfield': 'delegate of Olga, Editor',
    'Ari Weiss': 'delegate of Olga, Author',
    'Rae Lindqvist': 'Reviewer of Olga’s calendar',
    'Sam Boateng': 'may send on behalf of Olga, nothing else',
    'Fay Moreau': 'full access to Olga’s mailbox, no delegate',
    'Cora Duarte': 'full access to Olga’s mailbox, and her delegate',
    'Eve Tanaka': 'second delegate of Olga',
    'Max Adeyemi': 'administrator',
    'Piet Jansen': 'organizer in New York',
    'Priya Raman': 'organizer in India'
  }
}

export function partOf(world: WorldName, displayName: string): string | undefined {
  return cast[world]?.[displayName]
}
