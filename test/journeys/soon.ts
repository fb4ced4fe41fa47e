/**
 * Waits until something is so, by looking again and again; fails with a sentence when it does not come. Answers what was
 * seen, so that a test can go on with it.
 */
export async function soon<T>(look: () => T | Promise<T>, what: string, within = 15_000): Promise<NonNullable<T>> {
  const until = performance.now() + within
  for (;;) {
    const seen = await look()
    if (seen) return seen as NonNullable<T>
    if (performance.now() > until) throw new Error(`not within ${within / 1000} s: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
