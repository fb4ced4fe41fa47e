import type { Person } from '../../../src/people/person.ts'
import type { Page } from './desk.ts'
import type { LinkRow } from './link-row.view.ts'
import { counted } from './words.ts'

export type LinksView = Page & {
  words: string
  result: string
  links: LinkRow[]
  more: string | null
  /** Whose links are not in the list because their calendar does not answer. */
  unread: string[]
  empty: 'nobody to act for' | 'no link yet' | 'nothing found' | null
}

const SHOWN_AT_MOST = 200

/** The filter is text: every word must stand somewhere in a link's row. */
export function linksView(
  rows: readonly LinkRow[],
  { words, unread, any }: { words: string; unread: readonly Person[]; any: boolean }
): LinksView {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean)
  const found = rows.filter(({ subject, kind, organizer, state, madeBy, keptBy }) => {
    const text = `${subject} ${kind} ${organizer} ${state} ${madeBy} ${keptBy ?? ''}`.toLowerCase()
    return wanted.every((word) => text.includes(word))
  })
  return {
    title: 'Links',
    here: 'links',
    words,
    result: words ? `${counted(found.length, 'link')} found` : counted(found.length, 'link'),
    links: found.slice(0, SHOWN_AT_MOST),
    more:
      found.length > SHOWN_AT_MOST ? `The newest ${SHOWN_AT_MOST} are shown. Write a word above to find others.` : null,
    unread: unread.map(({ name }) => name),
    empty: found.length > 0 ? null : rows.length > 0 ? 'nothing found' : any ? 'no link yet' : 'nobody to act for'
  }
}
