import { fewAtATime } from '../time/few-at-a-time.ts'
import type { Refusal } from './book.ts'

/** Undefined: it is hers. */
type Verdict = Refusal | undefined

/**
 * `what`: the wish, without the person. `take`: tries to get it for this person. Answers what became of it for her, by trying
 * or by what became of somebody else at the same time.
 */
export type Rush = (what: string, take: () => Promise<Verdict>) => Promise<Verdict>

type Told = { verdict: Verdict } | 'your turn' | 'on your own'
type Waiting = (told: Told) => void
/** `before`: asked before the one who is looked after began. `since`: have come in the meantime. */
type Line = { before: Waiting[]; since: Waiting[] }

/** True of this person only. */
const personal: readonly Verdict[] = ['form used before', 'refused before']

/**
 * Of many who want the same time of the same link in the same moment, one is looked after at a time, and those who wait hear
 * what became of it: a thousand people are two looks at link, right and calendar and two transactions, not a thousand. That the
 * slot is taken is true of everybody who waits. Any other no is told to those only who had asked before the look began, so
 * that nobody is refused on an answer that is older than her question.
 */
export function rushes(turn = fewAtATime()): Rush {
  const lines = new Map<string, Line>()

  return async function rush(what, take) {
    const waited = lines.get(what)
    if (waited) {
      const told = await new Promise<Told>((resolve) => waited.since.push(resolve))
      if (told !== 'your turn') await turn()
      if (typeof told === 'object') return told.verdict
      if (told === 'on your own') return take()
    }
    const line = lines.get(what) ?? begin(what, [])
    try {
      const verdict = await take()
      passOn(what, verdict, line)
      return verdict
    } catch (fault) {
      lines.delete(what)
      // it may be this person's alone, and when it is not, nobody should wait for it a hundred times
      for (const each of [...line.before, ...line.since]) each('on your own')
      throw fault
    }
  }

  function begin(what: string, before: Waiting[]): Line {
    const line = { before, since: [] }
    lines.set(what, line)
    return line
  }

  function passOn(what: string, verdict: Verdict, { before, since }: Line) {
    const forOthers = verdict ?? 'slot taken'
    const hear = personal.includes(forOthers) ? [] : forOthers === 'slot taken' ? [...before, ...since] : before
    for (const each of hear) each({ verdict: forOthers })
    const [next, ...rest] = [...before, ...since].filter((each) => !hear.includes(each))
    if (!next) return void lines.delete(what)
    begin(what, rest)
    next('your turn')
  }
}
