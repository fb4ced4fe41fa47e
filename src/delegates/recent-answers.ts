import type { Clock, Instant } from '../time/instant.ts'

const REMEMBERED_AT_MOST = 1_000

/** The same question within `lasting` milliseconds is asked once, and shared while it is under way. What is unknown is asked again. */
export function recentAnswers<Key, Answer>(
  ask: (key: Key) => Promise<Answer>,
  { clock, lasting, nameOf }: { clock: Clock; lasting: number; nameOf(key: Key): string }
): (key: Key) => Promise<Answer> {
  const memory = new Map<string, { at: Instant; answer: Promise<Answer> }>()

  return async (key) => {
    const name = nameOf(key)
    const known = memory.get(name)
    if (known && clock() - known.at < lasting) return known.answer
    if (memory.size >= REMEMBERED_AT_MOST) memory.clear()
    const asked = { at: clock(), answer: ask(key) }
    memory.set(name, asked)
    const forget = () => memory.get(name) === asked && memory.delete(name)
    asked.answer.then((answer) => isUnknown(answer) && forget(), forget)
    return asked.answer
  }
}

const isUnknown = (answer: unknown) => typeof answer === 'object' && answer !== null && 'unknown' in answer
