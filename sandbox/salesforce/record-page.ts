// Where people open a record: GET /<id>, as on an organization's own address. A page for looking, without a sign-in, like everything
// that the sandbox shows of itself.
import type { Answered } from '../face.ts'
import { html } from '../html.ts'
import { page } from '../page.ts'
import { isId, prefixOf } from './ids.ts'
import type { Org } from './org.ts'
import { objectOfPrefix } from './schema/objects.ts'

/** "/00U8X0000001AAAAAA": the id of a record of a kind that the org has. */
export const isRecordPath = (path: string) => {
  const id = path.slice(1)
  return isId(id) && objectOfPrefix(prefixOf(id)) !== undefined
}

export function recordPage(org: Org, path: string): Answered {
  const id = path.slice(1)
  const object = objectOfPrefix(prefixOf(id))
  const row = object && org.find(object.name, id)
  if (!object || !row)
    return page('No such record', html`<h1>No such record</h1><p>It was purged, or never was.</p>`, 404)
  const title = String(row.Name ?? row.Subject ?? row.Id)
  const fields = Object.entries(row).filter(([, value]) => value !== null)
  return page(
    title,
    html`<p>${object.label}</p>
<h1>${title}</h1>
${row.IsDeleted === true && html`<p>It lies in the recycle bin.</p>`}
<table>${fields.map(([name, value]) => html`<tr><th scope="row">${name}</th><td>${String(value)}</td></tr>`)}</table>
<p><a href="/_sandbox">The sandbox</a></p>`
  )
}
