// An opportunity is closed by its stage.
import type { Rules } from './rules.ts'

export const opportunityRules: Rules = {
  before: ({ row }) => ({
    ...row,
    IsClosed: String(row.StageName).startsWith('Closed'),
    IsWon: row.StageName === 'Closed Won'
  })
}
