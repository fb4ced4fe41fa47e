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
