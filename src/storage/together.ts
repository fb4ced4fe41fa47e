import { fewAtATime } from '../time/few-at-a-time.ts'

export type Pace = {
  /** So many statements of one kind are under way at once; whoever comes later shares the next one. */
  atOnce: number
  /** What passes after one before the next begins. */
  rest(): Promise<void>
}

const USUAL: Pace = { atOnce: 3, rest: async () => {} }

/** Keys in one statement. */
const KEYS_AT_MOST = 200

/**
 * The same question about many keys, asked together where many ask in the same moment: a statement, and for a write a
 * transaction of the disk, for all of them. Nobody's answer is older than his question. `ask` answers in the order of the keys;
 * what fails has failed for all who asked together.
 */
export function together<Key, Answer>(
  ask: (keys: readonly Key[]) => Promise<Answer[]>,
  { atOnce, rest }: Pace = USUAL
): (key: Key) => Promise<Answer> {
  type Waiting = { key: Key; resolve(answer: Answer): void; reject(cause: unknown): void }
  const turn = fewAtATime()
  let waiting: Waiting[] = []
  let underWay = 0

  async function next() {
    if (underWay === atOnce || waiting.length === 0) return
    const some = waiting.slice(0, KEYS_AT_MOST)
    waiting = waiting.slice(KEYS_AT_MOST)
    underWay++
    const asked = ask(some.map(({ key }) => key))
    const rested = () => {
      underWay--
      void next()
    }
    void asked.then(rest, rest).then(rested)
    try {
      const answers = await asked
      for (const [nth, { resolve }] of some.entries()) {
        if (nth > 0) await turn()
        resolve(answers[nth] as Answer)
      }
    } catch (cause) {
      for (const { reject } of some) reject(cause)
    }
  }

  return (key) =>
    new Promise((resolve, reject) => {
      waiting.push({ key, resolve, reject })
      void next()
    })
}
