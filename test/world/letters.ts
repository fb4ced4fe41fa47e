import type { Letter, Letters, TakenLetter } from '../../src/notices/letters.ts'

/** Letters in plain memory, for one caller at a time. */
export function lettersInMemory() {
  const written: (Letter & { attempts: number; over: boolean })[] = []
  const of = ({ to, key }: Pick<Letter, 'to' | 'key'>) =>
    written.find((each) => each.to.id === to.id && each.key === key)
  const end = async (letters: readonly TakenLetter[]) => {
    for (const letter of letters) {
      const kept = of(letter)
      if (kept) kept.over = true
    }
    return true
  }
  const letters: Letters = {
    async write(letter) {
      if (of(letter)) return false
      written.push({ ...letter, attempts: 0, over: false })
      return true
    },
    async take(people, _, now) {
      const due = written.filter(({ dueAt, over }) => !over && dueAt <= now)
      const whom = [...new Set(due.map(({ to }) => to.id))].slice(0, people)
      return due
        .filter(({ to }) => whom.includes(to.id))
        .map((letter) => {
          letter.attempts += 1
          return { ...letter, id: letter.key, attempt: letter.attempts, lease: 'lease' }
        })
    },
    done: end,
    giveUp: end,
    async later(taken, dueAt) {
      for (const letter of taken) {
        const kept = of(letter)
        if (kept) kept.dueAt = dueAt
      }
      return true
    }
  }
  return { letters, written }
}
