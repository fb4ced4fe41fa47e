// Fields of a form as ready words: what they are called, what stands in them, what is wrong with it.
import type { Problems } from './form.ts'

type Control = {
  name: string
  id: string
  label: string
  hint: string | null
  problem: string | null
  described: string | null
}

export type TextControl = Control & {
  type: 'text' | 'date'
  value: string
  optional: boolean
  inputmode: string | null
  longest: number | null
}

export type Choice = { id: string; value: string; text: string; hint: string | null; chosen: boolean }

export type ChoiceControl = Control & { choices: Choice[] }

export type CheckControl = Control & { ticked: boolean }

type Given = { name: string; label: string; problem?: string | undefined; hint?: string }

export function text(
  given: Given & { value: string; type?: TextControl['type']; optional?: boolean; inputmode?: string; longest?: number }
): TextControl {
  const { value, type = 'text', optional = false, inputmode = null, longest = null } = given
  return { ...control(given), type, value, optional, inputmode, longest }
}

/** For a select and for radio buttons alike. What was sent but is no choice chooses nothing. */
export function choice(
  given: Given & { value: string; choices: readonly { value: string; text: string; hint?: string }[] }
): ChoiceControl {
  return {
    ...control(given),
    choices: given.choices.map(({ value, text: words, hint = null }, index) => ({
      id: index === 0 ? given.name : `${given.name}-choice-${index + 1}`,
      value,
      text: words,
      hint,
      chosen: value === given.value
    }))
  }
}

/** For boxes of which several may be ticked. */
export function choices(
  given: Given & { values: readonly string[]; choices: readonly { value: string; text: string }[] }
): ChoiceControl {
  const control = choice({ ...given, value: '' })
  return {
    ...control,
    choices: control.choices.map((each) => ({ ...each, chosen: given.values.includes(each.value) }))
  }
}

/** One box to tick. */
export const check = (given: Given & { ticked: boolean }): CheckControl => ({
  ...control(given),
  ticked: given.ticked
})

function control({ name, label, hint = '', problem = '' }: Given): Control {
  const described = [hint && `${name}-hint`, problem && `${name}-problem`].filter(Boolean).join(' ')
  return { name, id: name, label, hint: hint || null, problem: problem || null, described: described || null }
}

/** What stands at the top of a page that came back: each problem leads to its field. */
export const summaryOf = (problems: Problems): { href: string; message: string }[] =>
  Object.entries(problems).flatMap(([name, message]) => (message ? [{ href: `#${name}`, message }] : []))

/** In the title, so that a screen reader says it first. */
export const titleWith = (problems: Problems, title: string) =>
  Object.keys(problems).length > 0 ? `Problem: ${title}` : title
