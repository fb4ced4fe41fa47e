/** The answer, or `late` after so many milliseconds. The question goes on by itself, and a late failure is nobody's. */
export async function within<T>(limit: number, question: Promise<T>, late: T): Promise<T> {
  const enough = Promise.withResolvers<T>()
  const timer = setTimeout(() => enough.resolve(late), limit)
  question.catch(() => {})
  try {
    return await Promise.race([question, enough.promise])
  } finally {
    clearTimeout(timer)
  }
}

/** The same for many questions that share one time: when it is over, nothing more is asked. */
export function withinAll(limit: number) {
  const over = AbortSignal.timeout(limit)
  const ended = new Promise<void>((resolve) => over.addEventListener('abort', () => resolve(), { once: true }))
  return async <T>(ask: () => Promise<T>, late: T): Promise<T> => {
    if (over.aborted) return late
    const question = ask()
    question.catch(() => {})
    return Promise.race([question, ended.then(() => late)])
  }
}
