import type { Conflict } from '../../src/delegates/conflicts.ts'
import { possessive } from './who.ts'

/** What it means and what to do. */
export function conflictText(conflict: Conflict, organizer: string): string {
  switch (conflict.kind) {
    case 'several editors':
      return (
        `${organizer} has ${conflict.names.length} delegates with Editor rights: ${listOf(conflict.names)}. All of them get every ` +
        'meeting message, and one may undo what another has done. One Editor is recommended; make the others Reviewers in Outlook.'
      )
    case 'mutual delegates':
      return (
        `${organizer} and ${conflict.name} are delegates of each other. Meeting messages may go round between them. Remove one ` +
        `of the two in Outlook, or let ${possessive(conflict.name)} calendar be looked after by somebody else.`
      )
  }
}

const listOf = (names: readonly string[]) =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
