import type { Field, Problem, Typed } from './asking.ts'

/** The fields of the form as a page prints them: what was typed, and what is to be put right, in the same words twice. */
export type Details = {
  formId: string
  name: string
  email: string
  note: string
  wrong: Record<Field, string>
}

export type Summary = { heading: string; text: string; entries: { href: string; message: string }[] }

export function detailsOf(formId: string, typed: Typed | undefined, problems: readonly Problem[] = []): Details {
  const wrong = (field: Field) => problems.find((problem) => problem.field === field)?.message ?? ''
  return {
    formId,
    name: typed?.name ?? '',
    email: typed?.email ?? '',
    note: typed?.note ?? '',
    wrong: {
      slot: wrong('slot'),
      name: wrong('name'),
      email: wrong('email'),
      note: wrong('note'),
      reason: wrong('reason')
    }
  }
}

export const summaryOf = (problems: readonly Problem[]): Summary => ({
  heading: problems.length === 1 ? 'One thing needs your attention' : 'A few things need your attention',
  text: '',
  entries: problems.map(({ field, message }) => ({ href: field ? `#${field}` : '', message }))
})
