import type { SavedState } from './saved-meeting.ts'

/** The category by which somebody in Outlook saves a meeting, and what becomes of its Event when it is taken away. */
export type SavingCategory = { name: string; removed: 'kept' | 'removed' }

/** Outlook takes names of categories for the same whatever their case. */
export const carries = (categories: readonly string[], { name }: SavingCategory): boolean =>
  categories.some((one) => one.trim().toLowerCase() === name.trim().toLowerCase())

/** What follows when an item is seen with or without the category; one line of docs/following.md, which a test holds to this. */
export type CategoryRule = {
  /** What was saved before. */
  saved: readonly (SavedState | 'never')[]
  had: boolean
  has: boolean
  does: 'save' | 'stop' | 'note' | 'nothing'
  inOutlook: string
  before: string
  follows: string
}

/** Only what is different since it was last seen counts: whatever a person has said in the console meanwhile stands. */
export const categoryRules: readonly CategoryRule[] = [
  {
    ...{ saved: ['never'], had: false, has: true, does: 'save' },
    ...{ inOutlook: 'category given', before: 'not saved', follows: 'saved, and followed from now on' }
  },
  {
    ...{ saved: ['kept', 'removed'], had: false, has: true, does: 'save' },
    ...{
      inOutlook: 'category given',
      before: 'saved once and stopped',
      follows: 'saved again: the same Event if it stands'
    }
  },
  {
    ...{ saved: ['followed'], had: false, has: true, does: 'note' },
    ...{ inOutlook: 'category given', before: 'saved in the console', follows: 'unchanged; taken away later, it stops' }
  },
  {
    ...{ saved: ['followed'], had: true, has: false, does: 'stop' },
    ...{
      inOutlook: 'category taken away',
      before: 'saved',
      follows: 'not followed any more; the Event stays or goes, by setting'
    }
  },
  {
    ...{ saved: ['kept', 'removed', 'over'], had: true, has: false, does: 'note' },
    ...{
      inOutlook: 'category taken away',
      before: 'stopped or over',
      follows: 'unchanged; given again, it is saved again'
    }
  },
  {
    ...{ saved: ['kept', 'removed'], had: true, has: true, does: 'nothing' },
    ...{
      inOutlook: 'changed, and the category still on it',
      before: 'stopped in the console',
      follows: 'unchanged: the console’s word stands'
    }
  },
  {
    ...{ saved: ['over'], had: true, has: true, does: 'save' },
    ...{ inOutlook: 'back in the calendar, with the category', before: 'over', follows: 'saved again' }
  },
  {
    ...{ saved: ['over'], had: false, has: true, does: 'save' },
    ...{ inOutlook: 'back in the calendar, and category given', before: 'over', follows: 'saved again' }
  }
]

export function whatCategoryDoes(saved: SavedState | 'never', had: boolean, has: boolean): CategoryRule['does'] {
  const rule = categoryRules.find((one) => one.saved.includes(saved) && one.had === had && one.has === has)
  return rule?.does ?? 'nothing'
}
