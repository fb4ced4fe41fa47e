import { type Html, html } from '../html.ts'

export type Cell = Html | string | number | undefined | null | false

/** A table, and on a phone a list of cards; `empty` is the sentence when there are no rows. */
export function table(heads: string[], rows: Cell[][], empty: string): Html {
  if (rows.length === 0) return html`<p class="soft">${empty}</p>`
  return html`<div class="table" tabindex="0" role="group" aria-label="${heads.join(', ')}"><table>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>
${rows.map((row) => html`<tr>${row.map((cell, column) => html`<td data-label="${heads[column]}">${cell}</td>`)}</tr>\n`)}</tbody>
</table></div>`
}
