/**
 * The same question of many, put once for all who ask while it waits to be put. Whoever comes while it is under way shares the next
 * one, which begins when this has ended: nobody's answer is older than his question, and a crowd asks twice.
 */
export type OnceForAll = <Answer>(key: string, ask: () => Promise<Answer>) => Promise<Answer>

export function onceForAll(): OnceForAll {
  const underWay = new Map<string, Promise<unknown>>()
  const next = new Map<string, Promise<unknown>>()

  function put<Answer>(key: string, ask: () => Promise<Answer>): Promise<Answer> {
    const asked = ask()
    underWay.set(key, asked)
    const leave = () => void (underWay.get(key) === asked && underWay.delete(key))
    asked.then(leave, leave)
    return asked
  }

  return <Answer>(key: string, ask: () => Promise<Answer>): Promise<Answer> => {
    const now = underWay.get(key)
    if (!now) return put(key, ask)
    const putNext = () => {
      next.delete(key)
      return put(key, ask)
    }
    const shared = next.get(key) ?? now.then(putNext, putNext)
    next.set(key, shared)
    return shared as Promise<Answer>
  }
}
