/** Why somebody may not act. Each has its sentence and remedy in server/wording/reasons.ts and docs/errors.md. */
export const reasons = [
  'role_reviewer',
  'not_author',
  'no_send_on_behalf',
  'full_access_is_not_delegation',
  'different_org',
  'no_grant',
  'grant_ended',
  'private_hidden',
  'organizer_disabled',
  'delegate_disabled',
  'standing_unknown',
  'exchange_refuses',
  'not_organizer'
] as const

export type Reason = (typeof reasons)[number]

/** Not a no: what the person may do cannot be read. */
export const isUnknown = (reason: Reason): boolean => reason === 'standing_unknown' || reason === 'exchange_refuses'
