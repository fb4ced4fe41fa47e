// Answers that a rehearsal has put into the mouth of the org, whatever is asked: two errors at once, a page instead of
// JSON, half of a body. They live in memory and end with the sandbox.
import type { Answer } from './call.ts'

export type Script = Answer & { times: number }

export type Scripted = { add(script: Script): void; next(): Answer | undefined }

export function createScripted(): Scripted {
  const scripts: Script[] = []
  return {
    add: (script) => {
      scripts.push(script)
    },
    next() {
      const script = scripts[0]
      if (!script) return undefined
      script.times -= 1
      if (script.times <= 0) scripts.shift()
      const { times: _, ...answer } = script
      return answer
    }
  }
}
