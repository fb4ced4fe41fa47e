// What the platform does with a row of an object besides storing it. Objects without rules of their own are only stored.

import { eventRelationRules } from '../events/relation-rules.ts'
import { eventRules } from '../events/rules.ts'
import type { Org, Row } from '../org.ts'
import type { Input } from './input.ts'
import { opportunityRules } from './opportunity-rules.ts'
import { contactRules, leadRules } from './people-rules.ts'

export type Draft = {
  org: Org
  user: Row
  /** The row as it would be stored. */
  row: Row
  /** What this request gives. */
  given: Input
  /** The row as it was; undefined on insert. */
  was: Row | undefined
  headers: Record<string, string>
}

export type Rules = {
  /** Refuses, or completes the row. */
  before?(draft: Draft): Row
  after?(draft: Draft): void
  removed?(org: Org, user: Row, row: Row): void
}

export const rulesOf = (object: string): Rules => rules[object] ?? {}

const rules: Record<string, Rules> = {
  Event: eventRules,
  EventRelation: eventRelationRules,
  Contact: contactRules,
  Lead: leadRules,
  Opportunity: opportunityRules
}
