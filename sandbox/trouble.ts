// Rehearsed trouble: rules that make the next so-and-so-many matching requests fail in a chosen way.
import type { Asked, Cloud } from './face.ts'

export const kinds = ['status', 'delay', 'drop-before', 'drop-after', 'html', 'silence', 'stall'] as const
export type Kind = (typeof kinds)[number]

export type Rule = {
  cloud: Cloud
  method?: string
  /** Searched in path and query, as sent and decoded. */
  path?: RegExp
  /** How many more requests it meets. */
  times: number
  kind: Kind
  status: number
  retryAfter?: string
  milliseconds: number
  /** The request takes effect first: only its answer is late, or is another. */
  after: boolean
}

/** Everything that happens to one request. Delays add up; of the other kinds the oldest matching rule acts alone. */
export type Trouble = { waitBefore: number; waitAfter: number; instead?: Rule }

export type Troubles = {
  add(rule: Rule): void
  rules(): readonly Rule[]
  clear(): void
  /** Uses the rules up as it goes. */
  meet(cloud: Cloud, asked: Asked): Trouble
}

export function createTroubles(): Troubles {
  let rules: Rule[] = []
  return {
    add: (rule) => {
      rules.push(rule)
    },
    rules: () => rules,
    clear: () => {
      rules = []
    },
    meet(cloud, asked) {
      const met: Trouble = { waitBefore: 0, waitAfter: 0 }
      for (const rule of rules.filter((rule) => matches(rule, cloud, asked))) {
        if (rule.kind !== 'delay') {
          if (met.instead) continue
          met.instead = rule
        } else if (rule.after) met.waitAfter += rule.milliseconds
        else met.waitBefore += rule.milliseconds
        rule.times -= 1
      }
      rules = rules.filter((rule) => rule.times > 0)
      return met
    }
  }
}

function matches(rule: Rule, cloud: Cloud, asked: Asked): boolean {
  if (rule.cloud !== cloud) return false
  if (rule.method && rule.method !== asked.method) return false
  if (!rule.path) return true
  const query = asked.query.toString()
  const sent = query ? `${asked.path}?${query}` : asked.path
  return rule.path.test(sent) || rule.path.test(decoded(sent))
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}
