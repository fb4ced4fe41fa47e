type Needs = {
  /** How long somebody waits in line before it counts that the one in front of her waited in vain; milliseconds. */
  patience: number
  isAway(error: unknown): boolean
  now?(): number
}

/**
 * One after another for each name, before a connection is taken: two hundred people at one calendar wait here, and the connections stay
 * free for everybody else. Between instances the row lock does the same. When the store did not answer the one in front, whoever has waited
 * her whole patience by then is refused with the same error, without a try of her own: nobody waits for the sum of all before her.
 */
export function lines<Name>({ patience, isAway, now = () => performance.now() }: Needs) {
  const last = new Map<Name, Promise<unknown>>()
  return function inLine<T>(name: Name, work: () => Promise<T>): Promise<T> {
    const since = now()
    const afterFailure = (error: unknown) => {
      if (isAway(error) && now() - since >= patience) throw error
      return work()
    }
    const mine = (last.get(name) ?? Promise.resolve()).then(work, afterFailure)
    last.set(name, mine)
    const leave = () => void (last.get(name) === mine && last.delete(name))
    mine.then(leave, leave)
    return mine
  }
}
