// Contacts and leads: the full name, the duplicate rule, converted leads.
import type { Row } from '../org.ts'
import { convertedLead, Refusal } from '../refusal.ts'
import type { Draft, Rules } from './rules.ts'

export const fullName = ({ FirstName, LastName }: Row) => [FirstName, LastName].filter(Boolean).join(' ')

export const contactRules: Rules = {
  before: ({ row }) => ({ ...row, Name: fullName(row) })
}

export const leadRules: Rules = {
  before(draft) {
    const { row, was } = draft
    if (was?.IsConverted) throw convertedLead()
    if (!was) refuseDuplicate(draft)
    return { ...row, Name: fullName(row), IsConverted: row.IsConverted ?? false }
  }
}

/** The standard lead rule finds contacts too. Its result is spelt duplicateResut on the wire, and clients rely on it. */
function refuseDuplicate({ org, row, headers }: Draft) {
  const action = org.settings.leadDuplicateRule
  const saved = /allowsave\s*=\s*true/i.test(headers['sforce-duplicate-rule-header'] ?? '')
  if (action === 'Off' || (action === 'Allow' && saved) || typeof row.Email !== 'string') return

  const email = row.Email.toLowerCase()
  const matches = (['Contact', 'Lead'] as const)
    .map((type) => ({
      type,
      found: org.rows(type).filter((other) => !other.IsDeleted && String(other.Email ?? '').toLowerCase() === email)
    }))
    .filter(({ found }) => found.length > 0)
  if (matches.length === 0) return

  throw new Refusal(400, {
    duplicateResut: {
      allowSave: action === 'Allow',
      duplicateRule: 'Standard_Lead_Duplicate_Rule',
      duplicateRuleEntityType: 'Lead',
      errorMessage: 'Use one of these records?',
      matchResults: matches.map(({ type, found }) => ({
        entityType: type,
        errors: [],
        matchEngine: 'FuzzyMatchEngine',
        matchRecords: found.map(({ Id }) => ({
          additionalInformation: [],
          fieldDiffs: [],
          matchConfidence: 100,
          record: { attributes: { type, url: `/services/data/v67.0/sobjects/${type}/${Id}` }, Id }
        })),
        rule: `Standard_${type}_Match_Rule_v1_1`,
        size: found.length,
        success: true
      }))
    },
    errorCode: 'DUPLICATES_DETECTED',
    message: 'Use one of these records?'
  })
}
