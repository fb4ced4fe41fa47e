import type { CalendarHold, WhyLeft } from '../../src/links/holds.ts'
import type { StateWords } from './link-state.ts'

/** How a calendar hold stands, in words; `tone` only repeats it. */
export function holdWords({ state, why, problem }: CalendarHold): Pick<StateWords, 'text' | 'tone'> {
  switch (state) {
    case 'wanted':
      return problem
        ? { text: 'Not in the calendar yet: Exchange does not take it. It is tried again by itself', tone: 'wait' }
        : { text: 'Being put into the calendar', tone: 'wait' }
    case 'placed':
      return { text: 'In the calendar', tone: 'good' }
    case 'leaving':
      return problem
        ? { text: 'Still in the calendar: Exchange does not answer. It is tried again by itself', tone: 'wait' }
        : { text: `Being taken out, because ${reasons[why ?? 'released']}`, tone: 'wait' }
    case 'gone':
      return { text: `Not held any more, because ${reasons[why ?? 'released']}`, tone: 'over' }
  }
}

const reasons: Record<WhyLeft, string> = {
  'link revoked': 'the link was revoked',
  'link expired': 'the link has expired',
  'link used up': 'the link is used up',
  'slot taken': 'the time was taken',
  'slot has passed': 'nobody can take the time any more',
  released: 'it was released',
  'deleted in Outlook': 'somebody deleted it in Outlook',
  'changed in Outlook': 'somebody changed it in Outlook; it was left there'
}
