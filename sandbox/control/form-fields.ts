// Fields of the page's forms.
import { type Html, html } from '../html.ts'

export const names = (everybody: { displayName: string }[]) => everybody.map(({ displayName }) => displayName)

export function choice(name: string, label: string, values: readonly string[]): Html {
  return html`<label>${label}<select name="${name}">${values.map(
    (value) => html`<option value="${value}">${value || 'any'}</option>`
  )}</select></label>`
}

export function field(name: string, label: string, value = ''): Html {
  return html`<label>${label}<input name="${name}" value="${value}" size="12"></label>`
}
